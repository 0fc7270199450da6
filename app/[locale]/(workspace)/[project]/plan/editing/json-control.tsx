"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { type Draft, useDraft, useTypedEarly } from "./use-draft.ts";

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

/** The field of a text that is JSON; what was wrong with it is forgotten with the next key. */
function JsonText(
  props: JsonControlProps & {
    rows?: number;
    draft: Draft<string>;
    fault: string | undefined;
    onFault: (fault: undefined) => void;
    children?: ReactNode;
  },
) {
  const { draft, rows } = props;
  const field = useTypedEarly<HTMLTextAreaElement>(draft);
  return (
    <Field label={props.label} hint={props.hint} error={props.fault}>
      {(control) => (
        <>
          <Textarea
            {...control}
            ref={field}
            code
            {...(rows === undefined ? {} : { rows })}
            disabled={props.disabled}
            value={draft.value}
            onChange={(event) => {
              props.onFault(undefined);
              draft.change(event.target.value);
            }}
            onBlur={draft.keep}
          />
          {props.children}
          {props.notes}
        </>
      )}
    </Field>
  );
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
    if (parsed.ok) return props.onSave(parsed.value);
    setFault(faultText(t, parsed));
    return false;
  });
  return <JsonText {...props} rows={3} draft={draft} fault={fault} onFault={setFault} />;
}

/** The values of the lines; what is not JSON is a text. `whole` when all of them are JSON. */
function readLines(text: string) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const parsed = lines.map(parse);
  const refused = parsed.find((one) => !one.ok && one.reserved);
  return {
    refused: refused?.ok === false ? refused : undefined,
    values: parsed.map((one, index) => (one.ok ? one.value : (lines[index] ?? "").trim())),
    whole: parsed.every(({ ok }) => ok),
  };
}

/** A list of JSON values, one a line; a line that is not JSON is taken as a text, or with `strict` is not judged until it is. */
export function JsonListControl(
  props: JsonControlProps & {
    value: readonly unknown[];
    strict?: boolean;
    onSave: (value: readonly unknown[]) => unknown;
    onTyping?: ((value: readonly unknown[]) => void) | undefined;
  },
) {
  const t = useText("plan");
  const [fault, setFault] = useState<string>();
  const stored = props.value.map((one) => JSON.stringify(one)).join("\n");
  const draft = useDraft(
    stored,
    (text) => {
      const { refused, values } = readLines(text);
      if (!refused) return props.onSave(values);
      setFault(faultText(t, refused));
      return false;
    },
    (text) => {
      const { refused, values, whole } = readLines(text);
      if (!refused && (whole || !props.strict)) props.onTyping?.(values);
    },
  );
  return (
    <JsonText {...props} draft={draft} fault={fault} onFault={setFault}>
      {draft.value !== stored && (
        <Button size="small" className="self-start" onClick={draft.keep}>
          {t("keep")}
        </Button>
      )}
    </JsonText>
  );
}
