/** When an alert fired, and how long. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { planDb } from "../store/plan-db.ts";
import type { Measured } from "./alert.ts";
import { getAlert } from "./rule.ts";

export interface Firing {
  readonly id: string;
  readonly startedAt: Date;
  /** Null while it lasts. */
  readonly endedAt: Date | null;
  /** Null where it was muted all along: nobody was told. */
  readonly toldAt: Date | null;
  /** What was found when it began. */
  readonly measured: Measured;
  readonly threshold: number;
}

export interface FiringPage {
  readonly items: readonly Firing[];
  readonly total: number;
  readonly pageSize: number;
}

const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;
const KEPT_MS = 365 * DAY_MS;

/** One page, 1 the first, the latest firing first. */
export async function listFirings(project: AuthorizedProject, id: string, page = 1): Promise<FiringPage> {
  await getAlert(project, id);
  const where = { ruleId: id };
  const [total, rows] = await Promise.all([
    planDb().alertFiring.count({ where }),
    planDb().alertFiring.findMany({
      where,
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    }),
  ]);
  const items = rows.map(({ ruleId: _rule, measured, ...row }) => ({
    ...row,
    measured: measured as unknown as Measured,
  }));
  return { items, total, pageSize: PAGE_SIZE };
}

/** Firings that were over a year ago. */
export async function pruneFirings(now: number): Promise<void> {
  await planDb().alertFiring.deleteMany({ where: { endedAt: { lt: new Date(now - KEPT_MS) } } });
}
