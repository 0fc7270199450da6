import type { BacktestResult } from "../../../../../../lib/backtest/backtest.ts";
import type { MetricDifference, MetricFigure } from "../../../../../../lib/backtest/metric-difference.ts";
import { type Formatter, formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { Table } from "../../../../../_ui/table.tsx";
import type { ResultProps } from "./result-view.tsx";

interface Line {
  readonly metric: MetricDifference;
  readonly figure?: MetricFigure;
}

function isChanged({ figures, refused }: MetricDifference): boolean {
  return refused !== undefined || figures.some(({ value, after }) => value !== after);
}

/** Those that change first; of each, its figures. */
function linesOf(metrics: readonly MetricDifference[]): Line[] {
  const ordered = metrics.toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
  return ordered.flatMap((metric): Line[] =>
    metric.figures.length === 0 ? [{ metric }] : metric.figures.map((figure) => ({ metric, figure })),
  );
}

function shown(value: number | null, { share }: MetricFigure, format: Formatter): string {
  if (value === null) return "–";
  return share
    ? format.number(value, { style: "percent", maximumFractionDigits: 1 })
    : format.number(value, { maximumFractionDigits: 2 });
}

/** The difference, with its sign; of shares in points. */
function difference(figure: MetricFigure, format: Formatter): string {
  if (figure.value === null || figure.after === null) return "–";
  const by = figure.after - figure.value;
  const options = { signDisplay: "exceptZero", maximumFractionDigits: figure.share ? 1 : 2 } as const;
  return format.number(figure.share ? by * 100 : by, options);
}

/** Saved cohorts and reports under the published plan and under the draft, side by side. */
export function MetricTable({
  result: { metrics, from },
  language,
  timeZone,
  t,
}: ResultProps & { result: BacktestResult }) {
  if (metrics.length === 0) return null;
  const format = formatterOf(language, timeZone);
  const judgedFrom = format.dateTime(from, { dateStyle: "medium", timeStyle: "short" });
  const nameOf = ({ figure }: Line): string =>
    figure === undefined
      ? ""
      : t(`figure.${figure.kind}`, {
          index: figure.index ?? 0,
          series: figure.series ?? t("noValue"),
          named: figure.series === undefined ? "no" : "yes",
        });
  return (
    <section className="pt-4">
      <h2 className="px-4 pb-1 font-semibold">{t("metrics")}</h2>
      <p className="max-w-reading px-4 pb-2 text-grey-7">{t("metricsText")}</p>
      <Table
        caption={t("metrics")}
        rows={linesOf(metrics)}
        rowKey={(line) => `${line.metric.id} ${nameOf(line)}`}
        columns={[
          { key: "name", label: t("saved"), heading: true, cell: ({ metric }) => metric.name },
          { key: "kind", label: t("kind"), cell: ({ metric }) => t(`kinds.${metric.kind}`) },
          {
            key: "figure",
            label: t("figureName"),
            cell: (line) =>
              line.figure === undefined ? (
                <span>
                  {t(`refused.${line.metric.refused?.side ?? "after"}`)} {line.metric.refused?.[language]}
                </span>
              ) : (
                <>
                  {nameOf(line)}
                  {line.metric.older && <span className="block text-grey-7">{t("older", { from: judgedFrom })}</span>}
                </>
              ),
          },
          {
            key: "before",
            label: t("before"),
            align: "end",
            cell: ({ figure }) => (figure === undefined ? "" : shown(figure.value, figure, format)),
          },
          {
            key: "after",
            label: t("after"),
            align: "end",
            cell: ({ figure }) => (figure === undefined ? "" : shown(figure.after, figure, format)),
          },
          {
            key: "difference",
            label: t("difference"),
            align: "end",
            cell: ({ figure }) => {
              if (figure === undefined) return "";
              const text = difference(figure, format);
              return figure.value === figure.after ? (
                text
              ) : (
                <strong>
                  {text}
                  {figure.share ? ` ${t("points")}` : ""}
                </strong>
              );
            },
          },
        ]}
      />
    </section>
  );
}
