/** Bringing what `main` has had meanwhile into a draft, and deciding what both changed. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { storableText, unstorableIn } from "../base/storable.ts";
import { recordAudit } from "../store/audit-row.ts";
import { type Decisions, decisionsSchema } from "./decision.ts";
import { editsBetween } from "./edit-between.ts";
import { sameValue } from "./edit-same.ts";
import { type MergeConflict, mergePlans, type Resolution } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { type BranchPlan, MAIN } from "./store.ts";
import { requireDraftName } from "./store-branch.ts";
import { basePlan, holdSnapshot } from "./store-branch-base.ts";
import {
  type BranchRow,
  changeProject,
  lockBranch,
  type NextState,
  readBranch,
  writeChange,
} from "./store-branch-state.ts";
import { recordBranchEvent, requireRepository, voidApprovals } from "./store-guard.ts";
import type { StoredPlan, Transaction } from "./store-rows.ts";
import { keepSnapshot } from "./store-snapshot.ts";

export interface Rebase {
  /** Refused with `stale_revision` when the draft, or `main`, is no longer at this revision. Decisions need both. */
  readonly expectedRevision?: number | undefined;
  readonly expectedMainRevision?: number | undefined;
  /** By field path. */
  readonly decisions?: Decisions | undefined;
}

const CIRCULAR: FieldError = {
  path: "branch",
  en: "main is what branches are brought up to date with: it has nothing to be brought up to date with itself.",
  fr: "main est ce avec quoi les branches se mettent à jour : elle n’a rien avec quoi se mettre à jour elle-même.",
};
const NOTHING_NEW: FieldError = {
  path: "branch",
  en: "This branch already has everything that main has.",
  fr: "Cette branche a déjà tout ce qu’a main.",
};

/** In the merge of a rebase the draft is “ours”: what it did not change keeps its reference, and is not written again. */
function resolutionsOf(decisions: Decisions): ReadonlyMap<string, Resolution> {
  const resolutions = new Map<string, Resolution>();
  for (const [path, decision] of Object.entries(decisions)) {
    if ("take" in decision) resolutions.set(path, { take: decision.take === "branch" ? "ours" : "theirs" });
    else resolutions.set(path, { value: decision.value });
  }
  return resolutions;
}

/** Everywhere else `main` is “ours”. */
function turned(conflict: MergeConflict): MergeConflict {
  const { ours, theirs } = conflict;
  return "ours" in conflict || "theirs" in conflict ? { ...conflict, ours: theirs, theirs: ours } : conflict;
}

const NO_DECISIONS: FieldError = {
  path: "decisions",
  en: "A decision takes main’s value, the branch’s or another one, by the path of a field that both changed.",
  fr: "Une décision reprend la valeur de main, celle de la branche ou une autre, par le chemin d’un champ modifié des deux côtés.",
};
const UNSEEN: FieldError = {
  path: "decisions",
  en: "Say at which revisions of the branch and of main you saw what both changed: they come with the conflicts.",
  fr: "Dites à quelles révisions de la branche et de main vous avez vu ce que les deux ont modifié : elles accompagnent les conflits.",
};
const MISFIT = { en: "This value does not fit the field.", fr: "Cette valeur ne convient pas à ce champ." };

/** Decisions as anybody may send them; refused by name where they are none. */
function requireDecisions({ decisions = {}, expectedRevision, expectedMainRevision }: Rebase): Decisions {
  const parsed = decisionsSchema.safeParse(decisions);
  if (!parsed.success) throw new UserError("invalid_input", { fields: [NO_DECISIONS] });
  const entries = Object.entries(parsed.data);
  const faults = entries.flatMap(([path, decision]) => {
    const fault = unstorableIn({ [path]: decision });
    return fault === undefined ? [] : [{ ...fault, path: storableText(path) }];
  });
  if (faults.length > 0) throw new UserError("invalid_input", { fields: faults });
  const seen = expectedRevision !== undefined && expectedMainRevision !== undefined;
  if (entries.length > 0 && !seen) throw new UserError("invalid_input", { fields: [UNSEEN] });
  return parsed.data;
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
  return { main, draft, ours, theirs, base: await basePlan(db, project, draft, theirs.plan) };
}

async function write(
  db: Transaction,
  project: AuthorizedProject,
  { main, draft, ours, base: left, theirs }: Sides,
  merged: { readonly plan: Plan; readonly decided: readonly string[] },
): Promise<NextState> {
  await requireRepository(db, project, undefined);
  const start = draft.startSnapshotId ?? draft.baseSnapshotId ?? (await keepSnapshot(db, left));
  const base = await keepSnapshot(db, theirs.plan);
  await db.planBranch.update({
    where: { id: draft.id },
    data: { baseSnapshotId: base, startSnapshotId: start },
  });
  holdSnapshot(base, theirs.plan);
  const detail = { main: main.revision, decided: [...merged.decided] };
  await recordBranchEvent(db, project, draft.id, "rebased", detail);
  await recordAudit(db, project, { action: "branch.rebase", target: draft.name, detail });
  const { plan } = merged;
  if (plan === ours.plan) {
    await voidApprovals(db, project, draft, { cause: "rebase", revision: draft.revision });
    return { plan, revision: draft.revision, remember: () => undefined };
  }
  const edits = editsBetween(ours.plan, plan);
  const rebased = { main: main.revision, decided: merged.decided.length, paths: merged.decided };
  return writeChange(db, project, { branch: draft, before: ours, after: plan, edits, rebased });
}

/** What both changed, with the revisions at which that is so: decisions are made on these. */
function conflictData({ main, draft, base, ours, theirs }: Sides): { readonly [key: string]: unknown } {
  const result = mergePlans(base, ours.plan, theirs.plan);
  const conflicts = result.ok ? [] : result.conflicts.map(turned);
  return { conflicts, revisions: { main: main.revision, branch: draft.revision } };
}

const MOVED: FieldError = {
  path: "",
  en: "The branch or main changed since you looked. What both changed is read again: decide on that.",
  fr: "La branche ou main a changé depuis que vous avez regardé. Ce que les deux ont modifié est relu : décidez sur cette base.",
};

function requireSeen(sides: Sides, { expectedRevision, expectedMainRevision }: Rebase): void {
  const { main, draft } = sides;
  const seenDraft = expectedRevision === undefined || expectedRevision === draft.revision;
  const seenMain = expectedMainRevision === undefined || expectedMainRevision === main.revision;
  if (seenDraft && seenMain) return;
  throw new UserError("stale_revision", {
    fields: [MOVED],
    data: { revision: draft.revision, fields: [], ...conflictData(sides) },
  });
}

/**
 * Brings what `main` has had since the draft left it into the draft, as one change; from then on the draft is compared with
 * `main` as it is now. Refused with `conflict` and the fields both changed (`data.conflicts`: `ours` is main's value, `theirs`
 * the draft's; `data.revisions` what to decide on) unless `decisions` has each of them, when there is nothing to bring, and
 * for `main`. Approvals end. Editors and above.
 */
export async function rebaseBranch(project: AuthorizedProject, name: string, given: Rebase = {}): Promise<BranchPlan> {
  requireRole(project, "editor");
  if (name === MAIN) throw new UserError("conflict", { fields: [CIRCULAR] });
  requireDraftName(name);
  const decisions = requireDecisions(given);
  const next = await changeProject(project.projectId, async (db) => {
    const sides = await readSides(db, project, name);
    const { draft, base, ours, theirs } = sides;
    requireSeen(sides, given);
    if (draft.baseSnapshotId !== null && sameValue(base, theirs.plan)) {
      throw new UserError("conflict", { fields: [NOTHING_NEW] });
    }
    const result = mergePlans(base, ours.plan, theirs.plan, resolutionsOf(decisions));
    if (result.ok) return write(db, project, sides, result);
    if (result.misfits.length > 0) {
      throw new UserError("invalid_input", { fields: result.misfits.map((path) => ({ path, ...MISFIT })) });
    }
    const conflicts = result.conflicts.map(turned);
    throw new UserError("conflict", { fields: conflicts, data: { ...conflictData(sides), conflicts } });
  });
  next.remember();
  return { plan: next.plan, revision: next.revision, branch: name };
}
