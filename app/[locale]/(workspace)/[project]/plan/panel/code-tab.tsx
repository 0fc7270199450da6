"use client";

import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import type { CodeToken } from "../../../../../_ui/highlight.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { hasSchemaDraft, type ReadSchema, SchemaEditor } from "./schema-editor.tsx";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

type Lines = readonly (readonly CodeToken[])[];

export interface EventCode {
  readonly call: Lines;
  readonly install: Lines;
  readonly schema: Lines;
  /** The same as text, to edit. */
  readonly schemaText: string;
  /** The version the event was last published in, if it was. */
  readonly publishedIn: number | undefined;
}

export type LoadCode = (slug: string, branch: string, id: string) => Promise<EventCode>;

/** The call to paste, the line that generates the code, and the JSON Schema the event is judged by, which can be edited. */
export function CodeTab(props: { eventId: string; load: LoadCode; read: ReadSchema }) {
  const t = useText("plan");
  const { slug, branch, editable } = usePlanEditing();
  const [editing, setEditing] = useState(() => hasSchemaDraft(slug, branch, props.eventId));
  const { loaded, again } = useLoaded(() => props.load(slug, branch, props.eventId), `${branch} ${props.eventId}`);
  return (
    <TabState loaded={loaded} again={again}>
      {(code) => (
        <div className="flex flex-col gap-5">
          <div>
            <h3 className="mb-1 font-medium text-grid">{t("code.call")}</h3>
            <CodeLines lines={code.call} label={t("code.call")} />
            <p className="mt-1 text-grey-7 text-grid">
              {code.publishedIn === undefined
                ? t("code.unpublished")
                : t("code.published", { version: code.publishedIn })}
            </p>
          </div>
          <div>
            <h3 className="mb-1 font-medium text-grid">{t("code.install")}</h3>
            <CodeLines lines={code.install} label={t("code.install")} />
          </div>
          <div>
            <div className="mb-1 flex items-center justify-between gap-2">
              <h3 className="font-medium text-grid">{t("code.schema")}</h3>
              {editable && !editing && (
                <Button size="small" onClick={() => setEditing(true)}>
                  {t("schema.edit")}
                </Button>
              )}
            </div>
            {editing ? (
              <SchemaEditor
                eventId={props.eventId}
                schema={code.schemaText}
                read={props.read}
                onDone={() => {
                  setEditing(false);
                  again();
                }}
              />
            ) : (
              <CodeLines lines={code.schema} label={t("code.schema")} />
            )}
          </div>
        </div>
      )}
    </TabState>
  );
}
