/** The plan that a branch would make of main. */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { Plan } from "./plan.ts";
import { loadPlan, MAIN } from "./store.ts";
import { previewMerge } from "./store-branch-merge.ts";

/** The plan as merging the branch would leave it; with conflicts, the branch as it stands. */
export async function loadDraft(project: AuthorizedProject, branch: string): Promise<Plan> {
  return branch === MAIN ? (await loadPlan(project)).plan : (await previewMerge(project, branch)).after;
}
