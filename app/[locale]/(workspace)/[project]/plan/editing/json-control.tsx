"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { useDraft } from "./use-draft.ts";

interface JsonControlProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly notes?: ReactNode;
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly reserved: boolean };

/** React leaves this key out of what it sends, so it is refused before anything is lost. */
const RESERVED = "__proto__";

function parse(text: string): Parsed {
  let reserved = false;
  try {
    const value: unknown = JSON.parse(text, (key, item) => {
      reserved ||= key === RESERVED;
      return item;
    });
    return reserved ? { ok: false, reason: RESERVED, reserved } : { ok: true, value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error), reserved };
  }
}

function faultText(t: ReturnType<typeof useText<"plan">>, { reason, reserved }: Parsed & { ok: false }): string {
  return reserved ? t("json.reserved", { key: reason }) : t("json.fault", { reason });
}

/** JSON as text. What does not parse stays in the field, with the place of the fault, and is not saved. */
export function JsonControl(
  props: JsonControlProps & { value: unknown; optional: boolean; onSave: (value: unknown) => unknown },
) {
  const t = useText("plan");
  const [fault, setFault] = useState<string>();
  const stored = props.value === undefined ? "" : JSON.stringify(props.value, null, 2);
  const draft = useDraft(stored, (text) => {
    if (text.trim() === "" && props.optional) return props.onSave(undefined);
    const parsed = parse(text);
    return parsed.ok ? props.onSave(parsed.value) : setFault(faultText(t, parsed));
  });
  return (
    <Field label={props.label} hint={props.hint} error={fault}>
      {(control) => (
        <>
          <Textarea
            {...control}
            code
            rows={3}
            disabled={props.disabled}
            value={draft.value}
            onChange={(event) => {
              setFault(undefined);
              draft.change(event.target.value);
            }}
            onBlur={draft.keep}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}

/** A list of JSON values, one a line; a line that is not JSON is taken as a text. */
export function JsonListControl(
  props: JsonControlProps & { value: readonly unknown[]; onSave: (value: readonly unknown[]) => unknown },
) {
  const t = useText("plan");
  const [fault, setFault] = useState<string>();
  const stored = props.value.map((one) => JSON.stringify(one)).join("\n");
  const draft = useDraft(stored, (text) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const values = lines.map(parse);
    const refused = values.find((one) => !one.ok && one.reserved);
    if (refused?.ok === false) return setFault(faultText(t, refused));
    return props.onSave(values.map((one, index) => (one.ok ? one.value : (lines[index] ?? "").trim())));
  });
  return (
    <Field label={props.label} hint={props.hint} error={fault}>
      {(control) => (
        <>
          <Textarea
            {...control}
            code
            disabled={props.disabled}
            value={draft.value}
            onChange={(event) => {
              setFault(undefined);
              draft.change(event.target.value);
            }}
            onBlur={draft.keep}
          />
          {draft.value !== stored && (
            <Button size="small" className="self-start" onClick={draft.keep}>
              {t("keep")}
            </Button>
          )}
          {props.notes}
        </>
      )}
    </Field>
  );
}
