import type { AuditEntry, AuditPage } from "../../../../../../lib/access/audit.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { type AuditAddress, auditQuery } from "./audit-address.ts";
import { actionWords, detailWords, targetWords } from "./audit-words.ts";

export function AuditTable(props: {
  language: Language;
  timeZone: string;
  path: string;
  address: AuditAddress;
  page: AuditPage;
}) {
  const { address, language, page, path, timeZone } = props;
  const t = translator(language, "settings");
  const format = formatterOf(language, timeZone);
  return (
    <Table<AuditEntry>
      caption={t("audit.title")}
      rows={page.entries}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("audit.none")} text={t("audit.noneText")} className="pt-2" />}
      paging={{
        label: t("audit.paging"),
        position: t("audit.position", { count: page.entries.length }),
        previous: address.before
          ? { href: `${path}${auditQuery({ ...address, before: "" })}`, label: t("audit.newest") }
          : undefined,
        next: page.next
          ? { href: `${path}${auditQuery({ ...address, before: page.next })}`, label: t("audit.older") }
          : undefined,
      }}
      columns={[
        {
          key: "when",
          label: t("audit.when"),
          cell: (row) => format.dateTime(row.at, { dateStyle: "medium", timeStyle: "medium" }),
          className: "whitespace-nowrap",
        },
        { key: "who", label: t("audit.who"), cell: (row) => row.actorName, className: "break-words" },
        {
          key: "what",
          label: t("audit.what"),
          heading: true,
          className: "min-w-48",
          cell: (row) => <span title={row.action}>{actionWords(language, row.action)}</span>,
        },
        {
          key: "target",
          label: t("audit.target"),
          cell: (row) => targetWords(language, row),
          className: "min-w-48 break-words",
        },
        {
          key: "detail",
          label: t("audit.detail"),
          cell: (row) => <span className="text-grey-7">{detailWords({ language, timeZone }, row.detail)}</span>,
          className: "min-w-64 wrap-anywhere",
        },
      ]}
    />
  );
}
