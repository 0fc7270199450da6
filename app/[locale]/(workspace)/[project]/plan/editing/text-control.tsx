"use client";

import { type ReactNode, useId } from "react";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { useDraft, useTypedEarly } from "./use-draft.ts";

/** One line: saved by Enter or by leaving the field, taken back by Escape. */
export function TextControl(props: {
  label: string;
  hint?: string | undefined;
  value: string;
  code?: boolean;
  required?: boolean;
  disabled?: boolean;
  suggestions?: readonly string[] | undefined;
  onSave: (value: string) => unknown;
  onTyping?: (value: string) => void;
  notes?: ReactNode;
  inputMode?: "numeric" | "decimal";
}) {
  const t = useText("plan");
  const list = useId();
  const draft = useDraft(props.value, props.onSave, props.onTyping);
  const field = useTypedEarly<HTMLInputElement>(draft);
  const missing = props.required && draft.value.trim() === "";
  return (
    <Field label={props.label} hint={props.hint} error={missing ? t("required") : undefined}>
      {(control) => (
        <>
          <Input
            {...control}
            ref={field}
            value={draft.value}
            code={props.code ?? false}
            disabled={props.disabled}
            inputMode={props.inputMode}
            list={props.suggestions ? list : undefined}
            onChange={(event) => draft.change(event.target.value)}
            onBlur={() => !missing && draft.keep()}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !missing) draft.keep();
              if (event.key === "Escape" && draft.value !== props.value) {
                event.preventDefault();
                draft.change(props.value);
              }
            }}
          />
          {props.suggestions && (
            <datalist id={list}>
              {props.suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
          {props.notes}
        </>
      )}
    </Field>
  );
}
