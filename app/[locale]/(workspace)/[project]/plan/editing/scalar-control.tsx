"use client";

import { type ReactNode, useState } from "react";
import { numberText, readNumber } from "../../../../../../lib/i18n/number-text.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { useDraft, useTypedEarly } from "./use-draft.ts";

/** What every control of one value is given. */
export interface SharedProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled: boolean;
  readonly onSave: (value: unknown) => unknown;
  readonly notes?: ReactNode;
}

/** A text, or a number as the reader writes it. */
export function shownValue(value: unknown, language: Language): string {
  if (value === undefined) return "";
  return typeof value === "number" ? numberText(value, language) : String(value);
}

/** A text or a number; what is not a number stays in the field and is not saved. */
export function ScalarControl(
  props: SharedProps & { value: unknown; numeric?: "numeric" | "decimal" | undefined; code?: boolean },
) {
  const t = useText("plan");
  const [fault, setFault] = useState(false);
  const draft = useDraft(shownValue(props.value, useLanguage()), (text) => {
    if (props.numeric ? text.trim() === "" : text === "") return props.onSave(undefined);
    const value = props.numeric ? readNumber(text) : text;
    if (value !== undefined) return props.onSave(value);
    setFault(true);
    return false;
  });
  const field = useTypedEarly<HTMLInputElement>(draft);
  return (
    <Field label={props.label} hint={props.hint} error={fault ? t("notANumber") : undefined}>
      {(control) => (
        <>
          <Input
            {...control}
            ref={field}
            code={props.code ?? false}
            className={props.numeric === "numeric" ? "max-w-32" : undefined}
            disabled={props.disabled}
            inputMode={props.numeric}
            value={draft.value}
            onChange={(event) => {
              setFault(false);
              draft.change(event.target.value);
            }}
            onBlur={draft.keep}
            onKeyDown={(event) => event.key === "Enter" && draft.keep()}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
