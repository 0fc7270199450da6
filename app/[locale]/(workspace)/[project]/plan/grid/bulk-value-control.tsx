"use client";

import { DAYS_MAX } from "../../../../../../lib/plan/day.ts";
import { PRIVACY_CLASSES, STATUSES } from "../../../../../../lib/plan/plan.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { BulkValue, BulkWorth } from "./bulk-edit.ts";

/** One value for a field of many events; emptying it takes the value away where there need not be one. */
export function BulkValueControl(props: {
  field: BulkValue;
  label: string;
  value: BulkWorth;
  onChange: (value: BulkWorth) => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const { facts } = usePlanEditing();
  const { field } = props;
  if (field === "retentionDays" || field === "expiresOn")
    return (
      <Field label={props.label}>
        {(control) => (
          <Input
            {...control}
            {...(field === "expiresOn" ? { type: "date" } : { type: "number", min: 1, max: DAYS_MAX, step: 1 })}
            className="max-w-48"
            value={String(props.value ?? "")}
            onChange={({ target: { value } }) =>
              props.onChange(value === "" ? undefined : field === "expiresOn" ? value : Number(value))
            }
          />
        )}
      </Field>
    );
  if (field === "owner" || field === "steward" || field === "consentPurpose") {
    const known = field === "consentPurpose" ? facts.purposes : facts.owners;
    return (
      <Field label={props.label}>
        {(control) => (
          <>
            <Input
              {...control}
              list="bulk-suggestions"
              value={String(props.value ?? "")}
              onChange={(event) => props.onChange(event.target.value.trim() === "" ? undefined : event.target.value)}
            />
            <datalist id="bulk-suggestions">
              {known.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    );
  }
  const options = {
    category: [
      { value: "", label: t("event.noCategory") },
      ...facts.categories.map(({ id, label }) => ({ value: id, label })),
    ],
    status: STATUSES.map((one) => ({ value: one, label: t(`option.status.${one}`) })),
    privacy: PRIVACY_CLASSES.map((one) => ({ value: one, label: t(`option.privacy.${one}`) })),
    critical: (["true", "false"] as const).map((one) => ({ value: one, label: g(one === "true" ? "yes" : "no") })),
  }[field];
  return (
    <Field label={props.label}>
      {(control) => (
        <Select
          {...control}
          value={String(props.value ?? "")}
          options={options}
          onChange={({ target: { value } }) =>
            props.onChange(field === "critical" ? value === "true" : value || undefined)
          }
        />
      )}
    </Field>
  );
}
