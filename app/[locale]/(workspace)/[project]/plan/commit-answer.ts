/** What a save is answered: what changed, or which fields stand in its way, each with both values. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { ERROR_TABLE, isUserError, type UserError } from "../../../../../lib/base/error.ts";
import { canonicalJson } from "../../../../../lib/plan/canonical-json.ts";
import type { Edit } from "../../../../../lib/plan/edit.ts";
import { applyEdits } from "../../../../../lib/plan/edit.ts";
import { valueAt } from "../../../../../lib/plan/field-value.ts";
import type { Json, Language, Plan } from "../../../../../lib/plan/plan.ts";
import { getBranch, loadPlan } from "../../../../../lib/plan/store.ts";
import type { StaleField as StoredStaleField } from "../../../../../lib/plan/store-changes-since.ts";
import { commitEdits } from "../../../../../lib/plan/store-commit.ts";
import { branchHistory } from "../../../../../lib/plan/store-history.ts";
import { undoRevision } from "../../../../../lib/plan/store-undo.ts";
import { eventRows, eventView } from "./event-view.ts";
import { type Changes, type CommitAnswer, REASON_MAX, type StaleField } from "./view.ts";

/** Ids of events that differ between two plans: compared by reference, since edits share what they do not touch. */
function changedEvents(before: Plan, after: Plan): { readonly changed: Set<string>; readonly removed: string[] } {
  const old = new Map(before.events.map((event) => [event.id as string, event]));
  const bundles = new Map(before.bundles.map((bundle) => [bundle.id as string, bundle]));
  const moved = new Set(after.bundles.filter((bundle) => bundles.get(bundle.id) !== bundle).map((bundle) => bundle.id));
  const changed = new Set<string>();
  for (const event of after.events) {
    if (old.get(event.id) !== event || event.bundles.some((id) => moved.has(id))) changed.add(event.id);
    old.delete(event.id);
  }
  return { changed, removed: [...old.keys()] };
}

interface Stand {
  readonly plan: Plan;
  readonly revision: number;
}

/** What whoever has seen `seen` needs to know to have seen `after`. */
function changesOf(seen: Stand, after: Stand, focus: string | undefined): Changes {
  const { changed, removed } = changedEvents(seen.plan, after.plan);
  const { plan, revision } = after;
  return { revision, whole: false, rows: eventRows(plan, changed), removed, view: eventView(plan, focus) };
}

function everythingOf({ plan, revision }: Stand, focus: string | undefined): Changes {
  return { revision, whole: true, rows: eventRows(plan), removed: [], view: eventView(plan, focus) };
}

/** The value each stale field would have had: the same edits, applied to what is there now. */
function staleFields(error: UserError, plan: Plan, edits: readonly Edit[]): StaleField[] {
  const fields = (error.data.fields ?? []) as readonly StoredStaleField[];
  const applied = applyEdits(plan, edits, { tolerant: true });
  return fields.map((field) => ({
    path: field.path,
    by: field.by,
    theirs: field.current as Json | undefined,
    mine: applied.ok ? (valueAt(applied.plan, field.path) as Json | undefined) : undefined,
  }));
}

const RESENT_WITHIN = 50;

/**
 * The revision that these very edits made already, when their answer was lost on its way: of the same person, after what
 * they were made on, and not known to their window.
 */
async function madeBefore(project: AuthorizedProject, request: CommitRequest, plan: Plan): Promise<number | undefined> {
  const { branch, revision, edits, own = [] } = request;
  const { actor } = project;
  if (actor.kind === "system") return undefined;
  const applied = applyEdits(plan, edits, { tolerant: true });
  // They are recorded with every default written out.
  const sent = new Set([edits, applied.ok ? applied.edits : edits].map(canonicalJson));
  const later = await branchHistory(project, { branch, limit: RESENT_WITHIN });
  return later.find(
    (entry) =>
      entry.revision > revision &&
      entry.actorId === actor.id &&
      !own.includes(entry.revision) &&
      sent.has(canonicalJson(entry.edits)),
  )?.revision;
}

/** True where the plan is as the edits would have it: somebody wrote the same. */
function changesNothing(plan: Plan, edits: readonly Edit[]): boolean {
  const applied = applyEdits(plan, edits, { tolerant: true });
  return applied.ok && applied.plan === plan;
}

export interface CommitRequest {
  readonly branch: string;
  readonly revision: number;
  readonly edits: readonly Edit[];
  /** The event whose panel is open. */
  readonly focus: string | undefined;
  /** Revisions after that one which the same window made. */
  readonly own?: readonly number[];
  /** Why, for the history. */
  readonly reason?: string | undefined;
}

/** Saves edits. Whatever refuses them is an answer; only our own faults are thrown. */
export async function answerCommit(
  project: AuthorizedProject,
  request: CommitRequest,
  language: Language,
): Promise<CommitAnswer> {
  const { branch, revision, edits, focus, own = [] } = request;
  const before = await loadPlan(project, branch);
  try {
    const reason = request.reason?.trim().slice(0, REASON_MAX) || undefined;
    const saved = await commitEdits(project, branch, { expectedRevision: revision, edits, own, reason });
    const alone = before.revision === revision && saved.revision <= before.revision + 1;
    return { ok: true, made: saved.made, ...(alone ? changesOf(before, saved, focus) : everythingOf(saved, focus)) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code === "stale_revision") {
      const now = await loadPlan(project, branch);
      const made = await madeBefore(project, request, now.plan);
      if (made !== undefined || changesNothing(now.plan, edits)) return { ok: true, made, ...everythingOf(now, focus) };
      const fields = staleFields(error, now.plan, edits);
      return { ok: false, reason: "stale", fields, ...everythingOf(now, focus) };
    }
    if (error.code !== "invalid_input" && error.code !== "conflict") throw error;
    return { ok: false, reason: "refused", errors: refusals(error, language) };
  }
}

/** Takes one's own revision back. Whatever refuses it is an answer. */
export async function answerUndo(
  project: AuthorizedProject,
  request: { readonly branch: string; readonly revision: number; readonly focus: string | undefined },
  language: Language,
): Promise<CommitAnswer> {
  const { branch, revision, focus } = request;
  await getBranch(project.projectId, branch);
  try {
    const saved = await undoRevision(project, branch, revision);
    return { ok: true, made: saved.made, ...everythingOf(saved, focus) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code === "stale_revision") {
      const now = await loadPlan(project, branch);
      const fields = staleFields(error, now.plan, []);
      return { ok: false, reason: "stale", fields, ...everythingOf(now, focus) };
    }
    if (error.code !== "invalid_input" && error.code !== "conflict" && error.code !== "not_found") throw error;
    return { ok: false, reason: "refused", errors: refusals(error, language) };
  }
}

/** The sentences of a refusal in the reader's language, with the field each is about. */
export function refusals(error: UserError, language: Language): { readonly path: string; readonly text: string }[] {
  if (error.fields.length === 0) return [{ path: "", text: ERROR_TABLE[error.code][language] }];
  return error.fields.map((field) => ({ path: field.path, text: field[language] }));
}
