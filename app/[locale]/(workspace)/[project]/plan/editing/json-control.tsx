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

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON as text. What does not parse stays in the field, with the place of the fault, and is not saved. */
export function JsonControl(
  props: JsonControlProps & { value: unknown; optional: boolean; onSave: (value: unknown) => void },
) {
  const t = useText("plan");
  const [fault, setFault] = useState<string>();
  const stored = props.value === undefined ? "" : JSON.stringify(props.value, null, 2);
  const draft = useDraft(stored, (text) => {
    if (text.trim() === "" && props.optional) return props.onSave(undefined);
    const parsed = parse(text);
    if (parsed.ok) props.onSave(parsed.value);
    else setFault(parsed.reason);
  });
  return (
    <Field label={props.label} hint={props.hint} error={fault && t("json.fault", { reason: fault })}>
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
  props: JsonControlProps & { value: readonly unknown[]; onSave: (value: readonly unknown[]) => void },
) {
  const t = useText("plan");
  const stored = props.value.map((one) => JSON.stringify(one)).join("\n");
  const draft = useDraft(stored, (text) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    props.onSave(
      lines.map((line) => {
        const parsed = parse(line);
        return parsed.ok ? parsed.value : line.trim();
      }),
    );
  });
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          <Textarea
            {...control}
            code
            disabled={props.disabled}
            value={draft.value}
            onChange={(event) => draft.change(event.target.value)}
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
