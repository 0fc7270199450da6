import { Download, ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listShareLinks } from "../../../../../../lib/access/share-link.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { listVersions } from "../../../../../../lib/plan/store-version.ts";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { screenMetadata } from "../screen.tsx";
import { addressQuery, type DocumentAddress, readAddress } from "./address.ts";
import { DocumentForm } from "./document-form.tsx";
import { DocumentPreview } from "./document-preview.tsx";
import { ShareSection } from "./share-section.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "documents");
}

function FileLink(props: { href: string; children: React.ReactNode }) {
  return (
    <a className={buttonStyle({})} href={props.href} download>
      <Download aria-hidden />
      {props.children}
    </a>
  );
}

/** The document as chosen, and the ways to keep it. */
function Preview(props: { base: string; address: DocumentAddress; t: AreaText<"document">; withPdf: boolean }) {
  const { base, address, t } = props;
  const file = (kind: string) => `${base}/view${addressQuery(address, { file: kind })}`;
  const view = `${base}/view${addressQuery(address)}`;
  return (
    <DocumentPreview address={view} title={t("page.preview")} print={t("page.print")} hint={t("page.printHow")}>
      <FileLink href={file("html")}>{t("page.html")}</FileLink>
      {props.withPdf && <FileLink href={file("pdf")}>{t("page.pdf")}</FileLink>}
      <a className={buttonStyle({})} href={view} target="_blank" rel="noreferrer">
        <ExternalLink aria-hidden />
        {t("page.open")}
      </a>
    </DocumentPreview>
  );
}

/** What is handed over to those who will work with the plan: document, workbook, briefs and links. */
export default async function DocumentsPage(props: PlanPageProps) {
  const { language, project, view } = await openPlanPage(props);
  const address = { ...readAddress(await props.searchParams, language), branch: view.branch };
  const mayShare = mayActAs(project.role, "editor");
  const [versions, links] = await Promise.all([listVersions(project), mayShare ? listShareLinks(project) : []]);
  const t = translator(language, "plan");
  const d = translator(language, "document");
  const base = `/${language}/${view.slug}/plan/documents`;
  const workbook = `/${language}/${view.slug}/plan/export/xlsx`;
  return (
    <>
      <PageHeader title={t("nav.documents")} text={t("screen.documents")} />
      <div className="flex min-h-0 flex-1 flex-col gap-8 overflow-y-auto px-4 pb-8">
        <section aria-labelledby="document">
          <h2 id="document" className="font-semibold text-title">
            {d("page.document")}
          </h2>
          <p className="mb-3 max-w-reading text-grey-7">{d("page.documentText")}</p>
          <DocumentForm base={base} query={addressQuery(address)} address={address} versions={versions} t={d} />
          <div className="mt-4">
            <Preview base={base} address={address} t={d} withPdf={readEnv().chromiumPath !== undefined} />
          </div>
        </section>
        <section aria-labelledby="workbook">
          <h2 id="workbook" className="font-semibold text-title">
            {d("workbook.title")}
          </h2>
          <p className="mb-3 max-w-reading text-grey-7">{d("workbook.text")}</p>
          <p className="flex flex-wrap gap-2">
            {LANGUAGES.map((one) => (
              <FileLink key={one} href={`${workbook}${addressQuery({ ...address, language: one })}`}>
                {d(`workbook.${one}`)}
              </FileLink>
            ))}
          </p>
        </section>
        <section aria-labelledby="briefs">
          <h2 id="briefs" className="font-semibold text-title">
            {d("page.briefs")}
          </h2>
          <p className="max-w-reading text-grey-7">
            {d("page.briefsText")} <TextLink href={`${base}/brief`}>{d("page.briefs")}</TextLink>
          </p>
        </section>
        {mayShare && <ShareSection language={language} project={project} links={links} versions={versions} />}
      </div>
    </>
  );
}
