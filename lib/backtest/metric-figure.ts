/** The few figures of a result that are compared under two plans. */

import type { QuestionResult } from "../analysis/question.ts";

/** What a figure counts; `step` and `period` count from 1, `series` names a value of the breakdown. */
export const FIGURE_KINDS = ["people", "total", "step", "conversion", "retained", "stickiness", "active"] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

export interface Figure {
  readonly kind: FigureKind;
  readonly index?: number;
  readonly series?: string | null;
  /** A share is between 0 and 1. */
  readonly share: boolean;
  readonly value: number | null;
}

const MOST_SERIES = 10;
const MOST_PERIODS = 12;

const count = (kind: FigureKind, value: number | null, more: Pick<Figure, "index" | "series"> = {}): Figure => ({
  kind,
  share: false,
  value,
  ...more,
});

const share = (kind: FigureKind, value: number | null, more: Pick<Figure, "index"> = {}): Figure => ({
  kind,
  share: true,
  value,
  ...more,
});

export function figuresOf(result: QuestionResult): Figure[] {
  switch (result.kind) {
    case "cohort":
      return [count("people", result.count)];
    case "metric":
      return result.series
        .slice(0, MOST_SERIES)
        .map(({ key, total }) => count("total", total, key === undefined ? {} : { series: key }));
    case "funnel":
      return [
        ...result.steps.map((step, index) => count("step", step.count, { index: index + 1 })),
        share("conversion", result.steps.at(-1)?.fromFirst ?? null),
      ];
    case "retention":
      return [
        count(
          "people",
          result.rows.reduce((sum, { size }) => sum + size, 0),
        ),
        ...result.overall
          .slice(0, MOST_PERIODS + 1)
          .flatMap((value, index) => (index === 0 ? [] : [share("retained", value, { index })])),
      ];
    case "active_users":
      return [count("active", result.days.at(-1)?.mau ?? null), share("stickiness", result.stickiness)];
  }
}
