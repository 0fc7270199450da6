/** The requests of ingest: from what came over the wire to an answer in the words of its protocol. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Acceptor, Delivery } from "./accept.ts";
import type { CallKind } from "./call.ts";
import type { IngestCounters } from "./ingest-stats.ts";
import { takeRows } from "./loaded-rows.ts";
import type { Judged } from "./note.ts";
import {
  answerAs,
  answerJson,
  answerPixel,
  answerRefusal,
  answerSuccess,
  REFUSALS,
  type Refusal,
} from "./protocol/answer.ts";
import { BodyError, bodyText, readBody } from "./protocol/body.ts";
import { type Adapter, type Answer, linesOf } from "./protocol/exchange.ts";
import type { Route } from "./protocol/routes.ts";
import { pixelBody, rudderSourceConfig, segmentSettings } from "./protocol/segment.ts";
import { basicOf, headerKey, queryKey } from "./protocol/write-key.ts";
import { refusalOfKey } from "./secret-as-key.ts";
import type { SourceRegistry } from "./source-registry.ts";

interface RequestParts {
  readonly acceptor: Acceptor;
  readonly counters: IngestCounters;
  readonly sources: SourceRegistry;
  /** Bytes of bodies being read at once. */
  readonly inFlightBudgetBytes: number;
  /** Why nothing more can be taken now, whatever it is. */
  refusesAll(): Refusal | undefined;
}

/** What a request says of its body before it is read. `wire`: the body itself, where it stands in the address. */
type About = Omit<Delivery, "wire" | "contentEncoding" | "hold"> & { readonly wire?: Buffer };

/** How what becomes of a request is told. */
interface Reception {
  readonly request: IncomingMessage;
  succeed(): void;
  refuse(refusal: Refusal): void;
}

function isSecure(request: IncomingMessage): boolean {
  return "encrypted" in request.socket || request.headers["x-forwarded-proto"] === "https";
}

export class Requests {
  readonly #parts: RequestParts;
  #inFlight = 0;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** Bytes of bodies that are being read or stored. */
  get inFlightBytes(): number {
    return this.#inFlight;
  }

  refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    this.#parts.counters.answered(refusal.status);
    answerRefusal(request, response, refusal);
  }

  #overload(): Refusal | undefined {
    const { refusesAll, inFlightBudgetBytes } = this.#parts;
    return refusesAll() ?? (this.#inFlight > inFlightBudgetBytes ? REFUSALS.busy : undefined);
  }

  /** Not `async`: what it returns need not be waited for twice. */
  serve(route: Route, query: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (route.kind === "settings") return this.#settings(route.writeKey, request, response);
    if (route.kind === "source_config") return this.#sourceConfig(query, request, response);
    if (route.kind === "adapter") return this.#adapted(route, query, request, response);
    const overload = this.#overload();
    if (overload !== undefined) {
      this.refuse(request, response, overload);
      return Promise.resolve();
    }
    if (route.kind === "rows") return this.#rows(query, request, response);
    if (route.kind === "pixel") return this.#pixel(route.call, query, request, response);
    return this.#messages(route, query, request, response);
  }

  #messages(
    route: Extract<Route, { kind: "messages" | "beacon" }>,
    query: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const call = route.kind === "messages" ? route.call : undefined;
    return this.#take(
      { call, writeKey: headerKey(request) ?? queryKey(query) },
      {
        request,
        succeed: () => this.#succeed(request, response),
        refuse: (why) => this.refuse(request, response, why),
      },
    );
  }

  #succeed(request: IncomingMessage, response: ServerResponse): void {
    this.#parts.counters.answered(200);
    answerSuccess(request, response);
  }

  /** Reads the body where there is one, accepts it and has it answered. */
  async #take(about: About, { request, succeed, refuse }: Reception): Promise<void> {
    const started = performance.now();
    let held = 0;
    const hold = (bytes: number): boolean => {
      held += bytes;
      this.#inFlight += bytes;
      return this.#inFlight <= this.#parts.inFlightBudgetBytes;
    };
    try {
      const wire = about.wire ?? (await readBody(request, hold));
      const contentEncoding = request.headers["content-encoding"];
      const refusal = await this.#accept({ ...about, wire, contentEncoding, hold });
      if (refusal !== undefined) return refuse(refusal);
      this.#parts.counters.acknowledged(performance.now() - started);
      succeed();
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      if (error.reason === "too_large") refuse(REFUSALS.tooLarge);
      else if (error.reason === "timeout") refuse(REFUSALS.slow);
      // Whoever went away hears no answer.
    } finally {
      this.#inFlight -= held;
    }
  }

  /** A request in another vendor's protocol. What a GET brings stands in its query. */
  #adapted(
    { adapter, path }: { readonly adapter: Adapter; readonly path: string },
    query: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const method = request.method === "GET" ? "GET" : "POST";
    const password = basicOf(request.headers.authorization)?.password;
    const exchange = adapter.open({
      ...{ path, method, key: headerKey(request), password },
      query: new URLSearchParams(query),
    });
    let judged: readonly Judged[] = [];
    const answer = (spoken: Answer, headers?: Record<string, string>): void => {
      this.#parts.counters.answered(spoken.status);
      answerAs(request, response, spoken, headers);
    };
    const refuse = (refusal: Refusal): void => answer(exchange.refused(refusal), refusal.headers);
    const overload = this.#overload();
    if (overload !== undefined) return Promise.resolve(refuse(overload));
    const onJudged = (items: readonly Judged[]): void => {
      judged = items;
    };
    const about: About = { call: undefined, writeKey: exchange.writeKey, exchange, onJudged };
    return this.#take(method === "GET" ? { ...about, wire: Buffer.from(query ?? "") } : about, {
      request,
      succeed: () => answer(exchange.accepted(judged)),
      refuse,
    });
  }

  /** Calls made of rows, one a line: each is answered with what became of it. */
  async #rows(query: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (refusal: Refusal): void => this.refuse(request, response, refusal);
    const writeKey = headerKey(request) ?? queryKey(query);
    if (writeKey === undefined) return refuse(REFUSALS.noKey);
    let held = 0;
    const hold = (bytes: number): void => {
      held += bytes;
      this.#inFlight += bytes;
    };
    try {
      const text = bodyText(await readBody(request, hold));
      const lines = typeof text === "string" ? linesOf(text) : [];
      if (lines === undefined) return refuse(REFUSALS.tooLarge);
      const rows = await takeRows(this.#parts, writeKey, lines);
      if (!("length" in rows)) return refuse(rows);
      this.#parts.counters.answered(200);
      answerJson(request, response, { success: true, rows });
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      if (error.reason === "too_large") refuse(REFUSALS.tooLarge);
      else if (error.reason === "timeout") refuse(REFUSALS.slow);
    } finally {
      this.#inFlight -= held;
    }
  }

  #accept(delivery: Delivery): Promise<Refusal | undefined> {
    this.#parts.counters.bytes += delivery.wire.length;
    return this.#parts.acceptor.accept(delivery);
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
    if (refusal !== undefined) return this.refuse(request, response, refusal);
    this.#parts.counters.answered(200);
    answerPixel(request, response);
  }

  async #settings(writeKey: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const source = await this.#parts.sources.find(writeKey);
    if (source === undefined) return this.refuse(request, response, refusalOfKey(writeKey));
    answerJson(request, response, segmentSettings(writeKey, request.headers.host ?? "", isSecure(request)));
  }

  async #sourceConfig(query: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const writeKey = headerKey(request) ?? queryKey(query);
    if (writeKey === undefined) return this.refuse(request, response, REFUSALS.noKey);
    const source = await this.#parts.sources.find(writeKey);
    if (source === undefined) return this.refuse(request, response, refusalOfKey(writeKey));
    const dataPlane = `${isSecure(request) ? "https" : "http"}://${request.headers.host ?? ""}`;
    answerJson(request, response, rudderSourceConfig(source, writeKey, dataPlane));
  }
}
