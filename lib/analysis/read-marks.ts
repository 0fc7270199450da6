/** When answered questions last read each event and property: what nothing reads need not be collected. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import type { Plan } from "../plan/plan.ts";
import { planDb } from "../store/plan-db.ts";
import { namesIn, propertiesWithRole } from "./used-names.ts";

const DAY_MS = 86_400_000;
/** Of ids marked today in this process: a day's reading is written once. */
const MARKED_MAX = 50_000;

interface Marked {
  day: number;
  readonly ids: Set<string>;
}

function marked(day: number): Set<string> {
  const state = processState("planReads", (): Marked => ({ day, ids: new Set() }));
  if (state.day !== day || state.ids.size > MARKED_MAX) {
    state.day = day;
    state.ids.clear();
  }
  return state.ids;
}

/** Notes that these questions or criteria were answered on the published plan. An answer never fails for it. */
export async function noteReads(project: AuthorizedProject, plan: Plan, questions: readonly unknown[]): Promise<void> {
  const now = systemClock.now();
  const known = marked(Math.floor(now / DAY_MS));
  const { ids, roles, propertyRoles } = namesIn(questions);
  const byRole = plan.events.filter((event) => event.roles.some((role) => roles.includes(role)));
  const read = new Set([...ids, ...byRole.map(({ id }) => id), ...propertiesWithRole(plan, propertyRoles)]);
  const fresh = [...read].filter((id) => !known.has(`${project.projectId} ${id}`));
  if (fresh.length === 0) return;
  for (const id of fresh) known.add(`${project.projectId} ${id}`);
  try {
    const lastAt = new Date(now);
    await planDb().$transaction([
      planDb().planRead.createMany({
        data: fresh.map((objectId) => ({ projectId: project.projectId, objectId, lastAt })),
        skipDuplicates: true,
      }),
      planDb().planRead.updateMany({
        where: { projectId: project.projectId, objectId: { in: fresh }, lastAt: { lt: lastAt } },
        data: { lastAt },
      }),
    ]);
  } catch (error) {
    for (const id of fresh) known.delete(`${project.projectId} ${id}`);
    log().warn({ reason: error instanceof Error ? error.message : "" }, "what a question read could not be noted");
  }
}

export interface LastReads {
  /** Nothing is known of reading before. */
  readonly since: Date;
  /** By the id of the event or property. */
  readonly lastAt: ReadonlyMap<string, Date>;
}

/** What is known of reading in the project. */
export async function listReads({ projectId }: AuthorizedProject): Promise<LastReads> {
  const [project, rows] = await Promise.all([
    planDb().project.findUniqueOrThrow({ where: { id: projectId }, select: { readsSince: true } }),
    planDb().planRead.findMany({ where: { projectId }, select: { objectId: true, lastAt: true } }),
  ]);
  return { since: project.readsSince, lastAt: new Map(rows.map(({ objectId, lastAt }) => [objectId, lastAt])) };
}
