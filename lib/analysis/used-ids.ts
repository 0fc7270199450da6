/** What saved cohorts and reports read of a plan, so that findings call nothing unused that a question rests on. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import { namesIn, propertiesWithRole, type UsedNames } from "./used-names.ts";

/**
 * What the saved cohorts and reports of the project name. An event that is only one of "any event" is not named. A role of
 * properties stands for those of the published plan: that is what is asked, whatever a draft makes of the role.
 */
export async function listUsed(project: AuthorizedProject): Promise<UsedNames> {
  const where = { projectId: project.projectId };
  const [cohorts, reports] = await Promise.all([
    planDb().cohort.findMany({ where, select: { criterion: true } }),
    planDb().report.findMany({ where, select: { question: true } }),
  ]);
  const questions = [...cohorts.map(({ criterion }) => criterion), ...reports.map(({ question }) => question)];
  const { ids, roles, propertyRoles } = namesIn(questions);
  const published = propertyRoles.length === 0 ? undefined : await latestVersion(project.projectId);
  const byRole = published === undefined ? [] : propertiesWithRole(published.plan, propertyRoles);
  return { ids: [...new Set([...ids, ...byRole])].sort(), roles };
}
