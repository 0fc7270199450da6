/** Sample traffic of every template through the real ingest: all of it conforms, and each ready-made cohort has members. */

import { beforeAll, describe, expect, it, vi } from "vitest";
import type { AuthorizedProject } from "../../access/authorized.ts";
import { answerQuestion } from "../../analysis/answer.ts";
import { COHORT_TEMPLATES } from "../../analysis/cohort/templates.ts";
import type { CohortResult } from "../../analysis/question.ts";
import { createTestProject } from "../../ingest/testing/project.ts";
import { useTestServer } from "../../ingest/testing/server.ts";
import type { Plan } from "../../plan/plan.ts";
import { findTemplate, TEMPLATES } from "../catalogue.ts";
import { type SampleCall, sampleTraffic } from "./traffic.ts";

const server = useTestServer();
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

const NOW = Date.UTC(2026, 3, 2, 15);
/** `npm run proof -- templates` plays all of them. */
const PEOPLE = process.env.TEST_LONG === "1" ? 300 : 40;
const BATCH = 2000;

interface Played {
  readonly project: AuthorizedProject;
  readonly calls: readonly SampleCall[];
}

const played = new Map<string, Played>();

function planOf(key: string): Plan {
  const template = findTemplate(key);
  if (template === undefined) throw new Error(`no template ${key}`);
  return template.plan("shop", "en");
}

/** Sends all that is sampled of a template to a project of its own. */
async function play(key: string): Promise<Played> {
  const made = await createTestProject();
  await made.publish(planOf(key));
  const { writeKey } = await made.source();
  const calls = sampleTraffic(planOf(key), PEOPLE, NOW);
  for (let from = 0; from < calls.length; from += BATCH) {
    const answer = await server.post("/v1/batch", { writeKey, batch: calls.slice(from, from + BATCH) });
    expect(answer.status).toBe(200);
  }
  return { project: made.authorized, calls };
}

beforeAll(async () => {
  for (const { key } of TEMPLATES) played.set(key, await play(key));
  await server.ingest.settled();
});

function playedOf(key: string): Played {
  const found = played.get(key);
  if (found === undefined) throw new Error(`${key} was not played`);
  return found;
}

describe.each(TEMPLATES.map(({ key }) => key))("the sample of %s", (key) => {
  it("conforms to the last event, and is the same each time", async () => {
    const { project, calls } = playedOf(key);
    expect(sampleTraffic(planOf(key), PEOPLE, NOW)).toEqual(calls);
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
    const { project } = playedOf(key);
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
