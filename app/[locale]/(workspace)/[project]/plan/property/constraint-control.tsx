"use client";

import { type ReactNode, useState } from "react";
import { readNumber } from "../../../../../../lib/i18n/number-text.ts";
import type { PropertyType } from "../../../../../../lib/plan/plan.ts";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { JsonControl } from "../editing/json-control.tsx";
import { ScalarControl, type SharedProps, shownValue } from "../editing/scalar-control.tsx";
import { useAhead } from "../editing/use-ahead.ts";
import { TYPE_FIELDS } from "../fields.ts";

export type ConstraintName = keyof typeof TYPE_FIELDS;

/** One constraint of a type. `value` undefined is "no such constraint". */
export function ConstraintControl(props: {
  type: PropertyType;
  name: ConstraintName;
  value: unknown;
  disabled: boolean;
  onSave: (value: unknown) => unknown;
  notes?: ReactNode;
}) {
  const t = useText("plan");
  const { name, type, disabled, onSave } = props;
  const [shown, choose] = useAhead(props.value, onSave);
  const label = t(`constraint.${name}` as "constraint.enum");
  const hint = t.has(`constraintHint.${name}` as "constraintHint.pattern")
    ? t(`constraintHint.${name}` as "constraintHint.pattern")
    : undefined;
  const shared = { label, hint, disabled, onSave, notes: props.notes };
  switch (TYPE_FIELDS[name].control) {
    case "toggle":
      return (
        <div>
          <Checkbox
            label={label}
            hint={hint}
            disabled={disabled}
            checked={shown === true}
            onChange={(event) => choose(event.target.checked)}
          />
          {props.notes}
        </div>
      );
    case "choice":
      return (
        <Field label={label} hint={hint}>
          {(control) => (
            <>
              <Select
                {...control}
                disabled={disabled}
                value={String(shown ?? "")}
                options={[
                  { value: "", label: t("none") },
                  ...(TYPE_FIELDS[name].options ?? []).map((one) => ({ value: one, label: one })),
                ]}
                onChange={(event) => choose(event.target.value || undefined)}
              />
              {props.notes}
            </>
          )}
        </Field>
      );
    case "number":
      return <ScalarControl {...shared} value={props.value} numeric="decimal" code />;
    case "pattern":
      return <ScalarControl {...shared} value={props.value} code />;
    case "value":
      return type.kind === "boolean" ? (
        <Field label={label} hint={hint}>
          {(control) => (
            <Select
              {...control}
              disabled={disabled}
              value={shown === undefined ? "" : String(shown)}
              options={[
                { value: "", label: t("none") },
                { value: "true", label: "true" },
                { value: "false", label: "false" },
              ]}
              onChange={(event) => choose(event.target.value === "" ? undefined : event.target.value === "true")}
            />
          )}
        </Field>
      ) : (
        <ScalarControl {...shared} value={props.value} numeric={type.kind === "string" ? undefined : "decimal"} code />
      );
    case "values":
      return (
        <ValuesControl
          {...shared}
          value={props.value as readonly (string | number)[] | undefined}
          numeric={type.kind !== "string"}
        />
      );
    case "json":
      return <JsonControl {...shared} value={props.value} optional={false} />;
    default:
      return null;
  }
}

/** Allowed values, added one by one or pasted. */
export function ValuesControl(
  props: SharedProps & { value: readonly (string | number)[] | undefined; numeric: boolean },
) {
  const t = useText("plan");
  const language = useLanguage();
  const [fault, setFault] = useState(false);
  const [shown, choose] = useAhead(props.value, props.onSave);
  return (
    <Field label={props.label} hint={props.hint} error={fault ? t("notANumber") : undefined}>
      {(control) => (
        <>
          <ListInput
            {...control}
            label={props.label}
            code
            disabled={props.disabled}
            splitOnComma={!props.numeric}
            values={(shown ?? []).map((value) => shownValue(value, language))}
            onChange={(texts) => {
              const values = props.numeric ? texts.map(readNumber) : texts;
              const whole = values.filter((value) => value !== undefined);
              setFault(whole.length < values.length);
              if (whole.length === values.length) choose(whole.length === 0 ? undefined : whole);
            }}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
