/** What a branch holds, kept in memory per revision; and changing it, one change at a time, under a lock of its row. */

import type { Actor, AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import type { PlanBranch, Prisma } from "../store/prisma-client/client.ts";
import type { Edit } from "./edit.ts";
import { OBJECT_KINDS, objectsOf } from "./edit-tree.ts";
import { changedFields } from "./field-tree.ts";
import type { Plan } from "./plan.ts";
import { readPlanBeside } from "./store-branch-rows.ts";
import { type MainPermit, requirePermit, requireRepository, voidApprovals } from "./store-guard.ts";
import { readPlan, type StoredPlan, type Transaction, writePlan } from "./store-rows.ts";

export type BranchRow = PlanBranch;

/** The branch's name that stands for the plan that is published. */
const MAIN = "main";

/** Drafts share what they hold alike with `main`, so a team’s whole work is kept. */
const CACHED_MAX = 64;

interface Held {
  readonly revision: number;
  /** When that was written. A store that was put back to an earlier state counts the same revisions anew. */
  readonly changedAt: number;
  readonly slug: string;
  readonly stored: StoredPlan;
  /** The revision before, where this process wrote this one: all but what changed is shared with it. */
  readonly before?: Plan | undefined;
}

/** Newest revision by branch id, the branch used last at the end. */
function cache(): Map<string, Held> {
  return processState("planBranches", () => new Map<string, Held>());
}

function keep(branchId: string, held: Held): void {
  const branches = cache();
  const known = branches.get(branchId);
  if (known !== undefined && known.revision > held.revision && known.changedAt >= held.changedAt) return;
  branches.delete(branchId);
  branches.set(branchId, held);
  for (const oldest of branches.keys()) {
    if (branches.size <= CACHED_MAX) break;
    branches.delete(oldest);
  }
}

function found(branch: BranchRow, slug: string): Held | undefined {
  const held = cache().get(branch.id);
  if (held === undefined || held.revision !== branch.revision || held.slug !== slug) return undefined;
  if (held.changedAt !== branch.changedAt.getTime()) return undefined;
  keep(branch.id, held);
  return held;
}

/** A plan of a branch that this process holds, of whatever revision: what to share objects with. */
export function planInMemory(branchId: string): Plan | undefined {
  return cache().get(branchId)?.stored.plan;
}

/** The plan of a branch when this process holds that very revision in memory. */
export function heldPlan(
  branch: BranchRow,
  slug: string,
): { readonly plan: Plan; readonly revision: number } | undefined {
  const held = found(branch, slug);
  return held === undefined ? undefined : { plan: held.stored.plan, revision: held.revision };
}

/** The latest change of a branch, when this process wrote it and still holds both sides of it. */
export function heldChange(
  branch: BranchRow,
  slug: string,
): { readonly before: Plan; readonly after: Plan } | undefined {
  const held = found(branch, slug);
  return held?.before === undefined ? undefined : { before: held.before, after: held.stored.plan };
}

/** The plan of a branch at the revision of its row. The row must be locked, or read in the same snapshot as the plan. */
export async function readBranch(db: Transaction, branch: BranchRow, slug: string): Promise<StoredPlan> {
  const held = found(branch, slug);
  if (held !== undefined) return held.stored;
  if (branch.name !== MAIN) return readBesideMain(db, branch, slug);
  const stored = await readPlan(db, branch.id, slug);
  // Whoever holds a draft alone may find that somebody has written on `main` since its row was read.
  const still = await db.planBranch.count({ where: { id: branch.id, revision: branch.revision } });
  if (still > 0) rememberBranch(branch, slug, stored);
  return stored;
}

/** The row of `main` is not locked here: where it moved on meanwhile, the draft is read alone, and nothing of `main` is kept. */
async function readBesideMain(db: Transaction, draft: BranchRow, slug: string): Promise<StoredPlan> {
  const { id, projectId } = draft;
  const main = await db.planBranch.findUniqueOrThrow({ where: { projectId_name: { projectId, name: MAIN } } });
  const beside = found(main, slug)?.stored ?? (await readPlan(db, main.id, slug));
  const shared = await readPlanBeside(db, id, slug, { branch: main, stored: beside });
  if (shared !== undefined) rememberBranch(main, slug, beside);
  const stored = shared ?? (await readPlan(db, id, slug));
  rememberBranch(draft, slug, stored);
  return stored;
}

/** Keeps in memory what a branch holds at the revision of its row, as it was committed; `before`: at the revision before. */
export function rememberBranch(
  { id, revision, changedAt }: BranchRow,
  slug: string,
  stored: StoredPlan,
  before?: Plan,
): void {
  keep(id, { revision, changedAt: changedAt.getTime(), slug, stored, before });
}

/** Writers of one project wait for each other here rather than each holding a connection while it waits for the row. */
function turns(): Map<string, Promise<unknown>> {
  return processState("planTurns", () => new Map<string, Promise<unknown>>());
}

async function inTurn<T>(projectId: string, act: () => Promise<T>): Promise<T> {
  const waiting = turns();
  const before = waiting.get(projectId) ?? Promise.resolve();
  const mine = before.then(act, act);
  const settled = mine.catch(() => undefined);
  waiting.set(projectId, settled);
  try {
    return await mine;
  } finally {
    if (waiting.get(projectId) === settled) waiting.delete(projectId);
  }
}

/** Runs reads that must see one state of the store. */
export function readTogether<T>(act: (db: Transaction) => Promise<T>): Promise<T> {
  return planDb().$transaction(act, { isolationLevel: "RepeatableRead" });
}

/** Runs one change of a project's plan: a transaction, after those that came before it. */
export function changeProject<T>(projectId: string, act: (db: Transaction) => Promise<T>): Promise<T> {
  return inTurn(projectId, () => planDb().$transaction(act));
}

/** The branch's row, locked until the transaction ends, merged and closed ones too. */
export async function lockRow(db: Transaction, projectId: string, name: string): Promise<BranchRow> {
  await db.$executeRaw`select 1 from "PlanBranch" where "projectId" = ${projectId} and "name" = ${name} for update`;
  const branch = await db.planBranch.findUnique({ where: { projectId_name: { projectId, name } } });
  if (branch === null) throw new UserError("not_found", { data: { branch: name } });
  return branch;
}

const OVER = {
  path: "branch",
  en: "This branch was merged or closed.",
  fr: "Cette branche a été fusionnée ou fermée.",
};

/** The branch's row, locked until the transaction ends; an open branch only. */
export async function lockBranch(db: Transaction, projectId: string, name: string): Promise<BranchRow> {
  const branch = await lockRow(db, projectId, name);
  if (branch.closedAt !== null || branch.mergedAt !== null) throw new UserError("conflict", { fields: [OVER] });
  return branch;
}

/** The revision of `main` that a change brought into a draft, and how many fields somebody had to decide. */
interface Rebased {
  readonly main: number;
  readonly decided: number;
  /** Those fields, by path; once they were counted only. */
  readonly paths?: readonly string[];
}

/** What is recorded of a change: the edits, to be repeated, and the fields they changed, to be compared. */
export interface RecordedCommand {
  readonly edits: readonly Edit[];
  readonly fields: readonly string[];
  /** The draft this change merged. */
  readonly merged?: string;
  readonly rebased?: Rebased;
  /** Why, in the words of whoever changed it. */
  readonly reason?: string;
}

function touchedIds(before: Plan, after: Plan): string[] {
  const own =
    before.name !== after.name || before.description !== after.description || before.settings !== after.settings;
  const ids = new Set<string>(own ? ["plan"] : []);
  for (const kind of OBJECT_KINDS) {
    const [old, now] = [objectsOf(before, kind), objectsOf(after, kind)];
    if (old === now) continue;
    const kept = new Set<object>(old);
    const still = new Set<object>(now);
    for (const object of now) if (!kept.has(object)) ids.add(object.id);
    for (const object of old) if (!still.has(object)) ids.add(object.id);
  }
  return [...ids];
}

interface BranchChange {
  readonly branch: BranchRow;
  readonly before: StoredPlan;
  readonly after: Plan;
  readonly edits: readonly Edit[];
  readonly merged?: string;
  readonly rebased?: Rebased;
  readonly reason?: string | undefined;
  /** Needed for `main` alone. */
  readonly permit?: MainPermit | undefined;
  /** The repository that a push comes from. */
  readonly pushedFrom?: string | undefined;
  /** Of a draft that a pipeline writes. */
  readonly closesAt?: Date | undefined;
}

/** The next state of a branch, to be kept in memory once its transaction is committed. */
export interface NextState {
  readonly plan: Plan;
  readonly revision: number;
  remember(): void;
}

/** Writes one change: the rows that differ, the record of it, the branch's next revision, and the end of its approvals. */
export async function writeChange(
  db: Transaction,
  project: AuthorizedProject,
  { branch, before, after, edits, merged, rebased, reason, permit, pushedFrom, closesAt }: BranchChange,
): Promise<NextState> {
  // A merge was let pass already: it may be how a push comes to `main`.
  if (merged === undefined) await requireRepository(db, project, pushedFrom);
  if (branch.name === MAIN) requirePermit(project.projectId, permit);
  const revision = branch.revision + 1;
  const fields = changedFields(before.plan, after).map(({ path }) => path);
  const command: RecordedCommand = {
    edits,
    fields,
    ...(merged === undefined ? {} : { merged }),
    ...(rebased === undefined ? {} : { rebased }),
    ...(reason === undefined ? {} : { reason }),
  };
  const stored = await writePlan(db, branch.id, before, after);
  const changedAt = new Date();
  await db.planEdit.create({
    data: {
      branchId: branch.id,
      revision,
      command: command as unknown as Prisma.InputJsonValue,
      objectIds: touchedIds(before.plan, after),
      actorId: actorId(project.actor),
      actorName: project.actor.name,
    },
  });
  await db.planBranch.update({
    where: { id: branch.id, revision: branch.revision },
    // Whoever writes on a pipeline's draft makes it theirs; the pipeline takes it back when it pushes.
    data: { revision, changedAt, closesAt: closesAt ?? null },
  });
  const cause = rebased === undefined ? "edit" : "rebase";
  await voidApprovals(db, project, branch, { cause, revision });
  const next = { ...branch, revision, changedAt };
  return { plan: after, revision, remember: () => rememberBranch(next, project.slug, stored, before.plan) };
}

export function actorId(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.id;
}
