/** Rows of a file that come again: at once, and after the server has forgotten the ids of messages. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

const DAY_MS = 86_400_000;

usePlanDb();
useEventDb();
let now = Date.now();
let server: TestServer;
let project: TestProject;
beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
  project = await createTestProject();
  await project.publish(referencePlan);
});
afterAll(() => server.stop());

const row = (id: string, content: string): string =>
  `{"type":"track","event":"Nobody","userId":"u","messageId":"row-${id}","context":{"row":"${content}"}}`;

async function send(writeKey: string, rows: readonly string[]): Promise<unknown> {
  const answer = await server.post("/v1/rows", rows.join("\n"), { "x-write-key": writeKey });
  return ((await answer.json()) as { rows: unknown }).rows;
}

it("takes each row once, also after the window of message ids, and tells what came with other content", async () => {
  const source = await project.source();
  expect(await send(source.writeKey, [row("1", "a"), row("2", "b"), row("2", "c"), "{"])).toEqual([
    ...["unplanned", "unplanned", "differs", "malformed"],
  ]);
  const before = await server.received(source);
  now += 9 * DAY_MS;
  expect(await send(source.writeKey, [row("3", "d"), row("1", "a"), row("2", "z")])).toEqual([
    ...["unplanned", "already_there", "differs"],
  ]);
  expect((await server.received(source)).length).toBe(before.length + 1);
  // Another project's rows are its own.
  const other = await (await createTestProject()).source();
  expect(await send(other.writeKey, [row("1", "a")])).toEqual(["unplanned"]);
  // What came as any call is forgotten after those days.
  await server.post("/v1/batch", `{"batch":[${row("1", "a")}]}`, { "x-write-key": source.writeKey });
  expect((await server.received(source)).length).toBe(before.length + 2);
});

it("refuses what names no source, and too many rows", async () => {
  const source = await project.source();
  expect((await server.post("/v1/rows", row("1", "a"))).status).toBe(401);
  expect((await server.post("/v1/rows", row("1", "a"), { "x-write-key": "nobody" })).status).toBe(401);
  const many = "{}\n".repeat(5_000);
  expect((await server.post("/v1/rows", many, { "x-write-key": source.writeKey })).status).toBe(413);
});
