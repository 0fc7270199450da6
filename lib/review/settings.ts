/** What a project asks of a branch before it reaches `main`. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { recordPlanAudit } from "../plan/store-branch-state.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { APPROVALS_MAX, type ReviewRules } from "./review.ts";

const FIELDS = { requiredApprovals: true, mainProtected: true } as const;

export async function getReviewRules(
  project: AuthorizedProject,
  db: Prisma.TransactionClient = planDb(),
): Promise<ReviewRules> {
  return db.project.findUniqueOrThrow({ where: { id: project.projectId }, select: FIELDS });
}

function requireValid({ requiredApprovals: count }: Partial<ReviewRules>): void {
  if (count === undefined || (Number.isInteger(count) && count >= 0 && count <= APPROVALS_MAX)) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "requiredApprovals",
        en: `A branch can need 0 to ${APPROVALS_MAX} approvals.`,
        fr: `Une branche peut demander de 0 à ${APPROVALS_MAX} approbations.`,
      },
    ],
  });
}

/** Changes what is given. Admins and owners. */
export async function updateReviewRules(
  project: AuthorizedProject,
  change: Partial<ReviewRules>,
): Promise<ReviewRules> {
  requireRole(project, "admin");
  requireValid(change);
  return planDb().$transaction(async (db) => {
    const before = await getReviewRules(project, db);
    const fields = (["requiredApprovals", "mainProtected"] as const).filter(
      (field) => change[field] !== undefined && change[field] !== before[field],
    );
    if (fields.length === 0) return before;
    const data = Object.fromEntries(fields.map((field) => [field, change[field]]));
    const after = await db.project.update({ where: { id: project.projectId }, data, select: FIELDS });
    await recordPlanAudit(db, project, {
      action: "review.update_rules",
      target: project.slug,
      detail: {
        ...(fields.includes("mainProtected") ? { mainProtected: after.mainProtected } : {}),
        ...(fields.includes("requiredApprovals")
          ? { requiredApprovals: `${before.requiredApprovals} → ${after.requiredApprovals}` }
          : {}),
      },
    });
    return after;
  });
}
