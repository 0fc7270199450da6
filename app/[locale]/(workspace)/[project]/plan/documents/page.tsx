import type { Metadata } from "next";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "documents");
}

/** What is handed over to those who will work with the plan. */
export default async function DocumentsPage(props: PlanPageProps) {
  const { language, view } = await openPlanPage(props);
  const t = translator(language, "plan");
  const d = translator(language, "document");
  return (
    <>
      <PageHeader title={t("nav.documents")} text={t("screen.documents")} />
      <section aria-labelledby="workbook" className="px-4 pb-6">
        <h2 id="workbook" className="mb-2 font-semibold text-title">
          {d("workbook.title")}
        </h2>
        <ul className="space-y-1">
          {LANGUAGES.map((one) => (
            <li key={one}>
              <a
                className="underline"
                href={`/${one}/${view.slug}/plan/export/xlsx?branch=${encodeURIComponent(view.branch)}`}
                download
              >
                {d(`workbook.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
