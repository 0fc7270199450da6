/**
 * What tells people and webhooks, beside everything else the process does: a light clock that looks now and then for what is
 * due. Nothing waits for it, a mail server or receiver that is down holds up its own messages only, and it stops in order.
 */

import { setTimeout } from "node:timers/promises";
import { checkAlerts } from "../alert/check.ts";
import { pruneFirings } from "../alert/firing.ts";
import { watchRamps } from "../alert/ramp.ts";
import { type Clock, systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { planDb } from "../store/plan-db.ts";
import { endBackground, inBackground, openBackground } from "./background.ts";
import { closeLeftDrafts } from "./close-left-drafts.ts";
import { pruneDigests, sendDigests } from "./digest.ts";
import { tellHappenings } from "./fan-out.ts";
import { sendLetters } from "./letters-due.ts";
import { beginDue, pruneDeliveries } from "./outbox.ts";
import { watchExpiries, watchSources } from "./watch-days.ts";
import { watchPlans } from "./watch-plans.ts";
import { watchViolations } from "./watch-violations.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const STOP_MS = 4 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
const KEPT_MS = 90 * DAY_MS;
/** What nobody read for so long is news no more. */
const UNREAD_KEPT_MS = 365 * DAY_MS;

interface Task {
  readonly name: string;
  readonly everyMs: number;
  /** Ends early, between two letters or messages, once it is told to. */
  readonly run: (now: number, stopping: AbortSignal) => Promise<unknown>;
}

/** What was told long ago. A violation that is met again is kept as known by that; every other key has its day in it, or a mark. */
async function pruneTold(now: number): Promise<void> {
  const before = new Date(now - KEPT_MS);
  await planDb().happening.deleteMany({ where: { toldAt: { lt: before } } });
  await planDb().notification.deleteMany({
    where: {
      OR: [{ createdAt: { lt: before }, readAt: { not: null } }, { createdAt: { lt: new Date(now - UNREAD_KEPT_MS) } }],
    },
  });
}

/** A receiver that takes its time holds up nothing: the next look finds the others free. */
async function sendInBackground(now: number): Promise<void> {
  for (const send of await beginDue(now)) inBackground("webhooks", send);
}

const TASKS: readonly Task[] = [
  { name: "plans", everyMs: 3 * SECOND_MS, run: watchPlans },
  { name: "happenings", everyMs: 3 * SECOND_MS, run: tellHappenings },
  { name: "letters", everyMs: 5 * SECOND_MS, run: sendLetters },
  { name: "webhooks", everyMs: 3 * SECOND_MS, run: sendInBackground },
  { name: "alerts", everyMs: MINUTE_MS, run: checkAlerts },
  { name: "ramps", everyMs: MINUTE_MS, run: watchRamps },
  { name: "violations", everyMs: MINUTE_MS, run: watchViolations },
  { name: "digests", everyMs: MINUTE_MS, run: sendDigests },
  { name: "expiries", everyMs: HOUR_MS, run: watchExpiries },
  { name: "sources", everyMs: HOUR_MS, run: watchSources },
  { name: "old deliveries", everyMs: HOUR_MS, run: pruneDeliveries },
  { name: "old digests", everyMs: HOUR_MS, run: pruneDigests },
  { name: "old alerts", everyMs: HOUR_MS, run: pruneFirings },
  { name: "what was told", everyMs: HOUR_MS, run: pruneTold },
  { name: "left drafts", everyMs: HOUR_MS, run: closeLeftDrafts },
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
    openBackground();
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
    await Promise.race([
      Promise.all([...this.#running.values(), endBackground()]),
      setTimeout(STOP_MS, undefined, { ref: false }),
    ]);
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
