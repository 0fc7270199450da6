"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { EventView } from "../view.ts";
import { TargetSelect, Trouble, Updating, useEventCode } from "./event-preview.tsx";
import { hasSchemaDraft, type ReadSchema, SchemaEditor } from "./schema-editor.tsx";
import type { ShownCode } from "./shown-code.ts";
import type { Ask, Preview } from "./use-preview.ts";

/** The code of the event in a language, renewed with every change of it, and the JSON Schema it is judged by, to edit. */
export function CodeTab({ view, read, ask }: { view: EventView; read: ReadSchema; ask?: Ask }) {
  const t = useText("code");
  const { branch } = usePlanEditing();
  const { base, target, setTarget, preview } = useEventCode(view, ask);
  const { code, pending } = preview;
  if (code === undefined) return pending ? <Skeleton className="h-40 w-full" /> : <Trouble preview={preview} />;
  return (
    <div className="flex flex-col gap-5" aria-busy={pending}>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <TargetSelect code={code} target={target} onChange={setTarget} />
        <p className="flex flex-wrap gap-x-3">
          <TextLink href={`${base}/code?${new URLSearchParams({ at: branch, target })}`}>{t("whole")}</TextLink>
          <TextLink href={`${base}/documents/brief?target=${encodeURIComponent(target)}`}>{t("changes")}</TextLink>
        </p>
      </div>
      <Updating pending={pending} />
      <Trouble preview={preview} />
      <Generated code={code} files={preview.files} />
      <SchemaPart view={view} code={code} read={read} again={preview.again} />
    </div>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-medium text-grid">{props.title}</h3>
      {props.children}
    </div>
  );
}

function Generated({ code, files }: { code: ShownCode; files: Preview["files"] }) {
  const t = useText("code");
  return (
    <>
      {code.call && (
        <Part title={t("call")}>
          <CodeLines lines={code.call} label={t("call")} />
        </Part>
      )}
      {files.length > 0 && (
        <Part title={t("generated")}>
          <p className="text-grey-7 text-grid">
            {code.publishedIn === undefined ? t("unpublished") : t("published", { version: code.publishedIn })}
          </p>
          {files.map(({ path, lines }) => (
            <figure key={path} className="mt-1">
              <figcaption className="break-all font-mono text-grey-8 text-label">{path}</figcaption>
              <CodeLines lines={lines} label={t("codeIn", { path })} />
            </figure>
          ))}
        </Part>
      )}
      <Part title={t("generate")}>
        <CodeLines lines={code.install} label={t("generate")} />
      </Part>
    </>
  );
}

function SchemaPart(props: { view: EventView; code: ShownCode; read: ReadSchema; again: () => void }) {
  const t = useText("plan");
  const { code, view } = props;
  const { slug, branch, editable } = usePlanEditing();
  const [editing, setEditing] = useState(() => hasSchemaDraft(slug, branch, view.event.id));
  const title = useText("code")("schema");
  return (
    <div>
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 className="font-medium text-grid">{title}</h3>
        {editable && !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t("schema.edit")}
          </Button>
        )}
      </div>
      {editing ? (
        <SchemaEditor
          eventId={view.event.id}
          schema={code.schemaText}
          read={props.read}
          onDone={() => {
            setEditing(false);
            props.again();
          }}
        />
      ) : (
        <CodeLines lines={code.schema} label={title} />
      )}
    </div>
  );
}
