import type { BacktestResult } from "../../../../../../lib/backtest/backtest.ts";
import type { BacktestWithResult } from "../../../../../../lib/backtest/store.ts";
import { type AreaText, formatterOf } from "../../../../../../lib/i18n/translate.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { Stat } from "../../../../../_ui/stat.tsx";
import type { ResultAddress } from "./address.ts";
import { BreachList } from "./breach-list.tsx";
import { EffectTable } from "./effect-table.tsx";
import { MetricTable } from "./metric-table.tsx";
import { environmentOf } from "./run-list.tsx";
import { SampleList } from "./sample-list.tsx";

export interface ResultProps {
  readonly address: ResultAddress;
  readonly base: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly t: AreaText<"backtest">;
}

/** One back-test: how it stands, its totals, what it changes by event, and in the saved numbers. */
export function ResultView({ run, ...props }: ResultProps & { run: BacktestWithResult }) {
  const { t } = props;
  const { result } = run;
  if (result === null) {
    return (
      <Notice tone={run.state === "failed" ? "danger" : "info"} className="mx-4">
        {run.state === "failed" ? t("failed") : t("wasCancelled")}
      </Notice>
    );
  }
  const format = formatterOf(props.language, props.timeZone);
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  const { failing, passing, conformant, violating } = result.totals;
  return (
    <>
      {run.stale && (
        <Notice tone="warning" className="mx-4 mb-4">
          {t(`stale.${run.stale}`)}
        </Notice>
      )}
      <p className="px-4 pb-3 text-grey-7">
        {t("range", {
          from: moment(result.from),
          until: moment(result.until),
          environment: t(`environments.${environmentOf(run)}`),
        })}{" "}
        {result.leftOut > 0 && t("leftOut", { count: result.leftOut })}
      </p>
      {failing + passing + conformant + violating === 0 ? (
        <EmptyState title={t("quiet")} text={t("quietText")} />
      ) : (
        <Results {...props} result={result} />
      )}
    </>
  );
}

function Results({ result, ...props }: ResultProps & { result: BacktestResult }) {
  const { t } = props;
  const format = formatterOf(props.language, props.timeZone);
  const { failing, passing, conformant, violating } = result.totals;
  const judged = failing + passing + conformant + violating;
  const share = (value: number) => format.number(value / judged, { style: "percent", maximumFractionDigits: 2 });
  const figures = { failing, passing, conformant, violating };
  return (
    <>
      <div className="flex flex-wrap gap-x-10 gap-y-3 px-4 pb-5">
        {(["failing", "passing", "conformant", "violating"] as const).map((key) => (
          <Stat key={key} label={t(`totals.${key}`)} value={format.number(figures[key])} bounds={share(figures[key])} />
        ))}
      </div>
      <EffectTable {...props} result={result} />
      <div className="grid gap-x-6 px-4 pt-4 lg:grid-cols-2">
        <BreachList {...props} result={result} />
        <SampleList {...props} result={result} />
      </div>
      <MetricTable {...props} result={result} />
    </>
  );
}
