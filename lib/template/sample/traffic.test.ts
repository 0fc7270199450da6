/** Sample traffic of every template through the real ingest: all of it conforms, and each ready-made cohort has members. */

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuthorizedProject } from "../../access/authorized.ts";
import { answerQuestion } from "../../analysis/answer.ts";
import { COHORT_TEMPLATES } from "../../analysis/cohort/templates.ts";
import type { CohortResult } from "../../analysis/question.ts";
import { createTestProject } from "../../ingest/testing/project.ts";
import { startTestServer, type TestServer } from "../../ingest/testing/server.ts";
import { useEventDb, usePlanDb } from "../../store/testing.ts";
import { findTemplate, TEMPLATES } from "../catalogue.ts";
import { type SampleCall, sampleTraffic } from "./traffic.ts";

usePlanDb();
useEventDb();
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

const NOW = Date.UTC(2026, 3, 2, 15);
/** `npm run proof -- templates` plays all of them. */
const PEOPLE = process.env.TEST_LONG === "1" ? 300 : 60;
const BATCH = 2000;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

async function play(calls: readonly SampleCall[], writeKey: string): Promise<void> {
  for (let from = 0; from < calls.length; from += BATCH) {
    const answer = await server.post("/v1/batch", { writeKey, batch: calls.slice(from, from + BATCH) });
    expect(answer.status).toBe(200);
  }
  await server.ingest.settled();
}

describe.each(TEMPLATES.map(({ key }) => key))("the sample of %s", (key) => {
  let project: AuthorizedProject;
  let calls: readonly SampleCall[];

  beforeAll(async () => {
    const plan = findTemplate(key)?.plan("shop");
    if (plan === undefined) throw new Error(`no template ${key}`);
    const made = await createTestProject();
    await made.publish(plan);
    calls = sampleTraffic(plan, PEOPLE, NOW);
    await play(calls, (await made.source()).writeKey);
    project = made.authorized;
  });

  it("conforms to the last event, and is the same each time", async () => {
    const plan = findTemplate(key)?.plan("shop");
    expect(plan && sampleTraffic(plan, PEOPLE, NOW)).toEqual(calls);
    const { statement } = await answerQuestion(project, {
      kind: "metric",
      event: { any: true },
      measure: { kind: "count" },
      interval: "total",
      range: { ever: true },
      asOf: new Date(NOW).toISOString(),
    });
    const events = calls.filter(({ type }) => type !== "identify").length;
    expect(statement).toMatchObject({
      received: events,
      considered: events,
      excluded: { unplanned: 0, violating: 0, malformed: 0 },
      duplicates: 0,
      traitsHeld: 0,
    });
    expect(events).toBeGreaterThan(PEOPLE * 10);
  });

  it("gives every ready-made cohort some of the people, never all", async () => {
    const sizes: Record<string, number> = {};
    for (const { id, criterion } of COHORT_TEMPLATES) {
      const asOf = new Date(NOW).toISOString();
      const { result } = await answerQuestion(project, { kind: "cohort", criterion, members: 0, asOf });
      sizes[id] = (result as CohortResult).count;
    }
    const odd = Object.entries(sizes).filter(([, size]) => size < 1 || size > PEOPLE * 0.6);
    expect(odd, JSON.stringify(sizes)).toEqual([]);
  });
});
