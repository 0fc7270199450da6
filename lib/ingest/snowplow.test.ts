/** Snowplow's tracker protocol: its own tracker through failures, a request as it was captured, every kind of event, the pixel and refusals. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildPageView, buildScreenView, buildSelfDescribingEvent, newTracker } from "@snowplow/node-tracker";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import { findCorpora } from "./testing/corpora.ts";
import { type Fault, startFaultyProxy } from "./testing/faulty-proxy.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
const TP2 = "/com.snowplowanalytics.snowplow/tp2";
let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...emptyPlan("snowplow"),
    events: [
      newEvent({
        id: "evt_order",
        name: "order_completed",
        identifier: "orderCompleted",
        properties: [
          newProperty({ id: "prp_revenue", name: "revenue", type: { kind: "number" }, required: true }),
          newProperty({ id: "prp_sku", name: "sku", type: { kind: "string" } }),
        ],
      }),
      newEvent({ id: "evt_page", callType: "page", name: "Page", identifier: "page" }),
      newEvent({ id: "evt_add", name: "add", identifier: "add", open: true }),
    ],
  });
});

describe("@snowplow/node-tracker", () => {
  const FAULTS: readonly (readonly [name: string, faults: readonly Fault[], method: "get" | "post"])[] = [
    ["413 and 429", [{ status: 413 }, { status: 429 }], "post"],
    ["500 and 503", [{ status: 500 }, { status: 503 }], "post"],
    ["a line that is cut, and an answer that is lost", ["reset", "lost"], "post"],
    ["500 and an answer that is lost, each event in its address", [{ status: 500 }, "lost"], "get"],
  ];

  it.concurrent.each(FAULTS)("delivers every kind of event once after %s", async (_name, faults, eventMethod) => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, faults);
    const tracker = newTracker(
      { namespace: "shop", appId: source.writeKey, encodeBase64: eventMethod === "get" },
      { endpoint: proxy.url, eventMethod, bufferSize: 100 },
    );
    tracker.setUserId("u1");
    tracker.track(buildPageView({ pageUrl: "https://shop.example/a" }));
    const order = (revenue: unknown) => ({
      event: { schema: "iglu:com.acme/order_completed/jsonschema/1-0-0", data: { revenue } },
    });
    tracker.track(buildSelfDescribingEvent(order(3)));
    tracker.track(buildSelfDescribingEvent(order("3")));
    tracker.track(buildScreenView({ name: "Cart", id: "4f6a2f3c-9f8e-4f0a-b3ff-6f3f1f0c9d11" }));
    // It keeps what failed until it is told to send again, or has something else to send.
    for (let time = 0; time <= faults.length; time++) await tracker.flush();
    await proxy.stop();
    expect(proxy.requests).toBeGreaterThan(faults.length);
    expect(
      (await server.received(source)).map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`).sort(),
    ).toEqual([
      "page Page: conformant",
      "screen Cart: unplanned",
      "track order_completed: conformant",
      "track order_completed: violating",
    ]);
  });

  it("throws away what a 400 answers, and nothing of it is stored", async () => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, [{ status: 400 }]);
    const tracker = newTracker({ namespace: "shop", appId: source.writeKey }, { endpoint: proxy.url, bufferSize: 100 });
    tracker.track(buildPageView({ pageUrl: "https://shop.example/a" }));
    for (let time = 0; time < 3; time++) await tracker.flush();
    await proxy.stop();
    expect([proxy.requests, await server.received(source)]).toEqual([1, []]);
  });
});

const captures = findCorpora("captured requests of Snowplow", "corpora-wire");

it.skipIf(captures === undefined)("a request as it was captured is stored once, however often it comes", async () => {
  const source = await project.source();
  const { request } = JSON.parse(readFileSync(join(captures ?? "", "snowplow-node-tracker-tp2.json"), "utf8")) as {
    readonly request: { readonly path: string; readonly body_text_decoded: string };
  };
  const body = request.body_text_decoded.replaceAll('"aid":"app1"', `"aid":"${source.writeKey}"`);
  for (const _time of ["once", "again"]) {
    const answer = await server.post(request.path, body);
    expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
  }
  const rows = await server.received(source);
  expect(rows.map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`)).toEqual([
    "page Page: conformant",
    "track add: conformant",
    "track order_completed: conformant",
    "screen s: unplanned",
    "track x: unplanned",
    "page Page: conformant",
  ]);
  expect(JSON.parse(rows[0]?.raw ?? "")).toMatchObject({
    userId: "u1",
    timestamp: "2026-11-21T17:53:46.464Z",
    context: {
      library: { name: "snowplow", version: "node-4.8.0" },
      page: { url: "http://www.example.com", title: "p", referrer: "http://google.com" },
      snowplow: { p: "srv", contexts: [{ schema: "iglu:com.acme/user/jsonschema/1-0-0", data: { type: "tester" } }] },
    },
  });
  expect(JSON.parse(rows[1]?.raw ?? "").properties).toEqual({
    category: "shop",
    label: "l",
    property: "pcs",
    value: 2,
  });
  expect(rows.some(({ raw }) => raw.includes(source.writeKey))).toBe(false);
});

describe("the addresses", () => {
  const order = {
    schema: "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
    data: { schema: "iglu:com.acme/order_completed/jsonschema/1-0-0", data: { revenue: "1" } },
  };

  it("judge what is packed in base64, also in the pixel, and say what is no event", async () => {
    const source = await project.source();
    const ue_px = Buffer.from(JSON.stringify(order)).toString("base64url");
    const own = { aid: source.writeKey, duid: "d1", ip: "203.0.113.7" };
    const pixel = await fetch(`${server.url}/i?${new URLSearchParams({ ...own, e: "ue", ue_px, eid: "1" })}`);
    expect([pixel.status, pixel.headers.get("content-type")]).toEqual([200, "image/gif"]);
    const data = [
      { ...own, e: "ue", ue_px, eid: "1" },
      { ...own, e: "pv", dtm: "soon" },
      { ...own, e: "ue" },
      { e: "?" },
      3,
    ];
    expect((await server.post(TP2, { schema: "iglu:x", data })).status).toBe(200);
    const rows = await server.received(source);
    expect(rows.map(({ verdict, raw }) => (verdict === "malformed" ? JSON.parse(raw).path : verdict))).toEqual([
      ...["violating", "/dtm", "/ue_pr", "/e", ""],
    ]);
    expect(rows[0]).toMatchObject({ anonymous_id: "d1", user_id: "" });
    expect(rows.some(({ raw }) => raw.includes("203.0.113.7") || raw.includes(source.writeKey))).toBe(false);
  });

  it("refuse with a status that trackers send again after, or give up after", async () => {
    const { writeKey: aid } = await project.source();
    const refused: [number, unknown][] = [
      [400, "{"],
      [400, { data: 1 }],
      [
        400,
        {
          data: [
            { e: "pv", aid },
            { e: "pv", aid: "another" },
          ],
        },
      ],
      [401, { data: [{ e: "pv", aid: "nobody" }] }],
      [401, { data: [{ e: "pv" }] }],
      [413, { data: Array.from({ length: 2_001 }, () => ({ e: "pv", aid })) }],
    ];
    for (const [status, body] of refused) expect((await server.post(TP2, body as object)).status).toBe(status);
    expect((await fetch(`${server.url}/i`)).status).toBe(404);
  });
});
