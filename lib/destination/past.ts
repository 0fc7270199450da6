/** What a destination refused and is to take after all, and what of the past it is sent on request. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type DestinationKind, isOfFiles } from "./destination.ts";
import { storedHead } from "./scope.ts";
import { auditDestination, getDestination, lockDestination } from "./store.ts";

export interface DeadEvent {
  /** The number of the event, as its page shows it. */
  readonly uid: string;
  readonly eventName: string;
  readonly status: number | null;
  /** The beginning of the answer. */
  readonly reason: string;
  readonly diedAt: Date;
}

export const DEAD_LISTED = 100;

/** The latest refusals, at most 100. What the events say stays in the event store alone. */
export async function listDead(project: AuthorizedProject, id: string): Promise<readonly DeadEvent[]> {
  await getDestination(project, id);
  const rows = await planDb().destinationDead.findMany({
    where: { destinationId: id, again: false },
    orderBy: [{ diedAt: "desc" }, { uid: "asc" }],
    take: DEAD_LISTED,
  });
  return rows.map(({ uid, eventName, status, reason, diedAt }) => ({
    ...{ uid: uid.toString(), eventName, status, reason, diedAt },
  }));
}

/** Sends refused events once more, or gives them up: those named, or all. Answers how many. */
export async function settleDead(
  project: AuthorizedProject,
  id: string,
  act: "retry" | "discard",
  uids?: readonly string[],
): Promise<number> {
  requireRole(project, "admin");
  if (uids?.some((uid) => !/^\d{1,18}$/.test(uid))) throw new UserError("not_found");
  const chosen = uids === undefined ? {} : { uid: { in: uids.map(BigInt) } };
  return planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    const where = { destinationId: id, again: false, ...chosen };
    const { count } =
      act === "retry"
        ? await db.destinationDead.updateMany({ where, data: { again: true } })
        : await db.destinationDead.deleteMany({ where });
    if (count > 0) await auditDestination(db, project, act, row);
    return count;
  });
}

export interface Backfill {
  readonly id: string;
  /** When its events were received, `until` excluded. */
  readonly from: Date;
  readonly until: Date;
  readonly state: "running" | "done" | "stopped";
  readonly sent: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

const BACKFILLS_LISTED = 50;

/** The latest requests for events of the past. */
export async function listBackfills(project: AuthorizedProject, id: string): Promise<readonly Backfill[]> {
  await getDestination(project, id);
  const rows = await planDb().destinationBackfill.findMany({
    where: { destinationId: id },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: BACKFILLS_LISTED,
  });
  return rows.map((row) => ({
    id: row.id,
    from: row.fromAt,
    until: row.untilAt,
    state: row.state as Backfill["state"],
    sent: Number(row.sent),
    createdAt: row.createdAt,
    endedAt: row.endedAt,
  }));
}

/**
 * Sends what was received within a span and conforms today, after what arrives. Events that were sent before are sent again
 * under the same ids. One at a time: `conflict` while another runs.
 */
export async function startBackfill(
  project: AuthorizedProject,
  id: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<string> {
  requireRole(project, "admin");
  if (!(from < until))
    throw new UserError("invalid_input", {
      fields: [{ path: "until", en: "The end comes after the beginning.", fr: "La fin vient après le début." }],
    });
  const before = await storedHead(project.number);
  const backfill = newId("bfl");
  await planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    if (isOfFiles(row.kind as DestinationKind))
      throw new UserError("conflict", {
        fields: [{ path: "from", en: "Files hold all of the past.", fr: "Les fichiers contiennent tout le passé." }],
      });
    if ((await db.destinationBackfill.count({ where: { destinationId: id, state: "running" } })) > 0)
      throw new UserError("conflict", {
        fields: [{ path: "from", en: "Another back-fill is still running.", fr: "Un autre rattrapage est en cours." }],
      });
    const data = { id: backfill, destinationId: id, fromAt: from, untilAt: until, before };
    await db.destinationBackfill.create({ data });
    await auditDestination(db, project, "backfill", row);
  });
  return backfill;
}

/** Sends nothing more of it. What was sent stays where it is. */
export async function stopBackfill(project: AuthorizedProject, id: string, backfill: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    const stopped = await db.destinationBackfill.updateMany({
      where: { id: backfill, destinationId: id, state: "running" },
      data: { state: "stopped", endedAt: new Date() },
    });
    if (stopped.count === 0) throw new UserError("not_found");
    await auditDestination(db, project, "stop", row);
  });
}
