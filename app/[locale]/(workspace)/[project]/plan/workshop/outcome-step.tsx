"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { planHref } from "../templates/template-href.ts";
import type { useWorkshopDraft } from "./use-workshop-draft.ts";
import type { FinishAnswer } from "./workshop-answer.ts";
import { useWorkshop } from "./workshop-context.tsx";
import type { WorkshopDeskProps } from "./workshop-desk.tsx";

type Draft = ReturnType<typeof useWorkshopDraft>;

/** What is still open, what nobody could answer, and the branch. */
export function OutcomeStep(props: WorkshopDeskProps & { draft: Draft }) {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, readOnly, change } = useWorkshop();
  const { slug, id, branch } = props;
  const main = { slug, branch: "main" };
  const minutes = planHref(language, main, `workshop/${id}/minutes`);
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      {branch === undefined && <OpenPoints draft={props.draft} />}
      <div data-path="workshop/outcome">
        <Field label={t("outcome.questions")} hint={t("outcome.questionsHint")}>
          {(control) => (
            <ListInput
              {...control}
              label={t("outcome.questions")}
              splitOnComma={false}
              disabled={readOnly}
              values={workshop.questions}
              onChange={(questions) => change((at) => ({ ...at, questions }))}
            />
          )}
        </Field>
      </div>
      {branch !== undefined && (
        <Notice title={t("outcome.done", { branch })}>
          <span className="mt-2 flex flex-wrap gap-2">
            <LinkButton href={minutes}>{t("outcome.minutes")}</LinkButton>
            <LinkButton href={planHref(language, main, `branches/${encodeURIComponent(branch)}`)}>
              {t("outcome.toBranch")}
            </LinkButton>
          </span>
        </Notice>
      )}
      {branch === undefined && props.editable && <MakeBranch {...props} minutes={minutes} />}
      {branch === undefined && (
        <LinkButton href={minutes} className="self-start">
          {t("outcome.minutesSoFar")}
        </LinkButton>
      )}
    </div>
  );
}

function OpenPoints({ draft }: { draft: Draft }) {
  const t = useText("workshop");
  const { goTo, readOnly } = useWorkshop();
  const { open } = draft;
  if (open.length === 0) return <Notice title={t("outcome.nothingOpen")} />;
  return (
    <section aria-label={t("outcome.open", { count: open.length })}>
      <h2 className="font-semibold">{t("outcome.open", { count: open.length })}</h2>
      <p className="pb-1 text-grey-7">{t("outcome.openText")}</p>
      <ul className="border-t">
        {open.map(({ path, text }) => (
          <li key={`${path} ${text}`} className="flex min-h-9 items-center gap-2 border-b py-1">
            <span className="min-w-0 flex-1 break-words">{text}</span>
            {!readOnly && (
              <Button size="small" aria-label={`${t("outcome.mend")}: ${text}`} onClick={() => goTo(path)}>
                {t("outcome.mend")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function MakeBranch(props: WorkshopDeskProps & { draft: Draft; minutes: string }) {
  const t = useText("workshop");
  const router = useRouter();
  const { draft, slug, id, minutes } = props;
  const [name, setName] = useState(`workshop-${draft.workshop.heldOn}`);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const unkept = draft.state.kind !== "kept";

  async function make(event: FormEvent) {
    event.preventDefault();
    if (draft.workshop.decisions.length === 0) return setError(t("outcome.noDecision"));
    if (unkept) return setError(t("outcome.unkept"));
    setPending(true);
    setError(undefined);
    const answer = await props.actions
      .finish(slug, id, draft.revision, name.trim())
      .catch((): FinishAnswer => ({ ok: false, text: t("failed") }))
      .finally(() => setPending(false));
    if (answer.ok) router.push(minutes);
    else setError(answer.text);
  }
  return (
    <form onSubmit={make} className="flex flex-wrap items-start gap-3 rounded border p-3">
      <Field label={t("outcome.branch")} hint={t("outcome.branchHint")} error={error} className="min-w-56 flex-1">
        {(control) => <Input {...control} code value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="submit" tone="primary" pending={pending} className="mt-6">
        {t("outcome.make")}
      </Button>
    </form>
  );
}
