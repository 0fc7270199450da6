import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { listPeople } from "../../../../../../lib/person/people.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { SearchForm } from "../../analysis/search-form.tsx";
import { openPeople, type PeopleProps, personName } from "../page-of.ts";

interface Props extends PeopleProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: PeopleProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "people")("title") };
}

/** Other ids in a row of the list; the person's page has them all. */
const IDS_SHOWN = 2;

/** The people of the product, latest seen first, found by their ids. */
export default async function PeoplePage(props: Props) {
  const { language, project, t, base } = await openPeople(props);
  const asked = await pageQuery(props.searchParams);
  const search = asked.search ?? "";
  const found = await listPeople(project, { search, page: Math.max(1, Math.floor(Number(asked.page)) || 1) });
  const analysis = translator(language, "analysis");
  const format = formatterOf(language, project.timeZone);
  const pages = Math.max(1, Math.ceil(found.total / found.pageSize));
  const to = (number: number) =>
    `${base}?${new URLSearchParams({ ...(search === "" ? {} : { search }), page: String(number) })}`;
  // Nobody stands on a page after the last.
  if (found.page > 1 && found.items.length === 0) redirect(to(1));
  return (
    <>
      <PageHeader title={t("title")} text={t("text")} />
      <SearchForm
        path={base}
        search={search}
        label={t("search")}
        apply={analysis("search.apply")}
        clear={analysis("search.clear")}
      />
      <Table
        caption={t("title")}
        rows={found.items}
        rowKey={({ person }) => String(person)}
        empty={
          search.trim() === "" ? (
            <EmptyState
              title={t("none")}
              text={t("noneText")}
              action={<LinkButton href={`/${language}/${project.slug}/sources`}>{t("sources")}</LinkButton>}
            />
          ) : (
            <EmptyState title={t("noneFound")} text={t("noneFoundText")} />
          )
        }
        paging={{
          label: t("title"),
          position: t("position", { page: found.page, pages, total: found.total }),
          ...pagesBeside(found.page, pages, to, { previous: t("previous"), next: t("next") }),
        }}
        columns={[
          {
            key: "person",
            label: t("column.person"),
            heading: true,
            className: "min-w-40 max-w-[25em] break-all",
            cell: (row) => <TextLink href={`${base}/${row.person}`}>{personName(t, row)}</TextLink>,
          },
          {
            key: "ids",
            label: t("column.ids"),
            className: "min-w-40 max-w-[30em] break-all",
            cell: ({ identities }) => {
              const others = identities.slice(1);
              const left = others.length - IDS_SHOWN;
              return (
                <>
                  <code>
                    {others
                      .slice(0, IDS_SHOWN)
                      .map(({ id }) => id)
                      .join(", ")}
                  </code>
                  {left > 0 && <span className="text-grey-7"> {t("moreIds", { count: left })}</span>}
                </>
              );
            },
          },
          {
            key: "lastSeen",
            label: t("column.lastSeen"),
            cell: ({ lastSeen }) => format.dateTime(lastSeen, { dateStyle: "short", timeStyle: "medium" }),
          },
          { key: "lastEvent", label: t("column.lastEvent"), cell: ({ lastEvent }) => <code>{lastEvent}</code> },
        ]}
      />
    </>
  );
}
