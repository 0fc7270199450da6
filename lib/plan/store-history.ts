/** The past of a plan: what was changed, by whom and when, and the plan as it was at any revision. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { planDb } from "../store/plan-db.ts";
import { completeEdits } from "./document.ts";
import { type Edit, replayEdits, touchedFields } from "./edit.ts";
import { emptyPlan } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { getBranch, MAIN } from "./store.ts";
import type { RecordedCommand } from "./store-branch-state.ts";
import { objectOfPath, type Written, writtenOn } from "./store-branch-written.ts";
import type { Transaction } from "./store-rows.ts";
import { readSnapshot } from "./store-snapshot.ts";

export interface HistoryEntry {
  readonly revision: number;
  readonly by: string;
  readonly actorId: string | null;
  readonly at: Date;
  /** The fields that changed, by path (edit-path.ts); only those of the object, when one was asked for. */
  readonly fields: readonly string[];
  readonly edits: readonly Edit[];
  /** The draft that was merged by this change. */
  readonly merged?: string;
  /** What was written on that draft, the latest first; only what is about the object, when one was asked for. */
  readonly written?: readonly Written[];
  /** Why, in the words of whoever changed it. */
  readonly reason?: string;
}

export interface HistoryRequest {
  readonly branch?: string;
  /** Entries older than this revision. */
  readonly before?: number;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

const LIMIT_MAX = 200;
const WRITTEN_MAX = 50;

async function history(
  project: AuthorizedProject,
  request: HistoryRequest,
  objectId?: string,
): Promise<HistoryEntry[]> {
  const branch = await getBranch(project.projectId, request.branch ?? MAIN);
  const rows = await planDb().planEdit.findMany({
    where: {
      branchId: branch.id,
      ...(request.before === undefined ? {} : { revision: { lt: request.before } }),
      ...(objectId === undefined ? {} : { objectIds: { has: objectId } }),
    },
    orderBy: { revision: "desc" },
    take: Math.min(Math.max(Math.trunc(request.limit ?? 50), 1), LIMIT_MAX),
  });
  const recorded = rows.map(({ command, ...row }) => ({ ...row, ...(command as unknown as RecordedCommand) }));
  const drafts = recorded.flatMap(({ merged }) => merged ?? []);
  const isAsked = (path: string) => objectId === undefined || objectOfPath(path) === objectId;
  const written = await writtenOn(project.projectId, drafts, { object: objectId, isAsked });
  return recorded.map(({ revision, actorName, actorId, at, edits, fields, merged, reason }) => {
    const told = fields.filter(isAsked);
    // Once, a picture that took another's place was not among the fields.
    const own = told.length > 0 ? told : edits.flatMap(touchedFields).filter(isAsked);
    return {
      revision,
      by: actorName,
      actorId,
      at,
      fields: own,
      edits: completeEdits(edits),
      ...(merged === undefined ? {} : { merged, written: (written.get(merged) ?? []).slice(0, WRITTEN_MAX) }),
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

/** The changes of one object (`plan` for the plan's own texts and settings), the latest first. */
export function objectHistory(
  project: AuthorizedProject,
  objectId: string,
  request: HistoryRequest = {},
): Promise<HistoryEntry[]> {
  return history(project, request, objectId);
}

/** Every change of a branch, the latest first. */
export function branchHistory(project: AuthorizedProject, request: HistoryRequest = {}): Promise<HistoryEntry[]> {
  return history(project, request);
}

/** The plan of a branch as it was at a revision, 0 being what the branch started from. */
export async function planAt(
  project: AuthorizedProject,
  branchName: string,
  revision: number,
  db: Transaction = planDb(),
): Promise<Plan> {
  const branch = await getBranch(project.projectId, branchName, db);
  if (revision < 0 || revision > branch.revision) throw new UserError("not_found", { data: { revision } });
  const rows = await db.$queryRaw<{ edits: readonly Edit[] }[]>`
    select "command"->'edits' as "edits" from "PlanEdit"
    where "branchId" = ${branch.id} and "revision" <= ${revision} order by "revision"`;
  const edits = rows.flatMap((row) => completeEdits(row.edits));
  return replayEdits(await planAtStart(project, branch, db), edits);
}

/** What the edits of a branch are replayed on. */
export async function planAtStart(
  project: AuthorizedProject,
  branch: Awaited<ReturnType<typeof getBranch>>,
  db: Transaction = planDb(),
): Promise<Plan> {
  // A rebase moves the base that changes are compared with, never what the edits began with.
  const base = await readSnapshot(db, branch.startSnapshotId ?? branch.baseSnapshotId);
  return { ...(base ?? emptyPlan(project.slug)), slug: project.slug };
}
