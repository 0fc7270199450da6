/** What a project asks of a branch before it reaches `main`. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { APPROVALS_MAX, type ReviewRules } from "./review.ts";

const FIELDS = { requiredApprovals: true, mainProtected: true, mostNewlyFailing: true } as const;

export async function getReviewRules(
  project: AuthorizedProject,
  db: Prisma.TransactionClient = planDb(),
): Promise<ReviewRules> {
  return db.project.findUniqueOrThrow({ where: { id: project.projectId }, select: FIELDS });
}

function faultOf({
  requiredApprovals: count,
  mainProtected,
  mostNewlyFailing: most,
}: ReviewRules): FieldError | undefined {
  if (!Number.isInteger(count) || count < 0 || count > APPROVALS_MAX) {
    return {
      path: "requiredApprovals",
      en: `A branch can need 0 to ${APPROVALS_MAX} approvals.`,
      fr: `Une branche peut demander de 0 à ${APPROVALS_MAX} approbations.`,
    };
  }
  if (most === null) return undefined;
  if (!(most >= 0 && most <= 100)) {
    return {
      path: "mostNewlyFailing",
      en: "A percentage from 0 to 100, or nothing where no back-test is needed.",
      fr: "Un pourcentage de 0 à 100, ou rien si aucun essai rétroactif n’est nécessaire.",
    };
  }
  if (mainProtected) return undefined;
  return {
    path: "mostNewlyFailing",
    en: "A back-test can be required where main changes only through reviews: else a change made on main itself needs none.",
    fr: "Un essai rétroactif peut être exigé là où main ne change que par des relectures : sinon un changement fait sur main même n’en demande aucun.",
  };
}

/** A percentage as the audit log keeps it. */
const percent = (most: number | null): string => (most === null ? "–" : `${most}%`);

/** Changes what is given. Admins and owners. */
export async function updateReviewRules(
  project: AuthorizedProject,
  change: Partial<ReviewRules>,
): Promise<ReviewRules> {
  requireRole(project, "admin");
  return planDb().$transaction(async (db) => {
    // Two changes at once would each be checked against what the other takes away.
    await db.$queryRaw`select 1 from "Project" where "id" = ${project.projectId} for update`;
    const before = await getReviewRules(project, db);
    const fault = faultOf({ ...before, ...change });
    if (fault !== undefined) throw new UserError("invalid_input", { fields: [fault] });
    const fields = (["requiredApprovals", "mainProtected", "mostNewlyFailing"] as const).filter(
      (field) => change[field] !== undefined && change[field] !== before[field],
    );
    if (fields.length === 0) return before;
    const data = Object.fromEntries(fields.map((field) => [field, change[field]]));
    const after = await db.project.update({ where: { id: project.projectId }, data, select: FIELDS });
    await recordAudit(db, project, {
      action: "review.update_rules",
      target: project.slug,
      detail: {
        ...(fields.includes("mainProtected") ? { mainProtected: after.mainProtected } : {}),
        ...(fields.includes("requiredApprovals")
          ? { requiredApprovals: `${before.requiredApprovals} → ${after.requiredApprovals}` }
          : {}),
        ...(fields.includes("mostNewlyFailing")
          ? { mostNewlyFailing: `${percent(before.mostNewlyFailing)} → ${percent(after.mostNewlyFailing)}` }
          : {}),
      },
    });
    return after;
  });
}
