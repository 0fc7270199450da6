import type { BacktestRun } from "../../../../../../lib/backtest/store.ts";
import { type AreaText, formatterOf } from "../../../../../../lib/i18n/translate.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { addressQuery, type ResultAddress, readAddress } from "./address.ts";

/** Earlier back-tests of the branch. */
export function RunList(props: {
  runs: readonly BacktestRun[];
  shown: string | undefined;
  address: ResultAddress;
  base: string;
  language: Language;
  timeZone: string;
  t: AreaText<"backtest">;
}) {
  const { t, base } = props;
  const format = formatterOf(props.language, props.timeZone);
  const to = (run: string) => `${base}${addressQuery({ ...readAddress({}), branch: props.address.branch, run })}`;
  return (
    <section className="mt-6">
      <h2 className="px-4 pb-2 font-semibold">{t("runs")}</h2>
      <Table
        caption={t("runs")}
        rows={props.runs}
        rowKey={(run) => run.id}
        columns={[
          {
            key: "at",
            label: t("startedAt"),
            heading: true,
            cell: (run) => {
              const text = format.dateTime(run.startedAt, { dateStyle: "medium", timeStyle: "short" });
              return run.id === props.shown ? text : <TextLink href={to(run.id)}>{text}</TextLink>;
            },
          },
          { key: "by", label: t("startedBy"), cell: (run) => run.startedByName },
          { key: "days", label: t("days"), cell: (run) => t("lastDays", { days: run.days }) },
          { key: "environment", label: t("environment"), cell: (run) => t(`environments.${environmentOf(run)}`) },
          { key: "judged", label: t("judged"), align: "end", cell: (run) => format.number(run.judged) },
          {
            key: "state",
            label: t("state"),
            cell: (run) => (run.stale && run.state === "done" ? t("staleShort") : t(`states.${run.state}`)),
          },
        ]}
      />
    </section>
  );
}

export function environmentOf({ environment }: Pick<BacktestRun, "environment">) {
  return environment === "staging" || environment === "development" ? environment : "production";
}
