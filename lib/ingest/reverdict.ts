/**
 * Judging held events again under the latest version, and releasing what it accepts, exactly once.
 *
 * Per run of events: first the accepted re-judgements are written, then the rows that analysis reads. A crash in between
 * leaves re-judgements without rows; the release is taken up again at the next start and writes only what is missing. One
 * release runs per project at a time.
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { CallKind } from "./call.ts";
import type { Environment, Mode } from "./disposition.ts";
import { type HeldRow, type HeldScope, type HeldUidRow, heldRows, heldUids, unfinishedUids } from "./held.sql.ts";
import { findPublished } from "./plan-registry.ts";
import { type Rejudgement, rejudge, type SourceRule } from "./rejudge.ts";
import { storedInstant } from "./row.ts";
import type { Release } from "./row-builder.ts";
import { runningIngest } from "./running-ingest.ts";
import { PlanValidators } from "./validate.ts";

/** Events judged before the process turns to something else. */
const RUN = 1_000;

export interface ReverdictChoice {
  /** Only events with this violation; absent means every held event. */
  readonly fingerprint?: string;
  /** Also events of blocking sources: only a person may ask for that. */
  readonly includeBlocked?: boolean;
}

export interface ReverdictPreview {
  /** The version that would judge; 0 when none is published. */
  readonly planVersion: number;
  /** Held events looked at. */
  readonly judged: number;
  /** Of them: accepted as a whole, or with more of their traits than before. */
  readonly released: number;
  readonly stillHeld: number;
  /** Held by blocking sources and left out, since they were not asked for. */
  readonly blocked: number;
}

interface Judge {
  readonly validators: PlanValidators;
  readonly rules: ReadonlyMap<number, SourceRule>;
}

async function judgeFor(projectId: string, version?: number): Promise<Judge | undefined> {
  const published = version === undefined ? await latestVersion(projectId) : await findPublished(projectId, version);
  if (published === undefined) return undefined;
  const sources = await planDb().source.findMany({
    where: { projectId },
    select: { number: true, slug: true, unplanned: true },
  });
  const rules = new Map(
    sources.map(({ number, slug, unplanned }) => [
      number,
      { slug, unplanned: unplanned === "ignore" ? "ignore" : "violation" } as const,
    ]),
  );
  return { validators: new PlanValidators(published), rules };
}

function scopeOf(project: AuthorizedProject, choice: ReverdictChoice): HeldScope {
  return {
    project: project.number,
    blocked: choice.includeBlocked === true,
    ...(choice.fingerprint === undefined ? {} : { fingerprint: choice.fingerprint }),
  };
}

const LONG = { maxSeconds: 300 } as const;

async function* runsOf(uids: readonly HeldUidRow[], project: number): AsyncGenerator<HeldRow[]> {
  for (let at = 0; at < uids.length; at += RUN) {
    const run = uids.slice(at, at + RUN);
    const times = run.map((row) => Number(row.at));
    const numbers = run.map((row) => Number(row.uid));
    const rows = heldRows(project, numbers, Math.min(...times), Math.max(...times));
    yield await eventDb().query<HeldRow>("ingest.reverdict held", rows, LONG);
    await nextTurn();
  }
}

function rejudgeRow(row: HeldRow, { validators, rules }: Judge): Rejudgement | undefined {
  const rule = rules.get(row.source) ?? { slug: "", unplanned: "violation" };
  return rejudge({ kind: row.call_type as CallKind, raw: row.raw, held: Number(row.held) }, validators, rule);
}

async function countBlocked(project: AuthorizedProject, choice: ReverdictChoice, looked: number): Promise<number> {
  if (choice.includeBlocked === true) return 0;
  const all = heldUids({ ...scopeOf(project, choice), blocked: true });
  return (await eventDb().query<HeldUidRow>("ingest.reverdict blocked", all, LONG)).length - looked;
}

/** What a release would do now. Changes nothing. */
export async function previewReverdict(
  project: AuthorizedProject,
  choice: ReverdictChoice = {},
): Promise<ReverdictPreview> {
  const uids = await eventDb().query<HeldUidRow>("ingest.reverdict uids", heldUids(scopeOf(project, choice)), LONG);
  const blocked = await countBlocked(project, choice, uids.length);
  const judge = await judgeFor(project.projectId);
  if (judge === undefined) return { planVersion: 0, judged: 0, released: 0, stillHeld: uids.length, blocked };
  let released = 0;
  for await (const run of runsOf(uids, project.number)) {
    for (const row of run) if (rejudgeRow(row, judge)?.accepted === true) released += 1;
  }
  return {
    planVersion: judge.validators.version,
    judged: uids.length,
    released,
    stillHeld: uids.length - released,
    blocked,
  };
}

export interface ReverdictResult {
  readonly id: string;
  readonly planVersion: number;
  readonly judged: number;
  readonly released: number;
}

/** Releases that run in this process: one that does not, and is not done, was interrupted. */
function active(): Set<string> {
  return processState("reverdicts", () => new Set<string>());
}

/** One release per project: a second one while it runs is refused. */
async function begin(project: AuthorizedProject, choice: ReverdictChoice, planVersion: number): Promise<string> {
  await resumeReverdicts(project.projectId);
  const id = newId("rev");
  await planDb().$transaction(async (db) => {
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${project.projectId}, 7))`;
    const running = await db.reverdict.count({ where: { projectId: project.projectId, state: "running" } });
    if (running > 0) {
      throw new UserError("conflict", {
        fields: [{ path: "", en: "A release is running already.", fr: "Une libération est déjà en cours." }],
      });
    }
    await db.reverdict.create({
      data: {
        id,
        projectId: project.projectId,
        planVersion,
        state: "running",
        startedById: project.actor.kind === "system" ? null : project.actor.id,
        ...(choice.fingerprint === undefined ? {} : { fingerprint: choice.fingerprint }),
      },
    });
  });
  return id;
}

interface Accepted {
  readonly row: HeldRow;
  readonly judged: Rejudgement;
}

function reverdictLine(project: number, id: string, now: number, { row, judged }: Accepted): string {
  const conformant = judged.judgement.verdict === "conformant";
  return JSON.stringify({
    project,
    uid: Number(row.uid),
    revision: Number(row.revision) + 1,
    reverdict_id: id,
    judged_at: storedInstant(now),
    plan_version: judged.judgement.planVersion,
    event_id: judged.judgement.eventId ?? "",
    verdict: judged.judgement.verdict,
    disposition: conformant ? "analysis" : row.disposition,
    traits_held: judged.traitsHeld,
    violations: JSON.stringify(judged.judgement.violations),
  });
}

function releaseOf(project: number, { row, judged }: Accepted): Release {
  return {
    uid: Number(row.uid),
    project,
    source: row.source,
    environment: row.environment as Environment,
    // The mode decided what was kept out; nothing is decided by it any more.
    mode: "observe" satisfies Mode,
    receivedAt: Number(row.at),
    instant: Number(row.instant),
    kind: row.call_type as CallKind,
    judgement: judged.judgement,
    raw: row.raw,
  };
}

async function releaseRun(project: number, id: string, accepted: readonly Accepted[]): Promise<void> {
  const first = accepted[0]?.row.uid;
  const last = accepted.at(-1)?.row.uid;
  if (first === undefined || last === undefined) return;
  const now = Date.now();
  const lines = accepted.map((item) => `${reverdictLine(project, id, now, item)}\n`).join("");
  await eventDb().insert("reverdicts", Buffer.from(lines), { token: `r:${id}:${first}-${last}:${accepted.length}` });
  await release(project, id, accepted);
}

async function release(project: number, id: string, accepted: readonly Accepted[]): Promise<void> {
  const ingest = runningIngest();
  if (ingest === undefined) throw new UserError("unavailable");
  const token = `r:${id}:${accepted[0]?.row.uid ?? 0}-${accepted.at(-1)?.row.uid ?? 0}:${accepted.length}`;
  await ingest.release(
    accepted.map((item) => releaseOf(project, item)),
    token,
  );
}

/**
 * Judges the held events again and releases those the latest version accepts. Editors and above; blocked events only by a
 * person. A second run finds nothing left to release. @throws UserError `conflict` while another one runs
 */
export async function releaseHeld(project: AuthorizedProject, choice: ReverdictChoice = {}): Promise<ReverdictResult> {
  requireRole(project, "editor");
  if (choice.includeBlocked === true && project.actor.kind !== "person") throw new UserError("forbidden");
  const judge = await judgeFor(project.projectId);
  if (judge === undefined) return { id: "", planVersion: 0, judged: 0, released: 0 };
  const planVersion = judge.validators.version;
  const id = await begin(project, choice, planVersion);
  active().add(id);
  let judged = 0;
  let released = 0;
  try {
    const uids = await eventDb().query<HeldUidRow>("ingest.reverdict uids", heldUids(scopeOf(project, choice)), LONG);
    for await (const run of runsOf(uids, project.number)) {
      const accepted = run.flatMap((row): Accepted[] => {
        const again = rejudgeRow(row, judge);
        return again?.accepted === true ? [{ row, judged: again }] : [];
      });
      await releaseRun(project.number, id, accepted);
      judged += run.length;
      released += accepted.length;
    }
  } catch (error) {
    // Left as running: what was begun is finished by the next release, or at the next start.
    log().error({ reverdict: id, reason: error instanceof Error ? error.message : "" }, "a release was interrupted");
    throw error;
  } finally {
    active().delete(id);
  }
  await finish(project, id, { planVersion, judged, released, ...choice });
  return { id, planVersion, judged, released };
}

async function finish(
  project: AuthorizedProject,
  id: string,
  done: ReverdictChoice & { readonly planVersion: number; readonly judged: number; readonly released: number },
): Promise<void> {
  const { fingerprint, includeBlocked = false, planVersion, judged, released } = done;
  await planDb().$transaction([
    planDb().reverdict.update({ where: { id }, data: { state: "done", judged, released, finishedAt: new Date() } }),
    planDb().auditEntry.create({
      data: {
        workspaceId: project.workspaceId,
        projectId: project.projectId,
        actorId: project.actor.kind === "system" ? null : project.actor.id,
        actorName: project.actor.name,
        action: "violation.release",
        target: fingerprint ?? "all held events",
        detail: { planVersion, judged, released, includeBlocked },
      },
    }),
  ]);
}

/** Takes up releases that were interrupted, of one project or all: writes what they had accepted, and ends them. */
export async function resumeReverdicts(projectId?: string): Promise<void> {
  const running = await planDb().reverdict.findMany({
    where: { state: "running", ...(projectId === undefined ? {} : { projectId }) },
    include: { project: { select: { id: true, number: true } } },
  });
  const interrupted = running.filter(({ id }) => !active().has(id));
  for (const { id, planVersion, project } of interrupted) {
    const judge = await judgeFor(project.id, planVersion);
    const uids = await eventDb().query<HeldUidRow>("ingest.reverdict resume", unfinishedUids(project.number, id), LONG);
    let released = 0;
    if (judge !== undefined) {
      for await (const run of runsOf(uids, project.number)) {
        const accepted = run.flatMap((row): Accepted[] => {
          const again = rejudgeRow({ ...row, held: String(Number.MAX_SAFE_INTEGER) }, judge);
          return again?.accepted === true ? [{ row, judged: again }] : [];
        });
        if (accepted.length > 0) await release(project.number, `${id}:resumed`, accepted);
        released += accepted.length;
      }
    }
    log().info({ reverdict: id, released }, "an interrupted release was finished");
    await planDb().reverdict.update({
      where: { id },
      data: { state: "failed", released, finishedAt: new Date() },
    });
  }
}

export interface ReverdictRecord extends ReverdictResult {
  readonly fingerprint?: string;
  readonly state: "running" | "done" | "failed";
  readonly startedAt: Date;
  readonly finishedAt?: Date;
}

/** Releases of the project, latest first. */
export async function listReverdicts(project: AuthorizedProject, limit = 50): Promise<ReverdictRecord[]> {
  const rows = await planDb().reverdict.findMany({
    where: { projectId: project.projectId },
    orderBy: { startedAt: "desc" },
    take: limit,
  });
  return rows.map((row) => ({
    id: row.id,
    planVersion: row.planVersion,
    judged: row.judged,
    released: row.released,
    state: row.state as ReverdictRecord["state"],
    startedAt: row.startedAt,
    ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
    ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt }),
  }));
}
