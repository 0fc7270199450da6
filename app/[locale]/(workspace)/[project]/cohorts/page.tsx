import type { Metadata } from "next";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { cohortDescription, cohortName } from "../../../../../lib/analysis/cohort/cohort-name.ts";
import { listCohorts } from "../../../../../lib/analysis/cohort/store.ts";
import { missingEventRoles, templatesFor } from "../../../../../lib/analysis/cohort/templates.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { SearchForm } from "../analysis/search-form.tsx";
import { Unpublished } from "../analysis/unpublished.tsx";
import { CohortSize } from "./cohort-size.tsx";
import { MissingRoles } from "./missing-roles.tsx";
import { type CohortsProps, openCohorts } from "./page-of.ts";

interface Props extends CohortsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: CohortsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "cohort")("title") };
}

/** Saved cohorts with their size now, and the templates that are not used yet. */
export default async function CohortsPage(props: Props) {
  const { language, project, t, base } = await openCohorts(props);
  const { search = "", sort } = await pageQuery(props.searchParams);
  const [all, published] = await Promise.all([listCohorts(project), latestVersion(project.projectId)]);
  const analysis = translator(language, "analysis");
  const header = (
    <PageHeader
      title={t("title")}
      text={t("text")}
      actions={
        published !== undefined && (
          <LinkButton tone="primary" href={`${base}/new`}>
            {t("create")}
          </LinkButton>
        )
      }
    />
  );
  if (published === undefined)
    return (
      <>
        {header}
        <Unpublished t={analysis} href={`/${language}/${project.slug}/versions`} />
      </>
    );
  const templates = templatesFor(published.plan);
  const named = all.map((cohort) => ({
    ...cohort,
    shown: cohortName(cohort, language),
    text: cohortDescription(cohort, language),
  }));
  const wanted = search.trim().toLowerCase();
  const cohorts = named
    .filter((cohort) => `${cohort.shown} ${cohort.text}`.toLowerCase().includes(wanted))
    .sort((a, b) =>
      sort === "updated" ? b.updatedAt.getTime() - a.updatedAt.getTime() : a.shown.localeCompare(b.shown, language),
    );
  const used = new Set(all.map((cohort) => cohort.template));
  const offered = templates.filter(({ template }) => !used.has(template.id));
  const format = formatterOf(language, project.timeZone);
  const searched = search === "" ? "" : `&search=${encodeURIComponent(search)}`;
  return (
    <>
      {header}
      <SearchForm
        path={base}
        search={search}
        sort={sort === "updated" ? sort : undefined}
        label={t("search")}
        apply={analysis("search.apply")}
        clear={analysis("search.clear")}
      />
      <TextProvider language={language} areas={["cohort", "analysis"]} timeZone={project.timeZone}>
        <Table
          caption={t("title")}
          rows={cohorts}
          rowKey={(cohort) => cohort.id}
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
              cell: (cohort) => <TextLink href={`${base}/${cohort.id}`}>{cohort.shown}</TextLink>,
            },
            {
              key: "size",
              label: t("size"),
              align: "end",
              cell: (cohort) => <CohortSize slug={project.slug} cohort={cohort.id} />,
            },
            {
              key: "description",
              label: t("field.description"),
              className: "max-w-[38em] whitespace-normal",
              cell: (cohort) => cohort.text,
            },
            {
              key: "updated",
              label: t("field.updated"),
              sortHref: `${base}?sort=updated${searched}`,
              cell: (cohort) => format.dateTime(cohort.updatedAt, { dateStyle: "medium" }),
            },
          ]}
        />
      </TextProvider>
      {offered.length > 0 && (
        <section aria-labelledby="templates" className="px-4 pt-6 pb-8">
          <h2 id="templates" className="mb-2 font-semibold">
            {t("templates.title")}
          </h2>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-3">
            {offered.map(({ template, missing }) => (
              <li key={template.id} className="flex flex-col items-start gap-1 rounded border p-3">
                <span className="font-medium">{template.name[language]}</span>
                <span className="text-grey-7 text-grid">{template.description[language]}</span>
                {missing.length > 0 ? (
                  <>
                    <span className="text-grid text-violating-8">
                      {[...new Set(missing.map((one) => one[language]))].join(" ")}
                    </span>
                    <MissingRoles language={language} project={project} roles={missingEventRoles(template, missing)} />
                  </>
                ) : (
                  mayActAs(project.role, "editor") && (
                    <LinkButton size="small" href={`${base}/new?template=${template.id}`} className="mt-auto">
                      {t("templates.use")}
                    </LinkButton>
                  )
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
