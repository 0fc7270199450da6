/** Saved cohorts and reports as what a violation may move, named in the reader's language where one is given. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { cohortName } from "../../lib/analysis/cohort/cohort-name.ts";
import { listCohorts } from "../../lib/analysis/cohort/store.ts";
import { listReports } from "../../lib/analysis/report-store.ts";
import { reportName } from "../../lib/analysis/report-templates.ts";
import type { Json, Language } from "../../lib/plan/plan.ts";
import type { SavedDefinition } from "../../lib/violation/affected.ts";

/** Definitions are data; an optional field that is not there has no place in JSON. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

export async function savedDefinitions(project: AuthorizedProject, language?: Language): Promise<SavedDefinition[]> {
  const [cohorts, reports] = await Promise.all([listCohorts(project), listReports(project)]);
  return [
    ...cohorts.map((cohort) => ({
      id: cohort.id,
      name: language === undefined ? cohort.name : cohortName(cohort, language),
      kind: "cohort" as const,
      definition: asJson(cohort.criterion),
    })),
    ...reports.map((report) => ({
      id: report.id,
      name: language === undefined ? report.name : reportName(report, language),
      kind: "report" as const,
      definition: asJson(report.question),
    })),
  ];
}
