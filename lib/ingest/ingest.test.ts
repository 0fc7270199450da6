import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { notify } from "../base/notify.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

let project: TestProject;
let web: TestSource;

beforeAll(async () => {
  project = await createTestProject();
  web = await project.source({ slug: "web" });
  await project.publish(referencePlan);
});

interface Received {
  readonly uid: string;
  readonly message_id: string;
  readonly call_type: string;
  readonly event_name: string;
  readonly verdict: string;
  readonly violations: string;
  readonly ts: string;
  readonly sent_ts: string | null;
  readonly received_at: string;
  readonly raw: string;
  readonly sdk: string;
  readonly user_id: string;
  readonly anonymous_id: string;
}

async function receivedOf(prefix: string): Promise<Received[]> {
  return server.rows<Received>(
    sql`select * from received where project = ${sql.as("UInt32", project.number)} and startsWith(message_id, ${prefix}) order by uid`,
  );
}

const rated = (messageId: string, more: object = {}) => ({
  type: "track",
  event: "Article Rated",
  userId: "u1",
  messageId,
  properties: { stars: 4 },
  ...more,
});

describe("addresses", () => {
  it("take every kind of call under its long and its short path", async () => {
    const calls: [string, object][] = [
      ["track", { event: "Article Rated", properties: { stars: 4 } }],
      ["identify", { traits: { plan: "trial" } }],
      ["page", { name: "Home" }],
      ["screen", { name: "Basket" }],
      ["group", { groupId: "g1" }],
      ["alias", { previousId: "a9" }],
    ];
    for (const [kind, body] of calls) {
      for (const path of [`/v1/${kind}`, `/v1/${kind.slice(0, 1)}`, `/v1/${kind}/`]) {
        const messageId = `path-${kind}-${path}`;
        const answer = await server.post(path, { ...body, userId: "u1", messageId, writeKey: web.writeKey });
        expect([path, answer.status]).toEqual([path, 200]);
      }
    }
    const rows = await receivedOf("path-");
    expect(rows).toHaveLength(18);
    expect(rows.filter(({ verdict }) => verdict !== "conformant")).toEqual([]);
    expect(new Set(rows.map(({ call_type }) => call_type)).size).toBe(6);
  });

  it("take Segment's pixels of every kind, the call in `data` as base64 of either alphabet or as it is, or in the query", async () => {
    const calls: [string, object][] = [
      ["track", { event: "Article Rated", properties: { stars: 4 } }],
      ["identify", { traits: { plan: "trial" } }],
      ["page", { name: "Home" }],
      ["screen", { name: "Basket>>??" }],
      ["group", { groupId: "g1" }],
      ["alias", { previousId: "a9" }],
    ];
    const ways = [
      (text: string) => `data=${encodeURIComponent(text)}`,
      (text: string) => `data=${Buffer.from(text).toString("base64")}`,
      (text: string) => `data=${Buffer.from(text).toString("base64url")}`,
    ];
    for (const [kind, body] of calls)
      for (const [way, written] of ways.entries()) {
        const message = { ...body, userId: "u1", messageId: `gif-${kind}-${way}`, writeKey: web.writeKey };
        const answer = await fetch(`${server.url}/v1/pixel/${kind}?${written(JSON.stringify(message))}`);
        expect([kind, answer.status, answer.headers.get("content-type")]).toEqual([kind, 200, "image/gif"]);
      }
    const plain = new URLSearchParams({
      userId: "u1",
      messageId: "gif-page-query",
      name: "Home",
      writeKey: web.writeKey,
    });
    expect((await fetch(`${server.url}/v1/pixel/page?${plain}`)).status).toBe(200);
    expect((await fetch(`${server.url}/v1/pixel/page?data=nonsense&writeKey=${web.writeKey}`)).status).toBe(400);
    const rows = await receivedOf("gif-");
    expect(rows).toHaveLength(19);
    expect(new Set(rows.map(({ call_type }) => call_type)).size).toBe(6);
    expect(rows.filter(({ verdict }) => verdict !== "conformant").map(({ event_name }) => event_name)).toEqual(
      Array.from({ length: 3 }, () => "Basket>>??"),
    );
  });

  it("take /v1/import as a batch", async () => {
    const batch = [rated("import-1"), rated("import-2")];
    expect((await server.post("/v1/import", { writeKey: web.writeKey, batch })).status).toBe(200);
    expect((await receivedOf("import-")).map(({ verdict }) => verdict)).toEqual(["conformant", "conformant"]);
  });

  it("leave everything else to others", async () => {
    for (const path of ["/v1/other", "/v1", "/plan", "/v1/batch/x", "/v1/projects/x"]) {
      expect((await server.post(path, {})).status).toBe(404);
    }
  });

  it("answer other methods with 405 and preflights for any origin", async () => {
    const wrong = await fetch(`${server.url}/v1/batch`);
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    for (const path of [
      "/v1/batch",
      "/v1/t",
      "/beacon/v1/batch",
      "/pixel/v1/track",
      "/sourceConfig",
      "/v1/projects/k/settings",
    ]) {
      const answer = await fetch(`${server.url}${path}`, {
        method: "OPTIONS",
        headers: {
          origin: "https://shop.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
        },
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-origin")).toBe("https://shop.example");
      const allowed = answer.headers.get("access-control-allow-headers") ?? "";
      for (const header of ["authorization", "content-type", "x-write-key", "anonymousid"]) {
        expect(allowed).toContain(header);
      }
    }
    const posted = await server.post(
      "/v1/batch",
      { batch: [], writeKey: web.writeKey },
      { origin: "https://shop.example" },
    );
    expect(posted.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it("serve the settings that browser SDKs ask for first", async () => {
    const settings = await fetch(`${server.url}/v1/projects/${web.writeKey}/settings`);
    expect(await settings.json()).toMatchObject({
      integrations: {
        "Segment.io": { apiKey: web.writeKey, apiHost: `${new URL(server.url).host}/v1`, protocol: "http" },
      },
    });
    expect((await fetch(`${server.url}/v1/projects/wrong/settings`)).status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`${web.writeKey}:`).toString("base64")}` };
    const config = await fetch(`${server.url}/sourceConfig/?p=npm&v=3`, { headers: basic });
    expect(await config.json()).toMatchObject({ source: { enabled: true, destinations: [], writeKey: web.writeKey } });
    expect((await fetch(`${server.url}/sourceConfig`)).status).toBe(401);
  });

  it("take pixels and beacons, whose key stands in the address", async () => {
    const query = new URLSearchParams({
      writeKey: web.writeKey,
      event: "Article Rated",
      anonymousId: "a1",
      messageId: "pixel-1",
      "properties.stars": "4",
      "properties.__proto__.polluted": "yes",
    });

    const pixel = await fetch(`${server.url}/pixel/v1/track?${query}`, {
      headers: {
        "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) Version/17.6 Mobile Safari/604.1",
      },
    });
    expect([pixel.status, pixel.headers.get("content-type")]).toEqual([200, "image/gif"]);
    const beacon = await server.post(
      `/beacon/v1/batch?writeKey=${web.writeKey}`,
      JSON.stringify({ batch: [rated("beacon-1")] }),
      {
        "content-type": "text/plain",
      },
    );
    expect(beacon.status).toBe(200);
    expect((await receivedOf("beacon-"))[0]?.verdict).toBe("conformant");
    expect((await receivedOf("pixel-"))[0]).toMatchObject({ verdict: "violating", anonymous_id: "a1" });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe("write keys", () => {
  it("stand in Basic authentication, a header, the body or a message; the wrong one is refused", async () => {
    const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });
    const key = web.writeKey;
    const attempts: [object, Record<string, string>, number][] = [
      [{ batch: [rated("key-1")] }, basic(key), 200],
      [{ batch: [rated("key-2")] }, { "x-write-key": key }, 200],
      [{ batch: [rated("key-3")], writeKey: key }, {}, 200],
      [{ batch: [rated("key-4", { writeKey: key })] }, {}, 200],
      [{ batch: [rated("key-5")], writeKey: key }, basic("wrong"), 401],
      [{ batch: [rated("key-6")], writeKey: "wrong" }, {}, 401],
      [{ batch: [rated("key-7")] }, {}, 401],
    ];
    for (const [body, headers, status] of attempts) {
      expect((await server.post("/v1/batch", body, headers)).status).toBe(status);
    }
    expect((await receivedOf("key-")).map(({ message_id }) => message_id)).toEqual([
      "key-1",
      "key-2",
      "key-3",
      "key-4",
    ]);
  });

  it("stop working at once when revoked, and start at once when made", async () => {
    const source = await project.source();
    const send = () =>
      server.post("/v1/batch", { batch: [rated(`revoked-${Math.random()}`)], writeKey: source.writeKey });
    expect((await send()).status).toBe(200);
    await planDb().writeKey.updateMany({ where: { key: source.writeKey }, data: { revokedAt: new Date() } });
    notify("sourcesChanged", { projectId: project.id });
    expect((await send()).status).toBe(401);
    await planDb().writeKey.updateMany({ where: { key: source.writeKey }, data: { revokedAt: null } });
    notify("sourcesChanged", { projectId: project.id });
    expect((await send()).status).toBe(200);
  });
});

describe("bodies", () => {
  it("are read by content: packed ones whatever the label, JSON whatever the type", async () => {
    const body = (id: string) => Buffer.from(JSON.stringify({ batch: [rated(id)], writeKey: web.writeKey }));
    const sent: [string, Uint8Array, Record<string, string>][] = [
      ["content-1", body("content-1"), { "content-type": "text/plain" }],
      ["content-2", body("content-2"), { "content-type": "application/x-www-form-urlencoded" }],
      ["content-3", gzipSync(body("content-3")), { "content-type": "application/json" }],
      [
        "content-4",
        gzipSync(body("content-4")),
        { "content-encoding": "gzip", "content-type": "application/x-www-form-urlencoded" },
      ],
      ["content-5", brotliCompressSync(body("content-5")), { "content-encoding": "br" }],
      ["content-6", Buffer.concat([Buffer.from("\ufeff"), body("content-6")]), {}],
      ["content-7", body("content-7"), { "content-encoding": "gzip" }],
      ["content-8", deflateSync(body("content-8")), { "content-encoding": "deflate" }],
      ["content-9", body("content-9"), { "content-encoding": "deflate" }],
    ];
    for (const [id, bytes, headers] of sent)
      expect([id, (await server.post("/v1/batch", bytes, headers)).status]).toEqual([id, 200]);
    expect((await receivedOf("content-")).map(({ verdict }) => verdict)).toEqual(sent.map(() => "conformant"));
  });

  it("keep each message exactly as it was written", async () => {
    const raw =
      '{ "type":"track","event":"Article Rated", "userId":"u1","messageId":"raw-1","properties":{"stars":4.0,"stars":5} }';
    await server.post(
      "/v1/batch",
      `{"writeKey":"${web.writeKey}","batch":[ ${raw} ,${JSON.stringify(rated("raw-2"))}]}`,
    );
    const rows = await receivedOf("raw-");
    expect(rows.map((row) => row.raw)).toEqual([raw, JSON.stringify(rated("raw-2"))]);
  });

  it("that are too large are answered 413 on a connection that stays usable", async () => {
    const { hostname, port } = new URL(server.url);
    const post = (body: Buffer) =>
      Buffer.concat([
        Buffer.from(`POST /v1/batch HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: ${body.length}\r\n\r\n`),
        body,
      ]);
    const good = Buffer.from(JSON.stringify({ batch: [rated("large-2")], writeKey: web.writeKey }));
    const socket = connect(Number(port), hostname);
    let answered = "";
    const both = new Promise<void>((resolve) =>
      socket.on("data", (bytes) => {
        answered += bytes.toString("utf8");
        if (answered.match(/HTTP\/1\.1 /g)?.length === 2 && answered.endsWith("}")) resolve();
      }),
    );
    socket.write(post(Buffer.alloc(3 * 1024 * 1024, 32)));
    socket.write(post(good));
    await both;
    socket.destroy();
    expect(answered.match(/HTTP\/1\.1 (\d+)/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    expect((await server.post("/v1/batch", bomb)).status).toBe(413);
    const many = { writeKey: web.writeKey, batch: Array.from({ length: 4_097 }, () => 1) };
    expect((await server.post("/v1/batch", many)).status).toBe(413);
  });

  it("without messages are acknowledged and leave nothing", async () => {
    const before = server.ingest.journal.last;
    expect((await server.post("/v1/batch", { batch: [], writeKey: web.writeKey })).status).toBe(200);
    expect(server.ingest.journal.last).toBe(before);
  });

  it("may carry one context and one time of sending for all", async () => {
    const body = {
      writeKey: web.writeKey,
      context: { library: { name: "shared", version: "1" } },
      batch: [rated("shared-1"), rated("shared-2", { context: { library: { name: "own", version: "2" } } })],
    };
    await server.post("/v1/batch", body);
    expect((await receivedOf("shared-")).map(({ sdk }) => sdk)).toEqual(["shared@1", "own@2"]);
  });
});

describe("repeated message ids", () => {
  it("count once within a project, whatever the copy says, and are counted apart", async () => {
    const body = {
      writeKey: web.writeKey,
      batch: [rated("twice-1"), rated("twice-1", { properties: { stars: 9 } }), rated("twice-2")],
    };
    await server.post("/v1/batch", body);
    await server.post("/v1/batch", body);
    const other = await createTestProject();
    const otherSource = await other.source();
    await server.post("/v1/batch", { ...body, writeKey: otherSource.writeKey });
    const rows = await receivedOf("twice-");
    expect(rows.map(({ message_id, verdict }) => [message_id, verdict])).toEqual([
      ["twice-1", "conformant"],
      ["twice-2", "conformant"],
    ]);
    const duplicates = await server.rows<{ project: number; message_id: string; n: string }>(
      sql`select project, message_id, count() as n from duplicates where startsWith(message_id, 'twice-') group by project, message_id order by project, message_id`,
    );
    expect(duplicates).toEqual([
      { project: project.number, message_id: "twice-1", n: "3" },
      { project: project.number, message_id: "twice-2", n: "1" },
      { project: other.number, message_id: "twice-1", n: "1" },
    ]);
  });

  it("are two events when the client gives no id", async () => {
    const source = await project.source();
    const { messageId: _, ...message } = rated("");
    await server.post("/v1/batch", { writeKey: source.writeKey, batch: [message, message] });
    const rows = await server.rows(sql`select uid from received where source = ${sql.as("UInt32", source.number)}`);
    expect(rows).toHaveLength(2);
  });
});

describe("event time", () => {
  it("is the sent timestamp in UTC, corrected only when the clocks differ by more than a minute", async () => {
    const now = Date.now();
    const iso = (offset: number) => new Date(now + offset).toISOString();
    const send = async (id: string, timestamp: unknown, sentAt: string | undefined) => {
      await server.post("/v1/batch", { writeKey: web.writeKey, sentAt, batch: [rated(id, { timestamp })] });
      const [row] = await receivedOf(id);
      const at = (text: string | null | undefined) => (text == null ? null : Date.parse(`${text.replace(" ", "T")}Z`));
      return {
        ts: at(row?.ts) ?? 0,
        sent: at(row?.sent_ts),
        received: at(row?.received_at) ?? 0,
        verdict: row?.verdict,
      };
    };
    const right = await send("time-right", iso(-5_000), iso(0));
    expect([right.ts, right.sent]).toEqual([now - 5_000, now - 5_000]);
    const near = await send("time-near", iso(-5_000), iso(50_000));
    expect(near.ts).toBe(now - 5_000);
    const fast = await send("time-fast", iso(3_600_000 - 5_000), iso(3_600_000));
    expect(fast.sent).toBe(now + 3_600_000 - 5_000);
    expect(Math.abs(fast.ts - (fast.received - 5_000))).toBeLessThan(2);
    const none = await send("time-none", undefined, iso(0));
    expect([none.ts, none.sent]).toEqual([none.received, null]);
    expect((await send("time-zone", "2026-03-01T12:00:00.1239+05:45", undefined)).ts).toBe(
      Date.UTC(2026, 2, 1, 6, 15, 0, 123),
    );
    expect((await send("time-local", "2026-03-01T12:00:00", undefined)).ts).toBe(Date.UTC(2026, 2, 1, 12));
    expect((await send("time-number", Date.UTC(2026, 2, 1), undefined)).ts).toBe(Date.UTC(2026, 2, 1));
    expect((await send("time-wrong", "yesterday", undefined)).verdict).toBe("malformed");
    expect((await send("time-far", "9999-01-01T00:00:00Z", undefined)).verdict).toBe("malformed");
  });
});

describe("numbers too long to keep", () => {
  it("are told rather than stored wrong", async () => {
    const message =
      '{"type":"track","event":"Product Searched","userId":"u","messageId":"long-1","properties":{"query":"a","debug":{"id":9007199254740993}}}';
    await server.post("/v1/batch", `{"writeKey":"${web.writeKey}","batch":[${message}]}`);
    const [row] = await receivedOf("long-1");
    expect(row?.verdict).toBe("violating");
    expect(JSON.parse(row?.violations ?? "[]")).toEqual([
      {
        code: "value_constraint",
        path: "/properties/debug/id",
        keyword: "precision",
        expected: Number.MAX_SAFE_INTEGER,
        received: "9007199254740993",
      },
    ]);
    expect(row?.raw).toBe(message);
  });
});

describe("a publish", () => {
  it("judges whatever comes after it, and leaves what came before as it was", async () => {
    const own = await createTestProject();
    const source = await own.source();
    const send = (id: string) =>
      server.post("/v1/batch", {
        writeKey: source.writeKey,
        batch: [{ type: "track", event: "Fresh", userId: "u", messageId: id }],
      });
    await send("publish-1");
    const [event] = referencePlan.events;
    if (event === undefined) throw new Error("The reference plan has events");
    await own.publish({
      ...referencePlan,
      events: [{ ...event, id: "evt_fresh", name: "Fresh", open: true, properties: [], bundles: [], sources: [] }],
    });
    await send("publish-2");
    await own.publish({ ...referencePlan, events: [] });
    await send("publish-3");
    const rows = await server.rows<{ verdict: string; plan_version: number }>(
      sql`select verdict, plan_version from received where project = ${sql.as("UInt32", own.number)} order by uid`,
    );
    expect(rows).toEqual([
      { verdict: "unplanned", plan_version: 0 },
      { verdict: "conformant", plan_version: 1 },
      { verdict: "unplanned", plan_version: 2 },
    ]);
  });

  it("of 200 events takes effect, and every event meanwhile is answered and judged by one version", async () => {
    const own = await createTestProject();
    const source = await own.source();
    await own.publish({ ...referencePlan, events: [] });
    const ping = () =>
      server.post("/v1/batch", { writeKey: source.writeKey, batch: [rated(`stall-${Math.random()}`)] });
    const versions = () =>
      server.rows<{ v: number }>(
        sql`select plan_version as v from received where project = ${sql.as("UInt32", own.number)} order by uid`,
      );
    await ping();
    const [event] = referencePlan.events;
    if (event === undefined) throw new Error("The reference plan has events");
    const events = Array.from({ length: 200 }, (_, index) => ({
      ...event,
      id: `evt_${index}`,
      name: `Event ${index}`,
      identifier: `event${index}`,
    }));
    await own.publish({ ...referencePlan, events });
    await vi.waitFor(
      async () => {
        expect((await ping()).status).toBe(200);
        expect((await versions()).at(-1)?.v).toBe(2);
      },
      { timeout: 60_000, interval: 50 },
    );
    const seen = (await versions()).map(({ v }) => v);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(new Set(seen)).toEqual(new Set([1, 2]));
  }, 90_000);
});
