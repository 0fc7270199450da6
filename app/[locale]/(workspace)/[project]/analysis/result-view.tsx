"use client";

import type { ReactNode } from "react";
import type {
  ActiveUsersResult,
  Answer,
  ConformanceStatement,
  FunnelResult,
  MetricResult,
  Question,
  RetentionResult,
} from "../../../../../lib/analysis/question.ts";
import { statementLines } from "../../../../../lib/analysis/rule/statement-words.ts";
import { shareText } from "../../../../../lib/i18n/share-text.ts";
import { ChartFrame } from "../../../../_ui/chart/chart-frame.tsx";
import { FunnelChart } from "../../../../_ui/chart/funnel-chart.tsx";
import { RetentionTable } from "../../../../_ui/chart/retention-table.tsx";
import { TrendChart } from "../../../../_ui/chart/trend-chart.tsx";
import { useFormatter, useLanguage, useText } from "../../../../_ui/text.tsx";
import {
  activeTable,
  begunRows,
  changeSince,
  funnelTable,
  metricTable,
  periodDate,
  retentionTable,
  totalsTable,
} from "./result-text.ts";
import { StatementView } from "./statement-view.tsx";
import { StepCohort } from "./step-cohort.tsx";
import { useStepNames } from "./use-step-names.ts";

interface View<Q, R> {
  readonly question: Q;
  readonly result: R;
  readonly frame: (title: string, table: Parameters<typeof ChartFrame>[0]["table"], children: ReactNode) => ReactNode;
}

/** A result as its chart, with the rule, the as-of time and the statement. */
export function ResultView({ slug, question, answer }: { slug: string; question: Question; answer: Answer }) {
  const { result, statement, rule } = answer;
  const language = useLanguage();
  const frame = (title: string, table: Parameters<typeof ChartFrame>[0]["table"], children: ReactNode) => (
    <ChartFrame
      title={title}
      fileName={question.kind}
      table={table}
      rule={rule}
      ground={statementLines(statement, language)}
      head={<StatementView statement={statement} slug={slug} />}
    >
      {children}
    </ChartFrame>
  );
  if (result.kind === "metric" && question.kind === "metric") return <MetricView {...{ question, result, frame }} />;
  if (result.kind === "funnel" && question.kind === "funnel") return <FunnelView {...{ question, result, frame }} />;
  if (result.kind === "retention" && question.kind === "retention")
    return <RetentionView {...{ question, result, frame, statement }} />;
  if (result.kind === "active_users" && question.kind === "active_users")
    return <ActiveView {...{ question, result, frame }} />;
  return null;
}

function usePeriod(unit: "hour" | "day" | "week" | "month" | "total") {
  const format = useFormatter();
  return (start: string) =>
    format.dateTime(periodDate(start), {
      ...(unit === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" }),
      ...(unit === "hour" ? { hour: "2-digit", minute: "2-digit" } : { timeZone: "UTC" }),
    });
}

function MetricView({ question, result, frame }: View<Extract<Question, { kind: "metric" }>, MetricResult>) {
  const t = useText("report");
  const format = useFormatter();
  const period = usePeriod(question.interval);
  const { dividedBy } = question;
  const own = t(`measure.${question.measure.kind}`);
  const measure =
    dividedBy === undefined
      ? own
      : t("metric.ratio", { measure: own, divisor: t(`measure.${dividedBy.measure.kind}`) });
  const name = (key: string | null | undefined, earlier = false) => {
    const one = key === undefined ? measure : (key ?? t("nothing"));
    return earlier ? t("metric.earlier.series", { name: one }) : one;
  };
  const title = t("metric.title", { measure, interval: t(`interval.${question.interval}`) });
  const table = metricTable(result, { period: t("period"), before: t("metric.earlier.before") }, name);
  if (question.interval === "total")
    return frame(
      title,
      totalsTable(result, { key: measure, total: t("interval.total"), before: t("metric.earlier.before") }, name),
      <dl className="flex flex-wrap gap-8">
        {result.series.map((series) => (
          <div key={series.key ?? ""}>
            <dt className="text-grey-7 text-grid">{name(series.key)}</dt>
            <dd className="font-semibold text-title tabular-nums" data-total>
              {numberText(format, series.total) ?? t("noValue")}
            </dd>
            <Earlier series={series} />
          </div>
        ))}
      </dl>,
    );
  const pointOf = ({ start, value, complete }: MetricResult["series"][number]["points"][number]) => ({
    label: period(start),
    value,
    incomplete: !complete,
  });
  const [only] = result.series;
  const earlier = result.series.length === 1 ? only?.earlier : undefined;
  return frame(
    title,
    table,
    <>
      <TrendChart
        kind={result.series.length > 1 || earlier !== undefined ? "line" : "bar"}
        label={title}
        series={[
          ...result.series.map((series) => ({
            key: series.key ?? "",
            name: name(series.key),
            points: series.points.map(pointOf),
          })),
          // Under the present periods, the first beside the first: the table and the downloads say of which they are.
          ...(earlier === undefined
            ? []
            : [
                {
                  key: "earlier",
                  name: t("metric.earlier.before"),
                  points: (only?.points ?? []).map(({ start }, index) => ({
                    label: period(start),
                    value: earlier.points[index]?.value ?? null,
                    incomplete: earlier.points[index]?.complete === false,
                  })),
                },
              ]),
        ]}
      />
      {only?.earlier !== undefined && (
        <ul className="mt-2 text-grid">
          {result.series.map((series) => (
            <li key={series.key ?? ""} className="flex flex-wrap gap-x-2">
              <span>
                {t("metric.line", {
                  name: name(series.key),
                  total: numberText(format, series.total) ?? t("noValue"),
                })}
              </span>
              <Earlier series={series} />
            </li>
          ))}
        </ul>
      )}
    </>,
  );
}

function numberText(format: ReturnType<typeof useFormatter>, value: number | null): string | undefined {
  return value === null ? undefined : format.number(value, { maximumFractionDigits: 2 });
}

/** What a total was before, and by how much it changed. */
function Earlier({ series: { total, earlier } }: { readonly series: MetricResult["series"][number] }) {
  const t = useText("report");
  const format = useFormatter();
  if (earlier === undefined) return null;
  const was = numberText(format, earlier.total) ?? t("noValue");
  const change = changeSince(total, earlier.total);
  return (
    <span className="text-grey-7 text-grid tabular-nums" data-earlier>
      {change === undefined
        ? t("metric.earlier.value", { earlier: was })
        : t("metric.earlier.change", {
            earlier: was,
            change: format.number(change, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }),
          })}
    </span>
  );
}

function FunnelView({ question, result, frame }: View<Extract<Question, { kind: "funnel" }>, FunnelResult>) {
  const t = useText("report");
  const format = useFormatter();
  const names = useStepNames(question.steps);
  const seconds = result.timeToConvertSeconds;
  const hours = (value: number) =>
    value < 5400
      ? t("minutes", { count: format.number(value / 60, { maximumFractionDigits: 0 }) })
      : value < 172_800
        ? t("hours", { count: format.number(value / 3600, { maximumFractionDigits: 1 }) })
        : t("days", { count: format.number(value / 86_400, { maximumFractionDigits: 1 }) });
  const title = t("funnel.title");
  return frame(
    title,
    funnelTable(result, [t("step"), t("people"), t("fromFirst"), t("fromPrevious"), t("dropOff")], names),
    <>
      <FunnelChart
        label={title}
        steps={result.steps.map((step, index) => ({
          key: String(index),
          label: names[index] ?? "",
          count: step.count,
          action: <StepCohort question={question} step={index + 1} name={names[index] ?? ""} />,
        }))}
      />
      <p className="mt-2 text-grey-8 text-grid">
        {t("funnel.open", { count: result.open })}{" "}
        {seconds &&
          t("funnel.time", { median: hours(seconds.median), mean: hours(seconds.mean), p90: hours(seconds.p90) })}
      </p>
    </>,
  );
}

function RetentionView({
  question,
  result,
  frame,
  statement,
}: View<Extract<Question, { kind: "retention" }>, RetentionResult> & { readonly statement: ConformanceStatement }) {
  const t = useText("report");
  const format = useFormatter();
  const period = usePeriod(question.unit);
  const title = t("retention.title", { unit: t(`interval.${question.unit}`) });
  const columns = Array.from({ length: question.periods + 1 }, (_, index) =>
    t(`unitNumber.${question.unit}`, { index }),
  );
  const rows = begunRows(result, question.unit, statement);
  return frame(
    title,
    retentionTable(rows, t("retention.start"), t("people")),
    <>
      <RetentionTable
        label={title}
        columns={columns}
        rows={rows.map((row) => ({
          key: row.start,
          label: period(row.start),
          size: row.size,
          cells: row.cells.map((cell) => cell && { count: cell.count, incomplete: !cell.complete }),
        }))}
      />
      <p className="mt-2 text-grid">
        {t("retention.overall")}{" "}
        {result.overall
          .map((share, index) => (share === null ? undefined : `${columns[index]} ${shareText(format, share)}`))
          .filter((text) => text !== undefined)
          .join(" · ")}
      </p>
    </>,
  );
}

function ActiveView({ result, frame }: View<Extract<Question, { kind: "active_users" }>, ActiveUsersResult>) {
  const t = useText("report");
  const format = useFormatter();
  const period = usePeriod("day");
  const series = (["dau", "wau", "mau"] as const).map((key) => ({
    key,
    name: t(`active.${key}`),
    points: result.days.map((day) => ({ label: period(day.date), value: day[key] })),
  }));
  return frame(
    t("active.title"),
    activeTable(result, [t("period"), t("active.dau"), t("active.wau"), t("active.mau"), t("active.stickiness")]),
    <>
      <TrendChart kind="line" label={t("active.title")} series={series} />
      <p className="mt-2 text-grid">
        {t("active.stickinessIs", {
          value: result.stickiness === null ? t("noValue") : shareText(format, result.stickiness),
        })}
      </p>
    </>,
  );
}
