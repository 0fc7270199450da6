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
import { Acceptor, type Delivery } from "./accept.ts";
import type { CallKind } from "./call.ts";
import { Forwarder } from "./forwarder.ts";
import { IngestCounters, type IngestStats } from "./ingest-stats.ts";
import { untilDone } from "./insert-rows.ts";
import { PlanRegistry } from "./plan-registry.ts";
import {
  answerJson,
  answerPixel,
  answerPreflight,
  answerRefusal,
  answerSuccess,
  REFUSALS,
  type Refusal,
} from "./protocol/answer.ts";
import { BodyError, readBody } from "./protocol/body.ts";
import {
  basicUser,
  findRoute,
  methodOf,
  pixelBody,
  type Route,
  rudderSourceConfig,
  segmentSettings,
} from "./protocol/segment.ts";
import { resumeReverdicts } from "./resume-reverdicts.ts";
import type { Release } from "./row-building.ts";
import {
  type Ingest,
  type IngestOptions,
  type NumberedPerson,
  runningIngest,
  setRunningIngest,
} from "./running-ingest.ts";
import { refusalOfKey } from "./secret-as-key.ts";
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
  readonly #acceptor: Acceptor;
  readonly #forwarder: Forwarder;
  readonly #open = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #ending = new AbortController();
  #resuming: Promise<void> | undefined;
  #inFlight = 0;
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
    this.#acceptor = new Acceptor({
      journal,
      sources: this.#sources,
      plans: this.#plans,
      counters: this.#counters,
      clock: this.#options.clock,
    });
    this.#forwarder = new Forwarder({ journal, journalFolder: folder, peopleFolder: join(options.dataDir, "people") });
  }

  async start(): Promise<void> {
    await this.#checkDisk();
    await this.#forwarder.start(this.#options.forwardIn);
    // What a crash left of a release may be much: events are taken meanwhile.
    const { signal } = this.#ending;
    this.#resuming = untilDone("finishing releases", signal, () => resumeReverdicts({ signal })).catch(() => undefined);
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
    const method = methodOf(route);
    if (request.method === "OPTIONS") answerPreflight(request, response, method);
    else if (request.method !== method) {
      const allow = `${method}, OPTIONS`;
      this.#refuse(request, response, { status: 405, code: "method", message: `Use ${method}.`, headers: { allow } });
    } else {
      const query = mark === -1 ? undefined : url.slice(mark + 1);
      const ended = (): void => void this.#open.delete(serving);
      const serving = this.#serve(route, query, request, response).then(ended, (error: unknown) => {
        ended();
        this.#failed(request, response, error);
      });
      this.#open.add(serving);
    }
    return true;
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    this.#counters.answered(refusal.status);
    answerRefusal(request, response, refusal);
  }

  #failed(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    log().error({ reason: error instanceof Error ? error.message : "" }, "an ingest request failed");
    this.#refuse(request, response, REFUSALS.unavailable);
  }

  /** Why nothing more can be taken now. */
  #overload(): Refusal | undefined {
    if (this.#stopping) return REFUSALS.stopping;
    if (this.#inFlight > this.#options.inFlightBudgetBytes) return REFUSALS.busy;
    if (this.#diskFull || this.journal.backlogBytes > this.#options.backlogBudgetBytes) return REFUSALS.full;
    return undefined;
  }

  /** Not `async`: what it returns need not be waited for twice. */
  #serve(route: Route, query: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (route.kind === "settings") return this.#settings(route.writeKey, request, response);
    if (route.kind === "source_config") return this.#sourceConfig(query, request, response);
    const overload = this.#overload();
    if (overload !== undefined) {
      this.#refuse(request, response, overload);
      return Promise.resolve();
    }
    if (route.kind === "pixel") return this.#pixel(route.call, query, request, response);
    return this.#messages(route, query, request, response);
  }

  async #messages(
    route: Extract<Route, { kind: "messages" | "beacon" }>,
    query: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const started = performance.now();
    let held = 0;
    const hold = (bytes: number): boolean => {
      held += bytes;
      this.#inFlight += bytes;
      return this.#inFlight <= this.#options.inFlightBudgetBytes;
    };
    try {
      const wire = await readBody(request, hold);
      const refusal = await this.#accept({
        wire,
        contentEncoding: request.headers["content-encoding"],
        call: route.kind === "messages" ? route.call : undefined,
        writeKey: headerKey(request) ?? queryKey(query),
        hold,
      });
      if (refusal !== undefined) return this.#refuse(request, response, refusal);
      this.#counters.answered(200);
      this.#counters.acknowledged(performance.now() - started);
      answerSuccess(request, response);
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      if (error.reason === "too_large") this.#refuse(request, response, REFUSALS.tooLarge);
      else if (error.reason === "timeout") this.#refuse(request, response, REFUSALS.slow);
      // Whoever went away hears no answer.
    } finally {
      this.#inFlight -= held;
    }
  }

  #accept(delivery: Delivery): Promise<Refusal | undefined> {
    this.#counters.bytes += delivery.wire.length;
    return this.#acceptor.accept(delivery);
  }

  async #pixel(
    call: CallKind,
    query: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const refusal = await this.#accept({
      wire: pixelBody(new URLSearchParams(query ?? ""), call),
      contentEncoding: undefined,
      call,
      writeKey: headerKey(request) ?? queryKey(query),
      userAgent: request.headers["user-agent"] ?? "",
    });
    if (refusal !== undefined) return this.#refuse(request, response, refusal);
    this.#counters.answered(200);
    answerPixel(request, response);
  }

  async #settings(writeKey: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const source = await this.#sources.find(writeKey);
    if (source === undefined) return this.#refuse(request, response, refusalOfKey(writeKey));
    answerJson(request, response, segmentSettings(writeKey, request.headers.host ?? "", isSecure(request)));
  }

  async #sourceConfig(query: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const writeKey = headerKey(request) ?? queryKey(query);
    if (writeKey === undefined) return this.#refuse(request, response, REFUSALS.noKey);
    const source = await this.#sources.find(writeKey);
    if (source === undefined) return this.#refuse(request, response, refusalOfKey(writeKey));
    const dataPlane = `${isSecure(request) ? "https" : "http"}://${request.headers.host ?? ""}`;
    answerJson(request, response, rudderSourceConfig(source, writeKey, dataPlane));
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
      inFlightBytes: this.#inFlight,
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

function headerKey(request: IncomingMessage): string | undefined {
  const basic = basicUser(request.headers.authorization);
  if (basic !== undefined) return basic;
  const header = request.headers["x-write-key"];
  return typeof header === "string" && header !== "" ? header : undefined;
}

/** Beacons and pixels cannot set headers: their key stands in the address. */
function queryKey(query: string | undefined): string | undefined {
  return query === undefined ? undefined : (new URLSearchParams(query).get("writeKey") ?? undefined);
}

function isSecure(request: IncomingMessage): boolean {
  return "encrypted" in request.socket || request.headers["x-forwarded-proto"] === "https";
}

export type { Ingest, IngestOptions };

/** Opens the journal and makes the handler; nothing is forwarded before `start`. One per process. */
export function createIngest(options: IngestOptions): Ingest {
  const ingest = new IngestServer(options);
  setRunningIngest(ingest);
  return ingest;
}
