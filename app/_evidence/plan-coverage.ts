/** The coverage of a plan with what is known of its reading, for the screens and the API alike. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listReads } from "../../lib/analysis/read-marks.ts";
import { type UsedNames, usedIn } from "../../lib/analysis/used-names.ts";
import { systemClock } from "../../lib/base/clock.ts";
import { type Coverage, coverageOf, IDLE_DAYS, propertyIds } from "../../lib/plan/coverage.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { listVersions, loadVersion } from "../../lib/plan/store-version.ts";

const DAY_MS = 86_400_000;

/** Ids of the properties that the version in force back then held; none when nothing was published yet. */
async function publishedBy(project: AuthorizedProject, time: number): Promise<ReadonlySet<string>> {
  const inForce = (await listVersions(project)).find(({ publishedAt }) => publishedAt.getTime() <= time);
  if (inForce === undefined) return new Set();
  return propertyIds((await loadVersion(project.projectId, inForce.version)).plan);
}

export interface KnownCoverage extends Coverage {
  /** Nothing is known of reading before. */
  readonly readsSince: Date;
}

/** The coverage of a plan of the project as it can be known now. */
export async function loadCoverage(project: AuthorizedProject, plan: Plan, used: UsedNames): Promise<KnownCoverage> {
  const now = systemClock.now();
  const [reads, longPublished] = await Promise.all([
    listReads(project),
    publishedBy(project, now - IDLE_DAYS * DAY_MS),
  ]);
  const coverage = coverageOf(plan, {
    now,
    used: usedIn(plan, used),
    lastRead: reads.lastAt,
    readsSince: reads.since,
    longPublished,
  });
  return { ...coverage, readsSince: reads.since };
}
