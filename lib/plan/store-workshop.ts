/** Workshops of a project: what is written down in the room is kept as it is said, and becomes a branch at the end. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { Prisma, type Workshop as WorkshopRow } from "../store/prisma-client/client.ts";
import { editsBetween } from "./edit-between.ts";
import type { Plan } from "./plan.ts";
import type { FindingContext } from "./rules/facts.ts";
import { loadPlan, MAIN } from "./store.ts";
import { closeBranch } from "./store-branch.ts";
import { actorId } from "./store-branch-state.ts";
import { draftBranch } from "./store-draft-branch.ts";
import { isStorable, type Transaction } from "./store-rows.ts";
import { newWorkshop, type Workshop, workshopSchema } from "./workshop.ts";
import { type WorkshopGap, workshopGaps } from "./workshop-gap.ts";
import { WORKSHOP_BYTES_MAX, workshopFault } from "./workshop-limit.ts";
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

/** One that was written down under other rules is shown as it is; what is wrong with it is told when it is saved. */
function readDraft(draft: unknown): Workshop {
  const parsed = workshopSchema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const bare = newWorkshop({ journeyId: newId("jny"), title: "", heldOn: "" });
  return { ...bare, ...(draft as Partial<Workshop>) };
}

function kept(row: WorkshopRow): KeptWorkshop {
  const { id, revision, createdBy, changedBy, changedAt } = row;
  const workshop = readDraft(row.draft);
  const outcome = row.outcome as unknown as WorkshopOutcome | null;
  return { id, workshop, ...(outcome === null ? {} : { outcome }), revision, createdBy, changedBy, changedAt };
}

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** What can be kept; a field of it that cannot is named. */
function checked(given: unknown): Workshop {
  const parsed = workshopSchema.safeParse(given);
  if (!parsed.success)
    throw new UserError("invalid_input", {
      fields: parsed.error.issues.slice(0, 5).map((issue) => workshopFault(issue, given)),
    });
  if (!isStorable(parsed.data)) throw new UserError("invalid_input", { fields: [UNSTORABLE] });
  if (Buffer.byteLength(JSON.stringify(parsed.data)) > WORKSHOP_BYTES_MAX)
    throw new UserError("invalid_input", { fields: [TOO_LARGE] });
  return parsed.data;
}

const UNSTORABLE: FieldError = {
  path: "",
  en: "A text holds U+0000 or half a surrogate pair, which cannot be kept.",
  fr: "Un texte contient U+0000 ou une moitié de paire de substitution, qui ne peut pas être conservée.",
};
const TOO_LARGE: FieldError = {
  path: "",
  en: "This is more than one workshop has room for: make its branch, and go on in another one.",
  fr: "C’est plus qu’un atelier ne peut contenir\u00a0: créez sa branche et continuez dans un autre.",
};
const FINISHED: FieldError = {
  path: "",
  en: "This workshop is over: its branch was made. Go on there.",
  fr: "Cet atelier est terminé\u00a0: sa branche a été créée. Continuez là-bas.",
};
const WORKSHOPS_MAX = 200;
const TOO_MANY: FieldError = {
  path: "",
  en: `A project has room for ${WORKSHOPS_MAX} workshops: remove one that led to nothing.`,
  fr: `Un projet a de la place pour ${WORKSHOPS_MAX} ateliers\u00a0: retirez-en un qui n’a mené à rien.`,
};

export interface ListedWorkshop {
  readonly id: string;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly heldOn: string;
  readonly decisions: number;
  /** The branch that was made of it. */
  readonly branch: string | null;
}

/** The workshops of a project, the latest first, without what was said in them. */
export async function listWorkshops({ projectId }: AuthorizedProject): Promise<readonly ListedWorkshop[]> {
  return planDb().$queryRaw<ListedWorkshop[]>`
    select "id", coalesce("draft"->>'title', '') as "title", coalesce("draft"->>'heldOn', '') as "heldOn",
      case when jsonb_typeof("draft"->'decisions') = 'array' then jsonb_array_length("draft"->'decisions') else 0 end
        as "decisions",
      "outcome"->>'branch' as "branch"
    from "Workshop" where "projectId" = ${projectId}
    order by "createdAt" desc, "id" limit ${WORKSHOPS_MAX}`;
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
    if ((await db.workshop.count({ where: { projectId } })) >= WORKSHOPS_MAX)
      throw new UserError("conflict", { fields: [TOO_MANY] });
    await recordAudit(db, project, { action: "workshop.create", target: workshop.title });
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
  const { workshop } = await loadWorkshop(project, id);
  await planDb().$transaction(async (db) => {
    const where = { id, projectId: project.projectId, outcome: { equals: Prisma.DbNull } };
    // Somebody may have made its branch, or thrown it away, since it was looked at.
    if ((await db.workshop.deleteMany({ where })).count === 0) {
      const left = await db.workshop.count({ where: { id, projectId: project.projectId } });
      throw left === 0 ? new UserError("not_found") : new UserError("conflict", { fields: [FINISHED] });
    }
    await recordAudit(db, project, { action: "workshop.delete", target: workshop.title });
  });
}

/** The workshop's row, locked until the transaction ends: nobody writes in it, finishes it or throws it away meanwhile. */
async function lockWorkshop(
  db: Transaction,
  { projectId }: AuthorizedProject,
  id: string,
  expectedRevision: number,
): Promise<Workshop> {
  await db.$executeRaw`select 1 from "Workshop" where "id" = ${id} and "projectId" = ${projectId} for update`;
  const row = await db.workshop.findFirst({ where: { id, projectId } });
  if (row === null) throw new UserError("not_found");
  const { workshop, outcome, revision, changedBy } = kept(row);
  if (outcome) throw new UserError("conflict", { fields: [FINISHED] });
  if (revision !== expectedRevision) throw new UserError("stale_revision", { data: { revision, by: changedBy } });
  return workshop;
}

/**
 * Makes the branch of what was said, under that name or with a number behind it, and closes the workshop; what is open by
 * then goes into its minutes. Throws `stale_revision` when somebody wrote meanwhile. Editors and above.
 */
export async function finishWorkshop(
  project: AuthorizedProject,
  id: string,
  { expectedRevision, branch, context }: { expectedRevision: number; branch: string; context: FindingContext },
): Promise<KeptWorkshop> {
  requireRole(project, "editor");
  let made: string | undefined;
  try {
    return await planDb().$transaction(async (db) => {
      const workshop = await lockWorkshop(db, project, id, expectedRevision);
      const open = workshopGaps((await loadPlan(project, MAIN)).plan, workshop, context);
      const edits = (plan: Plan) => editsBetween(plan, planWithWorkshop(plan, workshop));
      made = await draftBranch(project, { name: branch, title: workshop.title, edits });
      const outcome: WorkshopOutcome = { branch: made, by: project.actor.name, at: new Date().toISOString(), open };
      const row = await db.workshop.update({
        where: { id },
        data: { outcome: json(outcome), revision: { increment: 1 } },
      });
      await recordAudit(db, project, { action: "workshop.finish", target: `${workshop.title}: ${made}` });
      return kept(row);
    });
  } catch (error) {
    // A branch without its workshop would be made once more.
    if (made !== undefined) await closeBranch(project, made);
    throw error;
  }
}
