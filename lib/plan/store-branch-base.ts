/** What a draft is compared with: the plan `main` held when the draft left it, or was last brought up to date. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import type { Plan } from "./plan.ts";
import { sharingObjects } from "./share-objects.ts";
import { MAIN } from "./store.ts";
import type { BranchRow } from "./store-branch-state.ts";
import { planAt } from "./store-history.ts";
import type { Transaction } from "./store-rows.ts";
import { readSnapshot } from "./store-snapshot.ts";

/** They share most of their objects with `main`, and each branch in review has one. */
const KEPT_MAX = 32;

/** Snapshots are named by their content, so one that was read stays right; the one used last at the end. */
async function snapshot(db: Transaction, id: string | null, main: Plan): Promise<Plan | undefined> {
  if (id === null) return undefined;
  const kept = processState("planSnapshots", () => new Map<string, Plan>());
  const known = kept.get(id);
  const read = known === undefined ? await readSnapshot(db, id) : undefined;
  const plan = known ?? (read && sharingObjects(read, main));
  if (plan !== undefined) holdSnapshot(id, plan);
  return plan;
}

/** Keeps a snapshot in memory, which shares its objects with the plan it was made of. */
export function holdSnapshot(id: string, plan: Plan): void {
  const kept = processState("planSnapshots", () => new Map<string, Plan>());
  kept.delete(id);
  kept.set(id, plan);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
}

/** The revision of `main` at which the draft and it were last one. */
async function lastMet(db: Transaction, main: BranchRow, draft: BranchRow): Promise<number> {
  const rebased = await db.branchEvent.findFirst({
    where: { branchId: draft.id, kind: "rebased" },
    orderBy: { id: "desc" },
    select: { detail: true },
  });
  const { main: revision } = (rebased?.detail ?? {}) as { readonly main?: number };
  if (revision !== undefined) return revision;
  const before = await db.planEdit.findFirst({
    where: { branchId: main.id, at: { lte: draft.createdAt } },
    orderBy: { revision: "desc" },
    select: { revision: true },
  });
  return before?.revision ?? 0;
}

/** How many changes `main` has had since. */
export async function changesOfMainSince(db: Transaction, main: BranchRow, draft: BranchRow): Promise<number> {
  return db.planEdit.count({ where: { branchId: main.id, revision: { gt: await lastMet(db, main, draft) } } });
}

/** A base that was deleted, read again from the history of `main`; undefined when that has lost its beginning too. */
async function fromHistory(db: Transaction, project: AuthorizedProject, draft: BranchRow): Promise<Plan | undefined> {
  const { projectId } = project;
  const main = await db.planBranch.findUniqueOrThrow({ where: { projectId_name: { projectId, name: MAIN } } });
  if ((await readSnapshot(db, main.startSnapshotId ?? main.baseSnapshotId)) === undefined) return undefined;
  return planAt(project, MAIN, await lastMet(db, main, draft), db);
}

const GONE = {
  path: "branch",
  en: "What this branch started from was deleted, and the history of main cannot give it back, so its changes cannot be told apart from those of main. Its plan can still be read and exported: make a new branch and import it there.",
  fr: "Ce dont cette branche est partie a été supprimé et l’historique de main ne permet pas de le retrouver : ses changements ne se distinguent plus de ceux de main. Son plan reste lisible et exportable : créez une nouvelle branche et importez-le.",
};

/**
 * The base of a draft, which shares what it can with `main` as it is; `conflict` (`data.baseGone`) when nothing can give it
 * back.
 */
export async function basePlan(
  db: Transaction,
  project: AuthorizedProject,
  draft: BranchRow,
  main: Plan,
): Promise<Plan> {
  const base = (await snapshot(db, draft.baseSnapshotId, main)) ?? (await fromHistory(db, project, draft));
  if (base === undefined) throw new UserError("conflict", { fields: [GONE], data: { baseGone: true } });
  return base.slug === project.slug ? base : { ...base, slug: project.slug };
}
