import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { getReport, type SavedReport } from "../../../../../../lib/analysis/report-store.ts";
import { reportDescription, reportName } from "../../../../../../lib/analysis/report-templates.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { askAhead } from "../../analysis/ask-ahead.ts";
import { readCompared, readRevision } from "../../analysis/definition-query.ts";
import { analysisFacts } from "../../analysis/facts.ts";
import { FactsProvider } from "../../analysis/facts-context.tsx";
import { Unpublished } from "../../analysis/unpublished.tsx";
import { deleteReportAction, updateReportAction } from "../actions.ts";
import { type Opened, openReports, type ReportsProps } from "../page-of.ts";
import { readQuestion } from "../read-question.ts";
import { ReportDesk } from "../report-desk.tsx";

interface Props extends ReportsProps {
  readonly params: Promise<{ locale: string; project: string; report: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ReportsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "report")("one") };
}

async function found({ project }: Opened, id: string): Promise<SavedReport> {
  return getReport(project, id).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
}

/** A saved report with its answer now. */
export default async function ReportPage(props: Props) {
  const opened = await openReports(props);
  const { language, project, t } = opened;
  const report = await found(opened, (await props.params).report);
  const name = reportName(report, language);
  const description = reportDescription(report, language);
  const { q, on, compare } = await pageQuery(props.searchParams);
  const draft = readQuestion(q);
  const facts = await analysisFacts(project, language);
  const mayEdit = mayActAs(project.role, "editor");
  const header = (
    <PageHeader
      title={name}
      text={description}
      actions={
        mayEdit && (
          <ConfirmAction
            action={deleteReportAction}
            fields={{ project: project.slug, report: report.id, revision: String(report.revision) }}
            size="normal"
            title={t("delete.title", { name })}
            description={t("delete.text")}
            verb={t("delete.verb")}
          />
        )
      }
    />
  );
  if (facts === undefined)
    return (
      <>
        {header}
        <Unpublished t={translator(language, "analysis")} href={`/${language}/${project.slug}/versions`} />
      </>
    );
  return (
    <>
      {header}
      <TextProvider language={language} areas={["report", "analysis"]} timeZone={project.timeZone}>
        <FactsProvider facts={facts}>
          <ReportDesk
            key={report.id}
            report={{
              id: report.id,
              revision: report.revision,
              name,
              description,
              question: report.question,
              draft,
              draftOn: readRevision(on),
              compared: report.compared,
              comparedDraft: readCompared(compare),
            }}
            ahead={askAhead(project, draft ?? report.question, language)}
            mayEdit={mayEdit}
            save={updateReportAction}
          />
        </FactsProvider>
      </TextProvider>
    </>
  );
}
