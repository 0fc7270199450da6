/** A draft judged on a million recorded events, alone and while events are received: how long, and what senders notice. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { JudgingJob } from "../lib/backtest/judging.ts";
import { offerJudgingThread } from "../lib/backtest/judging-thread.ts";
import { judgeTraffic } from "../lib/backtest/run.ts";
import { readEnv } from "../lib/base/env.ts";
import { newId } from "../lib/base/id.ts";
import { createIngest } from "../lib/ingest/ingest.ts";
import { emptyPlan, newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { planDb } from "../lib/store/plan-db.ts";
import { sql } from "../lib/store/sql.ts";
import { openStores } from "../lib/store/stores.ts";
import { type BenchRow, percentile } from "./bench-row.ts";

const EVENTS = 1_000_000;
const DAYS = 30;
/** Of nobody who sends meanwhile. */
const PROJECT = 4_000_000;
const HOUR_MS = 3_600_000;
const JSON_BODY = { "content-type": "application/json" };
const NAMES = ["Page Viewed", "Product Added", "Order Completed", "Search", "Signed Up"];

function plan(stricter: boolean): Plan {
  return {
    ...emptyPlan("bench"),
    events: NAMES.map((name, index) =>
      newEvent({
        id: `evt_${index}`,
        name,
        identifier: `event${index}`,
        properties: [
          newProperty({
            id: `prp_total_${index}`,
            name: "total",
            required: true,
            type: { kind: "number", minimum: stricter ? 5 : 0 },
          }),
          newProperty({
            id: `prp_currency_${index}`,
            name: "currency",
            type: { kind: "string", enum: ["EUR", "USD"] },
          }),
          newProperty({ id: `prp_at_${index}`, name: "at", type: { kind: "string", format: "date-time" } }),
          newProperty({ id: `prp_url_${index}`, name: "url", type: { kind: "string", format: "uri" } }),
          newProperty({
            id: `prp_lines_${index}`,
            name: "lines",
            type: {
              kind: "array",
              items: {
                kind: "object",
                open: false,
                properties: [
                  newProperty({
                    id: `prp_sku_${index}`,
                    name: "sku",
                    type: { kind: "string", pattern: "^[A-Z]{2}-\\d+$" },
                  }),
                  newProperty({ id: `prp_n_${index}`, name: "n", type: { kind: "integer", minimum: 1 } }),
                ],
              },
            },
          }),
        ],
      }),
    ),
  };
}

/** Events of some 700 bytes, spread over the days, one in ten of them below the draft's bound. */
async function fill(until: number): Promise<void> {
  const db = eventDb();
  const context = JSON.stringify({
    app: { version: "1.0" },
    library: { name: "analytics.js", version: "5.1.0" },
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36",
    page: { url: "https://shop.example.com/basket", path: "/basket", referrer: "https://shop.example.com/" },
  });
  for (let from = 0; from < EVENTS; from += 250_000) {
    await db.command(sql`insert into received (project, uid, source, environment, received_at, ts, call_type, event_name,
        message_id, user_id, app_version, plan_version, verdict, disposition, raw)
      select ${PROJECT}, (number + 1) * 4096, 1, 'production', at, at, 'track', name, concat('m', toString(number)), 'u', '1.0', 1,
        'conformant', 'analysis', concat('{"type":"track","messageId":"m', toString(number), '","event":"', name,
          '","userId":"u', toString(number % 50000), '","timestamp":"2026-03-01T12:00:00.000Z","context":', ${context},
          ',"properties":{"total":', toString(number % 50), '.5,"currency":"EUR","at":"2026-03-01T12:00:00.000Z",',
          '"url":"https://shop.example.com/p/', toString(number), '","lines":[{"sku":"AB-', toString(number % 999),
          '","n":2},{"sku":"CD-7","n":1}]}}')
      from (select number + ${from} as number, ${NAMES}[1 + number % ${NAMES.length}] as name,
          ${sql.as("DateTime64(3,'UTC')", until - DAYS * 24 * HOUR_MS)}
            + toIntervalMillisecond(intDiv(number * ${DAYS * 24 * HOUR_MS - 1_000}, ${EVENTS})) as at
        from numbers(250000))`);
  }
}

/** A source that may send, of a project without a plan: its events are recorded as unplanned. */
async function writeKey(): Promise<string> {
  const db = planDb();
  const workspace = await db.workspace.create({ data: { id: newId("wsp"), slug: "bench", name: "Bench" } });
  const own = { id: newId("prj"), workspaceId: workspace.id, slug: "bench", name: "Bench" };
  const project = await db.project.create({ data: own });
  const source = { id: newId("src"), projectId: project.id, slug: "bench", name: "Bench", platform: "web" };
  const { id } = await db.source.create({ data: { ...source, environment: "staging" } });
  return (await db.writeKey.create({ data: { id: newId("key"), key: newId("key"), sourceId: id } })).key;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Bodies of 20 events at a steady pace until stopped; how long each took to be acknowledged. */
async function send(url: string, key: string, until: Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  let going = true;
  void until.finally(() => {
    going = false;
  });
  for (let body = 0; going || taken.length < 100; body++) {
    const batch = Array.from({ length: 20 }, (_, index) => ({
      type: "track",
      event: "Search",
      userId: "u",
      messageId: `bench-${body}-${index}-${taken.length}-${Date.now()}`,
      properties: { total: 1 },
    }));
    const at = performance.now();
    const answer = await fetch(`${url}/v1/batch`, {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify({ writeKey: key, batch }),
    });
    if (!answer.ok) throw new Error(`Not acknowledged: ${answer.status}`);
    taken.push(performance.now() - at);
    await sleep(20);
  }
  return taken;
}

async function judged(job: JudgingJob, until: number): Promise<number> {
  const started = performance.now();
  const scope = { project: PROJECT, environment: "production", from: until - DAYS * 24 * HOUR_MS, until };
  const { tally, total } = await judgeTraffic({ job, scope, most: 2 * EVENTS, signal: new AbortController().signal });
  if (total !== EVENTS || tally.totals.failing !== EVENTS / 10)
    throw new Error(`Not what was sent: ${JSON.stringify(tally.totals)}`);
  return (performance.now() - started) / 1_000;
}

async function measure(job: JudgingJob, until: number, dataDir: string): Promise<BenchRow[]> {
  const alone = await judged(job, until);
  const ingest = createIngest({ dataDir, minFreeBytes: 0 });
  await ingest.start();
  const server = createServer((request, response) => {
    if (!ingest.handle(request, response)) response.writeHead(404).end();
  });
  try {
    const [url, key] = [await listen(server), await writeKey()];
    await send(url, key, sleep(2_000));
    const quiet = await send(url, key, sleep(8_000));
    const work = judged(job, until);
    const busy = await send(url, key, work);
    return [
      { name: "one million events under two plans", value: alone, unit: "s", goal: "at most 30 s on two cores" },
      { name: "the same while bodies are received", value: await work, unit: "s" },
      { name: "acknowledgement, median, without", value: percentile(quiet, 50), unit: "ms" },
      { name: "acknowledgement, median, during", value: percentile(busy, 50), unit: "ms" },
      { name: "acknowledgement, p99, without", value: percentile(quiet, 99), unit: "ms" },
      { name: "acknowledgement, p99, during", value: percentile(busy, 99), unit: "ms" },
    ];
  } finally {
    server.close();
    server.closeAllConnections();
    await ingest.drain();
  }
}

export async function run(): Promise<BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-bench-"));
  const stores = await openStores(readEnv({ GABARIT_DATA_DIR: dir }));
  try {
    const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    await fill(until);
    offerJudgingThread();
    const before = freezePlan(plan(false));
    const after = freezePlan(plan(true), before);
    return await measure({ before, after, sources: [{ number: 1, slug: "web", unplanned: "violation" }] }, until, dir);
  } finally {
    await stores.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
