import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { askAhead } from "../../analysis/ask-ahead.ts";
import { readCompared } from "../../analysis/definition-query.ts";
import { analysisFacts } from "../../analysis/facts.ts";
import { FactsProvider } from "../../analysis/facts-context.tsx";
import { Unpublished } from "../../analysis/unpublished.tsx";
import { createReportAction } from "../actions.ts";
import { newQuestion } from "../new-question.ts";
import { openReports, REPORT_KINDS, type ReportsProps } from "../page-of.ts";
import { readQuestion } from "../read-question.ts";
import { ReportDesk } from "../report-desk.tsx";

interface Props extends ReportsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { kind } = await pageQuery(props.searchParams);
  const t = translator(pageLanguage((await props.params).locale), "report");
  return { title: t(`create.${REPORT_KINDS.find((one) => one === kind) ?? "metric"}`) };
}

export default async function NewReportPage(props: Props) {
  const { language, project, t } = await openReports(props);
  const { kind: asked, q, cohort, compare } = await pageQuery(props.searchParams);
  const given = readQuestion(q);
  const kind = given?.kind ?? REPORT_KINDS.find((one) => one === asked) ?? "metric";
  const facts = await analysisFacts(project, language);
  const header = <PageHeader title={t(`create.${kind}`)} text={t(`about.${kind}`)} />;
  if (facts === undefined)
    return (
      <>
        {header}
        <Unpublished t={translator(language, "analysis")} href={`/${language}/${project.slug}/versions`} />
      </>
    );
  const question = given ?? newQuestion(kind, facts, cohort);
  return (
    <>
      {header}
      <TextProvider language={language} areas={["report", "analysis"]} timeZone={project.timeZone}>
        <FactsProvider facts={facts}>
          <ReportDesk
            key={kind}
            report={{
              name: "",
              description: "",
              question,
              compared: false,
              comparedDraft: readCompared(compare),
            }}
            ahead={askAhead(project, question, language)}
            mayEdit={mayActAs(project.role, "editor")}
            save={createReportAction}
          />
        </FactsProvider>
      </TextProvider>
    </>
  );
}
