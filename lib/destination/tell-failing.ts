/** Tells who answers for a workspace that a destination has taken nothing for a day: once, until it takes something again. */

import { happen } from "../notify/happening.ts";
import { planDb } from "../store/plan-db.ts";

const DAY_MS = 86_400_000;

/** Looks for destinations that have been failing for a day at `now` (epoch milliseconds) and were not told of. */
export async function tellFailing(now: number): Promise<void> {
  const failing = { pausedAt: null, toldAt: null, failingSince: { lte: new Date(now - DAY_MS) } };
  const rows = await planDb().destination.findMany({
    where: failing,
    select: { id: true, name: true, projectId: true, project: { select: { workspaceId: true } } },
    orderBy: { id: "asc" },
  });
  for (const { id, name, projectId, project } of rows) {
    await planDb().$transaction(async (db) => {
      const told = await db.destination.updateMany({ where: { id, ...failing }, data: { toldAt: new Date(now) } });
      if (told.count === 0) return;
      const { workspaceId } = project;
      const admins = await db.membership.findMany({ where: { workspaceId, role: { in: ["owner", "admin"] } } });
      const payload = { subject: name, destination: id, people: admins.map(({ personId }) => personId) };
      await happen(db, projectId, [{ kind: "destination_failing", payload }], new Date(now));
    });
  }
}
