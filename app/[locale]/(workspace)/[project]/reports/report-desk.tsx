"use client";

import { useEffect, useState } from "react";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../_access/form.ts";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { keepInAddress } from "../analysis/definition-query.ts";
import { useFacts } from "../analysis/facts-context.tsx";
import { Refusals } from "../analysis/messages.tsx";
import { ResultView } from "../analysis/result-view.tsx";
import { useAnswer } from "../analysis/use-answer.ts";
import { QuestionFields } from "./question-fields.tsx";
import { RestrictionFields } from "./restriction-fields.tsx";

export interface DeskReport {
  readonly id?: string;
  readonly revision?: number;
  readonly name: string;
  readonly description: string;
  readonly question: ReportQuestion;
  /** Shown beside its complement from the start. */
  readonly compared: boolean;
}

/** Builds a report: what is asked beside its answer, asked again at each change. */
export function ReportDesk(props: { report: DeskReport; mayEdit: boolean; save: FormAction }) {
  const t = useText("report");
  const { slug } = useFacts();
  const { report } = props;
  const [question, setQuestion] = useState(report.question);
  const [compared, setCompared] = useState(report.compared);
  const changed = JSON.stringify(question) !== JSON.stringify(report.question);
  const groups = ["compare.members", "compare.others"] as const;
  const [first, second] = question.complement === true ? ([groups[1], groups[0]] as const) : groups;
  const beside = compared && question.cohort !== undefined;
  useEffect(() => {
    keepInAddress({ definition: changed ? question : undefined, compared: beside });
  }, [question, changed, beside]);
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[24rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <QuestionFields question={question} onChange={setQuestion} />
        <RestrictionFields question={question} onChange={setQuestion} compared={compared} onCompare={setCompared} />
        {props.mayEdit && (
          <ActionForm action={props.save} label={t("save")}>
            <FormMessage />
            <input type="hidden" name="project" value={slug} />
            <input type="hidden" name="question" value={JSON.stringify(question)} />
            {beside && <input type="hidden" name="compared" value="on" />}
            {report.id !== undefined && <input type="hidden" name="report" value={report.id} />}
            {report.revision !== undefined && <input type="hidden" name="revision" value={report.revision} />}
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
        <Result question={question} {...(beside ? { heading: t(first) } : {})} />
        {beside && <Result question={{ ...question, complement: question.complement !== true }} heading={t(second)} />}
      </div>
    </div>
  );
}

function Result({ question, heading }: { question: ReportQuestion; heading?: string }) {
  const { slug } = useFacts();
  const { answer, messages, pending } = useAnswer(slug, question);
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
