/** Drafts that pipelines wrote and left: nobody would close them. */

import { authorizeSystem } from "../access/authorize.ts";
import { isUserError } from "../base/error.ts";
import { closeBranch } from "../plan/store-branch.ts";
import { leftDrafts } from "../plan/store-branch-pipeline.ts";
import { planDb } from "../store/plan-db.ts";

const CLOSED_AT_ONCE = 500;

/** Closes the drafts of pipelines on which nothing was written until their day. */
export async function closeLeftDrafts(now: number): Promise<void> {
  const rows = await planDb().planBranch.findMany({
    where: leftDrafts(now),
    select: { name: true, project: { select: { slug: true } } },
    take: CLOSED_AT_ONCE,
  });
  for (const { name, project } of rows) {
    try {
      await closeBranch(await authorizeSystem(project.slug), name);
    } catch (error) {
      // Merged or closed meanwhile.
      if (!isUserError(error)) throw error;
    }
  }
}
