import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Erasure } from "../../../../../../lib/privacy/erasure.ts";
import { listErasures, previewErasure } from "../../../../../../lib/privacy/store.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { SearchForm } from "../../analysis/search-form.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { type Chosen, EraseForm } from "./erase-form.tsx";
import { ErasureState, eventsOf } from "./erasure-state.tsx";
import { Follow } from "./follow.tsx";

interface Props extends SettingsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "privacy");

async function chosenBy({ project }: Opened, asked: string | undefined): Promise<Chosen | undefined> {
  if (asked === undefined || asked === "") return undefined;
  if (!/^\d{1,10}$/.test(asked)) notFound();
  const person = Number(asked);
  const preview = await previewErasure(project, { person }).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { person, preview };
}

/** People are erased here, and the receipts of those who were are found again. */
export default async function PrivacyPage(props: Props) {
  const opened = await openSettings(props);
  const { language, project } = opened;
  const t = translator(language, "privacy");
  const header = <PageHeader title={t("title")} text={t("text")} />;
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        {header}
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  const { person, search = "" } = await pageQuery(props.searchParams);
  const of = search.trim() === "" ? {} : { userId: search.trim(), anonymousId: search.trim() };
  const [chosen, erasures] = await Promise.all([chosenBy(opened, person), listErasures(project, of)]);
  return (
    <>
      {header}
      <EraseForm opened={opened} chosen={chosen} />
      <Receipts opened={opened} erasures={erasures} search={search} />
      {erasures.some(({ state }) => state !== "done") && <Follow />}
    </>
  );
}

function Receipts(props: { opened: Opened; erasures: readonly Erasure[]; search: string }) {
  const { opened, erasures, search } = props;
  const { language, project, base } = opened;
  const t = translator(language, "privacy");
  const format = formatterOf(language, project.timeZone);
  return (
    <div className="pb-8">
      <h2 className="px-4 pb-2 font-semibold">{t("list.title")}</h2>
      <SearchForm
        path={`${base}/privacy`}
        search={search}
        label={t("list.search")}
        apply={t("list.apply")}
        clear={t("list.clear")}
      />
      <Table
        caption={t("list.title")}
        rows={erasures}
        rowKey={({ id }) => id}
        empty={
          search.trim() === "" ? (
            <EmptyState title={t("list.none")} text={t("list.noneText")} />
          ) : (
            <EmptyState title={t("list.noneFound")} text={t("list.noneFoundText")} />
          )
        }
        columns={[
          {
            key: "receipt",
            label: t("list.receipt"),
            heading: true,
            cell: ({ id }) => <TextLink href={`${base}/privacy/${id}`}>{id}</TextLink>,
          },
          {
            key: "state",
            label: t("list.state"),
            className: "min-w-40",
            cell: (row) => <ErasureState language={language} erasure={row} />,
          },
          {
            key: "events",
            label: t("list.events"),
            align: "end",
            cell: (row) => format.number(eventsOf(row)),
          },
          { key: "by", label: t("list.by"), className: "break-words", cell: ({ startedByName }) => startedByName },
          {
            key: "at",
            label: t("list.at"),
            cell: ({ startedAt }) => format.dateTime(startedAt, { dateStyle: "short", timeStyle: "short" }),
          },
        ]}
      />
    </div>
  );
}
