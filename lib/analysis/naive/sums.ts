/** Considered + each kind kept out = received: by event in the statement, by source on the health page, by both in the tables. */

import { expect } from "vitest";
import { loadHealth } from "../../ingest/health.ts";
import type { SharedServer } from "../../ingest/testing/server.ts";
import { sql } from "../../store/sql.ts";
import { answerQuestion } from "../answer.ts";
import type { MetricResult } from "../question.ts";
import { callOf, WORLD_EVENTS } from "./send.ts";
import type { Case, Sent } from "./sent-log.ts";

const NOT_EVENTS = ["identify", "group", "alias"];
const PLANNED = new Set(WORLD_EVENTS.map((event) => Object.values(callOf(event)).join(" ")));

/** What has no planned event by id or by name might have been any event. */
function concerns(sent: Sent, event: string): boolean {
  if (NOT_EVENTS.includes(sent.type)) return false;
  if (sent.event !== undefined) return sent.event === event;
  const name = `${sent.type} ${sent.name}`;
  return name === Object.values(callOf(event)).join(" ") || !PLANNED.has(name);
}

function countOf(sent: readonly Sent[], verdict: Sent["verdict"]): number {
  return sent.filter((item) => item.verdict === verdict).length;
}

/** Every statement of every event, and every source of the health page, against what was sent. */
export async function expectSums(server: SharedServer, made: Case): Promise<void> {
  for (const environment of ["production", "staging"] as const) {
    const here = made.sent.filter(({ source }) => (source === 2) === (environment === "staging"));
    // Little was sent elsewhere: one event shows that it is another world.
    for (const event of environment === "production" ? WORLD_EVENTS : WORLD_EVENTS.slice(0, 1)) {
      const answer = await answerQuestion(made.project, {
        kind: "metric",
        event: { event },
        measure: { kind: "count" },
        interval: "total",
        range: { ever: true },
        environment,
        asOf: "2100-01-01T00:00:00Z",
      });
      const own = here.filter((sent) => concerns(sent, event));
      const { received, considered, excluded, duplicates } = answer.statement;
      expect({ considered, excluded, duplicates }, `${event} in ${environment}`).toEqual({
        considered: countOf(own, "conformant"),
        excluded: {
          violating: countOf(own, "violating"),
          unplanned: countOf(own, "unplanned"),
          malformed: countOf(own, "malformed"),
        },
        duplicates: countOf(own, "duplicate"),
      });
      expect(received).toBe(considered + excluded.violating + excluded.unplanned + excluded.malformed);
      expect((answer.result as MetricResult).series[0]?.total).toBe(considered);
    }
  }
  await expectSources(server, made);
}

interface Cell {
  readonly source: number;
  readonly event: string;
  readonly verdict: string;
  readonly n: number;
}

async function expectSources(server: SharedServer, { project, sources, sent }: Case): Promise<void> {
  const number = sql.as("UInt32", project.number);
  const received = await server.rows<Cell>(
    sql`select source, event_id as event, verdict, toUInt32(count()) as n from received where project = ${number} group by all`,
  );
  const read = await server.rows<Cell>(
    sql`select source, event_id as event, '' as verdict, toUInt32(count()) as n from events where project = ${number} group by all`,
  );
  const health = await loadHealth(project, { from: new Date("2000-01-01") });
  expect(health.bySource).toHaveLength(sources.length);
  for (const [index, source] of sources.entries()) {
    const own = sent.filter((item) => item.source === index);
    const shown = health.bySource.find((item) => item.source.slug === source.slug);
    const kinds = ["conformant", "violating", "unplanned", "malformed"] as const;
    for (const verdict of kinds) expect(shown?.[verdict], `${source.slug} ${verdict}`).toBe(countOf(own, verdict));
    expect(shown?.received).toBe(own.length - countOf(own, "duplicate"));
    expect(shown?.duplicates).toBe(countOf(own, "duplicate"));
    for (const event of WORLD_EVENTS) {
      const cells = received.filter((cell) => cell.source === source.number && cell.event === event);
      const sum = (verdict?: string) =>
        cells
          .filter((cell) => verdict === undefined || cell.verdict === verdict)
          .reduce((total, { n }) => total + n, 0);
      const considered = read.find((cell) => cell.source === source.number && cell.event === event)?.n ?? 0;
      const label = `${event} from ${source.slug}`;
      expect(considered, label).toBe(
        own.filter((item) => item.event === event && item.verdict === "conformant").length,
      );
      expect(sum("violating"), label).toBe(
        own.filter((item) => item.event === event && item.verdict === "violating").length,
      );
      expect(considered + sum("violating"), label).toBe(sum());
    }
  }
}
