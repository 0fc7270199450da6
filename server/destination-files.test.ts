/** From what arrives to files by event and day that are read again: what conforms today, each file as it should be, nothing else. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { generate } from "../codegen/generate.ts";
import { outcome } from "../lib/access/testing.ts";
import { readEnv, settleEnv } from "../lib/base/env.ts";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { awsHeaders } from "../lib/destination/files/aws-signature.ts";
import { fillFiles } from "../lib/destination/files/files-turn.ts";
import type { NewDestination } from "../lib/destination/sound.ts";
import { createDestination, getDestination, updateDestination } from "../lib/destination/store.ts";
import { findPublished } from "../lib/ingest/plan-registry.ts";
import { createTestProject, type TestProject, type TestSource } from "../lib/ingest/testing/project.ts";
import { useTestServer } from "../lib/ingest/testing/server.ts";
import { newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { PropertyType } from "../lib/plan/plan.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { advanceErasures } from "../lib/privacy/erasure-worker.ts";
import { startErasure } from "../lib/privacy/store.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { sql } from "../lib/store/sql.ts";
import { fileTables } from "./file-tables.ts";

const server = useTestServer();
const KEYS = { id: "AKIDTEST", secret: "s3cr3t/with+signs", region: "eu-west-3" };
let project: TestProject;
let web: TestSource;
let dataDir: string;

function planWhere(amount: PropertyType, name = "amount") {
  const item = newProperty({ id: "prp_sku", name: "sku", type: { kind: "string" }, required: true });
  const properties = [
    newProperty({ id: "prp_amount", name, type: amount, required: true }),
    newProperty({ id: "prp_at", name: "due", type: { kind: "string", format: "date-time" } }),
    newProperty({ id: "prp_mail", name: "mail", type: { kind: "string" }, privacy: "personal" }),
    newProperty({
      ...{ id: "prp_lines", name: "lines" },
      type: { kind: "array", items: { kind: "object", properties: [item], open: false } },
    }),
  ];
  const paid = newEvent({ id: "evt_paid", name: "Order Paid", identifier: "order_paid", properties });
  const seen = newEvent({ id: "evt_seen", name: "Seen", identifier: "seen" });
  return { ...referencePlan, events: [paid, seen] };
}

beforeAll(async () => {
  dataDir = temporaryFolder("files");
  project = await createTestProject();
  await project.publish(planWhere({ kind: "number" }));
  web = await project.source({ slug: "web" });
});
beforeEach(() => settleEnv({ ...readEnv({}), dataDir, privateWebhooks: ["127.0.0.0/8"] }));

const create = async (more: Partial<NewDestination> = {}) => {
  const made = await createDestination(project.authorized, {
    ...{ name: "Lake", kind: "folder", url: "lake/shop", takes: "conformant", environments: ["production"] },
    ...{ sources: [], events: [], people: false, privacy: ["none", "pseudonymous"], names: {} },
    ...more,
  });
  return made.id;
};
let clock = Date.now();
/** A run after the last one's pause. */
function run(id: string): Promise<number> {
  clock += 3_600_000;
  return fillFiles(id, clock, { tables: fileTables });
}

const paid = (messageId: string, day: string, properties: object, userId = "u1") => ({
  ...{ type: "track", event: "Order Paid", messageId, userId, timestamp: `${day}T10:00:00.000Z`, properties },
});
async function arrive(batch: readonly object[]): Promise<void> {
  expect((await server.post("/v1/batch", { batch, writeKey: web.writeKey })).status).toBe(200);
  await server.ingest.settled();
}

const root = () => join(dataDir, "exports", "lake", "shop");
const filesIn = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((path) => /\.(parquet|ndjson|json)$/.test(path)).sort();
/** The rows of a Parquet file as the engine reads it back, whose types stay in `read_back`. */
async function read(path: string): Promise<Record<string, unknown>[]> {
  await eventDb().work(sql`drop table if exists read_back`);
  const file = sql`file(${join(root(), path)}, 'Parquet')`;
  await eventDb().work(sql`create table read_back engine = Memory as select * from ${file}`);
  return server.rows<Record<string, unknown>>(sql`select * from read_back order by message_id`);
}
const manifest = (folder = root()) =>
  JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    files: { path: string; rows: number; sha256: string; bytes: number }[];
  };

it("writes Parquet by event and day with the columns of the plan's table, then only what changed", async () => {
  await arrive([
    paid("a", "2026-05-04", { amount: 1.5, due: "2026-06-01T00:00:00Z", mail: "x@y.z", lines: [{ sku: "A" }] }),
    paid("b", "2026-05-04", { amount: 2 }),
    paid("c", "2026-05-05", { amount: 3 }, "leaver"),
    paid("bad", "2026-05-05", { amount: "4" }),
    { type: "track", event: "Seen", messageId: "s", userId: "u1", timestamp: "2026-05-05T00:00:00.000Z" },
  ]);
  const id = await create();
  expect([await run(id), (await getDestination(project.authorized, id)).excerpt]).toEqual([3, ""]);
  const [first, second] = ["2026-05-04", "2026-05-05"].map((day) => `order_paid/occurred_on=${day}/events.parquet`) as [
    string,
    string,
  ];
  expect(filesIn(root())).toEqual(["manifest.json", first, second, "seen/occurred_on=2026-05-05/events.parquet"]);
  expect(await getDestination(project.authorized, id)).toMatchObject({ state: "sending", files: 3, sent: 4 });
  expect(await read(first)).toMatchObject([
    {
      ...{ message_id: "a", user_id: "u1", source: "web", environment: "production", amount: 1.5, mail: null },
      ...{ lines: [{ sku: "A" }], anonymous_id: null },
    },
    { message_id: "b", amount: 2, due: null, lines: [] },
  ]);
  // The types are those of the generated table, as Parquet has them.
  const described = await server.rows<{ name: string; type: string }>(
    sql`select name, type from system.columns where table = 'read_back' and database = currentDatabase() order by position`,
  );
  const ddl = (await generate(await published(), { target: "clickhouse" })).get("events/order_paid.sql") ?? "";
  const columns = [...ddl.matchAll(/^ {2}`(\w+)` (.+?)(?: COMMENT .*)?,?$/gm)].map(([, name, type]) => [name, type]);
  // Parquet knows neither lists of known words nor names of time zones; times have six digits as in the statement.
  const plain = (type = "") =>
    type
      .replace(/LowCardinality\((.*)\)$/, "$1")
      .replace(/Nullable\((.*)\)$/, "$1")
      .replaceAll("`", "");
  const inside = described.filter(({ name }) => name !== "occurred_on");
  expect(inside.map(({ name, type }) => [name, plain(type)])).toEqual(
    columns.map(([name, type]) => [name, plain(type)]),
  );
  // As many as questions count.
  const [counted] = await server.rows<{ n: string }>(
    sql`select count() as n from events where project = ${sql.as("UInt32", project.number)}`,
  );
  expect(manifest().files.reduce((sum, { rows }) => sum + rows, 0)).toBe(Number(counted?.n));
  for (const { path, sha256, bytes } of manifest().files) {
    const text = readFileSync(join(root(), path));
    expect([path, createHash("sha256").update(text).digest("hex"), text.length]).toEqual([path, sha256, bytes]);
  }

  const before = statSync(join(root(), second)).mtimeMs;
  expect(await run(id)).toBe(0);
  await arrive([paid("late", "2026-05-04", { amount: 9 })]);
  expect(await run(id)).toBe(1);
  expect((await read(first)).map(({ message_id }) => message_id)).toEqual(["a", "b", "late"]);
  expect(statSync(join(root(), second)).mtimeMs).toBe(before);

  // A later version accepts what was held, and knows the amount by another name: the column and its files follow.
  await project.publish(planWhere({ kind: "union", anyOf: [{ kind: "number" }, { kind: "string" }] }, "total"));
  await arrive([paid("text", "2026-05-05", { total: "5" })]);
  expect(await run(id)).toBe(2);
  expect((await read(second)).map(({ message_id, total }) => [message_id, total])).toEqual([
    ["c", "3"],
    ["text", '"5"'],
  ]);

  // Who is erased goes from the files, and a day that nothing is left of goes whole.
  await startErasure(project.authorized, { userId: "leaver" });
  await advanceErasures(new AbortController().signal);
  expect(await run(id)).toBe(1);
  expect((await read(second)).map(({ message_id }) => message_id)).toEqual(["text"]);
  // A copy that was cut off goes with its file.
  const part = join(root(), "seen/occurred_on=2026-05-05/events.parquet.part");
  writeFileSync(part, "PAR1");
  await updateDestination(project.authorized, id, { events: ["evt_paid"] });
  expect(await run(id)).toBe(0);
  expect(existsSync(part)).toBe(false);
  expect(filesIn(root())).toEqual(["manifest.json", first, second]);
  expect(manifest().files.map(({ path }) => path)).toEqual([first, second]);
  expect(existsSync(join(dataDir, "exports", ".writing", id))).toBe(false);
});

async function published() {
  const found = await findPublished(project.id, 1);
  if (found === undefined) throw new Error("nothing is published");
  return found;
}

/** A bucket that takes what is signed as it documents; the signature itself is proven by the examples of the documentation. */
async function startBucket() {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  let broken = false;
  let lost: string | undefined;
  const http = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks);
      const url = new URL(req.url ?? "", `http://${req.headers.host}`);
      const instant = String(req.headers["x-amz-date"]);
      const now = Date.parse(instant.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, "$1-$2-$3:$4:"));
      const sha256 = createHash("sha256").update(body).digest("hex");
      const wanted = awsHeaders({ method: req.method ?? "", url, sha256, now }, KEYS).authorization;
      if (wanted !== req.headers.authorization || req.headers["x-amz-content-sha256"] !== sha256) {
        refused.push(url.pathname);
        return res.writeHead(403).end("<Code>SignatureDoesNotMatch</Code>");
      }
      if (broken) return res.writeHead(503).end("<Code>SlowDown</Code>");
      if (req.method === "PUT") objects.set(url.pathname, body);
      else objects.delete(url.pathname);
      if (url.pathname === lost) {
        lost = undefined;
        return res.destroy();
      }
      return res.writeHead(req.method === "PUT" ? 200 : 204).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((done) => http.once("listening", done));
  const { port } = http.address() as AddressInfo;
  return {
    ...{ objects, refused, url: `http://127.0.0.1:${port}/lake/a b?region=eu-west-3` },
    fail: (fails: boolean) => {
      broken = fails;
    },
    /** Takes the next request for this path, and never says so. */
    loseAnswer: (path: string) => {
      lost = path;
    },
    stop: () => http.close(),
  };
}

it("writes NDJSON into a bucket, signed, waits while it fails, and refuses wrong keys", async () => {
  const bucket = await startBucket();
  afterAll(bucket.stop);
  const given = { kind: "s3", format: "ndjson", url: bucket.url, events: ["evt_seen"] } as const;
  expect(await outcome(create({ ...given, secret: "only-an-id" }))).toBe("invalid_input");
  const id = await create({ ...given, secret: "AKIDTEST:wrong" });
  expect(await run(id)).toBe(0);
  expect(bucket.refused).toHaveLength(1);
  expect(await getDestination(project.authorized, id)).toMatchObject({
    ...{ state: "failing", status: 403, excerpt: expect.stringContaining("SignatureDoesNotMatch") },
  });
  await updateDestination(project.authorized, id, { secret: `${KEYS.id}:${KEYS.secret}` });
  bucket.fail(true);
  expect(await run(id)).toBe(0);
  bucket.fail(false);
  expect(await run(id)).toBe(1);
  expect([...bucket.objects.keys()].sort()).toEqual([
    "/lake/a%20b/manifest.json",
    "/lake/a%20b/seen/occurred_on%3D2026-05-05/events.ndjson",
  ]);
  const line = bucket.objects.get("/lake/a%20b/seen/occurred_on%3D2026-05-05/events.ndjson")?.toString() ?? "";
  expect(JSON.parse(line)).toMatchObject({ message_id: "s", occurred_at: "2026-05-05T00:00:00.000Z", source: "web" });
  expect(await getDestination(project.authorized, id)).toMatchObject({ state: "sending", files: 1, excerpt: "" });
});

it("takes away what a run left that ended between a file and its row, once nothing of that day may leave any more", async () => {
  const bucket = await startBucket();
  afterAll(bucket.stop);
  await arrive([
    { type: "track", event: "Seen", messageId: "t", userId: "torn", timestamp: "2026-05-09T00:00:00.000Z" },
  ]);
  const secret = `${KEYS.id}:${KEYS.secret}`;
  const id = await create({ kind: "s3", format: "ndjson", url: bucket.url, events: ["evt_seen"], secret });
  const torn = "/lake/a%20b/seen/occurred_on%3D2026-05-09/events.ndjson";
  bucket.loseAnswer(torn);
  await run(id);
  expect(bucket.objects.get(torn)?.toString()).toContain("torn");
  const half = await getDestination(project.authorized, id);
  expect(half).toMatchObject({ state: "failing" });
  expect(half.files, "none that is not surely there").toBe(bucket.objects.size - 1);
  await startErasure(project.authorized, { userId: "torn" });
  await advanceErasures(new AbortController().signal);
  await run(id);
  expect(bucket.objects.has(torn)).toBe(false);
  expect(bucket.objects.get("/lake/a%20b/manifest.json")?.toString()).not.toContain("2026-05-09");
  const after = await getDestination(project.authorized, id);
  expect(after).toMatchObject({ state: "sending", files: bucket.objects.size - 1 });
});

it("writes into no folder but its own", async () => {
  for (const url of ["../out", "/etc", "a/../b", ".writing", "", "a//b"])
    expect(await outcome(create({ url })), url).toBe("invalid_input");
  expect(await outcome(create({ url: "lake" })), "above that of another").toBe("invalid_input");
  expect(await outcome(create({ url: "lake/shop/inner" }))).toBe("invalid_input");
});

it("signs as the examples of the documentation", () => {
  const keys = {
    id: "AKIAIOSFODNN7EXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region: "us-east-1",
  };
  const now = Date.parse("2013-05-24T00:00:00Z");
  const empty = createHash("sha256").digest("hex");
  const get = { method: "GET", url: new URL("https://examplebucket.s3.amazonaws.com/test.txt"), sha256: empty, now };
  expect(awsHeaders({ ...get, headers: { range: "bytes=0-9" } }, keys).authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
  const put = {
    ...{ method: "PUT", url: new URL("https://examplebucket.s3.amazonaws.com/test%24file.text"), now },
    sha256: createHash("sha256").update("Welcome to Amazon S3.").digest("hex"),
    headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
  };
  expect(awsHeaders(put, keys).authorization).toMatch(
    /Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd$/,
  );
});
