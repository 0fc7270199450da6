/** Segment's library for browsers in a page of its own: it loads its settings from here and delivers every kind of call. */

import { Window } from "happy-dom";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { emptyPlan, newEvent } from "../plan/new-object.ts";
import { sql } from "../store/sql.ts";
import { type Fault, startFaultyProxy } from "./testing/faulty-proxy.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
const page = new Window({ url: "https://shop.example.com/pricing?utm_source=letter" });

let project: TestProject;
beforeAll(async () => {
  for (const name of ["document", "navigator", "localStorage", "location", "screen"] as const)
    vi.stubGlobal(name, page[name]);
  for (const name of ["window", "self"]) vi.stubGlobal(name, page);
  project = await createTestProject();
  await project.publish({
    ...emptyPlan("browser"),
    events: [
      newEvent({ id: "evt_t", name: "T", identifier: "t", open: true }),
      newEvent({ id: "evt_page", callType: "page", name: "Pricing", identifier: "pricing", open: true }),
    ],
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await page.happyDOM.close();
});

it("delivers every kind of call once, through answers that ask it to come back and answers that are lost", async () => {
  const source = await project.source();
  const busy: Fault = { status: 503, headers: { "retry-after": "1" } };
  const proxy = await startFaultyProxy(() => server.url, [busy, { status: 500 }, "lost", "reset"]);
  const { AnalyticsBrowser } = await import("@segment/analytics-next");
  const apiHost = `127.0.0.1:${proxy.port}/v1`;
  const cdnSettings = (await (await fetch(`${server.url}/v1/projects/${source.writeKey}/settings`)).json()) as {
    integrations: { "Segment.io": object };
  };
  const own = { ...cdnSettings.integrations["Segment.io"], apiHost, protocol: "http" as const };
  const analytics = AnalyticsBrowser.load({
    writeKey: source.writeKey,
    cdnSettings: { ...cdnSettings, integrations: { "Segment.io": own } } as never,
  });
  await analytics.track("T", { n: 1 });
  await analytics.page("Pricing");
  await analytics.identify("u1", {});
  await analytics.group("acme", {});
  await analytics.alias("u1", "a1");
  const rows = () =>
    server.rows<{ call_type: string; sdk: string; raw: string }>(
      sql`select call_type, sdk, raw from received where source = ${sql.as("UInt32", source.number)} order by call_type`,
    );
  await vi.waitUntil(async () => (await rows()).length >= 5, { timeout: 60_000, interval: 200 });
  const stored = await rows();
  await proxy.stop();
  expect(stored.map(({ call_type }) => call_type)).toEqual(["alias", "group", "identify", "page", "track"]);
  expect(stored.every(({ sdk }) => sdk.startsWith("analytics.js@npm:next-"))).toBe(true);
  expect(JSON.parse(stored[3]?.raw ?? "").context).toMatchObject({ campaign: { source: "letter" } });
  expect(proxy.requests).toBeGreaterThan(5);
});
