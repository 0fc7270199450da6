"use client";

import type { Criterion, FunnelQuestion } from "../../../../../lib/analysis/question.ts";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import { definitionQuery } from "./definition-query.ts";
import { useFacts } from "./facts-context.tsx";

/** Leads from a bar of a funnel to a new live cohort: those who stopped there, or who came at least that far. */
export function StepCohort({ question, step, name }: { question: FunnelQuestion; step: number; name: string }) {
  const t = useText("report");
  const language = useLanguage();
  const { slug } = useFacts();
  const { steps, within, range } = question;
  const criterion = (exactly: boolean): Criterion => {
    const reached: Criterion = { kind: "funnel_step", funnel: { steps, within, range }, step, exactly };
    const own = question.cohort;
    if (own === undefined) return reached;
    const restricted: Criterion = "criterion" in own ? own.criterion : { kind: "cohort", cohort: own.cohort };
    return { kind: "all", of: [reached, question.complement ? { kind: "not", of: restricted } : restricted] };
  };
  const href = (exactly: boolean) => `/${language}/${slug}/cohorts/new${definitionQuery(criterion(exactly))}`;
  return (
    <span className="inline-flex flex-wrap gap-1">
      <LinkButton tone="quiet" size="small" href={href(false)} aria-label={t("funnel.cohortReachedOf", { name })}>
        {t("funnel.cohortReached")}
      </LinkButton>
      {step < steps.length ? (
        <LinkButton tone="quiet" size="small" href={href(true)} aria-label={t("funnel.cohortStoppedOf", { name })}>
          {t("funnel.cohortStopped")}
        </LinkButton>
      ) : (
        // Nobody stops at the last step; the figures of all steps stay in line.
        <span aria-hidden className="invisible px-2 font-medium text-grid max-sm:hidden">
          {t("funnel.cohortStopped")}
        </span>
      )}
    </span>
  );
}
