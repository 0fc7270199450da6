import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { localized, translator } from "../../../../../../lib/i18n/translator.ts";
import type { ProfileValue } from "../../../../../../lib/person/person.ts";
import { Table } from "../../../../../_ui/table.tsx";
import type { Opened } from "../page-of.ts";
import { Origin } from "./origin.tsx";
import { valueText } from "./value-text.ts";

/** The latest conformant value of each property, when and where it was set. */
export function ProfileTable({ opened, profile }: { opened: Opened; profile: readonly ProfileValue[] }) {
  const { language, project, t } = opened;
  const format = formatterOf(language, project.timeZone);
  const number = (value: ProfileValue["value"]) =>
    typeof value === "number" ? format.number(value, { maximumFractionDigits: 10 }) : valueText(value);
  return (
    <div>
      <h2 className="px-4 font-semibold">{t("profile.title")}</h2>
      <Table
        caption={t("profile.title")}
        rows={profile}
        rowKey={(row) => `${row.propertyId} ${row.environment}`}
        empty={<p className="px-4 text-grey-7">{t("profile.none")}</p>}
        columns={[
          {
            key: "property",
            label: t("profile.property"),
            heading: true,
            cell: ({ name, displayName, propertyId }) => {
              const shown = name === undefined ? t("profile.removed") : localized(displayName, language, name);
              return (
                <span className="flex flex-col">
                  {shown}
                  {shown !== name && <code className="text-grey-7">{name ?? propertyId}</code>}
                </span>
              );
            },
          },
          {
            key: "value",
            label: t("profile.value"),
            className: "max-w-[30em] break-words",
            cell: ({ value }) =>
              value === null ? (
                <span className="text-grey-7">{t("profile.empty")}</span>
              ) : (
                <code data-value>{number(value)}</code>
              ),
          },
          {
            key: "at",
            label: t("profile.at"),
            cell: ({ at }) => format.dateTime(at, { dateStyle: "short", timeStyle: "medium" }),
          },
          {
            key: "source",
            label: t("profile.source"),
            cell: (row) => <Origin {...row} t={translator(language, "analysis")} />,
          },
        ]}
      />
    </div>
  );
}
