/**
 * Judging held events again under a published version, and releasing what it accepts, exactly once.
 *
 * Per run of events: first the accepted re-judgements are written, then the rows that analysis reads. A crash in between
 * leaves re-judgements without rows; the release is taken up again at the next start and writes only what is missing. One
 * release runs per project at a time.
 */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type HeldScope, heldCount } from "./held.sql.ts";
import { type Accepted, active, heldRuns, type Judge, judgeFor, LONG, rejudgeRow, release } from "./release-run.ts";
import { resumeReverdicts } from "./resume-reverdicts.ts";
import { storedInstant } from "./row.ts";

export interface ReverdictChoice {
  /** Only events with this violation; absent means every held event. */
  readonly fingerprint?: string;
  /** Also events of blocking sources: only a person may ask for that. */
  readonly includeBlocked?: boolean;
  /** The published version that judges; the latest without it. */
  readonly planVersion?: number | undefined;
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

function scopeOf(project: AuthorizedProject, choice: ReverdictChoice): HeldScope {
  return {
    project: project.number,
    blocked: choice.includeBlocked === true,
    ...(choice.fingerprint === undefined ? {} : { fingerprint: choice.fingerprint }),
  };
}

/** `undefined` while nothing is published. @throws UserError `not_found` for a version that is not */
async function judgeOf(project: AuthorizedProject, { planVersion }: ReverdictChoice): Promise<Judge | undefined> {
  const judge = await judgeFor(project.projectId, planVersion);
  if (judge === undefined && planVersion !== undefined) throw new UserError("not_found");
  return judge;
}

async function countHeld(scope: HeldScope): Promise<number> {
  const [row] = await eventDb().query<{ n: string }>("ingest.reverdict count", heldCount(scope), LONG);
  return Number(row?.n ?? 0);
}

async function countBlocked(project: AuthorizedProject, choice: ReverdictChoice, looked: number): Promise<number> {
  if (choice.includeBlocked === true) return 0;
  return (await countHeld({ ...scopeOf(project, choice), blocked: true })) - looked;
}

/** What a release would do now. Changes nothing. */
export async function previewReverdict(
  project: AuthorizedProject,
  choice: ReverdictChoice = {},
): Promise<ReverdictPreview> {
  const judge = await judgeOf(project, choice);
  const scope = scopeOf(project, choice);
  const held = await countHeld(scope);
  const blocked = await countBlocked(project, choice, held);
  if (judge === undefined) return { planVersion: 0, judged: 0, released: 0, stillHeld: held, blocked };
  let judged = 0;
  let released = 0;
  for await (const run of heldRuns(scope)) {
    judged += run.length;
    for (const row of run) if (rejudgeRow(row, judge)?.accepted === true) released += 1;
  }
  return {
    planVersion: judge.validators.version,
    judged,
    released,
    stillHeld: judged - released,
    blocked,
  };
}

export interface ReverdictResult {
  readonly id: string;
  readonly planVersion: number;
  readonly judged: number;
  readonly released: number;
}

/** One release per project: a second one while it runs is refused. */
async function begin(project: AuthorizedProject, choice: ReverdictChoice, planVersion: number): Promise<string> {
  await resumeReverdicts({ projectId: project.projectId });
  const id = newId("rev");
  // Before anybody can see it, so that nobody takes it for an interrupted one.
  active().add(id);
  await register(project, choice, { id, planVersion }).catch((error: unknown) => {
    active().delete(id);
    throw error;
  });
  return id;
}

async function register(
  project: AuthorizedProject,
  choice: ReverdictChoice,
  { id, planVersion }: { readonly id: string; readonly planVersion: number },
): Promise<void> {
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
}

function reverdictLine(project: number, id: string, now: number, { row, judged, revision }: Accepted): string {
  const conformant = judged.judgement.verdict === "conformant";
  return JSON.stringify({
    project,
    uid: Number(row.uid),
    revision,
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

/** Resolves to how many events analysis took. */
async function releaseRun(project: number, id: string, accepted: readonly Accepted[]): Promise<number> {
  const first = accepted[0]?.row.uid;
  const last = accepted.at(-1)?.row.uid;
  if (first === undefined || last === undefined) return 0;
  const now = Date.now();
  const lines = accepted.map((item) => `${reverdictLine(project, id, now, item)}\n`).join("");
  await eventDb().insert("reverdicts", Buffer.from(lines), { token: `r:${id}:${first}-${last}:${accepted.length}` });
  return accepted.length - (await release(project, id, accepted));
}

/**
 * Judges the held events again and releases those that the latest version accepts, or the published one that is chosen. Editors and above; blocked events only by a
 * person. A second run finds nothing left to release. @throws UserError `conflict` while another one runs
 */
export async function releaseHeld(project: AuthorizedProject, choice: ReverdictChoice = {}): Promise<ReverdictResult> {
  requireRole(project, "editor");
  if (choice.includeBlocked === true && project.actor.kind !== "person") throw new UserError("forbidden");
  const judge = await judgeOf(project, choice);
  if (judge === undefined) return { id: "", planVersion: 0, judged: 0, released: 0 };
  const planVersion = judge.validators.version;
  const id = await begin(project, choice, planVersion);
  let judged = 0;
  let released = 0;
  try {
    for await (const run of heldRuns(scopeOf(project, choice))) {
      const accepted = run.flatMap((row): Accepted[] => {
        const again = rejudgeRow(row, judge);
        return again?.accepted === true ? [{ row, judged: again, revision: Number(row.revision) + 1 }] : [];
      });
      released += await releaseRun(project.number, id, accepted);
      judged += run.length;
    }
  } catch (error) {
    // Left as running: what was begun is finished by the next release, or at the next start.
    log().error({ reverdict: id, reason: error instanceof Error ? error.message : "" }, "a release was interrupted");
    throw error;
  } finally {
    active().delete(id);
  }
  await finish(project, id, { ...choice, planVersion, judged, released });
  return { id, planVersion, judged, released };
}

async function finish(
  project: AuthorizedProject,
  id: string,
  done: ReverdictChoice & { readonly planVersion: number; readonly judged: number; readonly released: number },
): Promise<void> {
  const { fingerprint, includeBlocked = false, planVersion, judged, released } = done;
  await planDb().$transaction(async (db) => {
    await db.reverdict.update({ where: { id }, data: { state: "done", judged, released, finishedAt: new Date() } });
    await recordAudit(db, project, {
      action: "violation.release",
      target: fingerprint ?? "all held events",
      detail: { planVersion, judged, released, includeBlocked },
    });
  });
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
