/** Bringing a draft into `main`: what it would do, and doing it. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { isUserError, UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { type Change, diffPlans } from "./diff.ts";
import { editsBetween } from "./edit-between.ts";
import { keptDiff } from "./kept-diff.ts";
import { type MergeConflict, type MergeResult, mergePlans } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { type BranchPlan, getBranch, MAIN } from "./store.ts";
import { requireDraftName } from "./store-branch.ts";
import { basePlan, changesOfMainSince } from "./store-branch-base.ts";
import { plansOfMerge, recordOfMerge } from "./store-branch-merged.ts";
import {
  type BranchRow,
  changeProject,
  lockBranch,
  readBranch,
  readTogether,
  writeChange,
} from "./store-branch-state.ts";
import { staleError } from "./store-commit.ts";
import { permitMerge, recordBranchEvent, requireMergeable } from "./store-guard.ts";
import type { Transaction } from "./store-rows.ts";

/** What merging a draft would do to `main`; with conflicts, what the draft changed since it left `main`. */
export interface MergePreview {
  readonly changes: readonly Change[];
  readonly conflicts: readonly MergeConflict[];
  /** Changes `main` has had since the draft left it, or was last brought up to date. */
  readonly behind: number;
  /** The base of the draft was deleted for good: `changes` compare it with `main` as it is. */
  readonly baseGone: boolean;
  /**
   * The two plans `changes` compares: `main` as it is and as it would be, or as it was before and after the draft was merged.
   * With conflicts, where nobody can say how it would be, the base and the draft; without a base, `main` and the draft.
   */
  readonly before: Plan;
  readonly after: Plan;
  /** `main` as it is. */
  readonly main: Plan;
  /** At which this holds: what conflicts are decided on. */
  readonly revisions: { readonly main: number; readonly branch: number };
}

async function baseOrNone(
  db: Transaction,
  project: AuthorizedProject,
  draft: BranchRow,
  main: Plan,
): Promise<Plan | undefined> {
  try {
    return await basePlan(db, project, draft, main);
  } catch (error) {
    if (isUserError(error) && error.data.baseGone === true) return undefined;
    throw error;
  }
}

interface Compared {
  readonly base: Plan;
  readonly result: MergeResult;
  readonly changes: readonly Change[];
}

/** By `main` and by draft. The same revision is the same value in this process, so what was compared once stays right. */
const compared = new WeakMap<Plan, WeakMap<Plan, Compared>>();

function compare(base: Plan, ours: Plan, theirs: Plan): Compared {
  const known = compared.get(ours)?.get(theirs);
  if (known?.base === base) return known;
  const result = mergePlans(base, ours, theirs);
  const changes = result.ok ? diffPlans(ours, result.plan) : keptDiff(base, theirs);
  const found = { base, result, changes };
  const own = compared.get(ours) ?? new WeakMap<Plan, Compared>();
  compared.set(ours, own.set(theirs, found));
  return found;
}

/** Of a draft that was merged, what that changed. Reads with one state of the store; also within a transaction of the caller. */
export async function previewMergeIn(db: Transaction, project: AuthorizedProject, name: string): Promise<MergePreview> {
  const { projectId, slug } = project;
  const [main, draft] = [await getBranch(projectId, MAIN, db), await getBranch(projectId, name, db)];
  const ours = await readBranch(db, main, slug);
  const revisions = { main: main.revision, branch: draft.revision };
  if (draft.mergedAt !== null) {
    const past = await plansOfMerge(db, project, { main, draft }, ours.plan);
    return { conflicts: [], behind: 0, baseGone: false, ...past, main: ours.plan, revisions };
  }
  const theirs = await readBranch(db, draft, slug);
  const base = await baseOrNone(db, project, draft, ours.plan);
  const behind = await changesOfMainSince(db, main, draft);
  const known = base === undefined ? undefined : compare(base, ours.plan, theirs.plan);
  const merged = known?.result;
  const before = merged?.ok === false && base !== undefined ? base : ours.plan;
  const after = merged?.ok ? merged.plan : theirs.plan;
  return {
    changes: known?.changes ?? diffPlans(before, after),
    conflicts: merged?.ok === false ? merged.conflicts : [],
    behind,
    baseGone: base === undefined,
    before,
    after,
    main: ours.plan,
    revisions,
  };
}

export function previewMerge(project: AuthorizedProject, name: string): Promise<MergePreview> {
  return readTogether((db) => previewMergeIn(db, project, name));
}

/** What a merge is about to do, for whoever says whether it may. */
export interface PendingMerge {
  readonly draft: BranchRow;
  /** `main` as it is, and as it would be. */
  readonly before: Plan;
  readonly after: Plan;
}

/** Throws when the draft may not be merged, with what is missing. */
export type MergeCheck = (db: Transaction, pending: PendingMerge) => Promise<void>;

/**
 * Merges a draft into `main` as one change, where `check` lets it. Refused with `conflict` when both changed a field
 * differently: the fields, with their three values, are in `data.conflicts`; and with `stale_revision` when `main` is no
 * longer at the revision that one has seen. Editors and above.
 */
export async function mergeBranch(
  project: AuthorizedProject,
  name: string,
  check: MergeCheck,
  { expectedRevision }: { readonly expectedRevision?: number | undefined } = {},
): Promise<BranchPlan> {
  requireRole(project, "editor");
  if (name === MAIN) requireDraftName(name);
  const { projectId, slug } = project;
  const merged = await changeProject(projectId, async (db) => {
    const main = await lockBranch(db, projectId, MAIN);
    if (expectedRevision !== undefined && expectedRevision !== main.revision) throw staleError(main.revision, []);
    const draft = await lockBranch(db, projectId, name);
    await requireMergeable(db, project);
    const ours = await readBranch(db, main, slug);
    const theirs = await readBranch(db, draft, slug);
    const { result } = compare(await basePlan(db, project, draft, ours.plan), ours.plan, theirs.plan);
    if (!result.ok) {
      const { conflicts } = result;
      const revisions = { main: main.revision, branch: draft.revision };
      throw new UserError("conflict", { fields: conflicts, data: { conflicts, revisions } });
    }
    const { plan } = result;
    const permit = await permitMerge(projectId, () => check(db, { draft, before: ours.plan, after: plan }));
    await db.planBranch.update({ where: { id: draft.id }, data: { mergedAt: new Date() } });
    const record = await recordOfMerge(db, main, { before: ours.plan, after: plan });
    await recordBranchEvent(db, project, draft.id, "merged", { revision: draft.revision, ...record });
    await recordAudit(db, project, { action: "branch.merge", target: name, detail: { revision: draft.revision } });
    if (plan === ours.plan) return { plan, revision: main.revision, remember: () => undefined };
    const edits = editsBetween(ours.plan, plan);
    return writeChange(db, project, { branch: main, before: ours, after: plan, edits, merged: name, permit });
  });
  merged.remember();
  return { plan: merged.plan, revision: merged.revision, branch: MAIN };
}
