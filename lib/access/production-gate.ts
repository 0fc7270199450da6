/** Where a project asks for it, a source goes to production only with an acceptance run of all its planned events that passed. */

import { UserError } from "../base/error.ts";
import { latestVersionNumber } from "../plan/store-version.ts";
import { auditChanges, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedProject, requireRole } from "./authorized.ts";

/** `version`: passed at the latest published version. `age`: passed lately, at whichever published version. */
export const ACCEPTANCE_NEEDS = ["none", "version", "age"] as const;
export type AcceptanceNeed = (typeof ACCEPTANCE_NEEDS)[number];

export interface AcceptanceRule {
  readonly acceptanceNeed: AcceptanceNeed;
  /** Of `age`: how long a passed run counts. */
  readonly acceptanceDays: number;
}

export const DAYS_MAX = 365;
const FIELDS = { acceptanceNeed: true, acceptanceDays: true } as const;
const DAY_MS = 86_400_000;

export async function getAcceptanceRule(
  project: Pick<AuthorizedProject, "projectId">,
  db: PlanDbTransaction = planDb(),
): Promise<AcceptanceRule> {
  const row = await db.project.findUniqueOrThrow({ where: { id: project.projectId }, select: FIELDS });
  return { ...row, acceptanceNeed: ACCEPTANCE_NEEDS.find((need) => need === row.acceptanceNeed) ?? "none" };
}

/** Changes what is given. Admins and owners. @throws UserError `invalid_input` for days out of range */
export async function updateAcceptanceRule(
  project: AuthorizedProject,
  change: Partial<AcceptanceRule>,
): Promise<AcceptanceRule> {
  requireRole(project, "admin");
  const { acceptanceDays: days } = change;
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= DAYS_MAX))
    throw new UserError("invalid_input", {
      fields: [{ path: "acceptanceDays", en: `Between 1 and ${DAYS_MAX} days.`, fr: `Entre 1 et ${DAYS_MAX} jours.` }],
    });
  return planDb().$transaction(async (db) => {
    const before = await getAcceptanceRule(project, db);
    const fields = (["acceptanceNeed", "acceptanceDays"] as const).filter(
      (field) => change[field] !== undefined && change[field] !== before[field],
    );
    if (fields.length === 0) return before;
    const data = Object.fromEntries(fields.map((field) => [field, change[field]]));
    await db.project.update({ where: { id: project.projectId }, data });
    await recordAudit(db, project, {
      action: "acceptance.update_rule",
      target: project.slug,
      detail: auditChanges(fields, before, change),
    });
    return getAcceptanceRule(project, db);
  });
}

/** The source that goes to production; of one that is not there yet, its platform. */
type Going =
  | { readonly slug: string; readonly sourceId: string }
  | { readonly slug: string; readonly platform: string };

async function isAccepted(
  db: PlanDbTransaction,
  { projectId }: AuthorizedProject,
  { acceptanceNeed, acceptanceDays }: AcceptanceRule,
  going: Going,
): Promise<boolean> {
  if (acceptanceNeed === "none") return true;
  const latest = await latestVersionNumber(projectId, db);
  const since = new Date(Date.now() - acceptanceDays * DAY_MS);
  const passed = await db.acceptanceRun.count({
    where: {
      projectId,
      state: "signed",
      passed: true,
      // Of some events it says nothing of the others.
      scope: "planned",
      // A run on a branch is a rehearsal.
      ...(acceptanceNeed === "version"
        ? { planVersion: { equals: latest, gt: 0 } }
        : { planVersion: { gt: 0 }, endedAt: { gte: since } }),
      ...("sourceId" in going ? { sourceId: going.sourceId } : { source: { platform: going.platform } }),
    },
  });
  return passed > 0;
}

function refusal({ acceptanceNeed, acceptanceDays: days }: AcceptanceRule, going: Going): UserError {
  const isNew = !("sourceId" in going);
  const en = [
    acceptanceNeed === "version"
      ? "This project lets a source go to production only with a signed acceptance run of all its planned events that passed at the latest version of the plan."
      : `This project lets a source go to production only with a signed acceptance run of all its planned events that passed in the last ${days} days.`,
    isNew
      ? "Create it as staging, run the acceptance on it, then change its environment."
      : "Start a run on this source under Sources, Acceptance runs.",
    "An owner may go on without one by giving a reason.",
  ];
  const fr = [
    acceptanceNeed === "version"
      ? "Dans ce projet, une source ne passe en production qu’avec une recette de tous ses événements prévus, signée et réussie à la dernière version du plan."
      : `Dans ce projet, une source ne passe en production qu’avec une recette de tous ses événements prévus, signée et réussie au cours des ${days} derniers jours.`,
    isNew
      ? "Créez-la en préproduction, faites-y la recette, puis changez son environnement."
      : "Commencez une recette sur cette source, sous Sources, Recettes.",
    "Un propriétaire peut s’en passer en donnant une raison.",
  ];
  return new UserError("invalid_input", {
    fields: [{ path: "environment", en: en.join(" "), fr: fr.join(" ") }],
    data: { needs: "acceptance" },
  });
}

/**
 * Lets a source go to production, or refuses with `invalid_input`. `override`: why an owner goes on without a run that
 * passed; written down.
 */
export async function requireAcceptance(
  db: PlanDbTransaction,
  project: AuthorizedProject,
  going: Going,
  override = "",
): Promise<void> {
  const rule = await getAcceptanceRule(project, db);
  if (await isAccepted(db, project, rule, going)) return;
  const reason = override.trim();
  if (reason === "") throw refusal(rule, going);
  requireRole(project, "owner");
  await recordAudit(db, project, { action: "acceptance.override", target: going.slug, detail: { reason } });
}
