/** Saved cohorts and reports under the published plan and under the draft, a line for each whose figures change. */

import type { MetricDifference, MetricFigure } from "../lib/backtest/metric-difference.ts";
import { translator } from "../lib/i18n/translator.ts";
import type { CliContext } from "./context.ts";

function figureLine({ language, format }: CliContext, figure: MetricFigure): string {
  const name = translator(language, "backtest")(`figure.${figure.kind}`, {
    index: figure.index ?? 0,
    series: figure.series ?? translator(language, "backtest")("noValue"),
    named: figure.series === undefined ? "no" : "yes",
  });
  const shown = (value: number | null): string => {
    if (value === null) return "–";
    return format.number(value, {
      ...(figure.share ? { style: "percent" } : {}),
      maximumFractionDigits: figure.share ? 1 : 2,
    });
  };
  return `${name} ${shown(figure.value)} → ${shown(figure.after)}`;
}

export function isMoved({ figures, refused }: MetricDifference): boolean {
  return refused?.side === "after" || figures.some(({ value, after }) => value !== after);
}

/** What moves in one of them: its figures before and after, or why it could no longer be asked. */
export function metricLine(context: CliContext, { name, kind, figures, refused }: MetricDifference): string {
  const t = translator(context.language, "backtest");
  const moved = figures.filter(({ value, after }) => value !== after).map((figure) => figureLine(context, figure));
  const what = refused === undefined ? moved : [t("refused.after"), refused[context.language]];
  return context.t("backtest.metric", { name, kind: t(`kinds.${kind}`), what: what.join(refused ? " " : ", ") });
}
