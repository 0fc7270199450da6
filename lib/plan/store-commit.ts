/** Saving edits: under the row's lock, against the latest plan, refusing only what someone else has changed meanwhile. */

import type { z } from "zod";
import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { applyEdits, type Edit, editSchema, touchedFields } from "./edit.ts";
import { valueAt } from "./field-value.ts";
import { TEXT_FAULT, wellFormed } from "./json-value.ts";
import type { Plan } from "./plan.ts";
import { type BranchPlan, MAIN } from "./store.ts";
import { lockPushed } from "./store-branch-pipeline.ts";
import { actorId, type BranchRow, changeProject, lockBranch, readBranch, writeChange } from "./store-branch-state.ts";
import { changesSince, type StaleField, staleField } from "./store-changes-since.ts";
import { permitDirectChange, requireRepository } from "./store-guard.ts";
import { isStorable, type Transaction } from "./store-rows.ts";
import { latestVersion } from "./store-version.ts";

export interface Commit {
  /** The revision the edits were made on. */
  readonly expectedRevision: number;
  /** Taken together as one change: only its outcome must be sound. */
  readonly edits: readonly unknown[];
  /** Imports may bring constraints that publishing will refuse. */
  readonly tolerant?: boolean;
  /** Revisions after `expectedRevision` that whoever commits made in the same window: what they changed is known there. */
  readonly own?: readonly number[];
  /** Why, for the history. */
  readonly reason?: string | undefined;
  /** The repository that a push comes from: needed where the plan is managed from one. */
  readonly pushedFrom?: string | undefined;
  /** Of a push onto a draft that a pipeline writes: when it closes by itself. One that was put away is open again. */
  readonly closesAt?: Date | undefined;
}

export interface Committed extends BranchPlan {
  /** The revision the edits made; absent where nothing differed. */
  readonly made?: number;
}

const DEPTH_MAX = 200;

/** Walks level by level: a value nested ten thousand deep must not exhaust the stack. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}

function tooDeep(index: number): UserError {
  const en = `This is nested more than ${DEPTH_MAX} levels deep.`;
  const fr = `Ceci est imbriqué sur plus de ${DEPTH_MAX} niveaux.`;
  return new UserError("invalid_input", { fields: [{ path: `edits/${index}`, en, fr }] });
}

function parsedEdits(edits: readonly unknown[]): Edit[] {
  return edits.map((edit, index) => {
    if (isTooDeep(edit)) throw tooDeep(index);
    const parsed = editSchema.safeParse(edit);
    if (parsed.success) return parsed.data;
    throw new UserError("invalid_input", { fields: parsed.error.issues.map((issue) => faultyEdit(index, issue)) });
  });
}

/** A refinement brings its own sentence in both languages. */
function faultyEdit(index: number, issue: z.core.$ZodIssue): FieldError {
  const path = ["edits", index, ...issue.path].join("/");
  const french = issue.code === "custom" ? issue.params?.fr : undefined;
  if (typeof french === "string") return { path, en: issue.message, fr: french };
  return {
    path,
    en: `This is not a valid edit: ${issue.message}`,
    fr: "Cette modification n’est pas valide : la valeur n’a pas la forme attendue.",
  };
}

/** What whoever commits has seen: everything up to a revision, and revisions of their own after it. */
interface Since {
  readonly expectedRevision: number;
  readonly own: readonly number[];
  readonly by: string | null;
}

/** The fields the edits touch that were changed after the revision they were made on. */
async function staleFields(
  db: Transaction,
  branch: BranchRow,
  since: Since,
  edits: readonly Edit[],
  plan: Plan,
): Promise<StaleField[]> {
  const later = await changesSince(db, branch.id, since.expectedRevision);
  const changes = later.filter(({ revision, actorId: by }) => by !== since.by || !since.own.includes(revision));
  const mine = [...new Set(edits.flatMap(touchedFields))];
  return mine.flatMap((path) => staleField(path, changes, valueAt(plan, path)) ?? []);
}

export function staleError(revision: number, stale: readonly StaleField[]): UserError {
  return new UserError("stale_revision", {
    fields: stale.map(({ path, by }) => ({
      path,
      en: `${by} changed this meanwhile.`,
      fr: `${by} a modifié ceci entre-temps.`,
    })),
    data: { revision, fields: stale },
  });
}

async function requireFresh(
  db: Transaction,
  branch: BranchRow,
  since: Since,
  edits: readonly Edit[],
  plan: Plan,
): Promise<void> {
  if (since.expectedRevision === branch.revision) return;
  if (since.expectedRevision > branch.revision) throw staleError(branch.revision, []);
  const stale = await staleFields(db, branch, since, edits, plan);
  if (stale.length > 0) throw staleError(branch.revision, stale);
}

const COMMANDS_NAMED = 20;

type Saved = Awaited<ReturnType<typeof writeChange>> & Pick<Committed, "made">;

/**
 * Applies edits to a branch and saves the outcome as its next revision. When the branch has moved on, the edits are still
 * taken unless they touch a field that was changed meanwhile: then `stale_revision`, with those fields, who changed them,
 * when, and the values they have now. Edits that change nothing make no revision. `main` takes none where it is protected.
 * Editors and above.
 */
export async function commitEdits(project: AuthorizedProject, branchName: string, commit: Commit): Promise<Committed> {
  requireRole(project, "editor");
  const edits = parsedEdits(commit.edits);
  const saved = await changeProject(project.projectId, async (db): Promise<Saved> => {
    const { pushedFrom, closesAt } = commit;
    const isPush = closesAt !== undefined;
    const branch = await (isPush ? lockPushed(db, project, branchName) : lockBranch(db, project.projectId, branchName));
    await requireRepository(db, project, pushedFrom);
    const permit = branchName === MAIN ? await permitDirectChange(db, project.projectId) : undefined;
    const before = await readBranch(db, branch, project.slug);
    const since = { expectedRevision: commit.expectedRevision, own: commit.own ?? [], by: actorId(project.actor) };
    await requireFresh(db, branch, since, edits, before.plan);
    const published = await latestVersion(project.projectId, db);
    const result = applyEdits(before.plan, edits, { published, tolerant: commit.tolerant === true });
    if (!result.ok) throw new UserError("invalid_input", { fields: result.errors });
    if (result.plan === before.plan) return { plan: before.plan, revision: branch.revision, remember: () => undefined };
    requireStorable(edits);
    // What cannot be stored is no word of a reason.
    const reason = commit.reason === undefined ? undefined : wellFormed(commit.reason.replaceAll("\u0000", ""));
    const change = { branch, before, after: result.plan, edits: result.edits, permit, pushedFrom, closesAt, reason };
    const next = await writeChange(db, project, change);
    const commands = [...new Set(edits.map(({ command }) => command))].slice(0, COMMANDS_NAMED);
    await recordAudit(db, project, {
      action: "plan.edit",
      target: branchName,
      detail: { revision: next.revision, edits: edits.length, commands },
    });
    return { ...next, made: next.revision };
  });
  saved.remember();
  const { remember: _, ...rest } = saved;
  return { ...rest, branch: branchName };
}

function requireStorable(edits: readonly Edit[]): void {
  const index = edits.findIndex((edit) => !isStorable(edit));
  if (index < 0) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: `edits/${index}`,
        ...TEXT_FAULT,
      },
    ],
  });
}
