/** Drafts beside `main`: made, listed, compared, merged, closed. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type Change, diffPlans } from "./diff.ts";
import { editsBetween } from "./edit-between.ts";
import { type MergeConflict, mergePlans } from "./merge.ts";
import { emptyPlan } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { type BranchPlan, getBranch, MAIN } from "./store.ts";
import {
  actorId,
  type BranchRow,
  changeProject,
  lockBranch,
  readBranch,
  readTogether,
  recordPlanAudit,
  writeChange,
} from "./store-branch-state.ts";
import { staleError } from "./store-commit.ts";
import { type Transaction, writePlan } from "./store-rows.ts";
import { keepSnapshot, readSnapshot } from "./store-snapshot.ts";

export interface BranchSummary {
  readonly name: string;
  readonly title: string;
  readonly revision: number;
  /** Drafts are open until they are merged or closed; `main` always is. */
  readonly state: "open" | "merged" | "closed";
  readonly createdAt: Date;
  /** Who made it, where that is known. */
  readonly createdById: string | null;
}

function summaryOf(row: BranchRow): BranchSummary {
  const state = row.mergedAt !== null ? "merged" : row.closedAt !== null ? "closed" : "open";
  const { name, title, revision, createdAt, createdById } = row;
  return { name, title, revision, state, createdAt, createdById };
}

/** Every branch, `main` first, then the newest. */
export async function listBranches(project: AuthorizedProject): Promise<BranchSummary[]> {
  const rows = await planDb().planBranch.findMany({
    where: { projectId: project.projectId },
    orderBy: { createdAt: "desc" },
  });
  const isMain = (row: BranchRow) => (row.name === MAIN ? 0 : 1);
  return rows.toSorted((a, b) => isMain(a) - isMain(b)).map(summaryOf);
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

function requireName(name: string): void {
  if (NAME.test(name) && name !== MAIN) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "name",
        en: "A draft is named in lower-case letters, digits and hyphens, and not “main”.",
        fr: "Un brouillon se nomme en minuscules, chiffres et traits d’union, et pas « main ».",
      },
    ],
  });
}

export interface NewBranch {
  readonly name: string;
  readonly title?: string;
}

/** A draft of what `main` holds now. Editors and above. */
export async function createBranch(
  project: AuthorizedProject,
  { name, title = "" }: NewBranch,
): Promise<BranchSummary> {
  requireRole(project, "editor");
  requireName(name);
  const { projectId, slug } = project;
  return changeProject(projectId, async (db) => {
    const main = await lockBranch(db, projectId, MAIN);
    if ((await db.planBranch.count({ where: { projectId, name } })) > 0) {
      throw new UserError("conflict", {
        fields: [{ path: "name", en: "There is already a draft of this name.", fr: "Un brouillon porte déjà ce nom." }],
      });
    }
    const { plan } = await readBranch(db, main, slug);
    const row = await db.planBranch.create({
      data: {
        id: newId("brn"),
        projectId,
        name,
        title: title.slice(0, 500),
        baseSnapshotId: await keepSnapshot(db, plan),
        createdById: actorId(project.actor),
      },
    });
    await writePlan(db, row.id, undefined, plan);
    await recordPlanAudit(db, project, { action: "branch.create", target: name });
    return summaryOf(row);
  });
}

/** Puts a draft away without merging it. Editors and above. */
export async function closeBranch(project: AuthorizedProject, name: string): Promise<void> {
  requireRole(project, "editor");
  if (name === MAIN) requireName(name);
  await changeProject(project.projectId, async (db) => {
    const branch = await lockBranch(db, project.projectId, name);
    await db.planBranch.update({ where: { id: branch.id }, data: { closedAt: new Date() } });
    await recordPlanAudit(db, project, { action: "branch.close", target: name });
  });
}

async function basePlan(db: Transaction, branch: BranchRow, slug: string): Promise<Plan> {
  const base = await readSnapshot(db, branch.baseSnapshotId);
  return { ...(base ?? emptyPlan(slug)), slug };
}

/** What merging a draft would do to `main`; with conflicts, what the draft changed since it left `main`. */
export interface MergePreview {
  readonly changes: readonly Change[];
  readonly conflicts: readonly MergeConflict[];
}

export async function previewMerge(project: AuthorizedProject, name: string): Promise<MergePreview> {
  const { projectId, slug } = project;
  return readTogether(async (db) => {
    const [main, draft] = [await getBranch(projectId, MAIN, db), await getBranch(projectId, name, db)];
    const [ours, theirs] = [await readBranch(db, main, slug), await readBranch(db, draft, slug)];
    const base = await basePlan(db, draft, slug);
    const merged = mergePlans(base, ours.plan, theirs.plan);
    return merged.ok
      ? { changes: diffPlans(ours.plan, merged.plan), conflicts: [] }
      : { changes: diffPlans(base, theirs.plan), conflicts: merged.conflicts };
  });
}

/**
 * Merges a draft into `main` as one change. Refused with `conflict` when both changed a field differently: the fields, with
 * their three values, are in `data.conflicts`; and with `stale_revision` when `main` is no longer at the revision that one
 * has seen. Editors and above.
 */
export async function mergeBranch(
  project: AuthorizedProject,
  name: string,
  { expectedRevision }: { readonly expectedRevision?: number | undefined } = {},
): Promise<BranchPlan> {
  requireRole(project, "editor");
  if (name === MAIN) requireName(name);
  const { projectId, slug } = project;
  const merged = await changeProject(projectId, async (db) => {
    const main = await lockBranch(db, projectId, MAIN);
    if (expectedRevision !== undefined && expectedRevision !== main.revision) throw staleError(main.revision, []);
    const draft = await lockBranch(db, projectId, name);
    const ours = await readBranch(db, main, slug);
    const theirs = await readBranch(db, draft, slug);
    const result = mergePlans(await basePlan(db, draft, slug), ours.plan, theirs.plan);
    if (!result.ok) {
      throw new UserError("conflict", { fields: result.conflicts, data: { conflicts: result.conflicts } });
    }
    await db.planBranch.update({ where: { id: draft.id }, data: { mergedAt: new Date() } });
    await recordPlanAudit(db, project, { action: "branch.merge", target: name, detail: { revision: draft.revision } });
    if (result.plan === ours.plan) return { plan: ours.plan, revision: main.revision, remember: () => undefined };
    const edits = editsBetween(ours.plan, result.plan);
    return writeChange(db, project, { branch: main, before: ours, after: result.plan, edits, merged: name });
  });
  merged.remember();
  return { plan: merged.plan, revision: merged.revision, branch: MAIN };
}
