/** Undoing a saved change of one's own, and redoing it: each is a change like any other, in the history like any other. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { planDb } from "../store/plan-db.ts";
import { completeEdits } from "./document.ts";
import { replayEdits } from "./edit.ts";
import type { MergeConflict } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { getBranch, loadPlan } from "./store.ts";
import { actorId, type BranchRow, heldChange, type RecordedCommand } from "./store-branch-state.ts";
import { changesSince, type StaleField, staleField } from "./store-changes-since.ts";
import { type Committed, commitEdits, staleError } from "./store-commit.ts";
import { planAt } from "./store-history.ts";
import { narrowEditsBetween, withoutChange } from "./undo.ts";

/** Throws unless whoever asks made the change. */
async function requireOwn(project: AuthorizedProject, branchId: string, revision: number): Promise<void> {
  const row = await planDb().planEdit.findFirst({
    where: { branchId, revision },
    select: { actorId: true, actorName: true },
  });
  if (row === null) throw new UserError("not_found", { data: { revision } });
  if (row.actorId !== actorId(project.actor))
    throw new UserError("conflict", {
      fields: [
        {
          path: "revision",
          en: `${row.actorName} made this change: only they can undo it.`,
          fr: `${row.actorName} a fait cette modification : seule cette personne peut l’annuler.`,
        },
      ],
    });
}

/** The plan before a revision and after it: as this process holds them, or from the branch's record. */
async function sidesOf(
  project: AuthorizedProject,
  branch: BranchRow,
  revision: number,
): Promise<{ readonly before: Plan; readonly after: Plan }> {
  const held = revision === branch.revision ? heldChange(branch, project.slug) : undefined;
  if (held !== undefined) return held;
  const row = await planDb().planEdit.findFirstOrThrow({ where: { branchId: branch.id, revision } });
  const before = await planAt(project, branch.name, revision - 1);
  return { before, after: replayEdits(before, completeEdits((row.command as unknown as RecordedCommand).edits)) };
}

/** Who changed each field after the revision, the latest first. */
async function staleFields(
  branchId: string,
  revision: number,
  conflicts: readonly MergeConflict[],
): Promise<StaleField[]> {
  const changes = await changesSince(planDb(), branchId, revision);
  return conflicts.flatMap(({ path, ours }) => staleField(path, changes, ours) ?? []);
}

const TRIES = 3;

/**
 * Takes the change of a revision back, as the branch's next revision. Fields changed again since stop it: `stale_revision`
 * with those fields and who changed them, and nothing is written. Only who made the change may; editors and above.
 */
export async function undoRevision(
  project: AuthorizedProject,
  branchName: string,
  revision: number,
): Promise<Committed> {
  const branch = await getBranch(project.projectId, branchName);
  await requireOwn(project, branch.id, revision);
  const { before, after } = await sidesOf(project, branch, revision);
  for (let turn = 1; ; turn++) {
    const current = await loadPlan(project, branchName);
    const result = withoutChange(before, after, current.plan);
    if (!result.ok) {
      const stale = await staleFields(branch.id, revision, result.conflicts);
      if (stale.length > 0) throw staleError(current.revision, stale);
      throw new UserError("conflict", { fields: result.conflicts.map(({ path, en, fr }) => ({ path, en, fr })) });
    }
    try {
      return await commitEdits(project, branchName, {
        expectedRevision: current.revision,
        edits: narrowEditsBetween(current.plan, result.plan),
        tolerant: true,
      });
    } catch (error) {
      // Somebody saved between the two: the next turn sees what they wrote.
      if (!(error instanceof UserError) || error.code !== "stale_revision" || turn === TRIES) throw error;
    }
  }
}
