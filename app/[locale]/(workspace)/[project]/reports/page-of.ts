/** What the pages about reports begin with. */

import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

export type ReportsProps = ProjectPageProps;
export type Opened = OpenedPage<"report">;

export const REPORT_KINDS = [
  "metric",
  "funnel",
  "retention",
  "active_users",
] as const satisfies readonly ReportQuestion["kind"][];
export type ReportKind = (typeof REPORT_KINDS)[number];

export function openReports(props: ReportsProps): Promise<Opened> {
  return openProjectPage(props, "report", "reports");
}
