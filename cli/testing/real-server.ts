/** A server for tests of the command line: real ingest and the real handlers of the API, on real stores, without pages. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { POST as closeBranch } from "../../app/api/v1/projects/[project]/branches/[branch]/close/route.ts";
import { GET as getBranchDiff } from "../../app/api/v1/projects/[project]/branches/[branch]/diff/route.ts";
import { GET as getPlaces } from "../../app/api/v1/projects/[project]/code-runs/places/route.ts";
import { POST as postCodeRun } from "../../app/api/v1/projects/[project]/code-runs/route.ts";
import { POST as postAudit } from "../../app/api/v1/projects/[project]/discovery/audit/route.ts";
import { GET as getFindings } from "../../app/api/v1/projects/[project]/findings/route.ts";
import { POST as postImport } from "../../app/api/v1/projects/[project]/import/route.ts";
import { GET as getManaged, PUT as putManaged } from "../../app/api/v1/projects/[project]/managed-from/route.ts";
import { GET as getPlan } from "../../app/api/v1/projects/[project]/plan/route.ts";
import { POST as postQuery } from "../../app/api/v1/projects/[project]/query/route.ts";
import { GET as getReplay } from "../../app/api/v1/projects/[project]/replays/[replay]/route.ts";
import { POST as postReplay } from "../../app/api/v1/projects/[project]/replays/route.ts";
import { GET as findProject, PATCH as patchProject } from "../../app/api/v1/projects/[project]/route.ts";
import { POST as approveMapping } from "../../app/api/v1/projects/[project]/row-mappings/[mapping]/approve/route.ts";
import { GET as getMapping } from "../../app/api/v1/projects/[project]/row-mappings/[mapping]/route.ts";
import { POST as postMapping } from "../../app/api/v1/projects/[project]/row-mappings/route.ts";
import { POST as postSource } from "../../app/api/v1/projects/[project]/sources/route.ts";
import { GET as getVersion } from "../../app/api/v1/projects/[project]/versions/[version]/route.ts";
import { POST as postVersion } from "../../app/api/v1/projects/[project]/versions/route.ts";
import { GET as listProjects } from "../../app/api/v1/projects/route.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { createIngest } from "../../lib/ingest/ingest.ts";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ROUTES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ["GET", /^\/projects$/, listProjects],
  ["GET", /^\/projects\/(?<project>[^/]+)$/, findProject],
  ["PATCH", /^\/projects\/(?<project>[^/]+)$/, patchProject],
  ["POST", /^\/projects\/(?<project>[^/]+)\/sources$/, postSource],
  ["POST", /^\/projects\/(?<project>[^/]+)\/branches\/(?<branch>[^/]+)\/close$/, closeBranch],
  ["GET", /^\/projects\/(?<project>[^/]+)\/branches\/(?<branch>[^/]+)\/diff$/, getBranchDiff],
  ["POST", /^\/projects\/(?<project>[^/]+)\/discovery\/audit$/, postAudit],
  ["GET", /^\/projects\/(?<project>[^/]+)\/findings$/, getFindings],
  ["GET", /^\/projects\/(?<project>[^/]+)\/code-runs\/places$/, getPlaces],
  ["POST", /^\/projects\/(?<project>[^/]+)\/code-runs$/, postCodeRun],
  ["GET", /^\/projects\/(?<project>[^/]+)\/managed-from$/, getManaged],
  ["PUT", /^\/projects\/(?<project>[^/]+)\/managed-from$/, putManaged],
  ["GET", /^\/projects\/(?<project>[^/]+)\/plan$/, getPlan],
  ["POST", /^\/projects\/(?<project>[^/]+)\/import$/, postImport],
  ["POST", /^\/projects\/(?<project>[^/]+)\/query$/, postQuery],
  ["POST", /^\/projects\/(?<project>[^/]+)\/replays$/, postReplay],
  ["GET", /^\/projects\/(?<project>[^/]+)\/replays\/(?<replay>[^/]+)$/, getReplay],
  ["POST", /^\/projects\/(?<project>[^/]+)\/row-mappings$/, postMapping],
  ["GET", /^\/projects\/(?<project>[^/]+)\/row-mappings\/(?<mapping>[^/]+)$/, getMapping],
  ["POST", /^\/projects\/(?<project>[^/]+)\/row-mappings\/(?<mapping>[^/]+)\/approve$/, approveMapping],
  ["POST", /^\/projects\/(?<project>[^/]+)\/versions$/, postVersion],
  ["GET", /^\/projects\/(?<project>[^/]+)\/versions\/(?<version>[^/]+)$/, getVersion],
];

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "", "http://localhost:3000");
  const path = decodeURI(url.pathname.replace(/^\/api\/v1/, ""));
  for (const [method, pattern, handler] of ROUTES) {
    const match = pattern.exec(path);
    if (method !== incoming.method || match === null) continue;
    const body = method === "GET" ? undefined : new Uint8Array(await buffer(incoming));
    const headers = new Headers(incoming.headers as Record<string, string>);
    const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const response = await handler(request, { params: Promise.resolve({ ...match.groups }) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    return;
  }
  outgoing.writeHead(404).end("{}");
}

export interface RealServer {
  readonly url: string;
  /** Everything sent so far is in the event store. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRealServer(): Promise<RealServer> {
  const dataDir = temporaryFolder("cli-server");
  const ingest = createIngest({ dataDir, minFreeBytes: 0, forwardIn: "thread" });
  await ingest.start();
  const server = createServer((incoming, outgoing) => {
    if (!ingest.handle(incoming, outgoing)) void answer(incoming, outgoing);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settled: async () => void (await ingest.settled()),
    async stop() {
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      await ingest.drain();
    },
  };
}
