import type { Metadata } from "next";
import { listReports } from "../../../../../lib/analysis/report-store.ts";
import { reportDescription, reportName } from "../../../../../lib/analysis/report-templates.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { Badge } from "../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { SearchForm } from "../analysis/search-form.tsx";
import { Unpublished } from "../analysis/unpublished.tsx";
import { openReports, REPORT_KINDS, type ReportsProps } from "./page-of.ts";

interface Props extends ReportsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ReportsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "report")("title") };
}

/** Saved questions: metrics, funnels, retention, active users. */
export default async function ReportsPage(props: Props) {
  const { language, project, t, base } = await openReports(props);
  const { search = "", sort } = await pageQuery(props.searchParams);
  const [all, published] = await Promise.all([listReports(project), latestVersion(project.projectId)]);
  const analysis = translator(language, "analysis");
  if (published === undefined)
    return (
      <>
        <PageHeader title={t("title")} text={t("text")} />
        <Unpublished t={analysis} href={`/${language}/${project.slug}/versions`} />
      </>
    );
  const wanted = search.trim().toLowerCase();
  const reports = all
    .map((report) => ({
      ...report,
      name: reportName(report, language),
      description: reportDescription(report, language),
    }))
    .filter((report) => `${report.name} ${report.description}`.toLowerCase().includes(wanted))
    .sort((a, b) =>
      sort === "updated" ? b.updatedAt.getTime() - a.updatedAt.getTime() : a.name.localeCompare(b.name, language),
    );
  const format = formatterOf(language, project.timeZone);
  const searched = search === "" ? "" : `&search=${encodeURIComponent(search)}`;
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={REPORT_KINDS.map((kind) => (
          <LinkButton key={kind} href={`${base}/new?kind=${kind}`}>
            {t(`create.${kind}`)}
          </LinkButton>
        ))}
      />
      <SearchForm
        path={base}
        search={search}
        sort={sort === "updated" ? sort : undefined}
        label={t("search")}
        apply={analysis("search.apply")}
        clear={analysis("search.clear")}
      />
      <Table
        caption={t("title")}
        rows={reports}
        rowKey={(report) => report.id}
        sort={{
          key: sort === "updated" ? "updated" : "name",
          direction: sort === "updated" ? "descending" : "ascending",
        }}
        empty={
          <EmptyState
            title={wanted === "" ? t("none") : t("noneFound")}
            text={wanted === "" ? t("noneText") : t("noneFoundText")}
          />
        }
        columns={[
          {
            key: "name",
            label: t("field.name"),
            heading: true,
            sortHref: `${base}?sort=name${searched}`,
            cell: (report) => <TextLink href={`${base}/${report.id}`}>{report.name}</TextLink>,
          },
          { key: "kind", label: t("field.kind"), cell: (report) => <Badge>{t(`kind.${report.question.kind}`)}</Badge> },
          {
            key: "description",
            label: t("field.description"),
            className: "max-w-[38em] whitespace-normal",
            cell: (report) => report.description,
          },
          {
            key: "updated",
            label: t("field.updated"),
            sortHref: `${base}?sort=updated${searched}`,
            cell: (report) => format.dateTime(report.updatedAt, { dateStyle: "medium" }),
          },
        ]}
      />
    </>
  );
}
