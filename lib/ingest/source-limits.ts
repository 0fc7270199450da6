/**
 * What a source may send: events a second by each of its write keys, and events a day (UTC) by all of them. What comes beyond is
 * refused as a whole, before anything of it is kept, with the time after which to come again; clients keep it and send it later.
 */

import type { Clock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import type { Refusal } from "./protocol/answer.ts";
import type { IngestSource } from "./source-registry.ts";

/** A quiet key saves up as much as this: a batch of what a client held back is no excess. */
const SAVED_SECONDS = 10;
const DAY_MS = 86_400_000;
/** Keys and sources that are remembered; those of a day that is over are forgotten first. */
const REMEMBERED = 20_000;

/** Events that one more second gives, and the moment at which `left` held. */
interface Bucket {
  left: number;
  at: number;
}

interface Day {
  readonly day: number;
  events: number;
}

/** What was refused since the process started. */
export interface RefusedByLimit {
  readonly requests: number;
  readonly events: number;
  readonly at: Date;
  readonly limit: "second" | "day";
}

type RefusedTable = Map<number, RefusedByLimit>;

const refused = () => processState<RefusedTable>("refusedByLimit", () => new Map());

/** What a source's limits refused last and in all; undefined where they refused nothing since the process started. */
export function refusedByLimit(source: number): RefusedByLimit | undefined {
  return refused().get(source);
}

function tooMany(limit: RefusedByLimit["limit"], seconds: number): Refusal {
  const message =
    limit === "second"
      ? "This write key has sent more events than its source may send a second. Send them again later."
      : "This source has sent as many events as it may send today (UTC). Send them again tomorrow.";
  return {
    ...{ status: 429, code: limit === "second" ? "rate_limited" : "quota_reached", message },
    headers: { "retry-after": String(Math.max(1, Math.ceil(seconds))) },
  };
}

/** Events a source sent since midnight, repeated ones too, as far as the event store has them. */
async function storedSince(source: number, from: number): Promise<number> {
  const within = sql`source = ${sql.as("UInt32", source)} and received_at >= ${sql.as("DateTime64(3,'UTC')", from)}`;
  const [row] = await eventDb().query<{ events: string }>(
    "ingest.today",
    sql`select toString((select count() from received where ${within}) + (select count() from duplicates where ${within})) as events`,
  );
  return Number(row?.events ?? 0);
}

export class SourceLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();
  readonly #days = new Map<number, Day>();
  readonly #loading = new Map<number, Promise<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Why `events` more are not taken of a source by that key, else undefined: they are then counted. */
  take(source: IngestSource, key: string, events: number): Refusal | undefined | Promise<Refusal | undefined> {
    if (source.eventsPerSecond === 0 && source.eventsPerDay === 0) return undefined;
    const now = this.#clock.now();
    if (source.eventsPerDay === 0 || this.#days.get(source.number)?.day === Math.floor(now / DAY_MS))
      return this.#decide(source, key, events);
    return this.#countToday(source, now).then(() => this.#decide(source, key, events));
  }

  #decide(source: IngestSource, key: string, events: number): Refusal | undefined {
    const now = this.#clock.now();
    const { eventsPerSecond, eventsPerDay, number } = source;
    const day = this.#days.get(number);
    if (eventsPerDay > 0 && day !== undefined && day.events >= eventsPerDay) {
      const seconds = ((day.day + 1) * DAY_MS - now) / 1_000;
      return this.#refuse(number, "day", events, seconds);
    }
    const bucket = eventsPerSecond === 0 ? undefined : this.#filled(key, eventsPerSecond, now);
    // What is left may be less than a batch: it is taken as a whole, and paid for before the next one.
    if (bucket !== undefined && bucket.left < 1)
      return this.#refuse(number, "second", events, (1 - bucket.left) / eventsPerSecond);
    if (bucket !== undefined) bucket.left -= events;
    if (day !== undefined) day.events += events;
    return undefined;
  }

  #filled(key: string, rate: number, now: number): Bucket {
    const most = rate * SAVED_SECONDS;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= REMEMBERED) this.#buckets.clear();
      bucket = { left: most, at: now };
      this.#buckets.set(key, bucket);
    }
    bucket.left = Math.min(most, bucket.left + (Math.max(0, now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    return bucket;
  }

  #refuse(source: number, limit: RefusedByLimit["limit"], events: number, seconds: number): Refusal {
    const before = refused().get(source);
    refused().set(source, {
      ...{ requests: (before?.requests ?? 0) + 1, events: (before?.events ?? 0) + events },
      ...{ at: new Date(this.#clock.now()), limit },
    });
    return tooMany(limit, seconds);
  }

  /** The first of a day: an event store that is away is no reason to refuse anything. */
  #countToday({ number }: IngestSource, now: number): Promise<void> {
    const day = Math.floor(now / DAY_MS);
    const running = this.#loading.get(number);
    if (running !== undefined) return running;
    const loading = storedSince(number, day * DAY_MS)
      .catch((error: unknown) => {
        log().warn({ reason: error instanceof Error ? error.message : "" }, "events of today not counted");
        return 0;
      })
      .then((events) => {
        if (this.#days.size >= REMEMBERED) this.#days.clear();
        this.#days.set(number, { day, events });
      })
      .finally(() => this.#loading.delete(number));
    this.#loading.set(number, loading);
    return loading;
  }
}
