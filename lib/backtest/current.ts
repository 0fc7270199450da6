/** Whether a back-test still speaks of what would be merged, and what the latest one of a branch found. */

import { MAIN } from "../plan/store.ts";
import { latestVersionNumber } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Backtest as Row } from "../store/prisma-client/client.ts";
import type { Totals } from "./backtest.ts";

/** What was edited or published since a back-test, so that it no longer speaks of what would be merged. */
export type Staleness = "branch" | "main" | "published";

/** Where branches and the published plan stand. */
export interface Stand {
  readonly revisions: ReadonlyMap<string, number>;
  readonly published: number;
}

export async function standOf(projectId: string, db: Prisma.TransactionClient = planDb()): Promise<Stand> {
  const branches = await db.planBranch.findMany({ where: { projectId }, select: { name: true, revision: true } });
  const published = await latestVersionNumber(projectId, db);
  return { revisions: new Map(branches.map(({ name, revision }) => [name, revision])), published };
}

type Judged = Pick<Row, "branch" | "revision" | "mainRevision" | "publishedVersion">;

export function staleness(row: Judged, { revisions, published }: Stand): Staleness | null {
  if (revisions.get(row.branch) !== row.revision) return "branch";
  if (published !== row.publishedVersion) return "published";
  return revisions.get(MAIN) === row.mainRevision ? null : "main";
}

/** What the latest back-test of a branch that is done found, and what it was asked about. */
export interface LatestBacktest {
  readonly days: number;
  readonly environment: string;
  readonly failing: number;
  readonly judged: number;
  readonly stale: Staleness | null;
}

interface Read extends Judged {
  readonly days: number;
  readonly environment: string;
  readonly totals: Totals;
}

/** Within a transaction that holds the branch, or reads one state of the store; undefined where none is done. */
export async function latestBacktest(
  db: Prisma.TransactionClient,
  projectId: string,
  branch: string,
): Promise<LatestBacktest | undefined> {
  // The rest of a result may be large, and a review needs none of it.
  const [row] = await db.$queryRaw<Read[]>`
    select "branch", "revision", "mainRevision", "publishedVersion", "days", "environment", "result"->'totals' as "totals"
    from "Backtest"
    where "projectId" = ${projectId} and "branch" = ${branch} and "state" = 'done' and "result" is not null
    order by "startedAt" desc limit 1`;
  if (row === undefined) return undefined;
  const { days, environment, totals } = row;
  const { failing, passing, conformant, violating } = totals;
  const judged = failing + passing + conformant + violating;
  return { days, environment, failing, judged, stale: staleness(row, await standOf(projectId, db)) };
}
