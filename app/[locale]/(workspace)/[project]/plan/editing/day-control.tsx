"use client";

import type { ReactNode } from "react";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useDraft, useTypedEarly } from "./use-draft.ts";

/** A day of the calendar, as YYYY-MM-DD; empty for none. */
export function DayControl(props: {
  label: string;
  hint?: string | undefined;
  value: string | undefined;
  disabled: boolean;
  onSave: (value: string | undefined) => unknown;
  notes?: ReactNode;
}) {
  const draft = useDraft(props.value ?? "", (day) => props.onSave(day === "" ? undefined : day));
  const field = useTypedEarly<HTMLInputElement>(draft);
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          <Input
            {...control}
            ref={field}
            type="date"
            className="max-w-48"
            value={draft.value}
            disabled={props.disabled}
            onChange={(event) => draft.change(event.target.value)}
            onBlur={draft.keep}
            onKeyDown={(event) => event.key === "Enter" && draft.keep()}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
