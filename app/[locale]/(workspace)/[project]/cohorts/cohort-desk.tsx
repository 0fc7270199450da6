"use client";

import { Suspense, useEffect } from "react";
import type { CohortResult, Criterion } from "../../../../../lib/analysis/question.ts";
import { shareText } from "../../../../../lib/i18n/share-text.ts";
import { maskId } from "../../../../../lib/violation/mask.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../_access/form.ts";
import { FormBegun } from "../../../../_access/form-begun.tsx";
import { Checkbox } from "../../../../_ui/checkbox.tsx";
import { useFormatter, useLanguage, useText } from "../../../../_ui/text.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { keepInAddress } from "../analysis/definition-query.ts";
import { useFacts } from "../analysis/facts-context.tsx";
import { LateNotice } from "../analysis/late-notice.tsx";
import { Refusals } from "../analysis/messages.tsx";
import { StatementView } from "../analysis/statement-view.tsx";
import { type AnswerState, type AskedAhead, useAnswer, useAskedAhead } from "../analysis/use-answer.ts";
import { useBuilt } from "../analysis/use-built.ts";
import { GroupEditor } from "./criterion-editor.tsx";
import { liveQuestion } from "./live-question.ts";

export interface DeskCohort {
  readonly id?: string;
  readonly revision?: number;
  readonly name: string;
  readonly description: string;
  readonly template?: string;
  /** As it is saved or offered. */
  readonly criterion: Criterion;
  /** What the address carried instead, and the revision it was begun on. */
  readonly draft?: Criterion | undefined;
  readonly draftOn?: number | undefined;
}

/** Builds a cohort: conditions, and the count and five members as they are now, before anything is saved. */
export function CohortDesk(props: {
  cohort: DeskCohort;
  ahead: AskedAhead;
  mayEdit: boolean;
  save: FormAction;
  /** Address of the member list, for saved cohorts. */
  membersHref?: string;
}) {
  const t = useText("cohort");
  const language = useLanguage();
  const { slug } = useFacts();
  const { cohort } = props;
  const { id, revision, draft, draftOn } = cohort;
  const built = useBuilt<Criterion>({ saved: cohort.criterion, draft, revision, draftOn });
  const { value: criterion, set: setCriterion, changed, on } = built;
  const asSent = criterion.kind === "as_sent";
  const inner = asSent ? criterion.of : criterion;
  const group = inner.kind === "all" || inner.kind === "any" ? inner : ({ kind: "all", of: [inner] } as const);
  const change = (next: Criterion, only = asSent) => setCriterion(only ? { kind: "as_sent", of: next } : next);
  useEffect(() => {
    keepInAddress({ definition: changed ? criterion : id === undefined ? undefined : null, on });
  }, [criterion, changed, on, id]);
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <section aria-label={t("conditions")}>
          <h2 className="mb-2 font-semibold">{t("peopleWho")}</h2>
          <GroupEditor kind={group.kind} of={group.of} onChange={(of) => change({ kind: group.kind, of })} />
          <div className="mt-4">
            <Checkbox
              label={t("asSent")}
              hint={t("asSentHint")}
              checked={asSent}
              onChange={({ currentTarget }) => change(inner, currentTarget.checked)}
            />
          </div>
        </section>
        {props.mayEdit && (
          <ActionForm
            action={props.save}
            label={t("save")}
            className="max-w-lg"
            onInput={built.touch}
            onDone={(data) => built.settle(String(data.get("criterion")))}
          >
            {built.late && id !== undefined ? (
              <LateNotice saved={`/${language}/${slug}/cohorts/${id}`} onInsist={built.insist} />
            ) : (
              <FormMessage {...(built.insisted ? { but: "stale_revision" as const } : {})} />
            )}
            {id !== undefined && <FormBegun values={{ name: cohort.name, description: cohort.description }} />}
            <input type="hidden" name="project" value={slug} />
            <input type="hidden" name="criterion" value={JSON.stringify(criterion)} />
            {id !== undefined && <input type="hidden" name="cohort" value={id} />}
            {on !== undefined && <input type="hidden" name="revision" value={on} />}
            {cohort.template !== undefined && <input type="hidden" name="template" value={cohort.template} />}
            <FormField name="name" label={t("field.name")} defaultValue={cohort.name} required />
            <FormField
              name="description"
              label={t("field.description")}
              defaultValue={cohort.description}
              maxLength={2000}
            />
            <div>
              <SubmitButton>{t("save")}</SubmitButton>
            </div>
          </ActionForm>
        )}
      </div>
      <LiveCount criterion={criterion} ahead={props.ahead} membersHref={props.membersHref} />
    </div>
  );
}

interface Live {
  readonly criterion: Criterion;
  readonly ahead: AskedAhead;
  readonly membersHref: string | undefined;
}

function LiveCount(props: Live) {
  return (
    <Suspense fallback={<CountCard answer={undefined} messages={[]} pending membersHref={props.membersHref} />}>
      <Counted {...props} />
    </Suspense>
  );
}

function Counted({ criterion, ahead, membersHref }: Live) {
  const { slug } = useFacts();
  const question = liveQuestion(criterion);
  const told = useAskedAhead(question, ahead);
  return <CountCard {...useAnswer(slug, question, undefined, told)} membersHref={membersHref} />;
}

function CountCard({ answer, messages, pending, membersHref }: AnswerState & Pick<Live, "membersHref">) {
  const t = useText("cohort");
  const language = useLanguage();
  const format = useFormatter();
  const { slug } = useFacts();
  const result = answer?.result as CohortResult | undefined;
  return (
    <aside aria-label={t("live.label")} className="flex h-fit flex-col gap-3 rounded border p-4 xl:sticky xl:top-4">
      <Refusals messages={messages} />
      <div aria-live="polite" aria-busy={pending}>
        <p className="font-semibold text-figure tabular-nums" data-count={pending ? undefined : result?.count}>
          {result !== undefined ? format.number(result.count) : pending ? "…" : ""}
        </p>
        <p className="text-grey-7">
          {result !== undefined &&
            t("live.ofKnown", {
              count: result.count,
              known: format.number(result.known),
              share: shareText(format, result.known === 0 ? 0 : result.count / result.known),
            })}
        </p>
      </div>
      {answer && <StatementView statement={answer.statement} slug={slug} />}
      {answer && <p className="text-grey-7 text-grid">{answer.rule}</p>}
      {result !== undefined && result.members.length > 0 && (
        <div>
          <h3 className="font-medium text-grid">{t("live.sample")}</h3>
          <ul className="text-grid">
            {result.members.map(({ user, person }) => (
              <li key={person} className="truncate">
                <TextLink href={`/${language}/${slug}/people/${person}`}>
                  <code>{maskId(user)}</code>
                </TextLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      {membersHref !== undefined && (
        <p className="flex flex-wrap gap-3 text-grid">
          <TextLink href={`${membersHref}?format=csv`}>{t("members.csv")}</TextLink>
          <TextLink href={`${membersHref}?format=statement`}>{t("members.statement")}</TextLink>
        </p>
      )}
    </aside>
  );
}
