import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { COHORT_TEMPLATES } from "../../../../../../lib/analysis/cohort/templates.ts";
import { criterionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { askAhead } from "../../analysis/ask-ahead.ts";
import { readDefinition } from "../../analysis/definition-query.ts";
import { analysisFacts } from "../../analysis/facts.ts";
import { FactsProvider } from "../../analysis/facts-context.tsx";
import { Unpublished } from "../../analysis/unpublished.tsx";
import { createCohortAction } from "../actions.ts";
import { CohortDesk, type DeskCohort } from "../cohort-desk.tsx";
import { liveQuestion } from "../live-question.ts";
import { newCriterion } from "../new-criterion.ts";
import { type CohortsProps, openCohorts } from "../page-of.ts";

interface Props extends CohortsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: CohortsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "cohort")("create") };
}

export default async function NewCohortPage(props: Props) {
  const { language, project, t } = await openCohorts(props);
  const { q, template: templateId } = await pageQuery(props.searchParams);
  const facts = await analysisFacts(project, language);
  const header = <PageHeader title={t("create")} text={t("createText")} />;
  if (facts === undefined)
    return (
      <>
        {header}
        <Unpublished t={translator(language, "analysis")} href={`/${language}/${project.slug}/versions`} />
      </>
    );
  const template = COHORT_TEMPLATES.find(({ id }) => id === templateId);
  const given = criterionSchema.safeParse(readDefinition(q));
  const cohort: DeskCohort = {
    name: template?.name[language] ?? "",
    description: template?.description[language] ?? "",
    criterion: given.success
      ? given.data
      : (template?.criterion ?? { kind: "all", of: [newCriterion("count", facts)] }),
    ...(template === undefined ? {} : { template: template.id }),
  };
  return (
    <>
      {header}
      <TextProvider language={language} areas={["cohort", "analysis"]} timeZone={project.timeZone}>
        <FactsProvider facts={facts}>
          <CohortDesk
            cohort={cohort}
            ahead={askAhead(project, liveQuestion(cohort.criterion), language)}
            mayEdit={mayActAs(project.role, "editor")}
            save={createCohortAction}
          />
        </FactsProvider>
      </TextProvider>
    </>
  );
}
