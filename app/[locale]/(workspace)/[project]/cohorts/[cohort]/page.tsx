import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { cohortDescription, cohortName } from "../../../../../../lib/analysis/cohort/cohort-name.ts";
import { getCohort, type SavedCohort } from "../../../../../../lib/analysis/cohort/store.ts";
import { criterionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { reportName } from "../../../../../../lib/analysis/report-templates.ts";
import { usesOfCohort } from "../../../../../../lib/analysis/saved-use.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { askAhead } from "../../analysis/ask-ahead.ts";
import { readDefinition, readRevision } from "../../analysis/definition-query.ts";
import { analysisFacts } from "../../analysis/facts.ts";
import { FactsProvider } from "../../analysis/facts-context.tsx";
import { Unpublished } from "../../analysis/unpublished.tsx";
import { deleteCohortAction, updateCohortAction } from "../actions.ts";
import { CohortDesk } from "../cohort-desk.tsx";
import { liveQuestion } from "../live-question.ts";
import { type CohortsProps, type Opened, openCohorts } from "../page-of.ts";

interface Props extends CohortsProps {
  readonly params: Promise<{ locale: string; project: string; cohort: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: CohortsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "cohort")("one") };
}

async function found({ project }: Opened, id: string): Promise<SavedCohort> {
  return getCohort(project, id).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
}

/** A saved cohort: its conditions, its size now, who uses it. */
export default async function CohortPage(props: Props) {
  const opened = await openCohorts(props);
  const { language, project, t } = opened;
  const cohort = await found(opened, (await props.params).cohort);
  const [facts, uses] = await Promise.all([analysisFacts(project, language), usesOfCohort(project, cohort.id)]);
  const name = cohortName(cohort, language);
  const description = cohortDescription(cohort, language);
  const mayEdit = mayActAs(project.role, "editor");
  const workspace = `/${language}/${project.slug}`;
  const { q, on } = await pageQuery(props.searchParams);
  const { data: draft } = criterionSchema.safeParse(readDefinition(q));
  const header = (
    <PageHeader
      title={name}
      text={description}
      actions={
        <>
          <LinkButton href={`${workspace}/reports/new?kind=funnel&cohort=${cohort.id}`}>{t("useInFunnel")}</LinkButton>
          <LinkButton href={`${workspace}/reports/new?kind=retention&cohort=${cohort.id}`}>
            {t("useInRetention")}
          </LinkButton>
          {mayEdit && (
            <ConfirmAction
              action={deleteCohortAction}
              fields={{ project: project.slug, cohort: cohort.id, revision: String(cohort.revision) }}
              size="normal"
              title={t("delete.title", { name })}
              description={t("delete.text")}
              verb={t("delete.verb")}
            />
          )}
        </>
      }
    />
  );
  if (facts === undefined)
    return (
      <>
        {header}
        <Unpublished t={translator(language, "analysis")} href={`${workspace}/versions`} />
      </>
    );
  return (
    <>
      {header}
      <TextProvider language={language} areas={["cohort", "analysis"]} timeZone={project.timeZone}>
        <FactsProvider facts={{ ...facts, cohorts: facts.cohorts.filter(({ id }) => id !== cohort.id) }}>
          <CohortDesk
            key={cohort.id}
            cohort={{
              id: cohort.id,
              revision: cohort.revision,
              name,
              description,
              criterion: cohort.criterion,
              draft,
              draftOn: readRevision(on),
            }}
            ahead={askAhead(project, liveQuestion(draft ?? cohort.criterion), language)}
            mayEdit={mayEdit}
            save={updateCohortAction}
            membersHref={`${workspace}/cohorts/${cohort.id}/members`}
          />
        </FactsProvider>
      </TextProvider>
      <section aria-labelledby="used-by" className="px-4 pb-8">
        <h2 id="used-by" className="font-semibold">
          {t("usedBy.title")}
        </h2>
        {uses.length === 0 ? (
          <p className="text-grey-7">{t("usedBy.none")}</p>
        ) : (
          <ul className="list-disc pl-5">
            {uses.map((use) => (
              <li key={use.id}>
                <TextLink href={`${workspace}/${use.kind === "cohort" ? "cohorts" : "reports"}/${use.id}`}>
                  {facts.cohorts.find(({ id }) => id === use.id)?.name ?? reportName(use, language)}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
