"use client";

import { useEffect, useId, useRef, useState } from "react";
import { EVENT_ROLES, PRIVACY_CLASSES, STATUSES } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Combobox } from "../../../../../_ui/combobox.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { CheckList } from "../editing/check-list.tsx";
import { type Choice, usePlanEditing } from "../editing/editing-context.tsx";
import {
  BULK_LISTS,
  type BulkChange,
  type BulkField,
  type BulkList,
  type BulkValue,
  bulkChanges,
  deprecationEdits,
  LIST_ACTS,
} from "./bulk-edit.ts";
import { BulkValueControl } from "./bulk-value-control.tsx";
import type { EventRow } from "./event-row.ts";
import type { ApplyRows } from "./use-row-edits.ts";

type Deprecating = Extract<BulkChange, { field: "deprecation" }>;
type Listing = Extract<BulkChange, { field: BulkList }>;

/** What a dialog begins with. */
function firstChange(field: BulkField): BulkChange {
  if (field === "deprecation") return { field, text: {}, replacementId: undefined };
  if ((BULK_LISTS as readonly string[]).includes(field)) return { field: field as BulkList, act: "add", values: [] };
  const first = { status: STATUSES[1], privacy: PRIVACY_CLASSES[0], critical: true };
  return { field: field as BulkValue, value: field in first ? first[field as "status"] : undefined };
}

/** One field of all checked events: what it becomes, and how many events that changes. */
export function BulkDialog(props: {
  field: BulkField;
  rows: readonly EventRow[];
  apply: ApplyRows;
  onClose: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const form = useId();
  const { field, rows } = props;
  const [change, setChange] = useState(() => firstChange(field));
  const [pending, setPending] = useState(false);
  const { begin } = usePlanEditing();
  const [within] = useState(() => begin());
  const fields = useRef<HTMLFormElement>(null);
  // Before the window would put the focus on its first button.
  useEffect(() => fields.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus(), []);
  const label = t(field === "deprecation" ? "field.deprecation" : `column.${field}`);
  const deprecating = change.field === "deprecation" ? deprecationEdits(rows, change) : undefined;
  const changes = bulkChanges(rows, change);
  const count = deprecating ? deprecating.length : changes.length;
  async function submit() {
    if (count === 0) return;
    setPending(true);
    const what = g("bulk.changed", { field: label, count });
    const done = await within(() => props.apply(changes, what, deprecating));
    setPending(false);
    if (done) props.onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={g("bulk.title", { field: label, count: rows.length })}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button tone="primary" type="submit" form={form} pending={pending} disabled={count === 0}>
            {g("bulk.apply", { count })}
          </Button>
        </>
      }
    >
      <form
        ref={fields}
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {change.field === "deprecation" ? (
          <DeprecationFields change={change} onChange={setChange} />
        ) : "act" in change ? (
          <ListFields change={change} onChange={setChange} label={label} />
        ) : (
          <BulkValueControl
            field={change.field}
            label={label}
            value={change.value}
            onChange={(value) => setChange({ ...change, value })}
          />
        )}
      </form>
    </Dialog>
  );
}

function useChoices(field: BulkList): readonly Choice[] | undefined {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  if (field === "roles") return EVENT_ROLES.map((role) => ({ id: role, label: t(`option.roles.${role}`) }));
  return field === "tags" || field === "sources" ? undefined : facts[field];
}

function ListFields(props: { change: Listing; onChange: (change: BulkChange) => void; label: string }) {
  const g = useText("grid");
  const { facts } = usePlanEditing();
  const { change, onChange } = props;
  const { field, act, values } = change;
  const choices = useChoices(field);
  const put = (next: readonly string[]) => onChange({ ...change, values: next });
  return (
    <>
      <Field label={g("bulk.act")}>
        {(control) => (
          <Select
            {...control}
            value={act}
            options={LIST_ACTS.map((one) => ({
              value: one,
              label: g(one === "remove" ? "bulk.removeValues" : `bulk.${one}`),
            }))}
            onChange={(event) => onChange({ ...change, act: event.target.value as Listing["act"] })}
          />
        )}
      </Field>
      {choices ? (
        <FieldGroup legend={props.label}>
          <CheckList values={values} choices={choices} onChange={put} empty={g("bulk.noneYet")} />
        </FieldGroup>
      ) : (
        <Field label={g("bulk.values")}>
          {(control) => (
            <ListInput
              {...control}
              label={props.label}
              values={values}
              suggestions={facts[field as "tags"]}
              onChange={put}
            />
          )}
        </Field>
      )}
    </>
  );
}

function DeprecationFields(props: { change: Deprecating; onChange: (change: BulkChange) => void }) {
  const t = useText("plan");
  const g = useText("grid");
  const { facts } = usePlanEditing();
  const { change, onChange } = props;
  return (
    <>
      <FieldGroup legend={g("bulk.reason")}>
        {facts.settings.languages.map((language) => (
          <Field key={language} label={<span className="font-normal text-grey-7">{t(`language.${language}`)}</span>}>
            {(control) => (
              <Textarea
                {...control}
                lang={language}
                value={change.text[language] ?? ""}
                onChange={(event) => onChange({ ...change, text: { ...change.text, [language]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </FieldGroup>
      <Field label={g("bulk.replacement")}>
        {(control) => (
          <Combobox
            id={control.id}
            label={g("bulk.replacement")}
            placeholder={g("bulk.noReplacement")}
            empty={t("noMatch")}
            options={[
              { value: "", label: g("bulk.noReplacement") },
              ...facts.events.map((one) => ({ value: one.id, label: one.label })),
            ]}
            value={change.replacementId}
            onChange={(id) => onChange({ ...change, replacementId: id || undefined })}
          />
        )}
      </Field>
    </>
  );
}
