/** An ingest server as a process of its own, for tests that kill it: started with its folder and database as arguments. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AuthorizedProject } from "../../access/authorized.ts";
import { applyDdl } from "../../store/ddl.ts";
import { closeEventDb, openEventDb } from "../../store/event-db.ts";
import { closePlanDb, openPlanDb } from "../../store/plan-db.ts";
import { createIngest } from "../ingest.ts";
import { offerRejudgingThread } from "../rejudging-thread.ts";
import { startReplay } from "../replay.ts";

// As the product judges again.
offerRejudgingThread();

const [dataDir = "", databaseUrl = ""] = process.argv.slice(2);
openPlanDb(databaseUrl);
await applyDdl(openEventDb({ dir: join(dataDir, "events") }));
const ingest = createIngest({ dataDir, minFreeBytes: 0 });
await ingest.start();
const server = createServer((request, response) => {
  if (!ingest.handle(request, response)) response.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`));

// `{"project": an authorized project, "planVersion": 2}`: what was received is judged again under that version.
createInterface({ input: process.stdin }).on("line", (line) => {
  const { project, planVersion } = JSON.parse(line) as { project: AuthorizedProject; planVersion: number };
  void startReplay(project, { planVersion });
});

process.on("SIGTERM", () => {
  server.close();
  void (async () => {
    await ingest.drain();
    await closeEventDb();
    await closePlanDb();
    process.exit(0);
  })();
});
