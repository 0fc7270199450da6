/** Workshops of a project: what is written down in the room is kept as it is said, and becomes a branch at the end. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, isUserError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { Prisma, type Workshop as WorkshopRow } from "../store/prisma-client/client.ts";
import { editsBetween } from "./edit-between.ts";
import type { FindingContext } from "./rules/facts.ts";
import { loadPlan, MAIN } from "./store.ts";
import { closeBranch, createBranch } from "./store-branch.ts";
import { actorId, recordPlanAudit } from "./store-branch-state.ts";
import { commitEdits } from "./store-commit.ts";
import { isStorable } from "./store-rows.ts";
import { newWorkshop, type Workshop, workshopSchema } from "./workshop.ts";
import { type WorkshopGap, workshopGaps } from "./workshop-gap.ts";
import { planWithWorkshop } from "./workshop-plan.ts";

/** What came of a workshop; nothing is changed in it afterwards. */
interface WorkshopOutcome {
  readonly branch: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  /** What was still open then. */
  readonly open: readonly WorkshopGap[];
}

export interface KeptWorkshop {
  readonly id: string;
  readonly workshop: Workshop;
  readonly outcome?: WorkshopOutcome;
  /** Give it back with the next change. */
  readonly revision: number;
  readonly createdBy: string;
  readonly changedBy: string;
  readonly changedAt: Date;
}

function kept(row: WorkshopRow): KeptWorkshop {
  const { id, revision, createdBy, changedBy, changedAt } = row;
  const workshop = workshopSchema.parse(row.draft);
  const outcome = row.outcome as unknown as WorkshopOutcome | null;
  return { id, workshop, ...(outcome === null ? {} : { outcome }), revision, createdBy, changedBy, changedAt };
}

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** What can be kept; a field of it that cannot is named. */
function checked(given: unknown): Workshop {
  const parsed = workshopSchema.safeParse(given);
  if (parsed.success && isStorable(parsed.data)) return parsed.data;
  const fields: FieldError[] = (parsed.error?.issues ?? [{ path: [], message: "U+0000" }]).slice(0, 5).map((issue) => ({
    path: issue.path.join("/"),
    en: `This cannot be kept: ${issue.path.join(" ")} (${issue.message}).`,
    fr: `Ceci ne peut pas être conservé\u00a0: ${issue.path.join(" ")}.`,
  }));
  throw new UserError("invalid_input", { fields });
}

const FINISHED: FieldError = {
  path: "",
  en: "This workshop is over: its branch was made. Go on there.",
  fr: "Cet atelier est terminé\u00a0: sa branche a été créée. Continuez là-bas.",
};
const LISTED_MAX = 200;

/** The workshops of a project, the latest first. */
export async function listWorkshops(project: AuthorizedProject): Promise<readonly KeptWorkshop[]> {
  const rows = await planDb().workshop.findMany({
    where: { projectId: project.projectId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: LISTED_MAX,
  });
  return rows.map(kept);
}

/** Throws `not_found`. */
export async function loadWorkshop(project: AuthorizedProject, id: string): Promise<KeptWorkshop> {
  const row = await planDb().workshop.findFirst({ where: { id, projectId: project.projectId } });
  if (row === null) throw new UserError("not_found");
  return kept(row);
}

/** Begins one. Editors and above. */
export async function createWorkshop(
  project: AuthorizedProject,
  given: Pick<Workshop, "title" | "heldOn"> & Partial<Workshop>,
): Promise<KeptWorkshop> {
  requireRole(project, "editor");
  const workshop = checked(newWorkshop({ ...given, journeyId: newId("jny") }));
  const { projectId, actor } = project;
  const row = await planDb().$transaction(async (db) => {
    await recordPlanAudit(db, project, { action: "workshop.create", target: workshop.title });
    const names = { createdById: actorId(actor), createdBy: actor.name, changedBy: actor.name };
    return db.workshop.create({ data: { id: newId("wks"), projectId, draft: json(workshop), ...names } });
  });
  return kept(row);
}

/** Keeps what was said since; `stale_revision` tells who has written meanwhile. Editors and above. */
export async function saveWorkshop(
  project: AuthorizedProject,
  id: string,
  expectedRevision: number,
  given: unknown,
): Promise<number> {
  requireRole(project, "editor");
  const workshop = checked(given);
  const { count } = await planDb().workshop.updateMany({
    where: { id, projectId: project.projectId, revision: expectedRevision, outcome: { equals: Prisma.DbNull } },
    data: {
      draft: json(workshop),
      revision: { increment: 1 },
      changedBy: project.actor.name,
      changedAt: new Date(),
    },
  });
  if (count === 1) return expectedRevision + 1;
  const now = await loadWorkshop(project, id);
  if (now.outcome) throw new UserError("conflict", { fields: [FINISHED] });
  throw new UserError("stale_revision", { data: { revision: now.revision, by: now.changedBy } });
}

/** Throws one that was begun away. One whose branch was made stays: its minutes say why the plan is as it is. */
export async function deleteWorkshop(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "editor");
  const { workshop, outcome } = await loadWorkshop(project, id);
  if (outcome) throw new UserError("conflict", { fields: [FINISHED] });
  await planDb().$transaction(async (db) => {
    await db.workshop.deleteMany({ where: { id, projectId: project.projectId } });
    await recordPlanAudit(db, project, { action: "workshop.delete", target: workshop.title });
  });
}

/** What the workshop still leaves open on top of `main`. */
async function openPoints(
  project: AuthorizedProject,
  workshop: Workshop,
  context: FindingContext,
): Promise<readonly WorkshopGap[]> {
  return workshopGaps((await loadPlan(project, MAIN)).plan, workshop, context);
}

async function draftFrom(project: AuthorizedProject, workshop: Workshop, branch: string): Promise<void> {
  await createBranch(project, { name: branch, title: workshop.title });
  try {
    const { plan, revision } = await loadPlan(project, branch);
    const edits = editsBetween(plan, planWithWorkshop(plan, workshop));
    await commitEdits(project, branch, { expectedRevision: revision, edits });
  } catch (error) {
    await closeBranch(project, branch);
    throw error;
  }
}

/**
 * Makes the branch of what was said and closes the workshop; what is open by then goes into its minutes. Throws
 * `stale_revision` when somebody wrote meanwhile, `conflict` for a branch name that is taken. Editors and above.
 */
export async function finishWorkshop(
  project: AuthorizedProject,
  id: string,
  { expectedRevision, branch, context }: { expectedRevision: number; branch: string; context: FindingContext },
): Promise<KeptWorkshop> {
  requireRole(project, "editor");
  const { workshop, outcome, revision, changedBy } = await loadWorkshop(project, id);
  if (outcome) throw new UserError("conflict", { fields: [FINISHED] });
  if (revision !== expectedRevision) throw new UserError("stale_revision", { data: { revision, by: changedBy } });
  const open = await openPoints(project, workshop, context);
  await draftFrom(project, workshop, branch);
  const made: WorkshopOutcome = { branch, by: project.actor.name, at: new Date().toISOString(), open };
  await planDb()
    .$transaction(async (db) => {
      const { count } = await db.workshop.updateMany({
        where: { id, projectId: project.projectId, revision, outcome: { equals: Prisma.DbNull } },
        data: { outcome: json(made), revision: { increment: 1 } },
      });
      if (count === 0) throw new UserError("stale_revision");
      await recordPlanAudit(db, project, { action: "workshop.finish", target: `${workshop.title}: ${branch}` });
    })
    .catch(async (error: unknown) => {
      await closeBranch(project, branch).catch((unclosed: unknown) => {
        if (!isUserError(unclosed)) throw unclosed;
      });
      throw error;
    });
  return loadWorkshop(project, id);
}
