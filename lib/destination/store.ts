/** Destinations of a project: made, changed, paused and ended by its admins. Their keys are never shown again. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { maskedAddress } from "../notify/webhook.ts";
import { newWebhookSecret } from "../notify/webhook-signature.ts";
import { recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Destination as DestinationRow, Prisma } from "../store/prisma-client/client.ts";
import { type DestinationKind, isOfFiles, type Passing } from "./destination.ts";
import type { FileFormat } from "./files/place.ts";
import { arrivalCount } from "./passed.sql.ts";
import { type ClaimedRow, passingOf, scopeAhead, storedHead } from "./scope.ts";
import { type NewDestination, sound, soundKey, soundPlace, wrong } from "./sound.ts";

export const DESTINATIONS_MAX = 20;

export const DESTINATION_STATES = ["sending", "failing", "paused"] as const;
export type DestinationState = (typeof DESTINATION_STATES)[number];

export interface Destination extends Passing {
  readonly id: string;
  readonly name: string;
  /** Where it leads, without what may be a secret in it. */
  readonly address: string;
  /** Of files. */
  readonly format: FileFormat;
  /** How many there are. */
  readonly files: number;
  readonly state: DestinationState;
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  /** Since when nothing was taken of what was sent; null while it goes on. */
  readonly failingSince: Date | null;
  /** When it is tried again, while it fails. */
  readonly nextAt: Date | null;
  /** Of the latest answer: its status, null where there was none, and its beginning. */
  readonly status: number | null;
  readonly excerpt: string;
  /** Events taken so far, and when the last one was. */
  readonly sent: number;
  readonly sentAt: Date | null;
  /** Events refused for good. */
  readonly dead: number;
}

type Counted = DestinationRow & { readonly _count: { readonly dead: number; readonly files: number } };
// A file without a sum is not surely there yet.
const WITH_DEAD = {
  _count: { select: { dead: { where: { again: false } }, files: { where: { sha256: { not: "" } } } } },
} as const;

function destinationOf(row: Counted): Destination {
  const failing = row.failingSince !== null;
  return {
    ...passingOf(row),
    id: row.id,
    name: row.name,
    address: row.kind === "folder" ? row.url : maskedAddress(row.url),
    format: row.format as FileFormat,
    files: row._count.files,
    state: row.pausedAt !== null ? "paused" : failing ? "failing" : "sending",
    createdAt: row.createdAt,
    pausedAt: row.pausedAt,
    failingSince: row.failingSince,
    nextAt: failing && row.pausedAt === null ? row.nextAt : null,
    status: row.status,
    excerpt: row.excerpt,
    sent: Number(row.sent),
    sentAt: row.sentAt,
    dead: row._count.dead,
  };
}

type Transaction = Prisma.TransactionClient;

export async function auditDestination(
  db: Transaction,
  { workspaceId, projectId, actor }: AuthorizedProject,
  act: "create" | "update" | "pause" | "resume" | "delete" | "backfill" | "stop" | "retry" | "discard",
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const words = { action: `destination.${act}`, target: name, detail: { id } } as const;
  await recordAudit(db, { workspaceId, projectId, actor }, words);
}

/** The row, locked until the transaction ends. */
export async function lockDestination(
  db: Transaction,
  { projectId }: AuthorizedProject,
  id: string,
): Promise<DestinationRow> {
  await db.$executeRaw`select 1 from "Destination" where "id" = ${id} and "projectId" = ${projectId} for update`;
  const row = await db.destination.findFirst({ where: { id, projectId } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** Every destination by name. Admins only, like everything about them. */
export async function listDestinations(project: AuthorizedProject): Promise<readonly Destination[]> {
  requireRole(project, "admin");
  const rows = await planDb().destination.findMany({
    where: { projectId: project.projectId },
    include: WITH_DEAD,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(destinationOf);
}

export async function getDestination(project: AuthorizedProject, id: string): Promise<Destination> {
  requireRole(project, "admin");
  const where = { id, projectId: project.projectId };
  const row = await planDb().destination.findFirst({ where, include: WITH_DEAD });
  if (row === null) throw new UserError("not_found");
  return destinationOf(row);
}

/** A new destination of what arrives from now on. `secret`: what signs to a webhook, in this answer and nowhere else. */
export async function createDestination(
  project: AuthorizedProject,
  given: NewDestination,
  now = Date.now(),
): Promise<{ readonly id: string; readonly secret?: string }> {
  requireRole(project, "admin");
  const { projectId } = project;
  const columns = await sound(project, given);
  const url = await soundPlace(given.kind, given.url);
  const own = given.kind === "webhook" ? newWebhookSecret() : undefined;
  const secret = own ?? soundKey(given.kind, given.secret);
  const position = (await storedHead(project.number)) - 1n;
  const id = newId("dst");
  await planDb().$transaction(async (db) => {
    if ((await db.destination.count({ where: { projectId } })) >= DESTINATIONS_MAX)
      throw new UserError("conflict", {
        fields: [
          wrong(
            "name",
            `A project has at most ${DESTINATIONS_MAX} destinations.`,
            `Un projet a au plus ${DESTINATIONS_MAX} destinations.`,
          ),
        ],
      });
    const place = { position, positionAt: new Date(now), releasedAt: new Date(now), nextAt: new Date(now) };
    const row = await db.destination.create({
      data: { id, projectId, kind: given.kind, url, secret, ...columns, ...place },
    });
    await auditDestination(db, project, "create", row);
  });
  return own === undefined ? { id } : { id, secret: own };
}

export type DestinationChange = Partial<Omit<NewDestination, "kind">>;

/**
 * Changes what is given, from the next batch on. At another address the key is given anew, so that whoever answers there
 * is not handed the old one; a webhook gets another secret, which is in this answer alone.
 */
export async function updateDestination(
  project: AuthorizedProject,
  id: string,
  change: DestinationChange,
  now = Date.now(),
): Promise<{ readonly secret?: string }> {
  requireRole(project, "admin");
  const { url, secret, ...passing } = change;
  const before = await getDestination(project, id);
  const columns = await sound(project, { ...before, ...passing });
  return planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    const kind = row.kind as DestinationKind;
    const address = url === undefined ? row.url : await soundPlace(kind, url, id);
    const elsewhere = kind !== "folder" && new URL(address).origin !== new URL(row.url).origin;
    const own = elsewhere && row.kind === "webhook" ? newWebhookSecret() : undefined;
    const given = secret !== undefined && secret.trim() !== "";
    const key = row.kind === "webhook" ? (own ?? row.secret) : elsewhere || given ? soundKey(kind, secret) : row.secret;
    const moved = address !== row.url || key !== row.secret;
    // What was written elsewhere stays there.
    if (address !== row.url) await db.destinationFile.deleteMany({ where: { destinationId: id } });
    const again = isOfFiles(kind) ? { nextAt: new Date(now), ...(address === row.url ? {} : { sentAt: null }) } : {};
    const fresh = { provenAt: null, failingSince: null, toldAt: null, tries: 0, nextAt: new Date(now) };
    await db.destination.update({
      where: { id },
      // What is under way was sent by the old rules: it is not counted, and sent again by the new ones.
      data: {
        ...columns,
        url: address,
        secret: key,
        claim: null,
        claimedUntil: null,
        ...(moved ? fresh : {}),
        ...again,
      },
    });
    await auditDestination(db, project, "update", { id, name: columns.name });
    return own === undefined ? {} : { secret: own };
  });
}

/** Nothing is sent until it is resumed; what arrives meanwhile waits in the event store. */
export async function pauseDestination(
  project: AuthorizedProject,
  id: string,
  paused: boolean,
  now = Date.now(),
): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    if ((row.pausedAt !== null) === paused) return;
    const resumed = { pausedAt: null, tries: 0, failingSince: null, toldAt: null, nextAt: new Date(now) };
    await db.destination.update({ where: { id }, data: paused ? { pausedAt: new Date(now) } : resumed });
    await auditDestination(db, project, paused ? "pause" : "resume", row);
  });
}

/** The destination and what is known of what it took and refused. Events stay as they are. */
export async function deleteDestination(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await lockDestination(db, project, id);
    await db.destination.delete({ where: { id } });
    await auditDestination(db, project, "delete", row);
  });
}

export interface Waiting {
  /** Events that arrived and are still to be sent. */
  readonly events: number;
  /** Since when the first of them waits, epoch milliseconds; undefined where none does. */
  readonly since: number | undefined;
}

/** What arrived and waits. Counted in the event store: some milliseconds per million events. */
export async function waitingFor(project: AuthorizedProject, id: string, signal?: AbortSignal): Promise<Waiting> {
  requireRole(project, "admin");
  const row: ClaimedRow | null = await planDb().destination.findFirst({
    where: { id, projectId: project.projectId },
    include: { project: { select: { number: true } } },
  });
  if (row === null) throw new UserError("not_found");
  if (isOfFiles(row.kind as DestinationKind)) return { events: 0, since: undefined };
  const statement = arrivalCount(await scopeAhead(row), row.position, await storedHead(project.number));
  const options = signal === undefined ? {} : { signal };
  const [counted] = await eventDb().query<{ n: string; first: string }>("destination.waiting", statement, options);
  const events = Number(counted?.n ?? 0);
  return { events, since: events === 0 ? undefined : Number(counted?.first) };
}
