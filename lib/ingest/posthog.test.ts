/** PostHog's protocol: its own client through failures, in both of its ways of sending, its reference, and requests as they were captured. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PostHog } from "posthog-node";
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
    ...emptyPlan("posthog"),
    events: [
      newEvent({
        id: "evt_order",
        name: "Order Completed",
        identifier: "orderCompleted",
        properties: [newProperty({ id: "prp_revenue", name: "revenue", type: { kind: "number" }, required: true })],
      }),
      newEvent({ id: "evt_home", callType: "page", name: "Page", identifier: "page", open: true }),
    ],
    userProperties: [newTrait({ id: "prp_plan", name: "plan", type: { kind: "string" } })],
    groupTypes: [newGroupType({ id: "grp_company", name: "company" })],
  });
});

async function verdictsOf(source: TestSource): Promise<string[]> {
  return (await server.received(source)).map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`);
}

type Mode = "v0" | "v1";

/** The client reads its way of sending when it is made. */
function clientOf(source: TestSource, url: string, mode: Mode): PostHog {
  process.env.POSTHOG_CAPTURE_MODE = mode;
  const further = { flushAt: 100, flushInterval: 60_000, fetchRetryCount: 4, fetchRetryDelay: 20 };
  const client = new PostHog(source.writeKey, { host: url, disableGeoip: true, ...further });
  delete process.env.POSTHOG_CAPTURE_MODE;
  return client;
}

describe("posthog-node", () => {
  const LATER = { headers: { "retry-after": "1" }, body: "{}" };
  const FAULTS: readonly (readonly [name: string, mode: Mode, faults: readonly Fault[]])[] = [
    ["413, which halves the batch", "v0", [{ status: 413, body: "{}" }]],
    ["500 and an answer that is lost", "v0", [{ status: 500, body: "{}" }, "lost"]],
    ["a line that is cut, and 503", "v0", ["reset", { status: 503, body: "{}" }]],
    ["429 and an answer that is lost", "v1", [{ status: 429, ...LATER }, "lost"]],
    ["a line that is cut, and 503", "v1", ["reset", { status: 503, ...LATER }]],
  ];

  it.concurrent.each(FAULTS)("delivers every kind of call once after %s (%s)", async (_name, mode, faults) => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, faults);
    const client = clientOf(source, proxy.url, mode);
    const distinctId = `user-${source.number}`;
    client.capture({ distinctId, event: "Order Completed", properties: { revenue: 3 } });
    client.capture({ distinctId, event: "Order Completed", properties: { revenue: "3" } });
    client.identify({ distinctId, properties: { plan: "pro" } });
    client.alias({ distinctId, alias: `before-${source.number}` });
    client.groupIdentify({ groupType: "company", groupKey: "acme" });
    await client.shutdown();
    await proxy.stop();
    expect(proxy.requests).toBeGreaterThan(faults.length);
    expect((await verdictsOf(source)).sort()).toEqual(
      [
        "alias : conformant",
        "group : conformant",
        "identify : conformant",
        "track Order Completed: conformant",
        "track Order Completed: violating",
      ].sort(),
    );
    expect((await server.received(source))[0]).toMatchObject({ user_id: distinctId });
  });
});

const AT = "2026-09-21T14:13:20.000Z";

describe("the addresses", () => {
  it("make calls of what browsers send: visits, people, what is nobody's, and what is no event", async () => {
    const source = await project.source();
    const token = source.writeKey;
    const own = {
      token,
      $device_id: "d1",
      distinct_id: "d1",
      $ip: "203.0.113.7",
      $current_url: "https://shop.example/a",
    };
    const events = [
      { event: "$pageview", uuid: "1", timestamp: AT, properties: { ...own, $set_once: { $initial_os: "Linux" } } },
      {
        event: "Order Completed",
        uuid: "2",
        properties: { ...own, distinct_id: "u1", revenue: 1, $set: { plan: "pro" } },
      },
      { event: "$identify", uuid: "3", properties: { ...own, distinct_id: "u1", $anon_distinct_id: "d1" } },
      { event: "Order Completed", uuid: "4", properties: { ...own, revenue: 1, $set_once: { first: 1 } } },
      { event: "Order Completed", uuid: "5", timestamp: "soon", properties: { ...own, revenue: 1 } },
      { event: "", properties: own },
      3,
    ];
    const form = new URLSearchParams({ data: Buffer.from(JSON.stringify(events)).toString("base64") });
    const ways: [string, string | object][] = [
      ["/e/?ip=0&_=1790000000000", events],
      ["/i/v0/e/", form.toString()],
    ];
    for (const [path, body] of ways) {
      const answer = await server.post(path, body);
      expect([answer.status, await answer.json()]).toEqual([200, { status: 1 }]);
    }
    const rows = await server.received(source);
    // Known by their ids the second time, but for what has none.
    expect(rows).toHaveLength(9 + 2);
    expect(rows.slice(0, 9).map(({ call_type, verdict }) => `${call_type} ${verdict}`)).toEqual([
      "page conformant",
      "track conformant",
      "identify conformant",
      "identify conformant",
      "track conformant",
      "identify malformed",
      "track malformed",
      "track malformed",
      "track malformed",
    ]);
    expect(rows[0]).toMatchObject({ user_id: "", anonymous_id: "d1", sent_ts: "2026-09-21 14:13:20.000" });
    expect(rows[1]).toMatchObject({ user_id: "u1", anonymous_id: "d1" });
    expect(JSON.parse(rows[0]?.raw ?? "").context).toEqual({
      library: { name: "posthog" },
      page: { url: "https://shop.example/a" },
    });
    expect(rows.some(({ raw }) => raw.includes("203.0.113.7") || raw.includes(token))).toBe(false);
  });

  it("tell the fate of each event where the library asks for it", async () => {
    const source = await project.source();
    const event = { event: "Order Completed", uuid: "a1", distinct_id: "u1", properties: { revenue: "one" } };
    const batch = [event, { ...event, uuid: "a2", distinct_id: "" }];
    const headers = { authorization: `Bearer ${source.writeKey}` };
    const answer = await server.post("/i/v1/analytics/events", { created_at: AT, batch }, headers);
    expect(await answer.json()).toEqual({
      results: { a1: { result: "ok" }, a2: { result: "warning", details: expect.stringContaining("/distinct_id") } },
    });
    expect((await fetch(`${server.url}/e`)).status).toBe(404);
  });

  it("refuse in PostHog's words, and leave to Amplitude what is its own", async () => {
    const source = await project.source();
    const event = { event: "Order Completed", distinct_id: "u1", properties: { revenue: 1 } };
    const own = { ...event, api_key: source.writeKey };
    const refused: [number, unknown][] = [
      [400, "{"],
      [400, [own, { ...own, api_key: "another" }]],
      [401, event],
      [401, { ...event, api_key: "nobody" }],
      [413, { api_key: source.writeKey, batch: Array.from({ length: 2_001 }, () => event) }],
    ];
    for (const [status, body] of refused) {
      const said = await server.post("/capture/", body as object);
      expect([said.status, await said.json()]).toMatchObject([status, { detail: expect.any(String) }]);
    }
    const ofAmplitude = { user_id: "u1", event_type: "Order Completed", event_properties: { revenue: 1, batch: [] } };
    const answer = await server.post("/batch", { api_key: source.writeKey, events: [ofAmplitude] });
    expect(await answer.json()).toMatchObject({ code: 200, events_ingested: 1 });
    expect((await server.received(source)).map(({ verdict }) => verdict)).toEqual(["violating"]);
  });
});

const captures = findCorpora("captured requests of PostHog", "corpora-wire");

describe.skipIf(captures === undefined)("requests as they were captured", () => {
  it.each(["posthog-node-batch-v0", "posthog-node-capture-v1"])("%s", async (name) => {
    const source = await project.source();
    const { request } = JSON.parse(readFileSync(join(captures ?? "", `${name}.json`), "utf8")) as {
      readonly request: {
        readonly path: string;
        readonly headers: Record<string, string>;
        readonly body_text_decoded: string;
        readonly decoded_json: { readonly batch: readonly { readonly event: string }[] };
      };
    };
    const { host: _host, "content-length": _length, ...headers } = request.headers;
    const ours = (text: string) => text.replaceAll("phc_TEST", source.writeKey);
    const kept = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, ours(value)]));
    const body = gzipSync(ours(request.body_text_decoded));
    for (const _time of ["once", "again"]) {
      const answer = await fetch(server.url + request.path, { method: "POST", headers: kept, body });
      expect(answer.status).toBe(200);
    }
    const verdicts = await verdictsOf(source);
    expect(verdicts).toHaveLength(request.decoded_json.batch.length);
    expect(verdicts.slice(0, 3)).toEqual([
      "track Order Completed: conformant",
      "identify : conformant",
      "alias : conformant",
    ]);
    expect(verdicts.some((verdict) => verdict.includes("malformed"))).toBe(false);
  });
});
