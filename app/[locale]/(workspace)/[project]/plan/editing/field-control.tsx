"use client";

import type { Deprecation, LocalizedText, Serves } from "../../../../../../lib/plan/plan.ts";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { fieldEdits, type Subject, subjectPath } from "../field-edits.ts";
import type { FieldSpec } from "../fields.ts";
import { WithHistory } from "../history/field-history.tsx";
import { CheckList } from "./check-list.tsx";
import { DeprecationControl } from "./deprecation-control.tsx";
import { type PlanEditing, usePlanEditing } from "./editing-context.tsx";
import { FieldNotes } from "./field-notes.tsx";
import { JsonControl, JsonListControl } from "./json-control.tsx";
import { LocalizedControl } from "./localized-control.tsx";
import { MoreControl } from "./more-control.tsx";
import { ServesControl } from "./serves-control.tsx";
import { TextControl } from "./text-control.tsx";
import { useAhead } from "./use-ahead.ts";

export interface ControlProps<T> {
  readonly subject: Subject;
  readonly field: string;
  readonly spec: FieldSpec;
  readonly value: T;
}

function suggestions(spec: FieldSpec, facts: PlanEditing["facts"]): readonly string[] | undefined {
  return spec.suggest && facts[spec.suggest];
}

/**
 * The control of one field, as `fields.ts` declares it: label, control, why it was not saved, what the rules found, what it
 * has held before.
 */
export function FieldControl(props: ControlProps<unknown>) {
  const { subject, field, spec, value } = props;
  const t = useText("plan");
  const label = t(`field.${spec.label ?? field}` as "field.name");
  return (
    <WithHistory subject={subject} field={field} label={label} value={value} optional={spec.optional ?? false}>
      <OwnControl {...props} label={label} />
    </WithHistory>
  );
}

function OwnControl(props: ControlProps<unknown> & { label: string }) {
  const { subject, field, spec, value, label } = props;
  const t = useText("plan");
  const editing = usePlanEditing();
  const path = `${subjectPath(subject)}/${field}`;
  // Only names on the wire are what the hint of names speaks of.
  const hinted = field !== "name" || spec.control === "code";
  const hint = hinted && t.has(`hint.${field}` as "hint.name") ? t(`hint.${field}` as "hint.name") : undefined;
  const look = (next: unknown) => editing.preview(fieldEdits(subject, field, value, next), subject);
  const save = (next: unknown) => editing.commit(fieldEdits(subject, field, value, next));
  const [shown, choose] = useAhead(value, save);
  const notes = <FieldNotes path={path} within={spec.control !== "own"} />;
  const disabled = !editing.editable;

  switch (spec.control) {
    case "code":
    case "line":
      return (
        <TextControl
          label={label}
          hint={hint}
          value={(value as string | undefined) ?? ""}
          code={spec.control === "code"}
          required={!spec.optional}
          disabled={disabled}
          suggestions={suggestions(spec, editing.facts)}
          onSave={save}
          onTyping={look}
          notes={notes}
        />
      );
    case "localized-line":
    case "localized-text":
      return (
        <LocalizedControl
          label={label}
          hint={hint}
          value={value as LocalizedText}
          lines={spec.control === "localized-line" ? 1 : 2}
          languages={editing.facts.settings.languages}
          disabled={disabled}
          onSave={save}
          onTyping={look}
          notes={notes}
        />
      );
    case "choice":
    case "category": {
      const options =
        spec.control === "category"
          ? editing.facts.categories.map((one) => ({ value: one.id, label: one.label }))
          : (spec.options ?? []).map((one) => ({
              value: one,
              label: t(`option.${field}.${one}` as "option.status.draft"),
            }));
      const none = t(spec.control === "category" ? "event.noCategory" : "none");
      return (
        <Field label={label} hint={hint}>
          {(control) => (
            <>
              <Select
                {...control}
                disabled={disabled}
                value={(shown as string | undefined) ?? ""}
                options={spec.optional ? [{ value: "", label: none }, ...options] : options}
                onChange={(event) => choose(event.target.value || undefined)}
              />
              {notes}
            </>
          )}
        </Field>
      );
    }
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
          {notes}
        </div>
      );
    case "words":
      return (
        <Field label={label} hint={hint}>
          {(control) => (
            <>
              <ListInput
                {...control}
                label={label}
                disabled={disabled}
                code={field.startsWith("former")}
                values={(shown as readonly string[] | undefined) ?? []}
                suggestions={suggestions(spec, editing.facts) ?? []}
                onChange={choose}
              />
              {notes}
            </>
          )}
        </Field>
      );
    case "choices":
      return (
        <FieldGroup legend={label} hint={hint}>
          <CheckList
            values={(shown as readonly string[] | undefined) ?? []}
            choices={(spec.options ?? []).map((one) => ({
              id: one,
              label: t(`option.${field}.${one}` as "option.status.draft"),
            }))}
            disabled={disabled}
            onChange={choose}
          />
          {notes}
        </FieldGroup>
      );
    case "decisions":
      return (
        <FieldGroup legend={label} hint={hint}>
          <CheckList
            values={(shown as readonly string[]) ?? []}
            choices={editing.facts.decisions}
            disabled={disabled}
            onChange={choose}
            empty={t("decision.noneYet")}
          />
          {notes}
        </FieldGroup>
      );
    case "serves":
      return <ServesControl value={value as Serves} disabled={disabled} onSave={save} notes={notes} />;
    case "deprecation":
      return (
        <DeprecationControl
          subject={subject}
          value={value as Deprecation | undefined}
          disabled={disabled}
          onSave={save}
          notes={notes}
        />
      );
    case "json":
      return (
        <JsonControl
          label={label}
          hint={hint}
          value={value}
          optional={spec.optional === true}
          disabled={disabled}
          onSave={save}
          notes={notes}
        />
      );
    case "json-list":
      return (
        <JsonListControl
          label={label}
          hint={hint}
          value={(value as readonly unknown[] | undefined) ?? []}
          disabled={disabled}
          onSave={save}
          onTyping={look}
          notes={notes}
        />
      );
    default:
      return (
        <MoreControl
          spec={spec}
          label={label}
          hint={hint}
          value={value}
          disabled={disabled}
          onSave={save}
          onTyping={look}
          notes={notes}
        />
      );
  }
}
