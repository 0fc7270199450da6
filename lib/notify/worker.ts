/**
 * What tells people and webhooks, beside everything else the process does: a light clock that looks now and then for what is
 * due. Nothing waits for it, a mail server or receiver that is down holds up its own messages only, and it stops in order.
 */

import { setTimeout } from "node:timers/promises";
import { type Clock, systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { planDb } from "../store/plan-db.ts";
import { pruneDigests, sendDigests } from "./digest.ts";
import { tellHappenings } from "./fan-out.ts";
import { sendLetters } from "./letters-due.ts";
import { pruneDeliveries, sendDue } from "./outbox.ts";
import { watchExpiries, watchSources } from "./watch-days.ts";
import { watchPlans } from "./watch-plans.ts";
import { watchViolations } from "./watch-violations.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const STOP_MS = 4 * SECOND_MS;
const KEPT_MS = 90 * 24 * HOUR_MS;

interface Task {
  readonly name: string;
  readonly everyMs: number;
  /** Ends early, between two letters or messages, once it is told to. */
  readonly run: (now: number, stopping: AbortSignal) => Promise<unknown>;
}

/** Told happenings of long ago, but for those whose key says that something was told once for ever. */
async function pruneHappenings(now: number): Promise<void> {
  const before = new Date(now - KEPT_MS);
  await planDb().happening.deleteMany({ where: { toldAt: { lt: before }, dedupeKey: null } });
  await planDb().happening.deleteMany({ where: { toldAt: { lt: before }, kind: "changed" } });
}

const TASKS: readonly Task[] = [
  { name: "plans", everyMs: 3 * SECOND_MS, run: watchPlans },
  { name: "happenings", everyMs: 3 * SECOND_MS, run: tellHappenings },
  { name: "letters", everyMs: 5 * SECOND_MS, run: sendLetters },
  { name: "webhooks", everyMs: 3 * SECOND_MS, run: sendDue },
  { name: "violations", everyMs: MINUTE_MS, run: watchViolations },
  { name: "digests", everyMs: MINUTE_MS, run: sendDigests },
  { name: "expiries", everyMs: HOUR_MS, run: watchExpiries },
  { name: "sources", everyMs: HOUR_MS, run: watchSources },
  { name: "old deliveries", everyMs: HOUR_MS, run: pruneDeliveries },
  { name: "old digests", everyMs: HOUR_MS, run: pruneDigests },
  { name: "old happenings", everyMs: HOUR_MS, run: pruneHappenings },
];

/** Each task runs by itself: never twice at a time, and again when its time has come after it ended. */
class Worker {
  readonly #clock: Clock;
  readonly #running = new Map<string, Promise<void>>();
  readonly #due = new Map<string, number>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), SECOND_MS);
    this.#timer.unref();
  }

  #tick(): void {
    const now = this.#clock.now();
    for (const task of TASKS) {
      if (this.#running.has(task.name) || now < (this.#due.get(task.name) ?? 0)) continue;
      this.#running.set(task.name, this.#run(task, now));
    }
  }

  async #run({ name, everyMs, run }: Task, now: number): Promise<void> {
    try {
      await run(now, this.#stopping.signal);
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        log().error({ origin: "notify", task: name, err: error }, "telling failed; it is tried again");
    } finally {
      this.#due.set(name, this.#clock.now() + everyMs);
      this.#running.delete(name);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    // A mail server that takes its time is not waited for: what it has not taken by then is sent again.
    await Promise.race([Promise.all(this.#running.values()), setTimeout(STOP_MS, undefined, { ref: false })]);
  }
}

export interface TellingWorker {
  /** Begins nothing any more, and resolves once what was begun has ended. */
  stop(): Promise<void>;
}

/** Starts looking for what is to be told. The stores must be open until it has stopped. */
export function startTelling(clock: Clock = systemClock): TellingWorker {
  const worker = new Worker(clock);
  worker.start();
  return worker;
}
