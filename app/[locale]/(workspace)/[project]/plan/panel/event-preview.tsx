"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { EventView } from "../view.ts";
import type { ShownCode } from "./shown-code.ts";
import { type Ask, type Preview, usePreview } from "./use-preview.ts";

const FETCH: Ask = (address, options) => fetch(address, options);

/** The code of the event in the language of the address, asked for anew with every change of the event, also while one types. */
export function useEventCode(view: EventView, ask: Ask = FETCH) {
  const language = useLanguage();
  const { slug, branch, typed } = usePlanEditing();
  const [target, setTarget] = useQueryState("target", parseAsString.withDefault("typescript"));
  const base = `/${language}/${slug}/plan`;
  const query = new URLSearchParams({ branch, target });
  const revision = useMemo(() => JSON.stringify(view), [view]);
  const body = useMemo(() => JSON.stringify({ edits: typed }), [typed]);
  const preview = usePreview(
    ask,
    { address: `${base}/code/event/${encodeURIComponent(view.event.id)}?${query}`, body },
    revision,
  );
  return { base, target, setTarget: (chosen: string) => void setTarget(chosen), preview };
}

export function TargetSelect(props: { code: ShownCode; target: string; onChange: (target: string) => void }) {
  const { code, target } = props;
  return (
    <Field label={useText("code")("target")} className="w-44">
      {(control) => (
        <Select
          {...control}
          value={code.targets.some(({ value }) => value === target) ? target : code.target}
          options={code.targets}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function Updating({ pending }: { pending: boolean }) {
  const t = useText("code");
  return (
    <p role="status" className="sr-only">
      {pending ? t("updating") : t("updated")}
    </p>
  );
}

/** Why the preview is not that of the event as it is. */
export function Trouble({ preview }: { preview: Preview & { readonly again: () => void } }) {
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
