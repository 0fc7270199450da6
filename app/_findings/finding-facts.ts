/** What the rules need to know of a project besides its plan, read once for the screens and the API alike. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listSources } from "../../lib/access/source.ts";
import { listUsed, type UsedNames, usedIn } from "../../lib/analysis/used-ids.ts";
import { type LastReceived, lastReceived, lastReceivedDays } from "../../lib/ingest/last-received.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import type { FindingContext } from "../../lib/plan/rules/facts.ts";
import { latestVersion } from "../../lib/plan/store-version.ts";

export interface FindingFacts {
  /** Slugs of the project's sources. */
  readonly sources: readonly string[];
  /** What saved cohorts and reports read. */
  readonly used: UsedNames;
  /** The latest version: clients send what stands there under its names. */
  readonly published?: PublishedPlan | undefined;
  /** When each event last came, where the plan's standards ask. */
  readonly lastReceived?: LastReceived | undefined;
}

/** Reads the facts; what the plan's standards do not ask about is not looked up. */
export async function readFindingFacts(project: AuthorizedProject, plan: Plan): Promise<FindingFacts> {
  const asksAge = plan.settings.standards.staleDays !== undefined;
  const [sources, used, published, received] = await Promise.all([
    listSources(project),
    listUsed(project),
    latestVersion(project.projectId),
    asksAge ? lastReceived(project) : undefined,
  ]);
  return { sources: sources.map((source) => source.slug), used, published, lastReceived: received };
}

/** What the rules are told. */
export function findingContext(plan: Plan, { sources, used, published, lastReceived }: FindingFacts): FindingContext {
  const lastSeen = lastReceived === undefined ? undefined : lastReceivedDays(lastReceived);
  return { sources, used: usedIn(plan, used), published, lastSeen };
}
