import { Download } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { shownMatrix } from "../../../../../../lib/plan/code-matrix.ts";
import { pageQuery } from "../../../../../_access/page-query.ts";
import { loadCodeMatrix } from "../../../../../_evidence/code-matrix.ts";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { matrixQuery, readMatrixAddress } from "./matrix-address.ts";
import { MatrixEmpty } from "./matrix-empty.tsx";
import { MatrixFilters } from "./matrix-filters.tsx";
import { MatrixTable } from "./matrix-table.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "status");
}

const PAGE = 50;

/** Planned, coded and received: what the plan asks for, what the code of a release calls, what production sent. */
export default async function StatusPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, plan, project, view } = opened;
  const t = translator(language, "codeStatus");
  const asked = readMatrixAddress(await pageQuery(props.searchParams));
  const matrix = await loadCodeMatrix(project, plan, asked);
  const wanted = shownMatrix(matrix.rows, asked);
  const base = `/${language}/${project.slug}/plan/status`;
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE));
  // What was on a later page may be gone since, or the address was typed.
  if (asked.page > pages) redirect(`${base}${matrixQuery({ ...asked, page: pages }, view.branch)}`);
  const rows = wanted.slice((asked.page - 1) * PAGE, asked.page * PAGE);
  return (
    <PlanScreen opened={opened} name="status">
      {!matrix.knowsReceived && <Notice className="mx-4 mb-3">{t("receivedUnknown")}</Notice>}
      {matrix.runs.length === 0 && <MatrixEmpty language={language} slug={project.slug} sources={matrix.sources} />}
      {matrix.sources.length > 0 && (
        <>
          <div className="flex flex-wrap items-end">
            <MatrixFilters
              {...{ language, base, address: asked, branch: view.branch }}
              sources={matrix.sources}
              runs={matrix.runs}
            />
            <a
              className={buttonStyle({ className: "mx-4 mb-4" })}
              href={`${base}/file${matrixQuery({ ...asked, page: 1 }, view.branch)}`}
              aria-label={t("download")}
              download
            >
              <Download aria-hidden />
              CSV
            </a>
          </div>
          <MatrixTable
            {...{ language, project, base, rows, pages, address: asked, branch: view.branch }}
            sources={matrix.sources}
            total={wanted.length}
            all={matrix.rows.length}
          />
        </>
      )}
    </PlanScreen>
  );
}
