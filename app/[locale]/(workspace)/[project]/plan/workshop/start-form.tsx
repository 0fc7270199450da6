"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { planHref } from "../templates/template-href.ts";
import type { TemplateName } from "./meeting-step.tsx";
import { beginAt } from "./step-of-path.ts";
import type { NewWorkshopInput, StartAnswer } from "./workshop-answer.ts";

/** Begins a workshop: what it is about, the day, and the trade whose plan suggestions come from. */
export function StartForm(props: {
  slug: string;
  today: string;
  templates: readonly TemplateName[];
  start: (slug: string, input: NewWorkshopInput) => Promise<StartAnswer>;
}) {
  const t = useText("workshop");
  const language = useLanguage();
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [day, setDay] = useState(props.today);
  const [template, setTemplate] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  useEffect(() => beginAt("workshop/new"), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (title.trim() === "") return setError(t("start.needsTitle"));
    setPending(true);
    const answer = await props
      .start(props.slug, { title: title.trim(), heldOn: day, template: template || undefined, present: [] })
      .catch((): StartAnswer => ({ ok: false, text: t("failed") }))
      .finally(() => setPending(false));
    if (!answer.ok) return setError(answer.text);
    router.push(planHref(language, { slug: props.slug, branch: "main" }, `workshop/${answer.id}`));
  }
  return (
    <form data-path="workshop/new" onSubmit={submit} className="flex max-w-4xl flex-wrap items-start gap-3">
      <Field label={t("meeting.title")} className="min-w-56 flex-1" error={error}>
        {(control) => (
          <Input
            {...control}
            placeholder={t("start.example")}
            maxLength={WORKSHOP_LIMITS.title}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("meeting.day")} className="w-40">
        {(control) => <Input {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
      </Field>
      <Field label={t("meeting.template")} className="w-56">
        {(control) => (
          <Select
            {...control}
            value={template}
            onChange={(event) => setTemplate(event.target.value)}
            options={[
              { value: "", label: t("meeting.noTemplate") },
              ...props.templates.map(({ key, name }) => ({ value: key, label: localizedText(name, language, key) })),
            ]}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" pending={pending} className="mt-6">
        {t("start.run")}
      </Button>
    </form>
  );
}
