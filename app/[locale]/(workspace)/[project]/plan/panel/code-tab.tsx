"use client";

import { parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { EventView } from "../view.ts";
import { hasSchemaDraft, type ReadSchema, SchemaEditor } from "./schema-editor.tsx";
import type { ShownCode } from "./shown-code.ts";
import { type Ask, type Preview, usePreview } from "./use-preview.ts";

const FETCH: Ask = (address, options) => fetch(address, options);

/** The code of the event in a language, renewed with every change of it, and the JSON Schema it is judged by, to edit. */
export function CodeTab({ view, read, ask = FETCH }: { view: EventView; read: ReadSchema; ask?: Ask }) {
  const t = useText("code");
  const language = useLanguage();
  const { slug, branch } = usePlanEditing();
  const [target, setTarget] = useQueryState("target", parseAsString.withDefault("typescript"));
  const base = `/${language}/${slug}/plan`;
  const query = new URLSearchParams({ branch, target });
  const revision = useMemo(() => JSON.stringify(view), [view]);
  const preview = usePreview(ask, `${base}/code/event/${encodeURIComponent(view.event.id)}?${query}`, revision);
  const { code, pending } = preview;
  if (code === undefined) return pending ? <Skeleton className="h-40 w-full" /> : <Trouble preview={preview} />;
  return (
    <div className="flex flex-col gap-5" aria-busy={pending}>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <Field label={t("target")} className="w-44">
          {(control) => (
            <Select
              {...control}
              value={code.targets.some(({ value }) => value === target) ? target : code.target}
              options={code.targets}
              onChange={(event) => void setTarget(event.target.value)}
            />
          )}
        </Field>
        <p className="flex flex-wrap gap-x-3">
          <TextLink href={`${base}/code?${new URLSearchParams({ at: branch, target })}`}>{t("whole")}</TextLink>
          <TextLink href={`${base}/documents/brief?target=${encodeURIComponent(target)}`}>{t("changes")}</TextLink>
        </p>
      </div>
      <p role="status" className="sr-only">
        {pending ? t("updating") : t("updated")}
      </p>
      <Trouble preview={preview} />
      <Generated code={code} files={preview.files} />
      <SchemaPart view={view} code={code} read={read} again={preview.again} />
    </div>
  );
}

/** Why the preview is not that of the event as it is. */
function Trouble({ preview }: { preview: Preview & { readonly again: () => void } }) {
  const t = useText("code");
  const p = useText("plan");
  const { code, failed } = preview;
  if (failed === undefined && (code === undefined || code.refused.length === 0)) return null;
  const told = failed ?? code?.refused ?? [];
  return (
    <Notice tone="danger" title={failed === undefined ? t("refused") : p("loadFailed")} announce>
      {told.length > 0 && (
        <ul className="list-disc pl-5">
          {told.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {preview.files.length > 0 && <p>{t("notUpdated")}</p>}
      {failed !== undefined && (
        <Button size="small" onClick={preview.again} className="mt-1">
          {p("tryAgain")}
        </Button>
      )}
    </Notice>
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
              <CodeLines lines={lines} label={path} />
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
