/** Where the code calls what a violation is about, as the latest `gabarit status` of each source found it. */

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { findCodeRun } from "../../../../../../lib/plan/store-code-run.ts";
import type { CallSite } from "../../../../../../lib/violation/brief.ts";
import type { ViolationGroup } from "../../../../../../lib/violation/group.ts";

/** Nobody follows more of them from a ticket. */
const SITES_MAX = 20;

export async function callSites(
  project: AuthorizedProject,
  { eventId, eventName, sources }: ViolationGroup,
): Promise<readonly CallSite[]> {
  const runs = await Promise.all(sources.map(({ slug }) => findCodeRun(project, slug)));
  const found = runs.flatMap((run): CallSite[] => {
    if (run === undefined) return [];
    const own =
      eventId === undefined
        ? run.unplanned.filter(({ name }) => name === eventName)
        : run.events.filter(({ id }) => id === eventId);
    const { source, release } = run;
    return own.flatMap(({ sites }) => sites.map(({ path, line }) => ({ source, release, path, line })));
  });
  return found.slice(0, SITES_MAX);
}
