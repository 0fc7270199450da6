/** `/metrics` in Prometheus' text form: the process, what HTTP answered, what ingest took. */

import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import ipaddr from "ipaddr.js";
import { collectDefaultMetrics, Registry } from "prom-client";
import { ACK_BUCKETS_MS, type IngestStats } from "../lib/ingest/ingest-stats.ts";
import { answer } from "./health.ts";
import { RequestFigures } from "./request-figures.ts";
import { version } from "./version.ts";

export type Surface = "ingest" | "api" | "page" | "health";

/** One line per number that ingest counts itself. */
export function ingestLines(stats: IngestStats): string {
  const lines = [
    "# TYPE gabarit_events_total counter",
    ...Object.entries(stats.events).map(([verdict, n]) => `gabarit_events_total{verdict="${verdict}"} ${n}`),
    "# TYPE gabarit_ingest_answers_total counter",
    ...Object.entries(stats.answers).map(([status, n]) => `gabarit_ingest_answers_total{status="${status}"} ${n}`),
    "# TYPE gabarit_ingest_received_bytes_total counter",
    `gabarit_ingest_received_bytes_total ${stats.bytes}`,
    "# TYPE gabarit_ingest_ack_seconds histogram",
    ...ACK_BUCKETS_MS.map(
      (bound, index) => `gabarit_ingest_ack_seconds_bucket{le="${bound / 1000}"} ${stats.ackBuckets[index] ?? 0}`,
    ),
    `gabarit_ingest_ack_seconds_bucket{le="+Inf"} ${stats.ackCount}`,
    `gabarit_ingest_ack_seconds_sum ${stats.ackSumMs / 1000}`,
    `gabarit_ingest_ack_seconds_count ${stats.ackCount}`,
    "# TYPE gabarit_journal_backlog_bytes gauge",
    `gabarit_journal_backlog_bytes ${stats.backlogBytes}`,
    "# TYPE gabarit_journal_backlog_age_seconds gauge",
    `gabarit_journal_backlog_age_seconds ${stats.backlogAgeMs / 1000}`,
    "# TYPE gabarit_ingest_in_flight_bytes gauge",
    `gabarit_ingest_in_flight_bytes ${stats.inFlightBytes}`,
    "# TYPE gabarit_known_message_ids gauge",
    `gabarit_known_message_ids ${stats.knownMessageIds}`,
  ];
  return `${lines.join("\n")}\n`;
}

function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new RequestFigures();
  readonly #token: string | undefined;
  readonly #ingest: () => IngestStats;

  constructor(token: string | undefined, ingest: () => IngestStats) {
    this.#token = token;
    this.#ingest = ingest;
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Counts a request when its answer is over. */
  observe(surface: Surface, response: ServerResponse): void {
    const startedAt = performance.now();
    response.once("close", () => {
      this.#requests.count(surface, response.statusCode, (performance.now() - startedAt) / 1000);
    });
  }

  /** With a token: its bearer. Without one: this machine, unless a proxy speaks for someone else. */
  #mayRead(request: IncomingMessage): boolean {
    const { authorization = "" } = request.headers;
    if (this.#token !== undefined) return sameText(authorization, `Bearer ${this.#token}`);
    const proxied = request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
    return !proxied && isThisMachine(request.socket.remoteAddress);
  }

  handle(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    if (path !== "/metrics") return false;
    if (!this.#mayRead(request)) {
      answer(response, 403, { code: "forbidden" });
      return true;
    }
    void this.text().then((text) => {
      response.writeHead(200, { "content-type": this.#registry.contentType, "cache-control": "no-store" });
      response.end(text);
    });
    return true;
  }

  async text(): Promise<string> {
    const build = `# TYPE gabarit_build_info gauge\ngabarit_build_info{version="${version()}"} 1\n`;
    return `${await this.#registry.metrics()}${this.#requests.text()}${build}${ingestLines(this.#ingest())}`;
  }
}
