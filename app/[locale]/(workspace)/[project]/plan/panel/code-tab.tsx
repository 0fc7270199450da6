"use client";

import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import type { CodeToken } from "../../../../../_ui/highlight.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

type Lines = readonly (readonly CodeToken[])[];

export interface EventCode {
  readonly call: Lines;
  readonly install: Lines;
  readonly schema: Lines;
  /** The version the event was last published in, if it was. */
  readonly publishedIn: number | undefined;
}

export type LoadCode = (slug: string, branch: string, id: string) => Promise<EventCode>;

/** The call to paste, the line that generates the code, and the JSON Schema the event is judged by. */
export function CodeTab(props: { eventId: string; load: LoadCode }) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
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
            <h3 className="mb-1 font-medium text-grid">{t("code.schema")}</h3>
            <CodeLines lines={code.schema} label={t("code.schema")} />
          </div>
        </div>
      )}
    </TabState>
  );
}
