/** Bringing what `main` has had meanwhile into a draft, and deciding what both changed. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { editsBetween } from "./edit-between.ts";
import { sameValue } from "./edit-same.ts";
import { type MergeConflict, mergePlans, type Resolution } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { planSchema } from "./schema.ts";
import { type BranchPlan, MAIN } from "./store.ts";
import { requireDraftName } from "./store-branch.ts";
import { basePlan } from "./store-branch-base.ts";
import {
  type BranchRow,
  changeProject,
  lockBranch,
  type NextState,
  readBranch,
  recordPlanAudit,
  writeChange,
} from "./store-branch-state.ts";
import { staleError } from "./store-commit.ts";
import { recordBranchEvent, voidVerdicts } from "./store-guard.ts";
import { isStorable, type StoredPlan, type Transaction } from "./store-rows.ts";
import { keepSnapshot } from "./store-snapshot.ts";

/** What a field both sides changed shall be: as on `main`, as on the draft, or another value. */
export type Decision = { readonly take: "main" | "branch" } | { readonly value: unknown };

export interface Rebase {
  /** Refused with `stale_revision` when the draft is no longer at this revision. */
  readonly expectedRevision?: number | undefined;
  /** By field path. */
  readonly decisions?: Readonly<Record<string, Decision>> | undefined;
}

const CIRCULAR: FieldError = {
  path: "branch",
  en: "main is what drafts are brought up to date with: it has nothing to be brought up to date with itself.",
  fr: "main est ce avec quoi les brouillons se mettent à jour : elle n’a rien avec quoi se mettre à jour elle-même.",
};
const NOTHING_NEW: FieldError = {
  path: "branch",
  en: "This draft already has everything that main has.",
  fr: "Ce brouillon a déjà tout ce qu’a main.",
};

/** In the merge of a rebase the draft is “ours”: what it did not change keeps its reference, and is not written again. */
function resolutionsOf(decisions: Rebase["decisions"] = {}): ReadonlyMap<string, Resolution> {
  const resolutions = new Map<string, Resolution>();
  for (const [path, decision] of Object.entries(decisions)) {
    if ("value" in decision) resolutions.set(path, { value: decision.value });
    else resolutions.set(path, { take: decision.take === "branch" ? "ours" : "theirs" });
  }
  return resolutions;
}

/** Everywhere else `main` is “ours”. */
function turned(conflict: MergeConflict): MergeConflict {
  const { ours, theirs } = conflict;
  return "ours" in conflict || "theirs" in conflict ? { ...conflict, ours: theirs, theirs: ours } : conflict;
}

/** A value that somebody typed has the shape of its field, or is refused by name. */
function requireShape(plan: Plan, decisions: Rebase["decisions"] = {}): void {
  const typed = Object.entries(decisions).filter(([, decision]) => "value" in decision);
  if (typed.length === 0) return;
  if (!isStorable(typed) || !planSchema.safeParse(plan).success) {
    throw new UserError("invalid_input", {
      fields: typed.map(([path]) => ({
        path,
        en: "This value does not fit the field.",
        fr: "Cette valeur ne convient pas à ce champ.",
      })),
    });
  }
}

interface Sides {
  readonly main: BranchRow;
  readonly draft: BranchRow;
  readonly base: Plan;
  readonly ours: StoredPlan;
  readonly theirs: StoredPlan;
}

async function readSides(db: Transaction, project: AuthorizedProject, name: string): Promise<Sides> {
  const { projectId, slug } = project;
  const main = await lockBranch(db, projectId, MAIN);
  const draft = await lockBranch(db, projectId, name);
  const ours = await readBranch(db, draft, slug);
  const theirs = await readBranch(db, main, slug);
  return { main, draft, ours, theirs, base: await basePlan(db, project, draft) };
}

async function write(
  db: Transaction,
  project: AuthorizedProject,
  { main, draft, ours, base, theirs }: Sides,
  merged: { readonly plan: Plan; readonly decided: readonly string[] },
): Promise<NextState> {
  const start = draft.startSnapshotId ?? draft.baseSnapshotId ?? (await keepSnapshot(db, base));
  await db.planBranch.update({
    where: { id: draft.id },
    data: { baseSnapshotId: await keepSnapshot(db, theirs.plan), startSnapshotId: start },
  });
  const detail = { main: main.revision, decided: [...merged.decided] };
  await recordBranchEvent(db, project, draft.id, "rebased", detail);
  await recordPlanAudit(db, project, { action: "branch.rebase", target: draft.name, detail });
  const { plan } = merged;
  if (plan === ours.plan) {
    await voidVerdicts(db, project, draft, { cause: "rebase", revision: draft.revision, approvalsOnly: true });
    return { plan, revision: draft.revision, remember: () => undefined };
  }
  const edits = editsBetween(ours.plan, plan);
  const rebased = { main: main.revision, decided: merged.decided.length };
  return writeChange(db, project, { branch: draft, before: ours, after: plan, edits, rebased });
}

/**
 * Brings what `main` has had since the draft left it into the draft, as one change; from then on the draft is compared with
 * `main` as it is now. Refused with `conflict` and the fields both changed (`data.conflicts`: `ours` is main's value, `theirs`
 * the draft's) unless `decisions` has each of them, when there is nothing to bring, and for `main`. Approvals end. Editors
 * and above.
 */
export async function rebaseBranch(
  project: AuthorizedProject,
  name: string,
  { expectedRevision, decisions }: Rebase = {},
): Promise<BranchPlan> {
  requireRole(project, "editor");
  if (name === MAIN) throw new UserError("conflict", { fields: [CIRCULAR] });
  requireDraftName(name);
  const next = await changeProject(project.projectId, async (db) => {
    const sides = await readSides(db, project, name);
    const { draft, base, ours, theirs } = sides;
    if (expectedRevision !== undefined && expectedRevision !== draft.revision) throw staleError(draft.revision, []);
    if (draft.baseSnapshotId !== null && sameValue(base, theirs.plan)) {
      throw new UserError("conflict", { fields: [NOTHING_NEW] });
    }
    const result = mergePlans(base, ours.plan, theirs.plan, resolutionsOf(decisions));
    if (!result.ok) {
      const conflicts = result.conflicts.map(turned);
      throw new UserError("conflict", { fields: conflicts, data: { conflicts } });
    }
    requireShape(result.plan, decisions);
    return write(db, project, sides, result);
  });
  next.remember();
  return { plan: next.plan, revision: next.revision, branch: name };
}
