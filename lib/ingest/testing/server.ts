/** An ingest server for tests: node:http on a free port, the journal in a folder of its own. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { temporaryFolder } from "../../base/testing/temporary-folder.ts";
import { eventDb } from "../../store/event-db.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { useEventDb, usePlanDb } from "../../store/testing.ts";
import { createIngest, type Ingest, type IngestOptions } from "../ingest.ts";

/** An event as the store holds it once it was received, whatever its verdict. */
export interface ReceivedRow {
  readonly call_type: string;
  readonly event_name: string;
  readonly verdict: string;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly group_id: string;
  readonly sdk: string;
  readonly sent_ts: string | null;
  readonly message_id: string;
  readonly declared_version: number;
  readonly violations: string;
  readonly raw: string;
}

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly ingest: Ingest;
  /** POSTs JSON, or a body as it stands. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Rows of the event store, once everything sent so far is in it. */
  rows<T>(statement: Sql): Promise<T[]>;
  /** What a source sent so far, in the order it came. */
  received(source: { readonly number: number }): Promise<ReceivedRow[]>;
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
  const rows = async <T>(statement: Sql): Promise<T[]> => {
    await ingest.settled();
    return eventDb().query("test", statement);
  };
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
    rows,
    received: ({ number }) => rows(sql`select * from received where source = ${sql.as("UInt32", number)} order by uid`),
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
    received: (source) => started().received(source),
  };
}
