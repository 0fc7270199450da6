/** What a workshop leaves open, for the screens and the API alike. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { loadPlan, MAIN } from "../../lib/plan/store.ts";
import type { KeptWorkshop } from "../../lib/plan/store-workshop.ts";
import { type WorkshopGap, workshopGaps } from "../../lib/plan/workshop-gap.ts";
import { findingContext, readFindingFacts } from "../_findings/finding-facts.ts";

/** What was open when its branch was made; what is open now as long as there is none. */
export async function openGaps(project: AuthorizedProject, kept: KeptWorkshop): Promise<readonly WorkshopGap[]> {
  if (kept.outcome !== undefined) return kept.outcome.open;
  const { plan } = await loadPlan(project, MAIN);
  return workshopGaps(plan, kept.workshop, findingContext(plan, await readFindingFacts(project, plan)));
}
