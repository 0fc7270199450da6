/** Drafts that pipelines wrote and left: nobody would close them. */

import { authorizeSystem } from "../access/authorize.ts";
import { isUserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { closeBranch } from "../plan/store-branch.ts";
import { leftDrafts } from "../plan/store-branch-pipeline.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";

const READ_AT_ONCE = 500;

async function readLeft(left: Prisma.PlanBranchWhereInput, after: string, take: number) {
  return planDb().planBranch.findMany({
    where: { AND: [left, { id: { gt: after } }] },
    select: { id: true, name: true, project: { select: { slug: true } } },
    orderBy: { id: "asc" },
    take,
  });
}

/** Closes the drafts of pipelines on which nothing was written until their day; one that cannot be closed holds up no other. */
export async function closeLeftDrafts(
  now: number,
  stopping?: AbortSignal,
  atOnce: number = READ_AT_ONCE,
): Promise<void> {
  const left = leftDrafts(now);
  for (let after: string | undefined = ""; after !== undefined; ) {
    const rows = await readLeft(left, after, atOnce);
    for (const { name, project } of rows) {
      if (stopping?.aborted) return;
      try {
        await closeBranch(await authorizeSystem(project.slug), name, left);
      } catch (error) {
        // Merged, closed, written on or sent to review meanwhile.
        if (isUserError(error)) continue;
        log().error({ branch: name, reason: error instanceof Error ? error.message : "" }, "a left branch stays open");
      }
    }
    after = rows.length < atOnce ? undefined : rows.at(-1)?.id;
  }
}
