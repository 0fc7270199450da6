/** Erasures of a project as they are kept: asked for, followed, found again, and read as receipts. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Erasure as Row } from "../store/prisma-client/client.ts";
import { subjectSize } from "./erasure.sql.ts";
import {
  type Asked,
  ERASURE_PLACES,
  type Erasure,
  type ErasurePlace,
  type ErasureState,
  type Subject,
} from "./erasure.ts";
import { wakeErasing } from "./erasure-worker.ts";
import { type FoundPlaces, progressOf } from "./run-erasure.ts";
import { digestsOf, subjectOf } from "./subject.ts";

/** How many ids: of somebody who is being erased, or was. */
function idsOf(row: Pick<Row, "subject">): number {
  const subject = row.subject as unknown as (Subject & { readonly ids?: number }) | null;
  return subject?.ids ?? (subject === null ? 0 : subject.users.length + subject.anonymous.length);
}

function erasureOf(row: Row): Erasure {
  const { id, startedByName, startedAt, cutAt, removedAt, finishedAt } = row;
  const places = row.places as FoundPlaces;
  return {
    id,
    state: row.state as ErasureState,
    step: row.step as ErasurePlace | "",
    ...progressOf(places),
    removed: ERASURE_PLACES.flatMap((place) => {
      const found = places[place];
      return found === undefined ? [] : [{ place, count: found.count }];
    }),
    ids: idsOf(row),
    ...(row.waits === "" ? {} : { waits: row.waits }),
    startedByName,
    startedAt,
    cutAt,
    removedAt,
    finishedAt,
  };
}

const MOST_LISTED = 200;

/** Receipts of a project, latest first; with an id, those of whoever has it. Admins and owners. */
export async function listErasures(
  project: AuthorizedProject,
  of: Pick<Asked, "userId" | "anonymousId"> = {},
): Promise<Erasure[]> {
  requireRole(project, "admin");
  const { userId, anonymousId } = of;
  const asked = { users: userId ? [userId] : [], anonymous: anonymousId ? [anonymousId] : [] };
  const digests = await digestsOf(project.projectId, asked);
  const rows = await planDb().erasure.findMany({
    where: { projectId: project.projectId, ...(digests.length === 0 ? {} : { digests: { hasSome: digests } }) },
    orderBy: { number: "desc" },
    take: MOST_LISTED,
  });
  return rows.map(erasureOf);
}

/** One of them. Admins and owners. @throws UserError `not_found` */
export async function getErasure(project: AuthorizedProject, id: string): Promise<Erasure> {
  requireRole(project, "admin");
  const row = await planDb().erasure.findFirst({ where: { projectId: project.projectId, id } });
  if (row === null) throw new UserError("not_found");
  return erasureOf(row);
}

/** What an erasure would be about, before anything is removed. */
export interface ErasurePreview {
  readonly users: number;
  readonly anonymous: number;
  /** Received so far, whatever became of them. */
  readonly events: number;
}

/** Counts what an erasure would remove. Admins and owners. @throws UserError as `startErasure` */
export async function previewErasure(project: AuthorizedProject, asked: Asked): Promise<ErasurePreview> {
  requireRole(project, "admin");
  const subject = await subjectOf(project, asked);
  const [row] = await eventDb().query<{ n: string }>("privacy.preview", subjectSize(project.number, subject));
  return { users: subject.users.length, anonymous: subject.anonymous.length, events: Number(row?.n ?? "0") };
}

/** One erasure of somebody at a time: a second click is the first one's. */
async function register(project: AuthorizedProject, subject: Subject): Promise<Row> {
  const { projectId, actor } = project;
  const digests = await digestsOf(projectId, subject);
  return planDb().$transaction(async (db) => {
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${projectId}, 12))`;
    const same = await db.erasure.findFirst({
      where: { projectId, state: "running", digests: { hasSome: digests } },
    });
    if (same !== null) return same;
    const id = newId("ers");
    await recordAudit(db, project, {
      action: "user.erase",
      // Only who knows an id can tell whose this is.
      target: id,
      detail: { hash: digests[0] ?? "" },
    });
    return db.erasure.create({
      data: {
        id,
        projectId,
        digests,
        subject: { ...subject } as unknown as Prisma.InputJsonObject,
        state: "running",
        startedById: actor.kind === "system" ? null : actor.id,
        startedByName: actor.name,
      },
    });
  });
}

/**
 * Begins to erase somebody everywhere and answers at once; follow it by its id. Admins and owners.
 * @throws UserError `invalid_input`, `not_found`, `forbidden`
 */
export async function startErasure(project: AuthorizedProject, asked: Asked): Promise<Erasure> {
  requireRole(project, "admin");
  const row = await register(project, await subjectOf(project, asked));
  wakeErasing();
  return erasureOf(row);
}
