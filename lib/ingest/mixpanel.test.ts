/** Mixpanel's protocol: its own client, its reference, and requests as they were captured. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import mixpanel from "mixpanel";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyPlan, newEvent, newGroupType, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { sql } from "../store/sql.ts";
import { findCorpora } from "./testing/corpora.ts";
import { startFaultyProxy } from "./testing/faulty-proxy.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const plan: Plan = {
  ...emptyPlan("mixpanel"),
  events: [
    newEvent({
      id: "evt_order",
      name: "Order Completed",
      identifier: "orderCompleted",
      properties: [newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true })],
    }),
    ...["A", "B", "Old"].map((name) =>
      newEvent({ id: `evt_${name.toLowerCase()}`, name, identifier: name.toLowerCase(), open: true }),
    ),
    newEvent({ id: "evt_page", callType: "page", name: "Page", identifier: "page", open: true }),
  ],
  userProperties: [
    newTrait({ id: "prp_plan", name: "plan", type: { kind: "string" } }),
    newTrait({ id: "prp_logins", name: "logins", type: { kind: "number" } }),
    newTrait({ id: "prp_nick", name: "nick", type: { kind: "string", nullable: true } }),
  ],
  groupTypes: [
    newGroupType({
      id: "grp_company",
      name: "company",
      properties: [newTrait({ id: "prp_seats", name: "seats", type: { kind: "number" } })],
    }),
  ],
};

let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish(plan);
});

async function verdictsOf(source: TestSource): Promise<string[]> {
  return (await server.received(source)).map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`);
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");
const order = (token: string, more: object = {}) => ({
  event: "Order Completed",
  properties: { token, distinct_id: "u1", total: 12.5, ...more },
});

function form(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: "POST", body: new URLSearchParams(fields) });
}

describe("the package mixpanel", () => {
  type Told = (done: (error?: unknown) => void) => void;
  const told = (call: Told) => new Promise<unknown>((resolve) => call((error) => resolve(error)));
  function clientOf(url: string, token: string, more: object = {}) {
    const { hostname, port } = new URL(url);
    return mixpanel.init(token, {
      host: hostname,
      port: Number(port),
      protocol: "http",
      keepAlive: false,
      ...more,
    } as never);
  }

  it("is told of success in every way it asks, and its calls are ours", async () => {
    const source = await project.source();
    for (const verbose of [false, true]) {
      const client = clientOf(server.url, source.writeKey, { verbose, key: "legacy" });
      const calls: Told[] = [
        (done) =>
          client.track("Order Completed", { distinct_id: "u1", total: 3, time: new Date(1_790_000_000_000) }, done),
        (done) =>
          client.track_batch(
            [order("", { token: undefined }), order("", { token: undefined, total: "3" })],
            done as never,
          ),
        (done) => client.import("Old", new Date(1_500_000_000_000), { distinct_id: "u1" }, done),
        (done) => client.people.set("u1", { plan: "pro", logins: 2 }, done),
        (done) => client.people.unset("u1", ["nick"], done),
        (done) => client.people.increment("u1", "logins", 1, done),
        (done) => client.groups.set("company", "acme", { seats: 4 }, done),
        (done) => client.alias("device-1", "u1", done),
      ];
      for (const call of calls) expect(await told(call)).toBeFalsy();
    }
    const once = [
      "track Order Completed: conformant",
      "track Order Completed: conformant",
      "track Order Completed: violating",
      "track Old: conformant",
      "identify : conformant",
      "identify : conformant",
      "identify : malformed",
      "group : conformant",
      "alias : conformant",
    ];
    expect(await verdictsOf(source)).toEqual([...once, ...once]);
    const rows = await server.received(source);
    expect(rows[0]).toMatchObject({ user_id: "u1", sdk: "mixpanel-node@0.24.0", sent_ts: "2026-09-21 14:13:20.000" });
    expect(JSON.parse(rows[6]?.raw ?? "")).toMatchObject({ path: "/$add", original: { $add: { logins: 1 } } });
    expect(rows[7]).toMatchObject({ group_id: "acme", user_id: "", anonymous_id: "" });
    expect(JSON.parse(rows[8]?.raw ?? "")).toMatchObject({ userId: "u1", previousId: "device-1" });
    expect(rows.some(({ raw }) => raw.includes(source.writeKey))).toBe(false);
    const traits = await server.rows<{ s: string | null; n: number | null; property_id: string; subject: string }>(
      sql`select distinct subject, property_id, n, s from traits where project = ${sql.as("UInt32", project.number)}
        order by subject, property_id`,
    );
    expect(traits).toEqual([
      { subject: "group", property_id: "", n: null, s: null },
      { subject: "group", property_id: "prp_seats", n: 4, s: null },
      { subject: "user", property_id: "prp_logins", n: 2, s: null },
      { subject: "user", property_id: "prp_nick", n: null, s: null },
      { subject: "user", property_id: "prp_plan", n: null, s: "pro" },
    ]);
  });

  it("loses one event for each failure, as it never sends again, and says so to its caller", async () => {
    const source = await project.source();
    const faults = [
      { status: 413, body: "0" },
      { status: 429, headers: { "retry-after": "1" }, body: "0" },
      { status: 500 },
      { status: 503, headers: { "retry-after": "1" }, body: "0" },
      "reset",
      "lost",
    ] as const;
    const proxy = await startFaultyProxy(() => server.url, faults);
    const client = clientOf(proxy.url, source.writeKey);
    let failures = 0;
    for (let n = 0; n < 10; n++) {
      const error = await told((done) => client.track("A", { distinct_id: "u1", n }, done));
      if (error) failures += 1;
    }
    await proxy.stop();
    expect(proxy.requests).toBe(10);
    expect(failures).toBe(6);
    // Of the sixth the answer alone was lost.
    const stored = (await server.received(source)).map(
      ({ raw }) => (JSON.parse(raw) as { properties: { n: number } }).properties.n,
    );
    expect(stored).toEqual([5, 6, 7, 8, 9]);
  });
});

describe("/track", () => {
  it("reads forms of base64 and of JSON, JSON itself, and data in the address", async () => {
    const source = await project.source();
    const event = order(source.writeKey);
    const text = JSON.stringify(event);
    const answers = [
      await form("/track", { data: base64(event) }),
      await form("/track/", { data: text, verbose: "1" }),
      await server.post("/track?verbose=1", [event, event]),
      await server.post("/track", text, { "content-type": "text/plain" }),
      await server.post("/track", new Uint8Array(gzipSync(text))),
      await fetch(`${server.url}/track?data=${encodeURIComponent(base64(event))}`),
      await fetch(`${server.url}/track?img=1&data=${encodeURIComponent(text)}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await Promise.all(answers.slice(0, 6).map((answer) => answer.text()))).toEqual([
      ...["1", '{"status":1,"error":null}', '{"status":1,"error":null}', "1", "1", "1"],
    ]);
    expect(answers[6]?.headers.get("content-type")).toBe("image/gif");
    expect(await verdictsOf(source)).toEqual(Array.from({ length: 8 }, () => "track Order Completed: conformant"));
  });

  it("keeps base64 with pluses that no form escaped", async () => {
    const source = await project.source();
    const event = order(source.writeKey, { note: "»»»¿¿¿>>>???~~~" });
    const data = base64(event);
    expect(data).toContain("+");
    expect((await server.post("/track", `data=${data}`)).status).toBe(200);
    expect(JSON.parse((await server.received(source))[0]?.raw ?? "").properties.note).toBe("»»»¿¿¿>>>???~~~");
  });

  it("counts an event once by its name, time, person and $insert_id together", async () => {
    const source = await project.source();
    const event = (name: string, time: number, id: string) => ({
      event: name,
      properties: { token: source.writeKey, distinct_id: id, time, $insert_id: "order-1" },
    });
    await server.post("/track", [
      event("A", 1, "u1"),
      event("A", 1, "u1"),
      event("B", 1, "u1"),
      event("A", 2, "u1"),
      event("A", 1, "u2"),
    ]);
    await server.post("/track", [event("A", 1, "u1")]);
    expect(await verdictsOf(source)).toEqual(["A", "B", "A", "A"].map((name) => `track ${name}: conformant`));
  });

  it("makes ids, context and the declaration of Mixpanel's own names, and judges the others", async () => {
    const source = await project.source();
    const own = {
      ...{ $device_id: "d1", $user_id: "u1", distinct_id: "u1", ip: "203.0.113.7", $insert_id: "i1", mp_lib: "web" },
      ...{
        $lib_version: "2.5",
        $current_url: "https://shop.example/?a",
        $os: "Linux",
        $browser: "Firefox",
        $city: "Paris",
      },
      $gabarit: { version: 1 },
    };
    const token = source.writeKey;
    await server.post("/track", [
      order(token, own),
      order(token, { distinct_id: "$device:d2" }),
      order(token, { distinct_id: "d3", $device_id: "d3" }),
      { event: "$mp_web_page_view", properties: { token, distinct_id: "u1", current_url_path: "/" } },
      { event: "$identify", properties: { token, $identified_id: "u9", $anon_id: "d9", theme: "dark" } },
    ]);
    const rows = await server.received(source);
    expect(rows.map(({ user_id, anonymous_id }) => [user_id, anonymous_id])).toEqual([
      ["u1", "d1"],
      ["", "d2"],
      ["", "d3"],
      ["u1", ""],
      ["u9", "d9"],
    ]);
    expect(rows.map(({ call_type, verdict }) => `${call_type} ${verdict}`)).toEqual([
      ...["track conformant", "track conformant", "track conformant", "page conformant", "identify conformant"],
    ]);
    expect(rows[0]).toMatchObject({ declared_version: 1, sdk: "mixpanel-web@2.5" });
    expect(JSON.parse(rows[0]?.raw ?? "")).toMatchObject({
      properties: { total: 12.5 },
      context: {
        page: { url: "https://shop.example/?a" },
        os: { name: "Linux" },
        browser: { name: "Firefox" },
        mixpanel: { $city: "Paris", mp_lib: "web", $os: "Linux" },
      },
    });
    expect(rows[0]?.raw).not.toContain("203.0.113.7");
    expect(JSON.parse(rows[4]?.raw ?? "").context.mixpanel).toMatchObject({ theme: "dark", $anon_id: "d9" });
  });

  it("tells numbers that no program here can hold as they were sent", async () => {
    const source = await project.source();
    const event = (total: string) =>
      `{"event":"Order Completed","properties":{"token":"${source.writeKey}","distinct_id":"u1","total":${total}}}`;
    await server.post("/track", `[${["9007199254740995", "1e400", "9007199254740992"].map(event).join(",")}]`);
    const rows = await server.received(source);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["violating", "violating", "conformant"]);
    expect(rows.slice(0, 2).map(({ violations }) => JSON.parse(violations)[0].received)).toEqual([
      "9007199254740995",
      "1e400",
    ]);
  });

  it("knows a page that a generated SDK sent through Mixpanel's library, which has only events", async () => {
    const source = await project.source();
    const pageBy = ($gabarit: object) => ({
      event: "Page",
      properties: { token: source.writeKey, distinct_id: "u1", $gabarit },
    });
    await server.post("/track", [
      pageBy({ version: 1, event: "evt_page" }),
      pageBy({ version: 1, event: "evt_a" }),
      pageBy({ version: 1 }),
    ]);
    const rows = await server.rows<{ event_id: string; verdict: string }>(
      sql`select event_id, verdict from received where source = ${sql.as("UInt32", source.number)} order by uid`,
    );
    expect(rows).toEqual([
      { event_id: "evt_page", verdict: "conformant" },
      { event_id: "", verdict: "unplanned" },
      { event_id: "", verdict: "unplanned" },
    ]);
  });

  it("refuses what it cannot read, a wrong token, two tokens and a redirect, in Mixpanel's words", async () => {
    const source = await project.source();
    const other = await project.source();
    const ways: [number, unknown, string?][] = [
      [400, "data=nonsense"],
      [400, "[1"],
      [400, '"text"'],
      [400, "a=b"],
      [400, `[${"[".repeat(2_000)}${"]".repeat(2_000)}]`],
      [401, [order("nobody")]],
      [401, [{ event: "A", properties: { distinct_id: "u1" } }]],
      [400, [order(source.writeKey), order(other.writeKey)]],
      [400, [order(source.writeKey)], "redirect=https://elsewhere.example"],
      [413, Array.from({ length: 2_001 }, () => order(source.writeKey))],
    ];
    for (const [status, body, query = ""] of ways) {
      const quiet = await server.post(`/track?${query}`, body);
      expect([status, await quiet.text()]).toEqual([quiet.status, "0"]);
      const verbose = await server.post(`/track?verbose=1&${query}`, body);
      expect(verbose.status).toBe(status);
      expect(await verbose.json()).toMatchObject({ status: 0, error: expect.any(String) });
    }
    expect(await server.received(source)).toEqual([]);
  });

  it("leaves a visit of a page with that name to others, and names its methods", async () => {
    expect((await fetch(`${server.url}/import`)).status).toBe(404);
    expect((await fetch(`${server.url}/groups?tab=1`)).status).toBe(404);
    const preflight = await fetch(`${server.url}/track`, {
      method: "OPTIONS",
      headers: { origin: "https://a.example" },
    });
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, POST, OPTIONS");
  });
});

describe("/engage", () => {
  it("makes a call of each operation, and keeps apart what asks for computing", async () => {
    const source = await project.source();
    const update = (operations: object) => ({
      $token: source.writeKey,
      $distinct_id: "u1",
      $ip: "203.0.113.7",
      ...operations,
    });
    const answer = await server.post("/engage?verbose=1", [
      update({ $set: { plan: "pro" }, $unset: ["nick"], $add: { logins: 1 }, $latitude: 48.8, $time: "once" }),
      update({ $set_once: { plan: "free" } }),
      update({ $append: { x: 1 } }),
      update({ $union: { x: [1] } }),
      update({ $remove: { x: 1 } }),
      update({ $delete: "" }),
      update({ $set: 3 }),
      update({}),
      { $token: source.writeKey, $set: { plan: "pro" } },
    ]);
    expect(await answer.json()).toEqual({ status: 1, error: null });
    const rows = await server.received(source);
    expect(rows.map(({ verdict, raw }) => (verdict === "malformed" ? JSON.parse(raw).path : verdict))).toEqual([
      ...["conformant", "conformant", "/$add", "/$set_once", "/$append", "/$union", "/$remove", "/$delete"],
      ...["/$set", "", "/$distinct_id"],
    ]);
    expect(JSON.parse(rows[3]?.violations ?? "")).toMatchObject([{ path: "/$set_once", expected: "$set or $unset" }]);
    expect(JSON.parse(rows[0]?.raw ?? "").context.mixpanel).toEqual({ $latitude: 48.8, $time: "once" });
    expect(rows.some(({ raw }) => raw.includes("203.0.113.7"))).toBe(false);
  });
});

describe("/import", () => {
  const at = Date.UTC(2026, 10, 1);
  const whole = (n: number) => ({ event: "A", properties: { distinct_id: "u1", time: at, $insert_id: `i${n}`, n } });
  const basic = (user: string, password = "") => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  });

  it("takes batches as JSON and as lines, compressed, by token, secret or service account", async () => {
    const source = await project.source();
    const key = source.writeKey;
    const lines = `${JSON.stringify(whole(3))}\n${JSON.stringify(whole(4))}\n`;
    const answers = [
      await server.post("/import?strict=1&project_id=7", [whole(1)], basic(key)),
      await server.post("/import?strict=1", [whole(2)], basic("service.account", key)),
      await server.post("/import", new Uint8Array(gzipSync(lines)), { ...basic(key), "content-encoding": "gzip" }),
      // A repeated batch counts once.
      await server.post("/import?strict=1", [whole(1), whole(2)], basic(key)),
    ];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
      [1, 1, 2, 2].map((num_records_imported) => ({ code: 200, num_records_imported, status: "OK" })),
    );
    expect((await server.received(source)).map(({ raw }) => JSON.parse(raw).properties.n)).toEqual([1, 2, 3, 4]);
  });

  it("names the events that are none, keeps the others, and never fails for what the plan says", async () => {
    const source = await project.source();
    const { time: _time, ...untimed } = whole(12).properties;
    const batch = [
      whole(11),
      { event: "A", properties: untimed },
      { event: "A", properties: { distinct_id: "u1", time: at } },
      { event: "", properties: whole(14).properties },
      { event: "Nobody Planned", properties: whole(15).properties },
      { event: "Order Completed", properties: { ...whole(16).properties, total: "much" } },
      3,
    ];
    const strict = await server.post("/import?strict=1", batch, basic(source.writeKey));
    expect(strict.status).toBe(400);
    expect(await strict.json()).toMatchObject({
      code: 400,
      status: "Bad Request",
      num_records_imported: 3,
      failed_records: [
        { index: 1, insert_id: "i12", field: "properties.time" },
        { index: 2, insert_id: "", field: "properties.$insert_id" },
        { index: 3, insert_id: "i14", field: "event" },
        { index: 6, insert_id: "", field: "" },
      ],
    });
    expect((await server.received(source)).map(({ verdict }) => verdict)).toEqual([
      ...["conformant", "malformed", "malformed", "malformed", "unplanned", "violating", "malformed"],
    ]);
    const lenient = await server.post("/import?strict=0", batch, basic(source.writeKey));
    expect(lenient.status).toBe(200);
    const refused = await server.post("/import?strict=1", batch, basic("nobody"));
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { code: 401, error: "No source has this write key.", status: "Unauthorized" },
    ]);
  });
});

const captures = findCorpora("captured requests of Mixpanel", "corpora-wire");

describe.skipIf(captures === undefined)("requests as they were captured", () => {
  it.each([
    ["mixpanel-node-track", ["track A: conformant", "track B: conformant"]],
    ["mixpanel-node-import", ["track Old: conformant"]],
  ] as const)("%s", async (name, expected) => {
    const source = await project.source();
    const capture = JSON.parse(readFileSync(join(captures ?? "", `${name}.json`), "utf8")) as {
      readonly request: {
        readonly method: string;
        readonly path: string;
        readonly headers: Record<string, string>;
        readonly body_text_decoded: string;
      };
      readonly vendor_success_response: { readonly status: number; readonly body: string };
    };
    const { method, path, headers, body_text_decoded: text } = capture.request;
    const ours = (data: string) =>
      Buffer.from(Buffer.from(data, "base64").toString("utf8").replaceAll("TOKEN1", source.writeKey)).toString(
        "base64",
      );
    const address = path.replace(
      /data=([^&]+)/,
      (_all, data: string) => `data=${encodeURIComponent(ours(decodeURIComponent(data)))}`,
    );
    const { host: _host, "content-length": _length, ...kept } = headers;
    const answer = await fetch(`${server.url}${address}`, {
      ...{ method, headers: kept },
      ...(text === "" ? {} : { body: text.replace(/data=(.+)/, (_all, data: string) => `data=${ours(data)}`) }),
    });
    expect([answer.status, await answer.text()]).toEqual([
      capture.vendor_success_response.status,
      capture.vendor_success_response.body,
    ]);
    expect(await verdictsOf(source)).toEqual(expected);
  });
});
