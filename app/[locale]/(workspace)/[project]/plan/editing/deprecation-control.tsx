"use client";

import type { ReactNode } from "react";
import type { Deprecation } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Combobox } from "../../../../../_ui/combobox.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Subject } from "../field-edits.ts";
import { DayControl } from "./day-control.tsx";
import { usePlanEditing } from "./editing-context.tsx";
import { LocalizedControl } from "./localized-control.tsx";
import { useSiblings } from "./siblings.tsx";

/** Why something should no longer be used, and what to use instead. */
export function DeprecationControl(props: {
  subject: Subject;
  value: Deprecation | undefined;
  disabled: boolean;
  onSave: (value: Deprecation | undefined) => unknown;
  notes?: ReactNode;
}) {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  const siblings = useSiblings();
  const { value } = props;
  if (!value)
    return (
      <div>
        <Button disabled={props.disabled} onClick={() => props.onSave({ text: {} })}>
          {t("deprecation.start")}
        </Button>
        {props.notes}
      </div>
    );
  const subjectId = "id" in props.subject ? props.subject.id : "";
  const choices = (props.subject.kind === "event" ? facts.events : siblings).filter((one) => one.id !== subjectId);
  return (
    <FieldGroup legend={t("field.deprecation")}>
      <LocalizedControl
        label={t("deprecation.text")}
        value={value.text}
        lines={2}
        languages={facts.settings.languages}
        disabled={props.disabled}
        onSave={(text) => props.onSave({ ...value, text })}
      />
      <Field label={t("deprecation.replacement")}>
        {(control) => (
          <Combobox
            id={control.id}
            label={t("deprecation.replacement")}
            placeholder={t("none")}
            empty={t("noMatch")}
            disabled={props.disabled}
            options={[{ value: "", label: t("none") }, ...choices.map((one) => ({ value: one.id, label: one.label }))]}
            value={value.replacementId}
            onChange={(id) => {
              const { replacementId: _, ...rest } = value;
              props.onSave(id ? { ...rest, replacementId: id } : rest);
            }}
          />
        )}
      </Field>
      <DayControl
        label={t("deprecation.on")}
        hint={t("deprecation.onHint")}
        value={value.on}
        disabled={props.disabled}
        onSave={(on) => {
          const { on: _, ...rest } = value;
          return props.onSave(on ? { ...rest, on } : rest);
        }}
      />
      {props.notes}
      <div>
        <Button disabled={props.disabled} onClick={() => props.onSave(undefined)}>
          {t("deprecation.end")}
        </Button>
      </div>
    </FieldGroup>
  );
}
