/** Amplitude's protocol: its own client through failures, its reference, and a request as it was captured. Jitsu's as well. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInstance, Identify } from "@amplitude/analytics-node";
import { jitsuAnalytics } from "@jitsu/js";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyPlan, newEvent, newGroupType, newProperty, newTrait } from "../plan/new-object.ts";
import { findCorpora } from "./testing/corpora.ts";
import { type Fault, startFaultyProxy } from "./testing/faulty-proxy.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...emptyPlan("amplitude"),
    events: [
      newEvent({
        id: "evt_order",
        name: "Order Completed",
        identifier: "orderCompleted",
        properties: [newProperty({ id: "prp_revenue", name: "revenue", type: { kind: "number" }, required: true })],
      }),
      newEvent({ id: "evt_amount", name: "revenue_amount", identifier: "revenueAmount", open: true }),
    ],
    userProperties: [newTrait({ id: "prp_plan", name: "plan", type: { kind: "string", nullable: true } })],
    groupTypes: [newGroupType({ id: "grp_company", name: "company" })],
  });
});

async function verdictsOf(source: TestSource): Promise<string[]> {
  return (await server.received(source)).map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`);
}

describe("@amplitude/analytics-node", () => {
  const FAULTS: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
    ["nothing", []],
    ["413, which halves the batch", [{ status: 413, body: '{"code":413,"error":"too large"}' }]],
    ["429", [{ status: 429, headers: { "retry-after": "1" }, body: '{"code":429,"error":"too many"}' }]],
    ["500", [{ status: 500, body: '{"code":500}' }]],
    ["503", [{ status: 503, headers: { "retry-after": "1" }, body: '{"code":503,"error":"busy"}' }]],
  ];
  const LOSSES: readonly (readonly [name: string, fault: Fault, stored: number])[] = [
    ["a line that is cut", "reset", 0],
    ["an answer that is lost", "lost", 2],
  ];

  async function clientOf(source: TestSource, url: string) {
    const client = createInstance();
    const further = { flushIntervalMillis: 100, flushMaxRetries: 12, flushQueueSize: 100, logLevel: 0 };
    await client.init(source.writeKey, { serverUrl: `${url}/2/httpapi`, ...further }).promise;
    return client;
  }

  it.concurrent.each(LOSSES)("does not send again after %s, and says so", async (_name, fault, count) => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, [fault]);
    const client = await clientOf(source, proxy.url);
    const who = { user_id: "user-1", device_id: `device-${source.number}` };
    const sent = [
      client.track("Order Completed", { revenue: 3 }, who),
      client.track("Order Completed", { revenue: 4 }, who),
    ];
    const results = await Promise.all(sent.map(({ promise }) => promise));
    await proxy.stop();
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(proxy.requests).toBe(1);
    expect(await server.received(source)).toHaveLength(count);
  });

  it.concurrent.each(FAULTS)("delivers every kind of call once after %s", async (_name, faults) => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, faults);
    const client = await clientOf(source, proxy.url);
    const who = { user_id: "user-1", device_id: `device-${source.number}` };
    const sent = [
      client.track("Order Completed", { revenue: 3 }, who),
      client.track("Order Completed", { revenue: "3" }, who),
      client.identify(new Identify().set("plan", "pro"), who),
      client.identify(new Identify().add("logins", 1), who),
      client.setGroup("company", "acme", who),
      client.groupIdentify("company", "acme", new Identify().set("size", 3), who),
    ];
    const results = await Promise.all(sent.map(({ promise }) => promise));
    await proxy.stop();
    expect(results.map(({ code }) => code)).toEqual(sent.map(() => 200));
    expect((await verdictsOf(source)).sort()).toEqual(
      [
        "group : conformant",
        "group : violating",
        "identify $identify: malformed",
        "identify : conformant",
        "track Order Completed: conformant",
        "track Order Completed: violating",
      ].sort(),
    );
    expect((await server.received(source))[0]).toMatchObject({ user_id: "user-1", sdk: "amplitude-node-ts@1.5.73" });
  });
});

describe("/2/httpapi and /batch", () => {
  it("make calls of an event, of what it says of its user and of its groups", async () => {
    const source = await project.source();
    const user = { user_id: "user-1", device_id: "device-1", ip: "203.0.113.7" };
    const body = {
      api_key: source.writeKey,
      events: [
        {
          ...user,
          ...{ event_type: "Order Completed", time: 1_790_000_000_000, insert_id: "a", app_version: "3.1" },
          event_properties: { revenue: 1 },
          user_properties: { plan: "pro" },
          ...{ os_name: "iOS", country: "France", session_id: 5, groups: { company: "acme" } },
        },
        { ...user, event_type: "$identify", user_properties: { $unset: { plan: "-" }, $setOnce: { x: 1 } } },
        { ...user, event_type: "Order Completed", time: "soon", event_properties: { revenue: 1 } },
        { event_type: "Order Completed", event_properties: { revenue: 1 } },
        { ...user, event_type: "" },
        3,
      ],
    };
    for (const path of ["/2/httpapi", "/batch/"]) {
      const answer = await server.post(path, body);
      expect(await answer.json()).toEqual({
        code: 200,
        events_ingested: 6,
        payload_size_bytes: JSON.stringify(body).length,
        server_upload_time: expect.any(Number),
      });
    }
    const rows = await server.received(source);
    // The second time, the first event is known by its id.
    expect(rows).toHaveLength(8 + 6);
    expect(
      rows.slice(0, 8).map((row) => (row.verdict === "malformed" ? JSON.parse(row.raw).path : row.verdict)),
    ).toEqual([
      ...[
        "conformant",
        "conformant",
        "conformant",
        "/user_properties/$setOnce",
        "/time",
        undefined,
        "/event_type",
        "/event_type",
      ],
    ]);
    expect(rows[0]).toMatchObject({ group_id: "acme", anonymous_id: "device-1", sent_ts: "2026-09-21 14:13:20.000" });
    expect(JSON.parse(rows[0]?.raw ?? "").context).toEqual({
      ...{
        app: { version: "3.1" },
        os: { name: "iOS" },
        location: { country: "France" },
        amplitude: { session_id: 5 },
      },
      ...{ groupId: "acme", groupType: "company" },
    });
    expect(rows.some(({ raw }) => raw.includes("203.0.113.7") || raw.includes(source.writeKey))).toBe(false);
  });

  it("take the form of /identify, and refuse in Amplitude's words", async () => {
    const source = await project.source();
    const identification = JSON.stringify([{ user_id: "user-1", user_properties: { $set: { plan: "pro" } } }]);
    const form = new URLSearchParams({ api_key: source.writeKey, identification });
    const answer = await fetch(`${server.url}/identify`, { method: "POST", body: form });
    expect([answer.status, await answer.text()]).toEqual([200, "success"]);
    expect(await verdictsOf(source)).toEqual(["identify : conformant"]);
    expect((await fetch(`${server.url}/batch`)).status).toBe(404);
    const event = { user_id: "user-1", event_type: "Order Completed" };
    const refused: [number, unknown][] = [
      [400, "{"],
      [400, { api_key: source.writeKey }],
      [401, { api_key: "nobody", events: [event] }],
      [401, { events: [event] }],
      [413, { api_key: source.writeKey, events: Array.from({ length: 2_001 }, () => event) }],
    ];
    for (const [status, body] of refused) {
      const said = await server.post("/2/httpapi", body);
      expect([said.status, await said.json()]).toMatchObject([status, { code: status, error: expect.any(String) }]);
    }
  });
});

describe("@jitsu/js", () => {
  it("sends nothing a second time: each failure costs the call that met it, and a lost answer none", async () => {
    const source = await project.source();
    const failures: Fault[] = ["reset", { status: 413 }, { status: 429 }, { status: 500 }, { status: 503 }];
    const proxy = await startFaultyProxy(() => server.url, [...failures, "lost"]);
    const client = jitsuAnalytics({
      ...{ host: proxy.url, writeKey: `${source.writeKey}:secret`, s2s: true, fetchTimeoutMs: 60_000 },
    });
    const calls = [...failures, "lost", "none", "wrong"];
    // One after the other, so that each meets its own failure; every promise resolves, also those of calls that are lost.
    for (const [at, call] of calls.entries()) {
      await client.track("Order Completed", { revenue: call === "wrong" ? "3" : at }, { userId: "u1" });
    }
    await client.identify("u1", { plan: "pro" });
    await client.group("acme", {}, { userId: "u1" });
    await client.page({ path: "/a" });
    await proxy.stop();
    expect(proxy.requests).toBe(calls.length + 3);
    expect((await verdictsOf(source)).sort()).toEqual([
      "group : conformant",
      "identify : conformant",
      "page Page: unplanned",
      "track Order Completed: conformant",
      "track Order Completed: conformant",
      "track Order Completed: violating",
    ]);
  });
});

const captures = findCorpora("captured requests of Amplitude and Jitsu", "corpora-wire");

describe.skipIf(captures === undefined)("requests as they were captured", () => {
  it.each([
    [
      "amplitude-analytics-node",
      "APIKEY",
      [
        "track Order Completed: conformant",
        "identify : conformant",
        "group : conformant",
        "track revenue_amount: conformant",
      ],
    ],
    ["jitsu-js-s2s", "KEY", ["track Order Completed: conformant"]],
    ["jitsu-js-browser", "KEY", ["track Order Completed: conformant"]],
  ] as const)("%s", async (name, key, expected) => {
    const source = await project.source();
    const { request } = JSON.parse(readFileSync(join(captures ?? "", `${name}.json`), "utf8")) as {
      readonly request: {
        readonly path: string;
        readonly headers: Record<string, string>;
        readonly body_text_decoded: string;
      };
    };
    const { host: _host, "content-length": _length, ...headers } = request.headers;
    const ours = (text: string) => text.replaceAll(key, source.writeKey);
    const kept = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, ours(value)]));
    for (const _time of ["once", "again"]) {
      const answer = await server.post(request.path, ours(request.body_text_decoded), kept);
      expect([answer.status, await answer.json()]).toMatchObject([
        200,
        name.startsWith("jitsu") ? { ok: true } : { code: 200 },
      ]);
    }
    expect(await verdictsOf(source)).toEqual(expected);
  });
});
