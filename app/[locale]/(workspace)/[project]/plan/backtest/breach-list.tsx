import type { BacktestResult } from "../../../../../../lib/backtest/backtest.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { VIOLATION_CODES } from "../../../../../../lib/violation/violation.ts";
import { VIOLATION_TABLE } from "../../../../../../lib/violation/violation-table.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import type { ResultProps } from "./result-view.tsx";

const SHOWN = 30;

/** What newly failing events break, and what newly passing ones broke: of the event chosen, else of all. */
export function BreachList({ result, address, language, timeZone, t }: ResultProps & { result: BacktestResult }) {
  const format = formatterOf(language, timeZone);
  const names = new Map(result.rows.map(({ event, name }) => [event, name]));
  const shown = result.breaches
    .filter(({ event }) => address.event === "" || event === address.event)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <section className="min-w-0 pb-4">
      <h2 className="pb-2 font-semibold">{t("breaches")}</h2>
      <ul className="rounded border">
        {shown.map((breach) => {
          const code = VIOLATION_CODES.find((one) => one === breach.code);
          return (
            <li
              key={`${breach.event} ${breach.effect} ${breach.code} ${breach.path} ${breach.keyword}`}
              className="flex items-start gap-2 border-b px-3 py-1.5 text-grid last:border-b-0"
            >
              <Badge tone={breach.effect === "failing" ? "danger" : "accent"} className="shrink-0">
                {t(`effect.${breach.effect}`)}
              </Badge>
              <span className="min-w-0 flex-1 break-words">
                <span className="font-mono">
                  {names.get(breach.event)} {breach.path}
                </span>{" "}
                {code === undefined ? breach.code : VIOLATION_TABLE[code].title[language]}
              </span>
              <span className="shrink-0">{format.number(breach.count)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
