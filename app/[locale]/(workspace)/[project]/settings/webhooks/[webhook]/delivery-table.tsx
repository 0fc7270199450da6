import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import type { Delivery } from "../../../../../../../lib/notify/webhook.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../../_ui/table.tsx";

const TONES = { waiting: "warning", delivered: "good", failed: "danger" } as const;

/** The latest messages, and what was answered. */
export function DeliveryTable(props: { language: Language; timeZone: string; deliveries: readonly Delivery[] }) {
  const { language } = props;
  const t = translator(language, "webhook");
  const kinds = translator(language, "notify");
  const format = formatterOf(language, props.timeZone);
  const time = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <section className="pb-6">
      <div className="px-4 pb-2">
        <h2 className="font-semibold">{t("deliveries")}</h2>
        <p className="max-w-reading text-grey-7">{t("deliveriesText")}</p>
      </div>
      <Table
        caption={t("deliveries")}
        rows={props.deliveries}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("noDelivery")} text={t("noDeliveryText")} className="pt-2 pb-4" />}
        columns={[
          {
            key: "kind",
            label: t("what"),
            heading: true,
            cell: (row) => kinds(row.kind === "changed" ? "kinds.edited" : `kinds.${row.kind}`),
          },
          { key: "when", label: t("when"), cell: (row) => time(row.createdAt) },
          {
            key: "state",
            label: t("outcome"),
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone={TONES[row.state]}>{t(row.state)}</Badge>
                {row.nextAt !== null && row.tries > 0 && (
                  <span className="text-grey-7">{t("next", { time: time(row.nextAt) })}</span>
                )}
              </span>
            ),
          },
          {
            key: "answer",
            label: t("answer"),
            className: "max-w-96",
            cell: (row) =>
              row.lastAt !== null &&
              (row.tookMs !== null || row.status !== null) && (
                <span className="block break-words">
                  <span className="font-mono">{row.status ?? t("noAnswer")}</span>{" "}
                  <span className="text-grey-7">{row.excerpt}</span>
                </span>
              ),
          },
          {
            key: "took",
            label: t("took"),
            align: "end",
            cell: (row) => row.tookMs !== null && t("ms", { ms: format.number(row.tookMs) }),
          },
          { key: "tries", label: t("tries"), align: "end", cell: (row) => format.number(row.tries) },
        ]}
      />
    </section>
  );
}
