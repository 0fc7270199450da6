/** A server for the ingest figures, as a process of its own: the product's listener and stores, or bare node:http + JSON.parse. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnv } from "../lib/base/env.ts";
import { newId } from "../lib/base/id.ts";
import { createIngest } from "../lib/ingest/ingest.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { assignSlots, insertSlots } from "../lib/plan/store-slots.ts";
import { planDb } from "../lib/store/plan-db.ts";
import { openStores } from "../lib/store/stores.ts";
import { Health } from "../server/health.ts";
import { Lifecycle } from "../server/lifecycle.ts";
import { makeListener } from "../server/listener.ts";
import { Metrics } from "../server/metrics.ts";
import { benchPlan } from "./bench-plan.ts";

function listen(server: Server, stop: () => Promise<void>, writeKey: string): void {
  server.listen(0, "127.0.0.1", () => {
    process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port, writeKey })}\n`);
  });
  process.once("SIGTERM", () => {
    server.close();
    server.closeAllConnections();
    void stop().finally(() => process.exit(0));
  });
}

/** The limit: read the body, parse it, answer. */
function bare(): void {
  const answer = Buffer.from('{"success":true}');
  listen(
    createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => pieces.push(piece));
      request.on("end", () => {
        const body = JSON.parse(Buffer.concat(pieces).toString("utf8")) as { batch: unknown[] };
        if (!Array.isArray(body.batch)) throw new Error("A bench body is a batch");
        response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
        response.end(answer);
      });
    }),
    () => Promise.resolve(),
    "none",
  );
}

async function seed(): Promise<string> {
  const db = planDb();
  const workspace = await db.workspace.create({ data: { id: newId("wsp"), slug: "bench", name: "Bench" } });
  const project = await db.project.create({
    data: { id: newId("prj"), workspaceId: workspace.id, slug: "bench", name: "Bench" },
  });
  const source = await db.source.create({
    data: {
      id: newId("src"),
      projectId: project.id,
      slug: "bench",
      name: "Bench",
      platform: "web",
      environment: "production",
    },
  });
  const published = freezePlan(benchPlan("bench"));
  await db.planVersion.create({
    data: {
      projectId: project.id,
      version: published.version,
      hash: published.hash,
      document: published.plan as object,
      eventVersions: published.eventVersions as object,
      publishedBy: "bench",
    },
  });
  await insertSlots(db, project.id, assignSlots(published.plan, []));
  const key = await db.writeKey.create({ data: { id: newId("key"), key: newId("key"), sourceId: source.id } });
  return key.key;
}

async function gabarit(forwarding: boolean): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "gabarit-bench-"));
  const stores = await openStores(readEnv({ GABARIT_DATA_DIR: dataDir }));
  const ingest = createIngest({ dataDir });
  if (forwarding) await ingest.start();
  const lifecycle = new Lifecycle();
  const metrics = new Metrics(undefined, () => ingest.stats());
  const health = new Health(lifecycle);
  listen(
    makeListener(() => ({ lifecycle, ingest, health, metrics, pages: () => undefined })),
    async () => {
      await ingest.drain();
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    await seed(),
  );
}

const mode = process.argv[2] ?? "bare";
if (mode === "bare") bare();
else await gabarit(mode === "whole");
