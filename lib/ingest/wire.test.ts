import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { findCorpora } from "./testing/corpora.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const plan: Plan = {
  ...referencePlan,
  events: [
    newEvent({
      id: "evt_order",
      name: "Order Completed",
      identifier: "orderCompleted",
      properties: [
        newProperty({ id: "prp_revenue", name: "revenue", type: { kind: "number" }, required: true }),
        newProperty({ id: "prp_items", name: "items", type: { kind: "array", items: { kind: "integer" } } }),
      ],
    }),
    newEvent({ id: "evt_home", callType: "page", name: "Home", identifier: "home", open: true }),
  ],
};

let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  await project.publish(plan);
});

interface Capture {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly content_encoding_on_wire: string;
    readonly body_text_decoded: string;
    readonly decoded_json: { readonly batch?: readonly object[] };
  };
}

/** Sends the captured bytes with every header, the key changed for ours. */
function replay({ request: captured }: Capture, key: string): Promise<number> {
  const text = captured.body_text_decoded.replaceAll("WK123", key);
  const body = captured.content_encoding_on_wire === "gzip" ? gzipSync(text) : Buffer.from(text);
  const headers = {
    ...captured.headers,
    authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
    "content-length": String(body.length),
  };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path: captured.path, method: captured.method, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject).end(body);
  });
}

const captures = findCorpora("captured requests of Segment and RudderStack", "corpora-wire");

describe.skipIf(captures === undefined)("requests as they were captured", () => {
  const FILES = [
    ["segment-analytics-node", 3],
    ["segment-analytics-next", 1],
    ["segment-analytics-next-batching", 3],
    ["rudderstack-rudder-sdk-node", 1],
  ] as const;

  it.each(FILES)("%s: %i events, each conformant and as received", async (name, count) => {
    const source = await project.source();
    const capture = JSON.parse(readFileSync(join(captures ?? "", `${name}.json`), "utf8")) as Capture;
    expect(await replay(capture, source.writeKey)).toBe(200);
    // The same bytes again, as after a lost answer.
    expect(await replay(capture, source.writeKey)).toBe(200);
    const rows = await server.received(source);
    expect(rows.map(({ verdict }) => verdict)).toEqual(Array.from({ length: count }, () => "conformant"));
    const { batch = [capture.request.decoded_json] } = capture.request.decoded_json;
    // As received, but for the sender's address.
    const expected = batch.map((message) => {
      const text = JSON.stringify(message, (key, value: unknown) => (key === "ip" ? null : value));
      return JSON.parse(text.replaceAll("WK123", source.writeKey)) as unknown;
    });
    expect(rows.map(({ raw }) => JSON.parse(raw))).toEqual(expected);
    expect(rows.every(({ sdk }) => /^[\w@/.-]+@[\w:.-]+$/.test(sdk))).toBe(true);
  });
});

describe("the vendors' own SDKs", () => {
  it("@segment/analytics-node delivers every kind of call", async () => {
    const source = await project.source();
    const analytics = new Analytics({ writeKey: source.writeKey, host: server.url, flushAt: 3 });
    const errors: unknown[] = [];
    analytics.on("error", (error) => errors.push(error));
    analytics.track({ userId: "u1", event: "Order Completed", properties: { revenue: 3, items: [1] } });
    analytics.track({ userId: "u1", event: "Order Completed", properties: { revenue: "3" } });
    analytics.track({ anonymousId: "a1", event: "Nobody Planned" });
    analytics.identify({ userId: "u1", anonymousId: "a1", traits: { plan: "trial" } });
    analytics.page({ anonymousId: "a1", name: "Home" });
    analytics.group({ userId: "u1", groupId: "g1" });
    analytics.alias({ userId: "u1", previousId: "a1" });
    await analytics.closeAndFlush();
    expect(errors).toEqual([]);
    expect((await server.received(source)).map(({ call_type, verdict }) => `${call_type} ${verdict}`)).toEqual([
      "track conformant",
      "track violating",
      "track unplanned",
      "identify conformant",
      "page conformant",
      "group conformant",
      "alias conformant",
    ]);
  });

  it("@rudderstack/rudder-sdk-node delivers every kind of call, compressed and mislabelled", async () => {
    const source = await project.source();
    const Rudder = createRequire(import.meta.url)("@rudderstack/rudder-sdk-node") as new (
      key: string,
      options: object,
    ) => {
      track(message: object): void;
      identify(message: object): void;
      page(message: object): void;
      flush(): Promise<unknown>;
    };
    const client = new Rudder(source.writeKey, { dataPlaneUrl: server.url, flushInterval: 50 });
    client.track({ userId: "u1", event: "Order Completed", properties: { revenue: 3 } });
    client.identify({ userId: "u1", traits: { plan: "trial" } });
    client.identify({ userId: "u1", traits: { plan: 42 } });
    client.page({ userId: "u1", name: "Home" });
    await vi.waitUntil(
      async () => {
        await client.flush().catch(() => undefined);
        return (await server.received(source)).length >= 4;
      },
      { timeout: 60_000 },
    );
    expect((await server.received(source)).map(({ call_type, verdict }) => `${call_type} ${verdict}`)).toEqual([
      "track conformant",
      "identify conformant",
      "identify violating",
      "page conformant",
    ]);
  });
});
