/** Drafts that pipelines write, one for each pull request: they are put away once nothing is written on them any more. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { reopenIn } from "./store-branch.ts";
import { type BranchRow, changeProject, lockBranch, lockRow } from "./store-branch-state.ts";
import { requireRepository } from "./store-guard.ts";
import type { Transaction } from "./store-rows.ts";

/** Whether a draft of a pipeline was put away: its next push takes it out again. */
function isPutAway({ closedAt, mergedAt, closesAt }: BranchRow): boolean {
  return closedAt !== null && mergedAt === null && closesAt !== null;
}

/** The row of a draft that a pipeline is about to write, locked as `lockBranch` does; one that was put away is open again. */
export async function lockPushed(db: Transaction, project: AuthorizedProject, name: string): Promise<BranchRow> {
  const row = await lockRow(db, project.projectId, name);
  if (!isPutAway(row)) return lockBranch(db, project.projectId, name);
  await reopenIn(db, project, row);
  return { ...row, closedAt: null };
}

/** A push with nothing to write: the draft of a pipeline has a new day, any other stays as it is. Editors and above. */
export async function renewDraft(
  project: AuthorizedProject,
  name: string,
  { closesAt, pushedFrom }: { readonly closesAt: Date; readonly pushedFrom: string | undefined },
): Promise<void> {
  requireRole(project, "editor");
  await changeProject(project.projectId, async (db) => {
    const row = await lockRow(db, project.projectId, name);
    if (row.closesAt === null || row.mergedAt !== null) return;
    await requireRepository(db, project, pushedFrom);
    if (isPutAway(row)) await reopenIn(db, project, row);
    await db.planBranch.update({ where: { id: row.id }, data: { closesAt } });
  });
}

/** What pipelines wrote and nobody has made theirs since; what somebody was asked to review is nobody's to put away. */
export const OF_PIPELINE: Prisma.PlanBranchWhereInput = {
  closesAt: { not: null },
  OR: [{ review: null }, { review: { state: "open" } }],
};

/** Drafts of pipelines whose day has come. */
export function leftDrafts(now: number): Prisma.PlanBranchWhereInput {
  return { AND: [OF_PIPELINE, { closesAt: { lt: new Date(now) }, closedAt: null, mergedAt: null }] };
}
