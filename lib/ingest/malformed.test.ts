import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newEvent } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, useTestServer } from "./testing/server.ts";

const server = useTestServer();

let project: TestProject;
let source: TestSource;

beforeAll(async () => {
  project = await createTestProject();
  source = await project.source();
  await project.publish({
    ...referencePlan,
    events: [newEvent({ id: "evt_t", name: "T", identifier: "t", open: true })],
  });
});

const nested = (levels: number, open: string, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`;
const event = (properties: string, more = "") =>
  `{"type":"track","event":"T","userId":"u"${more},"properties":${properties}}`;
const batch = (...messages: string[]) => `{"batch":[${messages.join(",")}]}`;
const good = event("{}");

type Verdicts = readonly string[];
interface Case {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly status: number;
  /** Of the events stored for it, in order. */
  readonly stored: Verdicts;
  readonly headers?: Record<string, string>;
}

const ok = (name: string, body: string | Uint8Array, stored: Verdicts, headers = {}): Case => ({
  name,
  body,
  status: 200,
  stored,
  headers,
});

/** A body that is no envelope: answered 400, recorded once as malformed. */
const unreadable = (name: string, body: string | Uint8Array, headers = {}): Case => ({
  name,
  body,
  status: 400,
  stored: ["malformed"],
  headers,
});

const tooLarge = (name: string, body: string | Uint8Array, headers = {}): Case => ({
  name,
  body,
  status: 413,
  stored: [],
  headers,
});

const C = "conformant";
const M = "malformed";
const V = "violating";

const ENVELOPES: readonly Case[] = [
  unreadable("empty body", ""),
  unreadable("white space", " \n\t "),
  ...[
    "{",
    '{"batch"',
    '{"batch":',
    '{"batch":[',
    `{"batch":[${good}`,
    `{"batch":[${good}]`,
    '{"batch":[{"type":"tr',
  ].map((text) => unreadable(`cut off: ${text.slice(0, 16)}`, text)),
  ...[
    "[1,]",
    '{"a":1,}',
    "{a:1}",
    "{'batch':[]}",
    "NaN",
    "[NaN]",
    '{"batch":[Infinity]}',
    '{"batch":[-Infinity]}',
    "undefined",
    "{}}",
    "01",
    "[01]",
    "1 2",
    "// c\n{}",
    '{"batch":[0x10]}',
    '"\\x"',
    '"\u0001"',
  ].map((text) => unreadable(`no JSON: ${text}`, text)),
  ...["null", "true", "1", '"text"', "[]", `[${good}]`].map((text) =>
    unreadable(`no object: ${text.slice(0, 8)}`, text),
  ),
  unreadable("object without a batch", "{}"),
  ...["null", "{}", '"x"', "1", "true"].map((text) => unreadable(`batch is ${text}`, `{"batch":${text}}`)),
  unreadable("invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  unreadable("UTF-16", Buffer.from(batch(good), "utf16le")),
  unreadable("overlong UTF-8", Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')])),
  unreadable(
    "surrogate in UTF-8",
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  ),
  unreadable("binary", Buffer.from(Array.from({ length: 256 }, (_, index) => index))),
  unreadable("gzip cut off", gzipSync(batch(good)).subarray(0, 30)),
  unreadable("gzip of no JSON", gzipSync("{")),
  unreadable("gzip in gzip", gzipSync(gzipSync(batch(good)))),
  unreadable("gzip header alone", Buffer.from([0x1f, 0x8b, 0x08])),
  unreadable("no brotli", Buffer.from(batch(good)), { "content-encoding": "br" }),
  unreadable("gzip with garbage behind it", Buffer.concat([gzipSync(batch(good)), Buffer.from("garbage")])),
  tooLarge("gzip bomb, 64 MiB", gzipSync(Buffer.alloc(64 * 1024 * 1024, 91))),
  tooLarge("more than 1 MiB", `{"batch":[${good}],"x":"${"y".repeat(1_100_000)}"}`),
  tooLarge("4097 messages", batch(...Array.from({ length: 4_097 }, () => "1"))),
  unreadable("large body 513 levels deep", `{"batch":[{"a":${nested(511, "[", "]")}}],"x":"${"y".repeat(200_000)}"}`),
  unreadable("body a million levels deep", gzipSync("[".repeat(1_000_000))),
  ok("wrong content type", batch(good), [C], { "content-type": "image/png" }),
  ok("wrong charset", batch(good), [C], { "content-type": "application/json; charset=utf-16" }),
  ok("byte order mark", `\ufeff${batch(good)}`, [C]),
  ok("white space around", `\r\n ${batch(good)} \t`, [C]),
  ok("empty batch", batch(), []),
  ok("repeated batch: the last counts", `{"batch":[1],"batch":[${good}]}`, [C]),
];

const EVENTS: readonly Case[] = [
  ...["null", "1", '"text"', "true", "[]", "[{}]"].map((text) => ok(`message is ${text}`, batch(text, good), [M, C])),
  ok("empty message", batch("{}", good), [M, C]),
  ...["null", "1", '"unknown"', '""', "[]", '{"a":1}', '"TRACK"'].map((text) =>
    ok(`type is ${text}`, batch(`{"type":${text},"event":"T","userId":"u"}`, good), [M, C]),
  ),
  ...["null", "1", '""', "[]", "{}", "false"].map((text) =>
    ok(`event name is ${text}`, batch(`{"type":"track","event":${text},"userId":"u"}`, good), [M, C]),
  ),
  ok("no event name", batch('{"type":"track","userId":"u"}', good), [M, C]),
  ok("event name of 1001 characters", batch(`{"type":"track","event":"${"n".repeat(1_001)}","userId":"u"}`, good), [
    M,
    C,
  ]),
  ok("page name is a number", batch('{"type":"page","name":5,"userId":"u"}', good), [M, C]),
  ok("nobody", batch('{"type":"track","event":"T"}', good), [M, C]),
  ok("nobody: null and empty", batch('{"type":"track","event":"T","userId":null,"anonymousId":""}', good), [M, C]),
  ...["true", "[]", "{}", `"${"i".repeat(513)}"`].map((text) =>
    ok(`user id is ${text.slice(0, 8)}`, batch(`{"type":"track","event":"T","userId":${text}}`, good), [M, C]),
  ),
  ok("user id is a number", batch('{"type":"track","event":"T","userId":12}', good), [C, C]),
  ok("message id is an object", batch(`{"type":"track","event":"T","userId":"u","messageId":{}}`, good), [M, C]),
  ...[
    '"yesterday"',
    '"2026-13-45T00:00:00.000Z"',
    "1e400",
    '"0000-00-00"',
    '"9999-12-31T00:00:00Z"',
    "-1",
    "true",
    "{}",
    '""',
  ].map((text) => ok(`timestamp is ${text}`, batch(event("{}", `,"timestamp":${text}`), good), [M, C])),
  ok("alias without a previous id", batch('{"type":"alias","userId":"u"}', good), [M, C]),
  ok("group without an id", batch('{"type":"group","userId":"u"}', good), [M, C]),
  ...["[]", '"text"', "1", "true"].map((text) => ok(`properties are ${text}`, batch(event(text), good), [V, C])),
  ok("properties are null", batch(event("null"), good), [C, C]),
  ok("context is a text", batch(event("{}", ',"context":"x"'), good), [C, C]),
  ok("declaration is a list", batch(event("{}", ',"context":{"gabarit":[1]}'), good), [C, C]),
  ok("declared version is 1e308", batch(event("{}", ',"context":{"gabarit":{"version":1e308}}'), good), [C, C]),
  ok("32 levels", batch(event(nested(30, '{"a":', "}")), good), [C, C]),
  ok("33 levels", batch(event(nested(33, '{"a":', "}")), good), [V, C]),
  ok("60,000 levels", batch(event(`{"a":${nested(60_000, "[", "]")}}`), good), [V, C]),
  ok("400 levels", batch(event(`{"a":${nested(400, "[", "]")}}`), good), [V, C]),
  ok("10,001 items", batch(event(`{"a":[${"0,".repeat(10_000)}0]}`), good), [V, C]),
  ok("a million items", gzipSync(batch(event(`{"a":[${"0,".repeat(1_000_000)}0]}`), good)), [V, C]),
  ok(
    "100,000 keys",
    gzipSync(batch(event(`{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":0`).join(",")}}`), good)),
    [V, C],
  ),
  ok("a key of a million characters", gzipSync(batch(event(`{"${"k".repeat(1_000_000)}":1}`), good)), [C, C]),
  ok("an empty key", batch(event('{"":1}'), good), [C, C]),
  ok("1e400", batch(event('{"a":1e400}'), good), [V, C]),
  ok("an integer beyond 2^53", batch(event('{"a":9007199254740993}'), good), [V, C]),
  ok("an integer of 400 digits", batch(event(`{"a":${"9".repeat(400)}}`), good), [V, C]),
  ok("NUL in a text", batch(event('{"a":"\\u0000"}'), good), [C, C]),
  ok("a lone surrogate", batch(event('{"a":"\\ud800"}', ',"anonymousId":"\\udfff"'), good), [C, C]),
  ok("repeated keys", batch(event('{"a":1,"a":"2"}'), good), [C, C]),
  ok(
    "__proto__ and constructor",
    batch(event('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'), good),
    [C, C],
  ),
  ok(
    "__proto__ in the message",
    batch(`{"__proto__":{"type":"track"},"type":"track","event":"T","userId":"u"}`, good),
    [C, C],
  ),
  ok("dots in keys", batch(event('{"a.b":1,"a":{"b":2}}'), good), [C, C]),
  ok("everything wrong at once", batch("1", '{"type":"track"}', event("[]"), good, '{"type":"page"}', "null"), [
    M,
    M,
    V,
    C,
    M,
    M,
  ]),
];

const CASES = [...ENVELOPES, ...EVENTS];

describe("bodies that no client should send", () => {
  it(`get their documented status, and nothing else suffers (${CASES.length} bodies)`, async () => {
    const key = { "x-write-key": source.writeKey };
    let watching = true;
    const watch = (async () => {
      while (watching) {
        const { status } = await server.post("/v1/batch", batch(good), key);
        expect(status).toBe(200);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const own = await project.source();
    const before = process.memoryUsage().rss;
    const answers: [string, number][] = [];
    for (const { name, body, headers } of CASES) {
      const answer = await server.post("/v1/batch", body, { "x-write-key": own.writeKey, ...headers });
      answers.push([name, answer.status]);
      if (answer.status === 400) {
        const { error } = (await answer.json()) as { error: Record<string, unknown> };
        expect([name, error.code, error.expected]).toEqual([name, "malformed", expect.any(String)]);
        expect(error.path !== undefined || error.line !== undefined || error.expected !== "JSON").toBe(true);
      }
    }
    watching = false;
    await watch;
    expect(answers).toEqual(CASES.map(({ name, status }) => [name, status]));
    const rows = await server.rows<{ verdict: string }>(
      sql`select verdict from received where source = ${sql.as("UInt32", own.number)} order by uid`,
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(CASES.flatMap(({ stored }) => stored));
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 120_000);

  it("give the place where they go wrong", async () => {
    const key = { "x-write-key": source.writeKey };
    const problem = async (body: string) =>
      (await (await server.post("/v1/batch", body, key)).json()) as { error: object };
    expect((await problem('{\n  "batch": [1,]\n}')).error).toMatchObject({ line: 2, column: 15, expected: "JSON" });
    expect((await problem('{"batch":3}')).error).toMatchObject({ path: "/batch", expected: "array" });
    expect((await problem("[]")).error).toMatchObject({ path: "", expected: "object" });
  });

  it("are not recorded when nobody knows whose they are", async () => {
    const before = server.ingest.journal.last;
    expect((await server.post("/v1/batch", "{")).status).toBe(400);
    expect((await server.post("/v1/batch", "{", { "x-write-key": "wrong" })).status).toBe(401);
    expect(server.ingest.journal.last).toBe(before);
  });

  it("and senders that vanish halfway leave nothing behind", async () => {
    const { hostname, port } = new URL(server.url);
    const before = server.ingest.journal.last;
    for (const text of [
      'POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"batch":',
      'POST /v1/batch HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"bat',
    ]) {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      const inFlight = () => server.ingest.stats().inFlightBytes;
      await vi.waitUntil(() => inFlight() > 0, { timeout: 60_000 });
      socket.destroy();
      await vi.waitUntil(() => inFlight() === 0, { timeout: 60_000 });
    }
    expect(server.ingest.journal.last).toBe(before);
  });
});

describe("overload", () => {
  it("is answered 503 with a time to come back, and nothing is acknowledged that is not stored", async () => {
    const small = await startTestServer({ backlogBudgetBytes: 0 });
    try {
      const send = () => small.post("/v1/batch", batch(good), { "x-write-key": source.writeKey });
      // The first body fits: nothing waits yet.
      expect((await send()).status).toBe(200);
      const statuses: number[] = [];
      for (let index = 0; index < 50; index++) {
        const answer = await send();
        statuses.push(answer.status);
        if (answer.status === 503) expect(answer.headers.get("retry-after")).toBe("5");
      }
      expect(statuses).toContain(503);
      await small.ingest.settled();
      expect((await send()).status).toBe(200);
    } finally {
      await small.stop();
    }
  });
});
