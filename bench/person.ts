/** How long the last events of one person take to find among all that was received. */

import type { AuthorizedProject } from "../lib/access/authorized.ts";
import { listEvents } from "../lib/person/person-events.ts";
import { PEOPLE, scope } from "./analysis-data.ts";
import { type BenchRow, median } from "./bench-row.ts";

const ROUNDS = 9;
const LIMIT_MS = 300;

/** Reading events needs nothing of a project but its number. */
const project = { number: scope.project } as AuthorizedProject;
const sources = { byNumber: new Map(), numbersOf: () => [] };

async function lastEvents(person: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const started = performance.now();
    await listEvents(project, { users: [`u${person}`], anonymous: [] }, sources);
    if (round > 0) times.push(performance.now() - started);
  }
  return median(times);
}

/** Who sent the most and who sent the least: all of it long ago, so that everything is looked through. */
export async function personRows(): Promise<readonly BenchRow[]> {
  const goal = `<= ${LIMIT_MS}`;
  return [
    { name: "person: last events of the busiest", value: await lastEvents(1), unit: "ms", goal },
    { name: "person: last events of the quietest", value: await lastEvents(PEOPLE), unit: "ms", goal },
  ];
}
