"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type FormEvent, useId, useState } from "react";
import { CALL_TYPES, type CallType, EVENT_ROLES } from "../../../../../../lib/plan/plan.ts";
import { EVENT_ROLE_WORDS } from "../../../../../../lib/plan/role-word.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { type ShownFinding, usePlanEditing } from "../editing/editing-context.tsx";
import { FindingNote } from "../editing/field-notes.tsx";
import type { NewEventInput, NewEventResult } from "./new-event.ts";

/** The edits that make an event of that name, and what the rules say of it; nothing is written. */
export type CreateEventAction = (slug: string, branch: string, input: NewEventInput) => Promise<NewEventResult>;

/** A new event needs its name and its call; the panel asks for the rest. What the rules think of the name is said at once. */
export function CreateEvent(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  create: CreateEventAction;
  onCreated: (id: string, name: string) => void;
}) {
  const t = useText("plan");
  const form = useId();
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("create.title")}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("cancel")}</Button>
          <Button tone="primary" type="submit" form={form}>
            {t("create.verb")}
          </Button>
        </>
      }
    >
      <CreateForm {...props} id={form} />
    </Dialog>
  );
}

function CreateForm(props: {
  id: string;
  create: CreateEventAction;
  onOpenChange: (open: boolean) => void;
  onCreated: (id: string, name: string) => void;
}) {
  const t = useText("plan");
  const { slug, branch, facts, commit } = usePlanEditing();
  const [name, setName] = useState("");
  const [callType, setCallType] = useState<CallType>("track");
  const [category, setCategory] = useState("");
  // A link may ask for an event that means something to the business.
  const [role, setRole] = useQueryState("role", parseAsStringLiteral(EVENT_ROLES));
  const language = useLanguage();
  const [error, setError] = useState<string>();
  const [findings, setFindings] = useState<readonly ShownFinding[]>([]);
  const input = { name: name.trim(), callType, category: category || undefined, role: role ?? undefined };

  async function check() {
    if (!input.name) return;
    const answer = await props.create(slug, branch, input);
    setFindings(answer.ok ? answer.findings : []);
    setError(answer.ok ? undefined : answer.text);
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!input.name) return setError(t("required"));
    const answer = await props.create(slug, branch, input);
    if (!answer.ok) return setError(answer.text);
    if (!(await commit(answer.edits))) return;
    void setRole(null);
    props.onOpenChange(false);
    props.onCreated(answer.id, input.name);
  }
  return (
    <form id={props.id} onSubmit={submit} className="flex flex-col gap-4">
      {role && <p>{t("create.role", { role: EVENT_ROLE_WORDS[role][language] })}</p>}
      <Field
        label={t("field.name")}
        hint={t("create.nameHint", { example: t(`naming.${facts.settings.standards.naming.event.case}`) })}
        error={error}
      >
        {(control) => (
          <>
            <Input
              {...control}
              code
              autoFocus
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setError(undefined);
              }}
              onBlur={() => void check()}
            />
            {findings.map((finding) => (
              <FindingNote key={`${finding.rule} ${finding.text}`} finding={{ ...finding, fix: undefined }} />
            ))}
          </>
        )}
      </Field>
      <Field label={t("field.callType")} hint={t("hint.callType")}>
        {(control) => (
          <Select
            {...control}
            value={callType}
            options={CALL_TYPES.map((one) => ({ value: one, label: t(`option.callType.${one}`) }))}
            onChange={(event) => setCallType(event.target.value as CallType)}
          />
        )}
      </Field>
      {facts.categories.length > 0 && (
        <Field label={t("field.category")}>
          {(control) => (
            <Select
              {...control}
              value={category}
              options={[
                { value: "", label: t("event.noCategory") },
                ...facts.categories.map((one) => ({ value: one.id, label: one.label })),
              ]}
              onChange={(event) => setCategory(event.target.value)}
            />
          )}
        </Field>
      )}
    </form>
  );
}
