/** Back-tests of a project as they are kept: started, followed, cancelled, and read again. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { storableValue } from "../base/storable.ts";
import { getBranch, MAIN } from "../plan/store.ts";
import { latestVersionNumber } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Backtest as Row } from "../store/prisma-client/client.ts";
import { type BacktestResult, type BacktestState, DEFAULT_DAYS, MOST_DAYS } from "./backtest.ts";
import { type Staleness, type Stand, staleness, standOf } from "./current.ts";
import { type BacktestInput, type BacktestProgress, runBacktest } from "./run-backtest.ts";

export interface BacktestChoice {
  /** Days of traffic, the latest ones; 30 unless told otherwise. */
  readonly days?: number;
  readonly environment?: string;
}

export interface BacktestRun {
  readonly id: string;
  readonly branch: string;
  readonly revision: number;
  readonly publishedVersion: number;
  readonly days: number;
  readonly environment: string;
  readonly state: BacktestState;
  readonly judged: number;
  readonly total: number;
  /** Saved cohorts and reports that are computed, of how many; 0 of 0 while events are judged. */
  readonly answered: number;
  readonly questions: number;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly stale: Staleness | null;
}

export interface BacktestWithResult extends BacktestRun {
  /** Of a back-test that is done. */
  readonly result: BacktestResult | null;
}

/** Back-tests under way in this process. */
function active(): Map<string, AbortController> {
  return processState("backtests", () => new Map<string, AbortController>());
}

/** A run that nobody wrote down anything of for this long was interrupted by the end of its process. */
const SILENT_MS = 60_000;
const PROGRESS_MS = 500;

function isInterrupted(row: Pick<Row, "id" | "state" | "changedAt">): boolean {
  return row.state === "running" && !active().has(row.id) && Date.now() - row.changedAt.getTime() > SILENT_MS;
}

function runOf(row: Row, stand: Stand): BacktestRun {
  const { id, branch, revision, publishedVersion, days, environment, judged, total, startedByName } = row;
  const { startedAt, finishedAt, answered, questions } = row;
  const state = isInterrupted(row) ? "failed" : (row.state as BacktestState);
  const stale = staleness(row, stand);
  const own = { id, branch, revision, publishedVersion, days, environment, state, judged, total, startedByName };
  return { ...own, answered, questions, startedAt, finishedAt, stale };
}

const MOST_LISTED = 50;

/** The back-tests of the project, or of one branch, latest first, without their results. */
export async function listBacktests(project: AuthorizedProject, branch?: string): Promise<BacktestRun[]> {
  const [rows, stand] = await Promise.all([
    planDb().backtest.findMany({
      where: { projectId: project.projectId, ...(branch === undefined ? {} : { branch }) },
      omit: { result: true },
      orderBy: { startedAt: "desc" },
      take: MOST_LISTED,
    }),
    standOf(project.projectId),
  ]);
  return rows.map((row) => runOf({ ...row, result: null }, stand));
}

async function rowOf(project: AuthorizedProject, id: string): Promise<Row> {
  const row = await planDb().backtest.findFirst({ where: { projectId: project.projectId, id } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** One back-test with its result, or `not_found`. */
export async function getBacktest(project: AuthorizedProject, id: string): Promise<BacktestWithResult> {
  const [row, stand] = await Promise.all([rowOf(project, id), standOf(project.projectId)]);
  return { ...runOf(row, stand), result: row.result as unknown as BacktestResult | null };
}

/** The state and progress of one back-test, without its result: for whoever follows it. */
export async function followBacktest(project: AuthorizedProject, id: string): Promise<BacktestRun> {
  const [row, stand] = await Promise.all([
    planDb().backtest.findFirst({ where: { projectId: project.projectId, id }, omit: { result: true } }),
    standOf(project.projectId),
  ]);
  if (row === null) throw new UserError("not_found");
  return runOf({ ...row, result: null }, stand);
}

function checkedDays(days: number): number {
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "/days",
        en: `Between 1 and ${MOST_DAYS} days.`,
        fr: `Entre 1 et ${MOST_DAYS} jours.`,
      },
    ],
  });
}

const ENVIRONMENTS = ["production", "staging", "development"];

function checkedEnvironment(environment: string): string {
  if (ENVIRONMENTS.includes(environment)) return environment;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "/environment",
        en: `One of ${ENVIRONMENTS.join(", ")}.`,
        fr: `L’un de ${ENVIRONMENTS.join(", ")}.`,
      },
    ],
  });
}

/** Back-tests of one branch that are kept, and for how long: a review reads the latest. */
const KEPT_PER_BRANCH = 20;
const KEPT_DAYS = 90;

/** Deletes the results that nobody looks for any more. */
async function prune(db: Prisma.TransactionClient, projectId: string, branch: string): Promise<void> {
  const ended = { projectId, state: { not: "running" } };
  const tooOld = new Date(Date.now() - KEPT_DAYS * 86_400_000);
  const tooMany = await db.backtest.findMany({
    where: { ...ended, branch },
    select: { id: true },
    orderBy: { startedAt: "desc" },
    skip: KEPT_PER_BRANCH - 1,
  });
  const ids = tooMany.map(({ id }) => id);
  await db.backtest.deleteMany({ where: { ...ended, OR: [{ startedAt: { lt: tooOld } }, { id: { in: ids } }] } });
}

/** One at a time per project: a second one is refused while the first goes on. */
async function register(project: AuthorizedProject, data: Prisma.BacktestUncheckedCreateInput): Promise<Row> {
  return planDb().$transaction(async (db) => {
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${project.projectId}, 11))`;
    const running = await db.backtest.findMany({
      where: { projectId: project.projectId, state: "running" },
      select: { id: true, state: true, changedAt: true },
    });
    const interrupted = running.filter(isInterrupted).map(({ id }) => id);
    await db.backtest.updateMany({ where: { id: { in: interrupted } }, data: { state: "failed" } });
    if (running.length > interrupted.length) {
      throw new UserError("conflict", {
        fields: [{ path: "", en: "A back-test is running already.", fr: "Un essai rétroactif est déjà en cours." }],
      });
    }
    await prune(db, project.projectId, data.branch);
    return db.backtest.create({ data });
  });
}

/**
 * Starts a back-test of a branch on recorded traffic and answers at once. Editors and above; one at a time per project.
 * @throws UserError `not_found`, `invalid_input`, `conflict`
 */
export async function startBacktest(
  project: AuthorizedProject,
  branch: string,
  { days = DEFAULT_DAYS, environment = "production" }: BacktestChoice = {},
): Promise<BacktestRun> {
  requireRole(project, "editor");
  const { projectId, actor } = project;
  const [draft, main, published] = await Promise.all([
    getBranch(projectId, branch),
    getBranch(projectId, MAIN),
    latestVersionNumber(projectId),
  ]);
  const id = newId("bkt");
  const controller = new AbortController();
  // Before anybody can see it, so that nobody takes it for an interrupted one.
  active().set(id, controller);
  try {
    const row = await register(project, {
      id,
      projectId,
      branch,
      revision: draft.revision,
      mainRevision: main.revision,
      publishedVersion: published,
      days: checkedDays(days),
      environment: checkedEnvironment(environment),
      state: "running",
      startedById: actor.kind === "system" ? null : actor.id,
      startedByName: actor.name,
    });
    void follow(project, row, controller.signal);
    return runOf(row, await standOf(project.projectId));
  } catch (error) {
    active().delete(id);
    throw error;
  }
}

async function follow(project: AuthorizedProject, row: Row, signal: AbortSignal): Promise<void> {
  const { id, branch, days, environment, publishedVersion } = row;
  const input: BacktestInput = { project, branch, days, environment, publishedVersion, signal };
  let written = 0;
  /** The first and the last of each count are told at once. */
  const write = async (done: number, of: number, data: Prisma.BacktestUpdateManyMutationInput): Promise<void> => {
    if (Date.now() - written < PROGRESS_MS && done > 0 && done < of) return;
    written = Date.now();
    await stillRunning(id, { ...data, changedAt: new Date() });
  };
  const progress: BacktestProgress = {
    onJudged: (judged, total) => write(judged, total, { judged, total }),
    onAnswered: (answered, questions) => write(answered, questions, { answered, questions }),
  };
  try {
    const result = await runBacktest(input, progress);
    const { failing, passing, conformant, violating } = result.totals;
    const judged = failing + passing + conformant + violating + result.unreadable;
    const kept = storableValue(result) as Prisma.InputJsonValue;
    const answered = result.metrics.length;
    await finish(id, { state: "done", judged, total: judged, answered, questions: answered, result: kept });
  } catch (error) {
    const cancelled = signal.aborted;
    if (!cancelled)
      log().error({ backtest: id, reason: error instanceof Error ? error.message : "" }, "a back-test failed");
    await finish(id, { state: cancelled ? "cancelled" : "failed" }).catch(() => undefined);
  } finally {
    active().delete(id);
  }
}

/** Another process may have cancelled it: then it stops here. */
async function stillRunning(id: string, data: Prisma.BacktestUpdateManyMutationInput): Promise<void> {
  const { count } = await planDb().backtest.updateMany({ where: { id, state: "running" }, data });
  if (count === 0) active().get(id)?.abort();
}

async function finish(id: string, data: Prisma.BacktestUpdateManyMutationInput): Promise<void> {
  await planDb().backtest.updateMany({
    where: { id, state: "running" },
    data: { ...data, finishedAt: new Date(), changedAt: new Date() },
  });
}

/** Stops a back-test; one that is over stays as it is. Editors and above. */
export async function cancelBacktest(project: AuthorizedProject, id: string): Promise<BacktestRun> {
  requireRole(project, "editor");
  const row = await rowOf(project, id);
  await finish(row.id, { state: "cancelled" });
  active().get(id)?.abort();
  return followBacktest(project, id);
}
