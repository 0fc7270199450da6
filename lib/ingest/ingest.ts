/**
 * Ingest: a handler for node:http that takes a body, judges its events, puts it into the journal and acknowledges it once
 * it is on disk; and the forwarder that moves the journal into the event store. What is acknowledged is neither lost nor
 * counted twice.
 */

import { statfs } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { type Journal, openJournal } from "../store/journal.ts";
import { Acceptor } from "./accept.ts";
import { Forwarder } from "./forwarder.ts";
import { IngestCounters, type IngestStats } from "./ingest-stats.ts";
import { untilDone } from "./insert-rows.ts";
import { PlanRegistry } from "./plan-registry.ts";
import { answerPreflight, REFUSALS, type Refusal } from "./protocol/answer.ts";
import { findRoute, methodsOf } from "./protocol/routes.ts";
import { resumeReplays } from "./replay-follow.ts";
import { Requests } from "./requests.ts";
import type { PeopleAsked, Release } from "./row-building.ts";
import {
  type Ingest,
  type IngestOptions,
  type NumberedPerson,
  runningIngest,
  setRunningIngest,
} from "./running-ingest.ts";
import { SourceLimits } from "./source-limits.ts";
import { SourceRegistry } from "./source-registry.ts";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const FREE_CHECK_MS = 1_000;
const SWEEP_MS = 3_600_000;

class IngestServer implements Ingest {
  readonly journal: Journal;
  readonly #options: Required<Omit<IngestOptions, "windowDays">>;
  readonly #counters = new IngestCounters();
  readonly #sources = new SourceRegistry();
  readonly #plans = new PlanRegistry();
  readonly #requests: Requests;
  readonly #forwarder: Forwarder;
  readonly #open = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #ending = new AbortController();
  #resuming: Promise<void> | undefined;
  #stopping = false;
  #drained: Promise<void> | undefined;
  #diskFull = false;

  constructor(options: IngestOptions) {
    this.#options = {
      backlogBudgetBytes: 4 * GIB,
      minFreeBytes: 128 * MIB,
      inFlightBudgetBytes: 64 * MIB,
      forwardIn: "worker",
      clock: systemClock,
      ...options,
    };
    const folder = join(options.dataDir, "journal");
    this.journal = openJournal(
      folder,
      options.windowDays === undefined ? {} : { windowDays: options.windowDays },
    ).journal;
    const { journal } = this;
    const [counters, sources] = [this.#counters, this.#sources];
    const { clock, inFlightBudgetBytes } = this.#options;
    this.#requests = new Requests({
      acceptor: new Acceptor({
        journal,
        sources,
        plans: this.#plans,
        counters,
        limits: new SourceLimits(clock),
        clock,
      }),
      ...{ counters, sources, inFlightBudgetBytes },
      refusesAll: () => this.#refusesAll(),
    });
    this.#forwarder = new Forwarder({ journal, journalFolder: folder, peopleFolder: join(options.dataDir, "people") });
  }

  async start(): Promise<void> {
    await this.#checkDisk();
    await this.#forwarder.start(this.#options.forwardIn);
    // What a crash left of a release may be much: events are taken meanwhile.
    const { signal } = this.#ending;
    this.#resuming = untilDone("finishing replays", signal, () => resumeReplays({ signal })).catch(() => undefined);
    this.#timers.push(setInterval(() => void this.#checkDisk(), FREE_CHECK_MS).unref());
    this.#timers.push(setInterval(() => void this.#sweep(), SWEEP_MS).unref());
  }

  async #checkDisk(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(this.#options.dataDir);
      this.#diskFull = bavail * bsize < this.#options.minFreeBytes;
    } catch {
      // The folder went away: the journal's own errors will say so.
    }
  }

  async #sweep(): Promise<void> {
    await this.journal.sweep(this.#options.clock.now()).catch((error: unknown) => {
      log().warn({ reason: error instanceof Error ? error.message : "" }, "old message ids not swept");
    });
  }

  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const route = findRoute(mark === -1 ? url : url.slice(0, mark));
    if (route === undefined) return false;
    const query = mark === -1 ? undefined : url.slice(mark + 1);
    const { method = "GET" } = request;
    if (route.kind === "adapter" && route.adapter.takes?.(method, query ?? "") === false) return false;
    const methods = methodsOf(route);
    if (method === "OPTIONS") answerPreflight(request, response, methods);
    else if (!methods.includes(method)) {
      const allow = `${methods.join(", ")}, OPTIONS`;
      const message = `Use ${methods.join(" or ")}.`;
      this.#requests.refuse(request, response, { status: 405, code: "method", message, headers: { allow } });
    } else {
      const ended = (): void => void this.#open.delete(serving);
      const serving = this.#requests.serve(route, query, request, response).then(ended, (error: unknown) => {
        ended();
        this.#failed(request, response, error);
      });
      this.#open.add(serving);
    }
    return true;
  }

  #failed(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    log().error({ reason: error instanceof Error ? error.message : "" }, "an ingest request failed");
    this.#requests.refuse(request, response, REFUSALS.unavailable);
  }

  /** Why nothing more can be taken now. */
  #refusesAll(): Refusal | undefined {
    if (this.#stopping) return REFUSALS.stopping;
    if (this.#diskFull || this.journal.backlogBytes > this.#options.backlogBudgetBytes) return REFUSALS.full;
    return undefined;
  }

  stats(): IngestStats {
    const { answers, events, bytes, ackBuckets, ackCount, ackSumMs } = this.#counters;
    const oldest = this.journal.read(this.journal.floor + 1, { maxEntries: 1, maxBytes: 1 })[0];
    return {
      answers,
      events,
      bytes,
      ackBuckets,
      ackCount,
      ackSumMs,
      backlogBytes: this.journal.backlogBytes,
      backlogAgeMs: oldest === undefined ? 0 : Math.max(0, this.#options.clock.now() - oldest.receivedAt),
      inFlightBytes: this.#requests.inFlightBytes,
      knownMessageIds: this.journal.knownIds,
    };
  }

  forwardingFailedMs(): number {
    const since = this.#forwarder.failingSince;
    return since === undefined ? 0 : Math.max(1, Date.now() - since);
  }

  async reserve(count: number, most: number): Promise<number | undefined> {
    const first = await this.journal.reserve(count, most);
    if (first === undefined) return undefined;
    await this.settled();
    await this.journal.passOver(first + count - 1);
    return first;
  }

  adoptPeople(project: number, highest: number, people: readonly NumberedPerson[]): Promise<void> {
    return this.#forwarder.withPeople((numbers) => numbers.restorePeople(project, highest, people));
  }

  forgetPeople(project: number): Promise<void> {
    return this.#forwarder.withPeople((numbers) => numbers.forgetPeople(project));
  }

  async atCut<T>(project: number, work: (people: PeopleAsked, below: number) => Promise<T>): Promise<T> {
    await this.settled();
    return this.#forwarder.atCut(project, work);
  }

  forgetLinks(project: number, anonymous: readonly number[]): Promise<void> {
    return this.#forwarder.withPeople((people) => people.forgetIds(project, [], anonymous));
  }

  release(events: readonly Release[], token: string): Promise<{ readonly refused: number }> {
    return this.#forwarder.release(events, token);
  }

  settled(): Promise<void> {
    return this.#forwarder.settled();
  }

  drain(): Promise<void> {
    this.#drained ??= this.#drain();
    return this.#drained;
  }

  async #drain(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.allSettled(this.#open);
    this.#ending.abort();
    await this.#resuming;
    await this.#forwarder.stop();
    this.#sources.close();
    this.#plans.close();
    await this.journal.close();
    if (runningIngest() === this) setRunningIngest(undefined);
  }
}

export type { Ingest, IngestOptions };

/** Opens the journal and makes the handler; nothing is forwarded before `start`. One per process. */
export function createIngest(options: IngestOptions): Ingest {
  const ingest = new IngestServer(options);
  setRunningIngest(ingest);
  return ingest;
}
