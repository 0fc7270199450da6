import type { Metadata } from "next";
import { cache } from "react";
import { listSources } from "../../../../lib/access/source.ts";
import { cohortName } from "../../../../lib/analysis/cohort/cohort-name.ts";
import { listCohorts } from "../../../../lib/analysis/cohort/store.ts";
import { listReports } from "../../../../lib/analysis/report-store.ts";
import { reportName } from "../../../../lib/analysis/report-templates.ts";
import { translator } from "../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../lib/plan/store-version.ts";
import { openProject, pageLanguage } from "../../../_access/request.ts";
import { LinkButton } from "../../../_ui/link-button.tsx";
import { PageHeader } from "../../../_ui/page-header.tsx";
import { TextLink } from "../../../_ui/text-link.tsx";
import { TextProvider } from "../../../_ui/text-provider.tsx";
import { CohortSize } from "./cohorts/cohort-size.tsx";
import { FirstSteps } from "./overview/first-steps.tsx";
import { Now, receivedLately } from "./overview/now.tsx";
import { wrongEvent } from "./overview/wrong-event.ts";
import { WrongEventPanel } from "./overview/wrong-event-panel.tsx";
import { loadArrivalsAction } from "./sources/actions.ts";

interface Props {
  readonly params: Promise<{ locale: string; project: string }>;
}

const SHOWN = 12;

/** What the first byte waits for besides the frame. */
const readOverview = cache(async (language: Language, slug: string) => {
  const project = await openProject(language, slug);
  const [published, sources, cohorts, reports] = await Promise.all([
    latestVersion(project.projectId),
    listSources(project),
    listCohorts(project),
    listReports(project),
  ]);
  return { project, published, sources, cohorts, reports };
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, project } = await props.params;
  const language = pageLanguage(locale);
  // The page itself begins when its frame is read: what it needs is read meanwhile. Refusals are for the page to tell.
  readOverview(language, project).catch(() => undefined);
  return { title: translator(language, "demo")("title") };
}

/** The first page: what there is to see in this project, and what a wrong event does. */
export default async function OverviewPage(props: Props) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const { project, published, sources, cohorts, reports } = await readOverview(language, slug);
  const t = translator(language, "demo");
  const base = `/${language}/${project.slug}`;
  const nameOf = (cohort: (typeof cohorts)[number]) => cohortName(cohort, language);
  const wrong = published === undefined ? undefined : wrongEvent(published.plan, sources);
  const planned = (published?.plan.events.length ?? 0) > 0;
  // Who has all this has received events too: nothing waits for their count.
  const isNew = !planned || sources.length === 0 || cohorts.length === 0;
  const watched = cohorts.find(({ template }) => template === "high_value") ?? cohorts[0];
  return (
    <>
      <PageHeader title={project.name} text={t("text")} />
      {isNew && (
        <FirstSteps
          t={t}
          base={base}
          planned={planned}
          sources={sources.length}
          received={await receivedLately(project)}
          cohorts={cohorts.length}
        />
      )}
      <div className="grid gap-6 px-4 pb-8 lg:grid-cols-2">
        <Now project={project} language={language} base={base} published={published} />
        <TextProvider language={language} areas={["demo", "source", "analysis"]} timeZone={project.timeZone}>
          {wrong !== undefined && (
            <WrongEventPanel
              slug={project.slug}
              wrong={wrong}
              load={loadArrivalsAction}
              violations={`${base}/violations`}
              {...(watched === undefined ? {} : { cohort: { id: watched.id, name: nameOf(watched) } })}
            />
          )}
          <section aria-labelledby="cohorts">
            <h2 id="cohorts" className="mb-2 font-semibold">
              <TextLink href={`${base}/cohorts`}>{t("cohorts")}</TextLink>
            </h2>
            {cohorts.length === 0 && <p className="text-grey-7">{t("noCohorts")}</p>}
            <ul className="flex flex-col gap-2 text-grid">
              {cohorts.slice(0, SHOWN).map((cohort) => (
                <li key={cohort.id} className="flex items-center justify-between gap-4 border-b pb-1">
                  <TextLink href={`${base}/cohorts/${cohort.id}`}>{nameOf(cohort)}</TextLink>
                  <CohortSize slug={project.slug} cohort={cohort.id} />
                </li>
              ))}
            </ul>
          </section>
        </TextProvider>
        <section aria-labelledby="reports">
          <h2 id="reports" className="mb-2 font-semibold">
            <TextLink href={`${base}/reports`}>{t("reports")}</TextLink>
          </h2>
          {reports.length === 0 ? (
            <LinkButton href={`${base}/reports`}>{t("newReport")}</LinkButton>
          ) : (
            <ul className="flex flex-col gap-1 text-grid">
              {reports.slice(0, SHOWN).map((report) => (
                <li key={report.id}>
                  <TextLink href={`${base}/reports/${report.id}`}>{reportName(report, language)}</TextLink>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}
