/** Releasing held events under a published version, exactly once: a replay of those alone, followed to its end. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { type CountRow, lookedCount } from "./replay.sql.ts";
import { countEffects, listReplays, type Replay, replayToEnd } from "./replay.ts";
import { LONG } from "./replay-walk.ts";

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

async function countHeld(project: number, fingerprint: string | undefined, blocked: boolean): Promise<number> {
  const scope = { project, blocked, ...(fingerprint === undefined ? {} : { fingerprint }) };
  const [row] = await eventDb().query<CountRow>("ingest.reverdict count", lookedCount(scope), LONG);
  return Number(row?.n ?? 0);
}

/** False while nothing is published. @throws UserError `not_found` where a version was named that is not published */
async function hasJudge({ projectId }: AuthorizedProject, { planVersion }: ReverdictChoice): Promise<boolean> {
  return planVersion !== undefined || (await latestVersion(projectId)) !== undefined;
}

/** What a release would do now. Changes nothing. @throws UserError `not_found` */
export async function previewReverdict(
  project: AuthorizedProject,
  choice: ReverdictChoice = {},
): Promise<ReverdictPreview> {
  const { number } = project;
  const { fingerprint, includeBlocked = false } = choice;
  const held = await countHeld(number, fingerprint, includeBlocked);
  const blocked = includeBlocked ? 0 : (await countHeld(number, fingerprint, true)) - held;
  if (!(await hasJudge(project, choice))) return { planVersion: 0, judged: 0, released: 0, stillHeld: held, blocked };
  const { planVersion, judged, totals } = await countEffects(project, { ...choice, now: "held" });
  return { planVersion, judged, released: totals.added, stillHeld: judged - totals.added, blocked };
}

export interface ReverdictResult {
  readonly id: string;
  readonly planVersion: number;
  readonly judged: number;
  readonly released: number;
}

function resultOf({ id, planVersion, judged, totals, refused }: Replay): ReverdictResult {
  return { id, planVersion, judged, released: totals.added - refused };
}

/**
 * Judges the held events again and releases those that the latest version accepts, or the published one that is chosen.
 * Editors and above; blocked events only by a person. A second run finds nothing left to release.
 * @throws UserError `conflict` while another one runs
 */
export async function releaseHeld(project: AuthorizedProject, choice: ReverdictChoice = {}): Promise<ReverdictResult> {
  if (!(await hasJudge(project, choice))) return { id: "", planVersion: 0, judged: 0, released: 0 };
  return resultOf(await replayToEnd(project, { ...choice, now: "held" }));
}

export interface ReverdictRecord extends ReverdictResult {
  readonly fingerprint?: string;
  readonly state: Replay["state"];
  readonly startedAt: Date;
  readonly finishedAt?: Date;
}

/** Releases of the project, latest first. */
export async function listReverdicts(project: AuthorizedProject, limit = 50): Promise<ReverdictRecord[]> {
  return (await listReplays(project, { pageSize: limit })).items.map((replay) => ({
    ...resultOf(replay),
    state: replay.state,
    startedAt: replay.startedAt,
    ...(replay.range.fingerprint === undefined ? {} : { fingerprint: replay.range.fingerprint }),
    ...(replay.finishedAt === null ? {} : { finishedAt: replay.finishedAt }),
  }));
}
