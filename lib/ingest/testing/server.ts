/** An ingest server for tests: node:http on a free port, the journal in a folder of its own. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { temporaryFolder } from "../../base/testing/temporary-folder.ts";
import { eventDb } from "../../store/event-db.ts";
import type { Sql } from "../../store/sql.ts";
import { useEventDb, usePlanDb } from "../../store/testing.ts";
import { createIngest, type Ingest, type IngestOptions } from "../ingest.ts";

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly ingest: Ingest;
  /** POSTs JSON, or a body as it stands. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Rows of the event store, once everything sent so far is in it. */
  rows<T>(statement: Sql): Promise<T[]>;
  stop(): Promise<void>;
}

export async function startTestServer(options: Partial<IngestOptions> = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? temporaryFolder("ingest");
  const ingest = createIngest({ minFreeBytes: 0, forwardIn: "thread", ...options, dataDir });
  await ingest.start();
  const server = createServer((request, response) => {
    if (!ingest.handle(request, response)) response.writeHead(404).end();
  });
  // As the product's own listener: a test that computes for long between two calls finds its connection still open.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    dataDir,
    ingest,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: (typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body)) as BodyInit,
      }),
    async rows(statement) {
      await ingest.settled();
      return eventDb().query("test", statement);
    },
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await ingest.drain();
    },
  };
}

/** Stopped by whoever shares it. */
export type SharedServer = Omit<TestServer, "stop">;

/** Both stores and one ingest server for all tests of a file. */
export function useTestServer(): SharedServer {
  usePlanDb();
  useEventDb();
  let running: TestServer | undefined;
  beforeAll(async () => {
    running = await startTestServer();
  });
  afterAll(() => running?.stop());
  const started = (): TestServer => {
    if (running === undefined) throw new Error("The server is started before the first test.");
    return running;
  };
  return {
    get url() {
      return started().url;
    },
    get dataDir() {
      return started().dataDir;
    },
    get ingest() {
      return started().ingest;
    },
    post: (path, body, headers) => started().post(path, body, headers),
    rows: (statement) => started().rows(statement),
  };
}
