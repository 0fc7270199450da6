/**
 * One turn of a destination: what was asked for again, what arrived since, what was released, what is filled in. Its place is
 * written down after the receiver has answered, so that a process that dies in between sends once more, and never less.
 */

import { UserError } from "../base/error.ts";
import { findPublished } from "../ingest/plan-registry.ts";
import { nextTry } from "../notify/outbox.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { CLAIM_MS, claim } from "./claim.ts";
import { type Delivered, deliver } from "./deliver.ts";
import type { EventKind } from "./destination.ts";
import {
  arrivals,
  judgedCount,
  type PassedRow,
  type PassedScope,
  passedRows,
  releases,
  type UidRow,
} from "./passed.sql.ts";
import { type PassedEvent, passedEvent } from "./passed-event.ts";
import { type ClaimedRow, head, passingOf, scopeAhead, scopeOf, sourcesOf } from "./scope.ts";

const TURN_MS = 20_000;
/** Numbers of events fetched at once: however many wait, few of them are in memory. */
const PAGE = 5_000;
/** Whole events read at once; so many that even large ones fit. */
const RUN = 200;
/** A release is passed on when it is surely written down: its instant is earlier than that. */
const RELEASE_SETTLES_MS = 60_000;
const ORIGIN = "destination.turn";

/** Where a reading has come to, as columns of what it is written down in. */
interface Step {
  readonly uid: string;
  readonly at: number;
  /** When the event was received, where that is known. */
  readonly received?: number;
}

function stepOf({ uid, at, received }: UidRow): Step {
  return { uid, at: Number(at), received: Number(received) };
}

/** Between which instants all of them were received. */
function receivedWithin(steps: readonly Step[]): { readonly first: number; readonly last: number } | undefined {
  const times = steps.flatMap(({ received }) => (received === undefined ? [] : [received]));
  if (times.length === 0 || times.length < steps.length) return undefined;
  return { first: Math.min(...times), last: Math.max(...times) };
}

type Transaction = Prisma.TransactionClient;
/** Writes down a place; called with what was settled since the place before. */
type Advance = (db: Transaction, step: Step, delivered: Pick<Delivered, "taken">) => Promise<unknown>;

class Turn {
  readonly #row: ClaimedRow;
  readonly #now: number;
  readonly #until: number;
  readonly #stopping: AbortSignal | undefined;
  readonly #plans = new Map<number, PublishedPlan | undefined>();
  readonly #slugs: ReadonlyMap<number, string>;
  #proven: boolean;
  sent = 0;

  constructor(row: ClaimedRow, slugs: ReadonlyMap<number, string>, now: number, stopping: AbortSignal | undefined) {
    this.#row = row;
    this.#slugs = slugs;
    this.#now = now;
    this.#until = Date.now() + TURN_MS;
    this.#stopping = stopping;
    this.#proven = row.provenAt !== null;
  }

  get isOver(): boolean {
    return this.#stopping?.aborted === true || Date.now() > this.#until;
  }

  async #plan(version: number): Promise<PublishedPlan | undefined> {
    if (!this.#plans.has(version)) this.#plans.set(version, await findPublished(this.#row.projectId, version));
    return this.#plans.get(version);
  }

  async #passed(steps: readonly Step[]): Promise<PassedEvent[]> {
    const { project, projectId } = this.#row;
    const passing = passingOf(this.#row);
    const uids = steps.map(({ uid }) => uid);
    const statement = passedRows(
      { project: project.number, letThrough: passing.takes === "let_through" },
      uids,
      receivedWithin(steps),
    );
    const rows = await eventDb().query<PassedRow>(ORIGIN, statement, { maxSeconds: 120 });
    const events: PassedEvent[] = [];
    for (const row of rows) {
      const plan = (await this.#plan(row.plan_version))?.plan;
      const source = this.#slugs.get(row.source) ?? "";
      const event = plan === undefined ? undefined : passedEvent(row, { project: projectId, source, plan }, passing);
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  /** Writes down what came of it, unless the destination was changed or taken by another meanwhile. */
  async #record(delivered: Delivered, advance: (db: Transaction) => Promise<unknown>): Promise<boolean> {
    const { id, claim: token, tries, failingSince } = this.#row;
    const { taken, refused, answer, waits } = delivered;
    const now = new Date(this.#now);
    const failing = {
      tries: tries + 1,
      failingSince: failingSince ?? now,
      nextAt: new Date(nextTry(tries + 1, answer?.retryAfterSeconds, this.#now)),
    };
    return planDb().$transaction(async (db) => {
      const kept = await db.destination.updateMany({
        where: { id, claim: token },
        data: {
          claimedUntil: new Date(this.#now + (Date.now() - (this.#until - TURN_MS)) + CLAIM_MS),
          ...(answer === undefined ? {} : { status: answer.status ?? null, excerpt: answer.excerpt }),
          ...(taken === 0 ? {} : { sent: { increment: taken }, sentAt: now }),
          ...(taken === 0 || this.#proven ? {} : { provenAt: now }),
          ...(waits ? failing : delivered.settled === 0 ? {} : { tries: 0, failingSince: null, toldAt: null }),
        },
      });
      if (kept.count === 0) return false;
      for (const { event, status, reason } of refused) {
        const data = { eventName: event.name || event.kind, status: status ?? null, reason, diedAt: now, again: false };
        const key = { destinationId: id, uid: BigInt(event.uid) };
        await db.destinationDead.upsert({
          where: { destinationId_uid: key },
          create: { ...key, ...data },
          update: data,
        });
      }
      await advance(db);
      return true;
    });
  }

  /** Sends these events in their order; false where the rest has to wait. */
  async send(steps: readonly Step[], advance: Advance): Promise<boolean> {
    for (let at = 0; at < steps.length; at += RUN) {
      const run = steps.slice(at, at + RUN);
      const place = new Map(run.map((step, index) => [step.uid, index]));
      const events = await this.#passed(run);
      events.sort((a, b) => (place.get(a.uid) ?? 0) - (place.get(b.uid) ?? 0));
      const last = run.at(-1);
      if (events.length === 0 && last !== undefined) {
        const nothing = { settled: 0, taken: 0, refused: [], answer: undefined, waits: false };
        if (!(await this.#record(nothing, (db) => advance(db, last, nothing)))) return false;
      }
      for (let from = 0; from < events.length; ) {
        if (this.isOver) return false;
        const delivered = await deliver(events.slice(from), {
          receiver: this.#row as { kind: EventKind; url: string; secret: string },
          proven: this.#proven,
          now: this.#now,
          stopping: this.#stopping,
          until: this.#until,
        });
        from += delivered.settled;
        // Behind the last that was settled; behind all that stays here, once everything is.
        const settledTo = from >= events.length ? last : run[place.get(events[from - 1]?.uid ?? "") ?? -1];
        const recorded = await this.#record(delivered, async (db) => {
          if (settledTo !== undefined && delivered.settled > 0) await advance(db, settledTo, delivered);
        });
        if (!recorded) return false;
        this.sent += delivered.taken;
        if (delivered.taken > 0) this.#proven = true;
        if (delivered.waits || delivered.settled === 0) return false;
      }
    }
    return true;
  }

  #uids(statement: Parameters<ReturnType<typeof eventDb>["query"]>[1]): Promise<UidRow[]> {
    return eventDb().query<UidRow>(ORIGIN, statement, { maxSeconds: 120 });
  }

  /** What was refused and is to be tried once more. */
  async again(): Promise<boolean> {
    const { id: destinationId } = this.#row;
    const rows = await planDb().destinationDead.findMany({
      where: { destinationId, again: true },
      orderBy: { uid: "asc" },
      take: PAGE,
    });
    for (let at = 0; at < rows.length; at += RUN) {
      const run = rows.slice(at, at + RUN).map(({ uid }) => ({ uid: uid.toString(), at: 0 }));
      // What is refused again is written down anew; all else that was tried is over.
      const done = await this.send(run, (db, { uid }) =>
        db.destinationDead.deleteMany({
          where: { destinationId, again: true, uid: { lte: BigInt(uid), gte: BigInt(run[0]?.uid ?? 0) } },
        }),
      );
      if (!done) return false;
    }
    return true;
  }

  /** What arrived since. */
  async arrived(scope: PassedScope): Promise<boolean> {
    const { id } = this.#row;
    let after = this.#row.position;
    const before = head();
    if (before === undefined) return true;
    while (after + 1n < before) {
      const page = await this.#uids(arrivals(scope, after, before, PAGE));
      const steps = page.map(stepOf);
      const done = await this.send(steps, (db, { uid, at }) =>
        db.destination.update({ where: { id }, data: { position: BigInt(uid), positionAt: new Date(at) } }),
      );
      if (!done) return false;
      const last = steps.at(-1);
      if (page.length < PAGE || last === undefined) {
        // Nothing more of it is below the head.
        await planDb().destination.updateMany({
          where: { id, claim: this.#row.claim, position: { lt: before - 1n } },
          data: { position: before - 1n, positionAt: new Date(this.#now) },
        });
        return true;
      }
      after = BigInt(last.uid);
    }
    return true;
  }

  /** What was let in by a later judgement. */
  async released(scope: PassedScope): Promise<boolean> {
    const { id } = this.#row;
    const until = this.#now - RELEASE_SETTLES_MS;
    let from = { at: this.#row.releasedAt.getTime(), uid: this.#row.releasedUid };
    if (until <= from.at) return true;
    const [judged] = await eventDb().query<{ n: string }>(ORIGIN, judgedCount(scope.project, from.at, until));
    while (judged !== undefined && judged.n !== "0") {
      const page = await this.#uids(releases(scope, from, until, PAGE));
      const steps = page.map(stepOf);
      const done = await this.send(steps, (db, { uid, at }) =>
        db.destination.update({ where: { id }, data: { releasedAt: new Date(at), releasedUid: BigInt(uid) } }),
      );
      if (!done) return false;
      const last = steps.at(-1);
      if (last === undefined) break;
      from = { at: last.at, uid: BigInt(last.uid) };
    }
    await planDb().destination.updateMany({
      where: { id, claim: this.#row.claim },
      data: { releasedAt: new Date(until), releasedUid: 0n },
    });
    return true;
  }

  /** What was asked for of the past, the oldest request first. */
  async backfilled(scope: PassedScope): Promise<boolean> {
    const { id: destinationId } = this.#row;
    const rows = await planDb().destinationBackfill.findMany({
      where: { destinationId, state: "running" },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    for (const { id, fromAt, untilAt, position, before } of rows) {
      const within = { ...scope, from: fromAt.getTime(), until: untilAt.getTime() };
      let after = position;
      for (;;) {
        const page = await this.#uids(arrivals(within, after, before, PAGE));
        const steps = page.map(stepOf);
        const done = await this.send(steps, (db, { uid }, { taken }) =>
          db.destinationBackfill.updateMany({
            where: { id, state: "running" },
            data: { position: BigInt(uid), sent: { increment: taken } },
          }),
        );
        if (!done) return false;
        const last = steps.at(-1);
        if (page.length < PAGE || last === undefined) break;
        after = BigInt(last.uid);
      }
      await planDb().destinationBackfill.updateMany({
        where: { id, state: "running" },
        data: { state: "done", endedAt: new Date(this.#now) },
      });
    }
    return true;
  }
}

/** Sends a destination what waits for it, for some seconds; how many events it took. */
export async function sendTo(id: string, now: number, stopping?: AbortSignal): Promise<number> {
  const row = await claim(id, now);
  if (row === undefined) return 0;
  const { slugs } = await sourcesOf(row);
  const [ahead, scope] = [await scopeAhead(row), await scopeOf(row)];
  const turn = new Turn(row, slugs, now, stopping);
  try {
    for (const part of [() => turn.again(), () => turn.arrived(ahead), () => turn.released(scope)])
      if (!(await part())) return turn.sent;
    await turn.backfilled(scope);
    return turn.sent;
  } catch (error) {
    if (error instanceof UserError && error.code === "cancelled") return turn.sent;
    throw error;
  } finally {
    // Whoever has been served comes after those that wait.
    const own = { id, claim: row.claim };
    await planDb().destination.updateMany({
      where: { ...own, nextAt: { lte: new Date(now) } },
      data: { nextAt: new Date(now) },
    });
    await planDb().destination.updateMany({ where: own, data: { claim: null, claimedUntil: null } });
  }
}
