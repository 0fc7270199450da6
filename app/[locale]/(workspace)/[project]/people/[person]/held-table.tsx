import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { HeldTrait } from "../../../../../../lib/person/person.ts";
import { Table } from "../../../../../_ui/table.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import type { Opened } from "../page-of.ts";
import { Origin } from "./origin.tsx";
import { valueText } from "./value-text.ts";

/** Values that broke the plan and never reached the profile, each with what it broke. */
export function HeldTable(props: { opened: Opened; held: readonly HeldTrait[]; total: number }) {
  const { held, total } = props;
  const { language, project, t } = props.opened;
  const format = formatterOf(language, project.timeZone);
  return (
    <div data-held-traits={total}>
      <h2 className="px-4 font-semibold">{t("held.title")}</h2>
      {total > 0 && <p className="px-4 text-grey-7">{t("held.text")}</p>}
      <Table
        caption={t("held.title")}
        rows={held}
        rowKey={(row) => `${row.at.getTime()} ${row.name} ${row.groupId ?? ""} ${held.indexOf(row)}`}
        empty={<p className="px-4 text-grey-7">{t("held.none")}</p>}
        columns={[
          {
            key: "name",
            label: t("held.name"),
            heading: true,
            cell: ({ name, groupId }) => (
              <span className="flex items-center gap-1.5">
                <VerdictShape verdict="violating" />
                <code className="break-all">{name}</code>
                {groupId !== undefined && <span className="text-grey-7">{t("held.group", { group: groupId })}</span>}
              </span>
            ),
          },
          {
            key: "value",
            label: t("held.value"),
            className: "max-w-[20em] break-words",
            cell: ({ value }) => <code>{valueText(value)}</code>,
          },
          {
            key: "why",
            label: t("held.why"),
            className: "max-w-[38em] whitespace-normal break-words",
            cell: ({ violation }) => violation.message[language],
          },
          {
            key: "at",
            label: t("held.at"),
            cell: ({ at }) => format.dateTime(at, { dateStyle: "short", timeStyle: "medium" }),
          },
          {
            key: "source",
            label: t("held.source"),
            cell: (row) => <Origin {...row} t={translator(language, "analysis")} />,
          },
        ]}
      />
      {total > held.length && <p className="px-4 text-grey-7">{t("held.more", { count: total - held.length })}</p>}
    </div>
  );
}
