import { MINUTE_MS } from "../../../../../../lib/alert/alert.ts";
import type { Firing, FiringPage } from "../../../../../../lib/alert/firing.ts";
import type { AlertRule } from "../../../../../../lib/alert/rule.ts";
import { durationText, measuredText } from "../../../../../../lib/alert/words.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import type { Opened } from "../page-of.ts";

/** When a rule fired, how long, and what was found. */
export function FiringTable(props: { opened: Opened; rule: AlertRule; firings: FiringPage; page: number }) {
  const { opened, rule, firings, page } = props;
  const { language, project, t, base } = opened;
  const format = formatterOf(language, project.timeZone);
  const pages = Math.max(1, Math.ceil(firings.total / firings.pageSize));
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" });
  const lasted = ({ startedAt, endedAt }: Firing) =>
    endedAt === null
      ? t("history.lasts")
      : durationText(language, (endedAt.getTime() - startedAt.getTime()) / MINUTE_MS);
  return (
    <div>
      <h2 className="px-4 pb-1 font-semibold">{t("history.title")}</h2>
      <Table
        caption={t("history.title")}
        rows={firings.items}
        rowKey={(firing) => firing.id}
        empty={<EmptyState title={t("history.none")} text={t("history.noneText")} className="pt-2 pb-4" />}
        paging={{
          label: t("history.title"),
          position: t("history.position", { total: firings.total, page, pages }),
          ...pagesBeside(page, pages, (to) => `${base}/${rule.id}?page=${to}`, {
            previous: t("history.later"),
            next: t("history.earlier"),
          }),
        }}
        columns={[
          { key: "began", label: t("history.began"), heading: true, cell: (firing) => moment(firing.startedAt) },
          { key: "lasted", label: t("history.lasted"), cell: lasted },
          {
            key: "found",
            label: t("history.found"),
            className: "min-w-[15em] max-w-[38em] whitespace-normal",
            cell: ({ measured, threshold }) => measuredText(language, { ...rule, threshold }, measured),
          },
          {
            key: "told",
            label: t("history.told"),
            cell: ({ toldAt }) => (toldAt === null ? t("history.toldNo") : moment(toldAt)),
          },
        ]}
      />
    </div>
  );
}
