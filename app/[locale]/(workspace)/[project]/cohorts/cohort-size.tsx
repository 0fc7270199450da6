"use client";

import type { CohortResult } from "../../../../../lib/analysis/question.ts";
import { GaugeLine } from "../../../../_ui/gauge-line.tsx";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { useFormatter, useLanguage } from "../../../../_ui/text.tsx";
import { useAnswer } from "../analysis/use-answer.ts";

/** The size of a saved cohort now, over the line that says what it stands on. Counted apart, so that a list never waits. */
export function CohortSize({ slug, cohort }: { slug: string; cohort: string }) {
  const language = useLanguage();
  const format = useFormatter();
  const { answer, messages } = useAnswer(slug, { kind: "cohort", criterion: { kind: "cohort", cohort }, members: 0 });
  if (messages.length > 0) return <span title={messages.join(" ")}>—</span>;
  // As large as what comes, so that nothing below it moves.
  if (answer === undefined)
    return (
      <div className="inline-flex w-24 flex-col gap-1">
        <Skeleton className="h-[1lh] w-16" />
        <div className="h-4" />
      </div>
    );
  const { statement } = answer;
  return (
    <span className="inline-flex w-24 flex-col gap-1">
      <span data-size>{format.number((answer.result as CohortResult).count)}</span>
      <GaugeLine
        shares={{
          conformant: statement.considered - statement.repaired,
          repaired: statement.repaired,
          ...statement.excluded,
        }}
        href={`/${language}/${slug}/violations`}
      />
    </span>
  );
}
