/** A replay under way: followed to its end, and taken up again where it was interrupted. */

import type { Actor } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { storableValue } from "../base/storable.ts";
import { recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Reverdict as Row } from "../store/prisma-client/client.ts";
import type { Environment } from "./disposition.ts";
import { acceptedBy, type CountRow, lookedCount, type ReplayScope } from "./replay.sql.ts";
import { finishBatch } from "./replay-apply.ts";
import { runReplay } from "./replay-run.ts";
import type { EffectCounts, ReplaySample, ReplayTally } from "./replay-tally.ts";
import { type Judge, judgeFor, LONG } from "./replay-walk.ts";

/** Which stored events are judged again. Absent narrows nothing. */
export interface ReplayRange {
  /** When they were received, `until` excluded. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** The source's slug. */
  readonly source?: string | undefined;
  readonly environment?: Environment | undefined;
  /** The name they came under. */
  readonly event?: string | undefined;
  /** What is in analysis now, or what is kept out of it. */
  readonly now?: "conformant" | "held" | undefined;
  readonly fingerprint?: string | undefined;
  /** Also held events of blocking sources: only a person may ask for these to be brought in. */
  readonly includeBlocked?: boolean | undefined;
}

export interface ReplayChoice extends ReplayRange {
  /** The published version that judges; the latest without it. */
  readonly planVersion?: number | undefined;
  /** A branch that judges in the place of a version: only to look. */
  readonly branch?: string | undefined;
}

/** How a range is kept: what a person chose, in words that stay true. */
export type KeptChoice = Omit<ReplayChoice, "from" | "until"> & { readonly from?: number; readonly until: number };

/** Replays under way in this process: one that is not, and is not done, was interrupted. */
export function active(): Set<string> {
  return processState("reverdicts", () => new Set<string>());
}

const SAMPLES_OF = 20;

/** Samples of the latest replays of this process. */
export function samples(): Map<string, readonly ReplaySample[]> {
  return processState("replaySamples", () => new Map<string, readonly ReplaySample[]>());
}

function keepSamples(id: string, found: readonly ReplaySample[]): void {
  const kept = samples();
  kept.set(id, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= SAMPLES_OF) break;
    kept.delete(oldest);
  }
}

export function tallyOf({ result }: Pick<Row, "result">): ReplayTally | undefined {
  return (result as unknown as ReplayTally | null) ?? undefined;
}

export async function scopeOf(projectId: string, project: number, choice: KeptChoice): Promise<ReplayScope> {
  const { source: slug, fingerprint, from, until, environment, event, now, includeBlocked } = choice;
  const source =
    slug === undefined
      ? undefined
      : await planDb().source.findFirst({ where: { projectId, slug }, select: { number: true } });
  if (source === null) throw new UserError("not_found");
  return {
    project,
    until,
    blocked: includeBlocked === true,
    held: now !== "conformant",
    // The held events of one violation are brought in; nothing is withdrawn by that.
    conformant: now !== "held" && fingerprint === undefined,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(from === undefined ? {} : { from }),
    ...(source === undefined ? {} : { source: source.number }),
    ...(environment === undefined ? {} : { environment }),
    ...(event === undefined ? {} : { event }),
  };
}

export async function countLooked(scope: ReplayScope, after = 0): Promise<number> {
  const [row] = await eventDb().query<CountRow>("ingest.replay count", lookedCount(scope, after), LONG);
  return Number(row?.n ?? 0);
}

interface Running {
  readonly row: Row;
  readonly judge: Judge;
  readonly scope: ReplayScope;
  readonly place: Parameters<typeof recordAudit>[1];
}

const PROGRESS_MS = 500;

/** Runs to its end and writes down what it did. */
export async function follow({ row, judge, scope, place }: Running): Promise<Row> {
  const { id, applies } = row;
  const before = row.judged;
  let written = Date.now();
  let refused = row.refused;
  const kept = (tally: ReplayTally) => ({ result: storableValue(tally) as Prisma.InputJsonValue });
  const end = await runReplay({
    ...{ id, scope, judge, applies, total: row.total, counted: tallyOf(row) },
    after: Number(row.cursor),
    onJudged: async (judged) => {
      if (Date.now() - written < PROGRESS_MS) return true;
      written = Date.now();
      // Only how far it is: what it counted is kept together with where it would go on.
      const data = { judged: before + judged };
      return !(await planDb().reverdict.update({ where: { id }, data, select: { cancelAsked: true } })).cancelAsked;
    },
    onApplied: async (judged, last, more, tally) => {
      refused += more;
      const data = { judged: before + judged, cursor: BigInt(last), refused, ...kept(tally) };
      if (applies) await planDb().reverdict.update({ where: { id }, data });
    },
  });
  const { whole, tally, samples: found } = end;
  keepSamples(id, found);
  return finish(row, { state: whole ? "done" : "cancelled", refused, totals: tally.totals, ...kept(tally) }, place);
}

interface Finished {
  readonly state: "done" | "cancelled";
  readonly refused: number;
  readonly totals: EffectCounts;
  readonly result: Prisma.InputJsonValue;
}

async function finish(row: Row, done: Finished, place: Running["place"]): Promise<Row> {
  const { totals, state, refused, result } = done;
  const { id, planVersion, fingerprint, applies } = row;
  const { includeBlocked = false, now } = row.choice as unknown as KeptChoice;
  const judged = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const released = totals.added - refused;
  const data = { state, released, refused, result, finishedAt: new Date(), ...(state === "done" ? { judged } : {}) };
  return planDb().$transaction(async (db) => {
    const { withdrawn, moved } = totals;
    const isRelease = fingerprint !== null || now === "held";
    if (applies) {
      await recordAudit(db, place, {
        action: isRelease ? "violation.release" : "event.replay",
        target: fingerprint ?? (isRelease ? "all held events" : id),
        detail: { planVersion, judged, released, includeBlocked, ...(isRelease ? {} : { withdrawn, moved }) },
      });
    }
    return db.reverdict.update({ where: { id }, data });
  });
}

export interface ResumeOptions {
  /** Only of this project. */
  readonly projectId?: string;
  readonly signal?: AbortSignal;
}

type Interrupted = Row & {
  readonly project: { readonly id: string; readonly number: number; readonly workspaceId: string };
};

function starter({ startedById, startedByName }: Row): Actor {
  return startedById === null
    ? { kind: "system", id: "", name: startedByName }
    : { kind: "person", id: startedById, name: startedByName };
}

/** Of a release that an earlier build began: what it accepted is written, and that ends it. */
async function endFormer({ id, project }: Interrupted): Promise<void> {
  const [accepted] = await eventDb().query<CountRow>("ingest.replay resume", acceptedBy(project.number, id), LONG);
  const released = Number(accepted?.n ?? "0");
  await planDb().reverdict.update({ where: { id }, data: { state: "failed", released, finishedAt: new Date() } });
}

async function resume(row: Interrupted, signal: AbortSignal | undefined): Promise<void> {
  const { id, project, applies, planVersion, choice } = row;
  if (!applies) {
    await planDb().reverdict.update({ where: { id }, data: { state: "failed", finishedAt: new Date() } });
    return;
  }
  await finishBatch(project.number, id, signal);
  const judge = choice === null ? undefined : await judgeFor(project.id, planVersion);
  if (judge === undefined) return endFormer(row);
  const scope = await scopeOf(project.id, project.number, choice as unknown as KeptChoice);
  const left = await countLooked(scope, Number(row.cursor));
  const place = { workspaceId: project.workspaceId, projectId: project.id, actor: starter(row) };
  await follow({ row: { ...row, judged: Math.max(0, row.total - left) }, judge, scope, place });
  log().info({ replay: id }, "an interrupted replay was finished");
}

/**
 * Takes up replays that were interrupted, of one project or all, and brings them to their end. One that cannot be ended does
 * not keep the others; its error is told at the end.
 */
export async function resumeReplays({ projectId, signal }: ResumeOptions = {}): Promise<void> {
  const running = await planDb().reverdict.findMany({
    where: { state: "running", ...(projectId === undefined ? {} : { projectId }) },
    include: { project: { select: { id: true, number: true, workspaceId: true } } },
  });
  const failures: unknown[] = [];
  for (const interruptedOne of running) {
    const { id } = interruptedOne;
    if (active().has(id)) continue;
    active().add(id);
    await resume(interruptedOne, signal)
      .catch((error: unknown) => failures.push(error))
      .finally(() => active().delete(id));
    signal?.throwIfAborted();
  }
  if (failures.length > 0) throw failures[0];
}
