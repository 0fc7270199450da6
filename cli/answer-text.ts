/** Answers as plain tables, and the statement of what they stand on, in the reader's language. */

import type { Answer, QuestionResult } from "../lib/analysis/question.ts";
import { shareText } from "../lib/i18n/share-text.ts";
import type { CliContext } from "./context.ts";

type Table = readonly (readonly string[])[];

/** Columns set flush: words left, the rest right. */
function tableLines(rows: Table): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const pad = " ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
        return column === 0 ? `${cell}${pad}` : `${pad}${cell}`;
      })
      .join("  ")
      .trimEnd(),
  );
}

function number(value: number | null, { format, t }: CliContext): string {
  return value === null ? t("query.none") : format.number(value, { maximumFractionDigits: 2 });
}

function share(value: number | null, { format, t }: CliContext): string {
  return value === null ? t("query.none") : shareText(format, value);
}

function tableOf(result: QuestionResult, context: CliContext): Table {
  const { t } = context;
  switch (result.kind) {
    case "metric":
      return result.series.flatMap(({ key, total, points }) => {
        const name = key === undefined ? "" : (key ?? t("query.none"));
        if (points.length === 0) return [[name === "" ? t("query.total") : name, number(total, context)]];
        return points.map(({ start, value, complete }) => [
          `${name === "" ? "" : `${name}  `}${start}${complete ? "" : " *"}`,
          number(value, context),
        ]);
      });
    case "cohort":
      return [
        [t("query.members"), number(result.count, context)],
        [t("query.known"), number(result.known, context)],
        ...result.members.map(({ user }) => [`  ${user}`, ""]),
      ];
    case "funnel":
      return [
        [t("query.step"), t("query.people"), t("query.fromFirst"), t("query.fromPrevious"), t("query.dropOff")],
        ...result.steps.map((step, index) => [
          String(index + 1),
          number(step.count, context),
          share(step.fromFirst, context),
          share(step.fromPrevious, context),
          number(step.dropOff, context),
        ]),
      ];
    case "retention":
      return result.rows.map(({ start, size, cells }) => [
        start,
        number(size, context),
        ...cells.map(({ count, complete }) => `${number(count, context)}${complete ? "" : "*"}`),
      ]);
    case "active_users":
      return [
        [t("query.day"), "DAU", "WAU", "MAU", t("query.stickiness")],
        ...result.days.map(({ date, dau, wau, mau, stickiness }) => [
          date,
          ...[dau, wau, mau].map((value) => number(value, context)),
          share(stickiness, context),
        ]),
      ];
  }
}

export function answerLines({ result }: Answer, context: CliContext): string[] {
  return tableLines(tableOf(result, context));
}

/** What the answer stands on: the rule, the versions, what was left out. */
export function statementLines({ statement, rule }: Answer, context: CliContext): string[] {
  const { t, format } = context;
  const {
    received,
    considered,
    stripped,
    transformed,
    excluded,
    duplicates,
    traitsHeld,
    usersTouched,
    planVersions,
    environment,
    asOf,
    timeZone,
  } = statement;
  return [
    rule,
    t("query.conformance", { received, considered, ...excluded }),
    ...(stripped === 0 ? [] : [t("query.stripped", { stripped })]),
    ...(transformed === 0 ? [] : [t("query.transformed", { transformed })]),
    t("query.touched", { duplicates, traitsHeld, usersTouched }),
    t("query.basis", {
      versions: planVersions.length === 0 ? t("query.none") : planVersions.join(", "),
      environment,
      asOf: format.dateTime(new Date(asOf), { dateStyle: "long", timeStyle: "medium", timeZone }),
      timeZone,
    }),
  ];
}
