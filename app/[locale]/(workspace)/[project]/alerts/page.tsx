import type { Metadata } from "next";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { ALERT_SORTS, ALERT_STATES, type AlertSort, listAlerts } from "../../../../../lib/alert/rule.ts";
import { printable } from "../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { AlertStateView, foundText } from "./alert-state.tsx";
import { type AlertsProps, openAlerts, scopeText } from "./page-of.ts";

interface Props extends AlertsProps {
  readonly searchParams: Promise<AskedQuery>;
}

const PAGE = 25;

export async function generateMetadata(props: AlertsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "alert")("title") };
}

/** Every rule with where it stands; those that fire first. */
export default async function AlertsPage(props: Props) {
  const { language, project, t, base } = await openAlerts(props);
  const { search = "", ...asked } = await pageQuery(props.searchParams);
  const state = ALERT_STATES.find((one) => one === asked.state);
  const sort: AlertSort = ALERT_SORTS.find((one) => one === asked.sort) ?? "state";
  const [rules, published] = await Promise.all([
    listAlerts(project, { search, sort, ...(state === undefined ? {} : { state }) }),
    latestVersion(project.projectId),
  ]);
  const pages = Math.max(1, Math.ceil(rules.length / PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(asked.page)) || 1));
  const filtered = search !== "" || state !== undefined;
  const address = (to: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ ...(search && { search }), ...(state && { state }), sort, ...to });
    return `${base}?${query}`;
  };
  const format = formatterOf(language, project.timeZone);
  const create = mayActAs(project.role, "editor") && (
    <LinkButton href={`${base}/new`} tone="primary">
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={
          <>
            <LinkButton href={`/${language}/${project.slug}/health`}>{t("health")}</LinkButton>
            {create}
          </>
        }
      />
      {(filtered || rules.length > 0) && (
        <FilterForm
          path={base}
          query={`${search} ${state ?? ""}`}
          search={{ label: t("filter.search"), hint: t("filter.searchHint"), value: search }}
          apply={t("filter.apply")}
          clear={filtered ? t("filter.clear") : undefined}
        >
          <FilterSelect
            name="state"
            label={t("filter.state")}
            value={state ?? ""}
            options={[
              { value: "", label: t("filter.every") },
              ...ALERT_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
            ]}
          />
        </FilterForm>
      )}
      <Table
        caption={t("title")}
        rows={rules.slice((page - 1) * PAGE, page * PAGE)}
        rowKey={(rule) => rule.id}
        sort={{ key: sort, direction: sort === "checked" ? "descending" : "ascending" }}
        empty={
          <EmptyState
            title={filtered ? t("noneFiltered") : t("none")}
            text={filtered ? t("noneFilteredText") : t("noneText")}
            action={filtered ? <LinkButton href={base}>{t("filter.clear")}</LinkButton> : create}
          />
        }
        paging={{
          label: t("title"),
          position: t("position", { page, pages, total: rules.length }),
          ...pagesBeside(page, pages, (to) => address({ page: `${to}` }), {
            previous: t("previous"),
            next: t("next"),
          }),
        }}
        columns={[
          {
            key: "name",
            label: t("column.name"),
            heading: true,
            sortHref: address({ sort: "name" }),
            className: "min-w-[12em] break-words",
            cell: (rule) => <TextLink href={`${base}/${rule.id}`}>{printable(rule.name)}</TextLink>,
          },
          {
            key: "state",
            label: t("column.state"),
            sortHref: address({ sort: "state" }),
            cell: (rule) => <AlertStateView language={language} timeZone={project.timeZone} rule={rule} />,
          },
          {
            key: "kind",
            label: t("column.kind"),
            sortHref: address({ sort: "kind" }),
            cell: (rule) => t(`kind.${rule.kind}`),
          },
          { key: "scope", label: t("column.scope"), cell: (rule) => scopeText(language, rule, published?.plan) },
          {
            key: "checked",
            label: t("column.found"),
            sortHref: address({ sort: "checked" }),
            className: "min-w-[15em] max-w-[38em] whitespace-normal",
            cell: (rule) => (
              <span className="flex flex-col py-1">
                {foundText(language, rule)}
                {rule.checkedAt && (
                  <span className="text-grey-7">
                    {format.dateTime(rule.checkedAt, { dateStyle: "short", timeStyle: "medium" })}
                  </span>
                )}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
