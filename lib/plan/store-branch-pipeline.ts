/** Drafts that pipelines write, one for each pull request: they are put away once nothing is written on them any more. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { getBranch } from "./store.ts";
import { reopenBranch, requireDraftName } from "./store-branch.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Takes a draft out again that a pipeline wrote and that was closed since; any other stays as it is. Editors and above. */
export async function reopenForPipeline(project: AuthorizedProject, name: string): Promise<void> {
  requireRole(project, "editor");
  const { closedAt, mergedAt, closesAt } = await getBranch(project.projectId, name);
  if (closedAt !== null && mergedAt === null && closesAt !== null) await reopenBranch(project, name);
}

/** From now on the draft is a pipeline's: closed by itself after so many days, unless anybody writes on it before. */
export async function closeAfterDays(project: AuthorizedProject, name: string, days: number): Promise<void> {
  requireRole(project, "editor");
  requireDraftName(name);
  await planDb().planBranch.update({
    where: { projectId_name: { projectId: project.projectId, name } },
    data: { closesAt: new Date(Date.now() + days * DAY_MS) },
  });
}

/** Drafts of pipelines whose day has come; one that somebody was asked to review is nobody's to put away. */
export function leftDrafts(now: number): Prisma.PlanBranchWhereInput {
  return {
    closesAt: { lt: new Date(now) },
    closedAt: null,
    mergedAt: null,
    OR: [{ review: null }, { review: { state: "open" } }],
  };
}
