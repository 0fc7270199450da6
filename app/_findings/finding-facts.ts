/** What the rules need to know of a project besides its plan, read once for the screens and the API alike. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listSources } from "../../lib/access/source.ts";
import { listUsed } from "../../lib/analysis/used-ids.ts";
import { type UsedNames, usedIn } from "../../lib/analysis/used-names.ts";
import { type LastReceived, lastReceived, lastReceivedDays } from "../../lib/ingest/last-received.ts";
import { receivedClasses } from "../../lib/ingest/received-classes.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import type { FindingContext } from "../../lib/plan/rules/facts.ts";
import type { ReceivedClasses } from "../../lib/plan/rules/rule.ts";
import { latestVersion } from "../../lib/plan/store-version.ts";

export interface FindingFacts {
  /** Slugs of the project's sources. */
  readonly sources: readonly string[];
  /** What saved cohorts and reports read. */
  readonly used: UsedNames;
  /** The latest version: clients send what stands there under its names. */
  readonly published?: PublishedPlan | undefined;
  /** When each event last came, unless no rule of the plan's standards asks. */
  readonly lastReceived?: LastReceived | undefined;
  /** Which personal data the values received lately look like, unless the plan's standards switched that off. */
  readonly receivedClasses?: ReceivedClasses | undefined;
}

/** Reads the facts; what the plan's standards do not ask about is not looked up. */
export async function readFindingFacts(project: AuthorizedProject, plan: Plan): Promise<FindingFacts> {
  const { staleDays, severities } = plan.settings.standards;
  const asksAge = staleDays !== undefined || severities.never_received !== "off";
  const [sources, used, published, received, classes] = await Promise.all([
    listSources(project),
    listUsed(project),
    latestVersion(project.projectId),
    asksAge ? lastReceived(project) : undefined,
    severities.personal_by_received === "off" ? undefined : receivedClasses(project),
  ]);
  const slugs = sources.map(({ slug }) => slug);
  return { sources: slugs, used, published, lastReceived: received, receivedClasses: classes };
}

/** What the rules are told. */
export function findingContext(plan: Plan, facts: FindingFacts): FindingContext {
  const { sources, used, published, lastReceived, receivedClasses: received } = facts;
  const lastSeen = lastReceived === undefined ? undefined : lastReceivedDays(lastReceived);
  return { sources, used: usedIn(plan, used), published, lastSeen, received };
}
