/** Vendors' own SDKs for servers receive through our adapters exactly what the plan says; those for browsers are called as they document. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import * as amplitudeSdk from "@amplitude/analytics-node";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import Mixpanel from "mixpanel";
import { PostHog } from "posthog-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as adapters from "./runtime/adapters.ts";
import { reset, send, sendAlias, sendGroup, sendIdentify } from "./runtime/runtime.ts";
import type { Adapter } from "./runtime/settings.ts";
import { init } from "./runtime/transport.ts";

const MESSAGE_ID = "0190a5d8-0f4c-7c4e-8a86-3a2f0f1b2c3d";
const TIMESTAMP = new Date(Date.now() - 60_000).toISOString();
const OPTIONS = { userId: "ada", messageId: MESSAGE_ID, timestamp: TIMESTAMP };
const PROPERTIES = {
  total: 12.5,
  coupon: null,
  lines: [{ sku: "a", gift: false }],
  "Odd key 🎉": "é\u2028",
  count: 0,
  empty: {},
};
const GABARIT = {
  plan: "stand-in",
  version: 0,
  hash: "",
  event: "evt_1",
  eventVersion: 7,
  sdk: "gabarit-typescript/1",
};

type Body = Record<string, unknown>;

let bodies: Body[];
let url: string;
let stop: () => Promise<void>;

/** A vendor's server: keeps what it is sent as JSON, and answers what each SDK takes for success. */
beforeEach(async () => {
  bodies = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw).toString();
      const form = text.startsWith("data=")
        ? Buffer.from(decodeURIComponent(text.slice(5)), "base64").toString()
        : text;
      const query = new URL(request.url ?? "/", "http://host").searchParams.get("data");
      const parsed: unknown = JSON.parse(form || (query ? Buffer.from(query, "base64").toString() : "{}"));
      bodies.push(...((Array.isArray(parsed) ? parsed : [parsed]) as Body[]));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        request.url?.startsWith("/track") || request.url?.startsWith("/engage") ? "1" : '{"status":1,"code":200}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});

afterEach(() => stop());

function start(adapter: Adapter): void {
  init({ adapter });
}

function sendAll(): void {
  send("track", "Order Completed", "evt_1", 7, PROPERTIES, OPTIONS);
  sendIdentify("ada", { plan: "pro" }, { ...OPTIONS, messageId: `${MESSAGE_ID.slice(0, -1)}1` });
  sendGroup("acme", { seats: 3 }, { ...OPTIONS, messageId: `${MESSAGE_ID.slice(0, -1)}2` }, "account");
}

async function received(count: number): Promise<void> {
  for (let turn = 0; turn < 2_000 && bodies.length < count; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("SDKs for servers", () => {
  it("of Segment", async () => {
    const analytics = new Analytics({ writeKey: "wk", host: url });
    start(adapters.segmentNode(() => analytics));
    sendAll();
    await analytics.closeAndFlush();
    const [track, identify, group] = bodies.flatMap(({ batch }) => batch as Body[]);
    expect(track).toMatchObject({ type: "track", event: "Order Completed", userId: "ada", messageId: MESSAGE_ID });
    expect(track?.properties).toEqual(PROPERTIES);
    expect(track?.timestamp).toBe(TIMESTAMP);
    expect(track?.context).toMatchObject({ gabarit: GABARIT });
    expect(identify).toMatchObject({ type: "identify", userId: "ada", traits: { plan: "pro" } });
    expect(group).toMatchObject({ type: "group", groupId: "acme", traits: { seats: 3 } });
  });

  it("of RudderStack", async () => {
    const analytics = new RudderAnalytics("wk", { dataPlaneUrl: `${url}/v1/batch`, flushAt: 100 });
    start(adapters.rudderstackNode(() => analytics));
    sendAll();
    await new Promise<void>((resolve) => analytics.flush(() => resolve()));
    const [track, identify, group] = bodies.flatMap(({ batch }) => batch as Body[]);
    expect(track).toMatchObject({ type: "track", event: "Order Completed", userId: "ada", messageId: MESSAGE_ID });
    expect(track?.properties).toEqual(PROPERTIES);
    expect(track?.originalTimestamp).toBe(TIMESTAMP);
    expect(track?.context).toMatchObject({ gabarit: GABARIT });
    expect(identify).toMatchObject({ type: "identify", userId: "ada", traits: { plan: "pro" } });
    expect(group).toMatchObject({ type: "group", groupId: "acme", traits: { seats: 3 } });
  });

  it("of Mixpanel", async () => {
    const client = Mixpanel.init("token", { host: url.slice("http://".length), protocol: "http" });
    start(adapters.mixpanelNode(() => client));
    sendAll();
    await received(3);
    const track = bodies.find(({ event }) => event !== undefined);
    const { time, distinct_id, $user_id, $insert_id, $gabarit, ...rest } = (track?.properties ?? {}) as Body;
    const { token: _token, mp_lib: _library, $lib_version: _version, ...properties } = rest;
    expect(track?.event).toBe("Order Completed");
    expect(properties).toEqual(PROPERTIES);
    expect([distinct_id, $user_id, $insert_id]).toEqual(["ada", "ada", MESSAGE_ID]);
    expect(time).toBeCloseTo(Date.parse(TIMESTAMP) / 1000, 0);
    expect($gabarit).toEqual(GABARIT);
    expect(bodies).toContainEqual(expect.objectContaining({ $distinct_id: "ada", $set: { plan: "pro" } }));
    expect(bodies).toContainEqual(
      expect.objectContaining({ $group_id: "acme", $group_key: "account", $set: { seats: 3 } }),
    );
  });

  it("of PostHog", async () => {
    const client = new PostHog("phc_key", { host: url, flushAt: 100, disableGeoip: false });
    start(adapters.posthogNode(() => client));
    sendAll();
    await client.shutdown();
    const batch = bodies.flatMap((body) => (body.batch ?? []) as Body[]);
    const track = batch.find(({ event }) => event === "Order Completed");
    const properties = (track?.properties ?? {}) as Body;
    for (const [key, value] of Object.entries(PROPERTIES)) expect(properties[key], key).toEqual(value);
    expect(
      Object.keys(properties)
        .filter((key) => !key.startsWith("$"))
        .sort(),
    ).toEqual(Object.keys(PROPERTIES).sort());
    expect(track).toMatchObject({ distinct_id: "ada", uuid: MESSAGE_ID, timestamp: TIMESTAMP });
    expect(properties.$gabarit).toEqual(GABARIT);
    expect(batch.find(({ event }) => event === "$identify")).toMatchObject({
      distinct_id: "ada",
      properties: { $set: { plan: "pro" } },
    });
    expect(batch.find(({ event }) => event === "$groupidentify")?.properties).toMatchObject({
      $group_type: "account",
      $group_key: "acme",
      $group_set: { seats: 3 },
    });
  });

  it("of Amplitude", async () => {
    await amplitudeSdk.init("key", { serverUrl: `${url}/2/httpapi`, flushQueueSize: 100 }).promise;
    start(adapters.amplitude(() => amplitudeSdk));
    sendAll();
    await amplitudeSdk.flush().promise;
    const events = bodies.flatMap((body) => (body.events ?? []) as Body[]);
    const track = events.find(({ event_type }) => event_type === "Order Completed");
    expect(track).toMatchObject({ user_id: "ada", insert_id: MESSAGE_ID, time: Date.parse(TIMESTAMP) });
    expect(track?.event_properties).toEqual({ ...PROPERTIES, $gabarit: GABARIT });
    expect(events.find(({ event_type }) => event_type === "$identify")?.user_properties).toEqual({
      $set: { plan: "pro" },
    });
    expect(events.find(({ event_type }) => event_type === "$groupidentify")).toMatchObject({
      groups: { account: "acme" },
      group_properties: { $set: { seats: 3 } },
    });
  });
});

describe("any SDK", () => {
  type Call = readonly unknown[];

  /** Records every call of any method, however deep it is asked for. */
  function recorder(calls: Call[], path = ""): never {
    return new Proxy(function called() {}, {
      construct: () => recorder(calls, `new ${path}`),
      get: (_target, key) => recorder(calls, path === "" ? String(key) : `${path}.${String(key)}`),
      apply: (_target, _self, given: unknown[]) => {
        calls.push([path, ...given]);
        return recorder(calls, `${path}()`);
      },
    }) as never;
  }

  it("is asked for at each call: what is tracked before it loads arrives in order when it has", () => {
    const calls: Call[] = [];
    let loaded: unknown;
    start(adapters.segment(() => loaded as adapters.SegmentBrowser | undefined));
    send("track", "First", "evt_1", 1, {}, OPTIONS);
    send("page", "Home", "evt_2", 1, {}, OPTIONS);
    expect(calls).toEqual([]);
    loaded = recorder(calls);
    send("track", "Third", "evt_3", 1, {}, OPTIONS);
    expect(calls.map(([method, name]) => [method, name])).toEqual([
      ["track", "First"],
      ["page", "Home"],
      ["track", "Third"],
    ]);
    loaded = recorder(calls, "second");
    send("track", "Fourth", "evt_4", 1, {}, OPTIONS);
    expect(calls.at(-1)?.[0]).toBe("second.track");
  });

  it("forgets the person between the messages of two, also where it loads after both", () => {
    const calls: Call[] = [];
    let loaded: unknown;
    start(adapters.segment(() => loaded as adapters.SegmentBrowser | undefined));
    for (const id of ["ada", "bob"]) {
      sendIdentify(id, {}, OPTIONS);
      reset();
    }
    loaded = recorder(calls);
    send("track", "First", "evt_1", 1, {}, OPTIONS);
    expect(calls.map(([method, name]) => name ?? method)).toEqual(["ada", "reset", "bob", "reset", "First"]);
    calls.length = 0;
    loaded = undefined;
    send("track", "Second", "evt_1", 1, {}, OPTIONS);
    loaded = recorder(calls);
    reset();
    expect(calls.map(([method, name]) => name ?? method)).toEqual(["Second", "reset"]);
  });

  it("may track again while it is called, and may fail", () => {
    const names: string[] = [];
    const dropped: string[] = [];
    const sdk = {
      track(name: string) {
        names.push(name);
        if (name === "Outer") send("track", "Inner", "evt_2", 1, {}, OPTIONS);
        if (name === "Bad") throw new Error("theirs");
      },
    };
    init({ adapter: adapters.segment(() => sdk as never), onDrop: (_messages, reason) => dropped.push(reason) });
    for (const name of ["Outer", "Bad", "Good"]) send("track", name, "evt_1", 1, {}, OPTIONS);
    expect(names).toEqual(["Outer", "Inner", "Bad", "Good"]);
    expect(dropped).toEqual(["Error: theirs"]);
  });

  const AT = "2026-03-01T12:00:00.000Z";
  const CALL = { userId: "ada", messageId: "m1", timestamp: AT };
  const gabarit = { ...GABARIT, event: "evt_1", eventVersion: 1 };
  const ofCall = { plan: "stand-in", version: 0, hash: "", sdk: GABARIT.sdk };
  const inSegment = (context: object = { gabarit: ofCall }) => ({
    timestamp: AT,
    messageId: "m1",
    userId: "ada",
    context,
  });
  const inRudder = (context: object = { gabarit: ofCall }) => ({ ...context, originalTimestamp: AT });
  const inAmplitude = { time: Date.parse(AT), insert_id: "m1", user_id: "ada" };
  const inPosthog = { timestamp: new Date(AT) };
  const ofGroup = { groupType: "account", gabarit: ofCall };
  const { userId: _userId, ...unnamed } = inSegment();
  const inMixpanel = { $gabarit: gabarit, time: Date.parse(AT) / 1000, $insert_id: "m1" };

  it.each<[string, (sdk: () => never) => Adapter, Call[]]>([
    [
      "segment",
      adapters.segment,
      [
        ["track", "Paid", { total: 1 }, inSegment({ gabarit })],
        ["page", "Home", {}, inSegment({ gabarit })],
        ["identify", "ada", { plan: "pro" }, unnamed],
        ["group", "acme", { seats: 3 }, inSegment(ofGroup)],
        ["alias", "ada", "before", unnamed],
        ["reset"],
      ],
    ],
    [
      "rudderstack",
      adapters.rudderstack,
      [
        ["track", "Paid", { total: 1 }, inRudder({ gabarit })],
        ["page", "Home", {}, inRudder({ gabarit })],
        ["identify", "ada", { plan: "pro" }, inRudder()],
        ["group", "acme", { seats: 3 }, inRudder(ofGroup)],
        ["alias", "ada", "before", inRudder()],
        ["reset"],
      ],
    ],
    [
      "mixpanel",
      adapters.mixpanel,
      [
        ["track", "Paid", { total: 1, ...inMixpanel }],
        ["track", "Home", inMixpanel],
        ["identify", "ada"],
        ["people.set", { plan: "pro" }],
        ["set_group", "account", "acme"],
        ["get_group", "account", "acme"],
        ["get_group().set", { seats: 3 }],
        ["alias", "ada", "before"],
        ["reset"],
      ],
    ],
    [
      "amplitude",
      adapters.amplitude,
      [
        ["track", "Paid", { total: 1, $gabarit: gabarit }, inAmplitude],
        ["track", "Home", { $gabarit: gabarit }, inAmplitude],
        ["setUserId", "ada"],
        ["new Identify.set", "plan", "pro"],
        ["identify", expect.anything(), inAmplitude],
        ["setGroup", "account", "acme", inAmplitude],
        ["new Identify.set", "seats", 3],
        ["groupIdentify", "account", "acme", expect.anything(), inAmplitude],
        ["setUserId", "ada"],
        ["reset"],
      ],
    ],
    [
      "posthog",
      adapters.posthog,
      [
        ["capture", "Paid", { total: 1, $gabarit: gabarit }, inPosthog],
        ["capture", "Home", { $gabarit: gabarit }, inPosthog],
        ["identify", "ada", { plan: "pro" }],
        ["group", "account", "acme", { seats: 3 }],
        ["alias", "ada", "before"],
        ["reset"],
      ],
    ],
    [
      "ga4",
      adapters.ga4,
      [
        ["", "event", "Paid", { total: 1, $gabarit: JSON.stringify(gabarit) }],
        ["", "event", "Home", { $gabarit: JSON.stringify(gabarit) }],
        ["", "set", { user_id: "ada" }],
        ["", "set", "user_properties", { plan: "pro" }],
        ["", "set", { user_id: "ada" }],
        ["", "set", { user_id: null }],
      ],
    ],
  ])("of a page is called as it documents: %s", (_name, adapter, expected) => {
    const calls: Call[] = [];
    start(adapter(() => recorder(calls)));
    send("track", "Paid", "evt_1", 1, { total: 1 }, CALL);
    send("page", "Home", "evt_1", 1, {}, CALL);
    sendIdentify("ada", { plan: "pro" }, CALL);
    sendGroup("acme", { seats: 3 }, CALL, "account");
    sendAlias("ada", "before", CALL);
    reset();
    expect(calls).toEqual(expected);
  });
});
