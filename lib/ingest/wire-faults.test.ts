/** The vendors' own clients against a server that fails in every way: what they send again is stored once. */

import { createRequire } from "node:module";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newEvent } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { type Fault, type FaultyProxy, startFaultyProxy } from "./testing/faulty-proxy.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

let project: TestProject;
let server: TestServer;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...referencePlan,
    events: [newEvent({ id: "evt_t", name: "T", identifier: "t", open: true })],
  });
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Gives a client two events to send to `proxy`; resolves to what it complained of, once it has nothing left to do. */
type Client = (proxy: FaultyProxy, source: TestSource) => Promise<readonly unknown[]>;

const segment: Client = async ({ url }, { writeKey }) => {
  const errors: unknown[] = [];
  const analytics = new Analytics({ writeKey, host: url, flushAt: 2, maxRetries: 8 });
  analytics.on("error", (error) => errors.push(error));
  analytics.track({ userId: "u1", event: "T", properties: { n: 1 } });
  analytics.track({ userId: "u1", event: "T", properties: { n: 2 } });
  await analytics.closeAndFlush({ timeout: 60_000 });
  return errors;
};

interface RudderClient {
  track(message: object, callback: (error: unknown) => void): void;
  flush(): Promise<unknown>;
}
const Rudder = createRequire(import.meta.url)("@rudderstack/rudder-sdk-node") as new (
  key: string,
  options: object,
) => RudderClient;

const rudderstack: Client = async ({ url }, { writeKey }) => {
  const further = { flushAt: 20, flushInterval: 1_000_000, errorHandler: () => undefined };
  const client = new Rudder(writeKey, { dataPlaneUrl: url, ...further });
  const told = [1, 2].map(
    (n) =>
      new Promise<unknown>((done) =>
        client.track({ userId: "u1", event: "T", properties: { n } }, (error) => done(error)),
      ),
  );
  // Its first event goes by itself.
  await told[0];
  await client.flush();
  return (await Promise.all(told)).filter((error) => error !== undefined && error !== null);
};

const busy: Fault = { status: 503, headers: { "retry-after": "1" } };
const often: Fault = { status: 429, headers: { "retry-after": "1" } };

/** Faults that every request meets in turn, the second try of each among them. */
const FAULTS: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
  ["429 with Retry-After", [often, often]],
  ["500", [{ status: 500 }]],
  ["503 with Retry-After", [busy, busy]],
  ["a line that is cut before the request is read", ["reset"]],
  ["an answer that is lost", ["lost", "lost"]],
  ["one after the other", ["lost", busy, { status: 500 }]],
];

async function stored(source: TestSource): Promise<number[]> {
  const rows = await server.rows<{ readonly raw: string }>(
    sql`select raw from received where source = ${sql.as("UInt32", source.number)} order by uid`,
  );
  return rows.map(({ raw }) => (JSON.parse(raw) as { properties: { n: number } }).properties.n).sort();
}

describe.each([
  ["@segment/analytics-node", segment],
  ["@rudderstack/rudder-sdk-node", rudderstack],
] as const)("%s", (_name, client) => {
  it.concurrent.each(FAULTS)("stores every event once after %s", async (_fault, faults) => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, faults);
    const errors = await client(proxy, source);
    await proxy.stop();
    expect(errors).toEqual([]);
    expect(proxy.requests).toBeGreaterThan(faults.length);
    expect(await stored(source)).toEqual([1, 2]);
  });

  it("drops what is too large and says so, and nothing of it is stored", async () => {
    const source = await project.source();
    const tooLarge: Fault = { status: 413 };
    const proxy = await startFaultyProxy(() => server.url, [tooLarge, tooLarge]);
    const errors = await client(proxy, source);
    await proxy.stop();
    expect(errors.length).toBeGreaterThan(0);
    expect(await stored(source)).toEqual([]);
  });

  it("sends again what a restart of the server met", async () => {
    const source = await project.source();
    const proxy = await startFaultyProxy(() => server.url, ["lost"]);
    const { dataDir } = server;
    // What arrived before the restart is known after it.
    const sending = client(proxy, source);
    while (proxy.requests < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.stop();
    server = await startTestServer({ dataDir });
    expect(await sending).toEqual([]);
    await proxy.stop();
    expect(await stored(source)).toEqual([1, 2]);
  });
});
