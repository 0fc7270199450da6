"use client";

import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { SharedProps } from "./scalar-control.tsx";

/** One of several, or none; saved as it is chosen. */
export function OptionControl(
  props: SharedProps & {
    value: string | undefined;
    options: readonly { readonly value: string; readonly label: string }[];
  },
) {
  const t = useText("plan");
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          <Select
            {...control}
            disabled={props.disabled}
            value={props.value ?? ""}
            options={[{ value: "", label: t("none") }, ...props.options]}
            onChange={(event) => props.onSave(event.target.value || undefined)}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
