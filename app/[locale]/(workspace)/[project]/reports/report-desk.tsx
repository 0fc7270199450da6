"use client";

import { useEffect } from "react";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../_access/form.ts";
import { FormBegun } from "../../../../_access/form-begun.tsx";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import { keepInAddress } from "../analysis/definition-query.ts";
import { useFacts } from "../analysis/facts-context.tsx";
import { LateNotice } from "../analysis/late-notice.tsx";
import { Refusals } from "../analysis/messages.tsx";
import { ResultView } from "../analysis/result-view.tsx";
import { type AskedAhead, useAnswer } from "../analysis/use-answer.ts";
import { useBuilt } from "../analysis/use-built.ts";
import { QuestionFields } from "./question-fields.tsx";
import { RestrictionFields } from "./restriction-fields.tsx";
import { useCompared } from "./use-compared.ts";

export interface DeskReport {
  readonly id?: string;
  readonly revision?: number;
  readonly name: string;
  readonly description: string;
  /** As it is saved or offered. */
  readonly question: ReportQuestion;
  /** What the address carried instead, and the revision it was begun on. */
  readonly draft?: ReportQuestion | undefined;
  readonly draftOn?: number | undefined;
  /** Saved to be shown beside its complement, and what the address says instead. */
  readonly compared: boolean;
  readonly comparedDraft?: boolean | undefined;
}

/** Builds a report: what is asked beside its answer, asked again at each change. */
export function ReportDesk(props: { report: DeskReport; ahead: AskedAhead; mayEdit: boolean; save: FormAction }) {
  const t = useText("report");
  const { slug } = useFacts();
  const language = useLanguage();
  const { report } = props;
  const { id, revision, draft, draftOn } = report;
  const built = useBuilt<ReportQuestion>({ saved: report.question, draft, revision, draftOn });
  const { value: question, set: setQuestion, changed, on } = built;
  const shown = useCompared({ saved: report.compared, draft: report.comparedDraft, revision, on });
  const { comparing } = shown;
  function compare(next: boolean): void {
    shown.set(next);
    built.touch();
  }
  const groups = ["compare.members", "compare.others"] as const;
  const [first, second] = question.complement === true ? ([groups[1], groups[0]] as const) : groups;
  const beside = comparing && question.cohort !== undefined;
  const compared = beside === report.compared ? undefined : beside;
  useEffect(() => {
    keepInAddress({ definition: changed ? question : id === undefined ? undefined : null, on, compared });
  }, [question, changed, on, id, compared]);
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[24rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <QuestionFields question={question} onChange={setQuestion} />
        <RestrictionFields question={question} onChange={setQuestion} compared={comparing} onCompare={compare} />
        {props.mayEdit && (
          <ActionForm
            action={props.save}
            label={t("save")}
            onInput={built.touch}
            onDone={(data) => {
              built.settle(String(data.get("question")));
              shown.settle(data.has("compared"));
            }}
          >
            {built.late && id !== undefined ? (
              <LateNotice saved={`/${language}/${slug}/reports/${id}`} onInsist={built.insist} />
            ) : (
              <FormMessage {...(built.insisted ? { but: "stale_revision" as const } : {})} />
            )}
            {id !== undefined && <FormBegun values={{ name: report.name, description: report.description }} />}
            <input type="hidden" name="project" value={slug} />
            <input type="hidden" name="question" value={JSON.stringify(question)} />
            {beside && <input type="hidden" name="compared" value="on" />}
            {id !== undefined && <input type="hidden" name="report" value={id} />}
            {on !== undefined && <input type="hidden" name="revision" value={on} />}
            <FormField name="name" label={t("field.name")} defaultValue={report.name} required />
            <FormField
              name="description"
              label={t("field.description")}
              defaultValue={report.description}
              maxLength={2000}
            />
            <div>
              <SubmitButton>{t("save")}</SubmitButton>
            </div>
          </ActionForm>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <Result question={question} ahead={props.ahead} {...(beside ? { heading: t(first) } : {})} />
        {beside && <Result question={{ ...question, complement: question.complement !== true }} heading={t(second)} />}
      </div>
    </div>
  );
}

function Result({ question, ahead, heading }: { question: ReportQuestion; ahead?: AskedAhead; heading?: string }) {
  const { slug } = useFacts();
  const { answer, messages, pending } = useAnswer(slug, question, ahead);
  const fits = answer !== undefined && answer.result.kind === question.kind;
  return (
    <section aria-busy={pending} className={pending ? "opacity-60 transition-opacity delay-200" : undefined}>
      {heading && <h2 className="mb-2 font-semibold">{heading}</h2>}
      <Refusals messages={messages} />
      {fits ? (
        <ResultView slug={slug} question={question} answer={answer} />
      ) : (
        messages.length === 0 && <Skeleton className="h-64 w-full" />
      )}
    </section>
  );
}
