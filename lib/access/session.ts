/** Sessions of people: a 256-bit token in a cookie, its SHA-256 in the store. Ended by sign-out, password change, disabling, age. */

import type { Clock } from "../base/clock.ts";
import { systemClock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type PlanDbTransaction, recordPersonAudit } from "./audit.ts";
import type { Actor } from "./authorized.ts";
import { newSecret, secretHash } from "./secret.ts";

const DAY = 86_400_000;
/** From sign-in; a session never lives longer. */
export const SESSION_MAX_DAYS = 30;
/** Without any request. */
export const SESSION_IDLE_DAYS = 7;
/** `lastSeenAt` is written at most this often. */
const TOUCH_MS = 5 * 60_000;

export interface SessionPerson {
  readonly sessionId: string;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly language: "en" | "fr";
}

export interface NewSession {
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly personId: string;
  readonly language: "en" | "fr";
}

export interface SessionSummary {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string;
  readonly current: boolean;
}

export function personActor(person: {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}): Actor {
  return { kind: "person", id: person.personId, name: person.name || person.email };
}

function language(value: string): "en" | "fr" {
  return value === "fr" ? "fr" : "en";
}

/** Starts a session. The one a browser brought along (`replaces`) ends, so that a planted token is worth nothing. */
export async function startSession(
  db: PlanDbTransaction,
  person: { readonly id: string; readonly language: string },
  options: { readonly userAgent?: string; readonly replaces?: string | undefined; readonly clock?: Clock },
): Promise<NewSession> {
  const now = (options.clock ?? systemClock).now();
  const token = newSecret();
  const expiresAt = new Date(now + SESSION_MAX_DAYS * DAY);
  if (options.replaces) await db.session.deleteMany({ where: { tokenHash: secretHash(options.replaces) } });
  await db.session.create({
    data: {
      id: newId("ses"),
      tokenHash: secretHash(token),
      personId: person.id,
      createdAt: new Date(now),
      lastSeenAt: new Date(now),
      expiresAt,
      userAgent: (options.userAgent ?? "").slice(0, 300),
    },
  });
  return { token, expiresAt, personId: person.id, language: language(person.language) };
}

/** The person behind a cookie's token, or undefined when it is unknown, over, idle too long, or the person is disabled. */
export async function findSession(token: string, clock: Clock = systemClock): Promise<SessionPerson | undefined> {
  if (token.length < 40 || token.length > 100) return undefined;
  const row = await planDb().session.findUnique({ where: { tokenHash: secretHash(token) }, include: { person: true } });
  if (!row || row.person.disabledAt) return undefined;
  const now = clock.now();
  if (row.expiresAt.getTime() <= now || row.lastSeenAt.getTime() + SESSION_IDLE_DAYS * DAY <= now) {
    await planDb().session.deleteMany({ where: { id: row.id } });
    return undefined;
  }
  if (now - row.lastSeenAt.getTime() > TOUCH_MS)
    await planDb().session.updateMany({ where: { id: row.id }, data: { lastSeenAt: new Date(now) } });
  return {
    sessionId: row.id,
    personId: row.personId,
    email: row.person.email,
    name: row.person.name,
    language: language(row.person.language),
  };
}

/** Ends the session behind the token; an unknown one is none. */
export async function endSession(token: string): Promise<void> {
  const session = await findSession(token);
  await planDb().$transaction(async (db) => {
    const ended = await db.session.deleteMany({ where: { tokenHash: secretHash(token) } });
    if (session && ended.count > 0)
      await recordPersonAudit(db, session.personId, personActor(session), {
        action: "session.end",
        target: session.email,
      });
  });
}

/** Sign out everywhere; `keep` spares one session. Answers how many ended. */
export async function endSessionsOf(db: PlanDbTransaction, personId: string, keep?: string): Promise<number> {
  const where = keep ? { personId, id: { not: keep } } : { personId };
  return (await db.session.deleteMany({ where })).count;
}

/** The person signs out of every browser but this one (or of this one too). */
export async function endOwnSessions(person: SessionPerson, options: { readonly alsoThis: boolean }): Promise<number> {
  return planDb().$transaction(async (db) => {
    const count = await endSessionsOf(db, person.personId, options.alsoThis ? undefined : person.sessionId);
    await recordPersonAudit(db, person.personId, personActor(person), {
      action: "session.end_all",
      target: person.email,
      detail: { sessions: count },
    });
    return count;
  });
}

/** Ends one of the person's own sessions; answers false when it is not theirs. */
export async function endOwnSession(person: SessionPerson, sessionId: string): Promise<boolean> {
  return planDb().$transaction(async (db) => {
    const ended = await db.session.deleteMany({ where: { id: sessionId, personId: person.personId } });
    if (ended.count === 0) return false;
    await recordPersonAudit(db, person.personId, personActor(person), {
      action: "session.end",
      target: person.email,
      detail: { other: sessionId !== person.sessionId },
    });
    return true;
  });
}

/** The person's sessions, latest first. */
export async function listOwnSessions(person: SessionPerson): Promise<readonly SessionSummary[]> {
  const rows = await planDb().session.findMany({
    where: { personId: person.personId, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    userAgent: row.userAgent,
    current: row.id === person.sessionId,
  }));
}
