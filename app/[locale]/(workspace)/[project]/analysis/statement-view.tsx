"use client";

import type { ConformanceStatement } from "../../../../../lib/analysis/question.ts";
import { GaugeLine } from "../../../../_ui/gauge-line.tsx";
import { useFormatter, useLanguage, useText } from "../../../../_ui/text.tsx";

/** What a number stands on: the gauge line, and the statement in words when opened. */
export function StatementView({ statement, slug }: { statement: ConformanceStatement; slug: string }) {
  const t = useText("analysis");
  const language = useLanguage();
  const format = useFormatter();
  const { excluded } = statement;
  const count = (value: number) => format.number(value);
  const out = excluded.violating + excluded.unplanned + excluded.malformed;
  const rows: readonly (readonly [string, string])[] = [
    [t("statement.planVersions"), statement.planVersions.map(count).join(", ") || t("statement.noVersion")],
    [t("statement.received"), count(statement.received)],
    [t("statement.considered"), count(statement.considered)],
    [t("statement.stripped"), count(statement.stripped)],
    [t("statement.transformed"), count(statement.transformed)],
    [t("statement.violating"), count(excluded.violating)],
    [t("statement.unplanned"), count(excluded.unplanned)],
    [t("statement.malformed"), count(excluded.malformed)],
    [t("statement.duplicates"), count(statement.duplicates)],
    [t("statement.repaired"), count(statement.repaired)],
    [t("statement.traitsHeld"), count(statement.traitsHeld)],
    [t("statement.usersTouched"), count(statement.usersTouched)],
    [t("statement.environment"), t(`environment.${statement.environment}`)],
    [t("statement.asOf"), format.dateTime(new Date(statement.asOf), { dateStyle: "medium", timeStyle: "medium" })],
    [t("statement.timeZone"), statement.timeZone],
  ];
  return (
    <div className="max-w-md" data-statement>
      <GaugeLine
        shares={{
          conformant: statement.considered - statement.repaired,
          repaired: statement.repaired,
          ...excluded,
        }}
        href={`/${language}/${slug}/violations`}
        className="mb-1"
      />
      <details>
        <summary className="min-h-6 text-grey-8 text-grid">
          {t("statement.line", { considered: statement.considered, out })}
        </summary>
        <dl className="mt-1 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-0.5 text-grid">
          {rows.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-grey-7">{label}</dt>
              <dd className="tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
