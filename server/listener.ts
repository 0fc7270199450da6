/** The one listener: ingest first and fast, then health and metrics, then everything that has pages or an API. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { StartRefusal } from "../lib/base/start-refusal.ts";
import type { Ingest } from "../lib/ingest/running-ingest.ts";
import { answerCliPackage } from "./cli-package.ts";
import type { Health } from "./health.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Metrics } from "./metrics.ts";
import type { Pages } from "./pages.ts";
import { protectBareAnswer } from "./security.ts";
import { answerWaiting } from "./waiting-page.ts";

export interface Parts {
  readonly lifecycle: Lifecycle;
  readonly ingest: Ingest;
  readonly health: Health;
  readonly metrics: Metrics;
  /** Undefined until the pages are there. */
  readonly pages: () => Pages | undefined;
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}

function answerRequest(parts: Parts, request: IncomingMessage, response: ServerResponse): void {
  // A client that keeps its connection would hold up the end of the process.
  if (parts.lifecycle.phase === "draining") response.setHeader("connection", "close");
  if (parts.ingest.handle(request, response)) {
    parts.metrics.observe("ingest", response);
    return;
  }
  // Pages put their own policy in its place.
  protectBareAnswer(response);
  const path = pathOf(request);
  if (parts.health.handle(path, response) || parts.metrics.handle(path, request, response)) {
    parts.metrics.observe("health", response);
    return;
  }
  if (answerCliPackage(path, request, response)) return;
  parts.metrics.observe(path.startsWith("/api/") ? "api" : "page", response);
  const pages = parts.pages();
  if (pages === undefined) answerWaiting(response);
  else pages.handle(request, response);
}

/** A server that does not listen yet. `parts` may still be under way: nothing arrives before it listens. */
export function makeListener(parts: () => Parts): Server {
  const server = createServer((request, response) => answerRequest(parts(), request, response));
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be used (${error.code})`;
      fail(new StartRefusal(`${host}:${port} ${reason}; set PORT or GABARIT_HOST.`, { cause: error }));
    });
    server.listen(port, host, () => done());
  });
}

const LINGER_MS = 4000;

/** Stops accepting, lets what is under way finish, then closes what lingers. */
export function closeListener(server: Server): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(() => server.closeAllConnections(), LINGER_MS);
    server.close(() => {
      clearTimeout(timer);
      done();
    });
    server.closeIdleConnections();
  });
}
