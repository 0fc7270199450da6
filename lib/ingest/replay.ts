/**
 * Replays: stored events judged again under a plan version, and analysis made to follow, each event exactly once. One changes
 * analysis per project at a time; what interrupts it is made good, and it goes on, at the next start.
 */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { storableValue } from "../base/storable.ts";
import { freezePlan } from "../plan/publish.ts";
import { loadDraft } from "../plan/store-draft.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Reverdict as Row } from "../store/prisma-client/client.ts";
import {
  active,
  countLooked,
  follow,
  type KeptChoice,
  type ReplayChoice,
  type ReplayRange,
  resumeReplays,
  samples,
  scopeOf,
  tallyOf,
} from "./replay-follow.ts";
import { runReplay } from "./replay-run.ts";
import type { EffectCounts, ReplaySample, ReplayTally } from "./replay-tally.ts";
import { type Judge, judgeFor, judgeWith } from "./replay-walk.ts";
import { runningIngest } from "./running-ingest.ts";

export const REPLAY_STATES = ["running", "done", "failed", "cancelled"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

export interface Replay {
  readonly id: string;
  /** 0 for a branch. */
  readonly planVersion: number;
  readonly branch: string | null;
  readonly range: ReplayRange;
  /** False for a preview, which changes nothing. */
  readonly applies: boolean;
  readonly state: ReplayState;
  /** Events looked at, of how many. */
  readonly judged: number;
  readonly total: number;
  readonly totals: EffectCounts;
  /** Events that the event store refused: they are kept out and say why. */
  readonly refused: number;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface ReplayWithResult extends Replay {
  readonly events: ReplayTally["events"];
  readonly samples: readonly ReplaySample[];
}

const NOTHING: EffectCounts = { stays: 0, added: 0, withdrawn: 0, moved: 0, held: 0 };
function replayOf(row: Row): Replay {
  const { from, until, planVersion: _version, branch = null, ...range } = (row.choice ?? { until: 0 }) as KeptChoice;
  const { id, planVersion, applies, judged, total, refused, startedByName, startedAt, finishedAt } = row;
  return {
    ...{ id, planVersion, applies, judged, total, refused, startedByName, startedAt, finishedAt, branch },
    range: {
      ...range,
      ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(until === 0 ? {} : { until: new Date(until) }),
    },
    state: row.state as ReplayState,
    totals: tallyOf(row)?.totals ?? { ...NOTHING, added: row.released },
  };
}

/** @throws UserError `not_found` for a version or branch that is not there */
async function judgeOf(project: AuthorizedProject, { branch, planVersion }: ReplayChoice): Promise<Judge> {
  if (branch !== undefined) {
    const published = await latestVersion(project.projectId);
    return judgeWith(project.projectId, freezePlan(await loadDraft(project, branch), published));
  }
  const judge = await judgeFor(project.projectId, planVersion);
  if (judge === undefined) throw new UserError("not_found");
  return judge;
}

const RUNNING = {
  path: "",
  en: "Events of this project are being judged again already.",
  fr: "Des événements de ce projet sont déjà en cours de réévaluation.",
};

/** One per project that changes analysis, and one that looks: another one is refused meanwhile. */
async function register(project: AuthorizedProject, data: Prisma.ReverdictUncheckedCreateInput): Promise<Row> {
  return planDb().$transaction(async (db) => {
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${project.projectId}, 7))`;
    const same = { projectId: project.projectId, state: "running", applies: data.applies ?? true };
    if ((await db.reverdict.count({ where: same })) > 0) throw new UserError("conflict", { fields: [RUNNING] });
    return db.reverdict.create({ data });
  });
}

function keptChoice(choice: ReplayChoice): KeptChoice {
  const { from, until, ...rest } = choice;
  const last = Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, Date.now() + 1);
  return { ...rest, until: last, ...(from === undefined ? {} : { from: from.getTime() }) };
}

/** Begins one; `ended` resolves when it is over. */
async function begin(
  project: AuthorizedProject,
  choice: ReplayChoice,
  applies: boolean,
): Promise<{ readonly row: Row; readonly ended: Promise<Row> }> {
  const judge = await judgeOf(project, choice);
  if (applies) await resumeReplays({ projectId: project.projectId });
  await runningIngest()?.settled();
  const kept = keptChoice(choice);
  const scope = await scopeOf(project.projectId, project.number, kept);
  const { actor, projectId } = project;
  const id = newId("rev");
  // Before anybody can see it, so that nobody takes it for an interrupted one.
  active().add(id);
  try {
    const row = await register(project, {
      ...{ id, projectId, applies, state: "running" },
      planVersion: choice.branch === undefined ? judge.published.version : 0,
      total: await countLooked(scope),
      choice: storableValue(kept) as Prisma.InputJsonValue,
      startedById: actor.kind === "system" ? null : actor.id,
      startedByName: actor.name,
      ...(choice.fingerprint === undefined ? {} : { fingerprint: choice.fingerprint }),
    });
    const ended = follow({ row, judge, scope, place: project }).catch((error: unknown) => interrupted(row, error));
    void ended.finally(() => active().delete(id)).catch(() => undefined);
    return { row, ended };
  } catch (error) {
    active().delete(id);
    throw error;
  }
}

/** What was begun is finished by the next one, or at the next start; a preview leaves nothing to finish. */
async function interrupted({ id, applies }: Row, error: unknown): Promise<never> {
  log().error({ replay: id, reason: error instanceof Error ? error.message : "" }, "a replay was interrupted");
  if (!applies) {
    await planDb().reverdict.update({ where: { id }, data: { state: "failed", finishedAt: new Date() } });
  }
  throw error;
}

function requireMay(project: AuthorizedProject, choice: ReplayChoice): void {
  requireRole(project, "editor");
  if (choice.includeBlocked === true && project.actor.kind !== "person") throw new UserError("forbidden");
}

const ONLY_PUBLISHED = {
  path: "/branch",
  en: "Only a published version changes what analysis reads: a branch can be previewed.",
  fr: "Seule une version publiée change ce que lit l’analyse : une branche peut être prévisualisée.",
};

function requirePublished({ branch }: ReplayChoice): void {
  if (branch !== undefined) throw new UserError("invalid_input", { fields: [ONLY_PUBLISHED] });
}

const PREVIEW_DAYS = 7;

/** A preview is looked at and acted upon, or forgotten. */
async function forgetPreviews(project: AuthorizedProject): Promise<void> {
  const before = new Date(Date.now() - PREVIEW_DAYS * 86_400_000);
  const own = { projectId: project.projectId, applies: false, state: { not: "running" } };
  await planDb().reverdict.deleteMany({ where: { ...own, startedAt: { lt: before } } });
}

/** Judges without changing anything, and answers at once; kept for 7 days, followed by `getReplay`. @throws UserError `not_found`, `conflict` */
export async function previewReplay(project: AuthorizedProject, choice: ReplayChoice): Promise<Replay> {
  await forgetPreviews(project);
  const { row, ended } = await begin(project, choice, false);
  ended.catch(() => undefined);
  return replayOf(row);
}

/**
 * Makes analysis follow a published version in a range, and answers at once; followed by `getReplay`. Editors and above;
 * blocked events only by a person. The same again changes nothing.
 * @throws UserError `not_found`, `conflict` while another one runs, `invalid_input` for a branch
 */
export async function startReplay(project: AuthorizedProject, choice: ReplayChoice): Promise<Replay> {
  requireMay(project, choice);
  requirePublished(choice);
  const { row, ended } = await begin(project, choice, true);
  ended.catch(() => undefined);
  return replayOf(row);
}

/** As `startReplay`, to the end. */
export async function replayToEnd(project: AuthorizedProject, choice: ReplayChoice): Promise<Replay> {
  requireMay(project, choice);
  requirePublished(choice);
  const { ended } = await begin(project, choice, true);
  return replayOf(await ended);
}

/** What a replay would do, counted at once and kept nowhere: for the few events of one violation. */
export async function countEffects(
  project: AuthorizedProject,
  choice: ReplayChoice,
): Promise<{ readonly planVersion: number; readonly totals: EffectCounts; readonly judged: number }> {
  const judge = await judgeOf(project, choice);
  const scope = await scopeOf(project.projectId, project.number, keptChoice(choice));
  const total = await countLooked(scope);
  const { tally, judged } = await runReplay({ id: "", scope, judge, applies: false, after: 0, total });
  return { planVersion: judge.published.version, totals: tally.totals, judged };
}

async function rowOf(project: AuthorizedProject, id: string): Promise<Row> {
  const row = await planDb().reverdict.findFirst({ where: { projectId: project.projectId, id } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** One replay with what it does by event; samples only in the process that ran it. @throws UserError `not_found` */
export async function getReplay(project: AuthorizedProject, id: string): Promise<ReplayWithResult> {
  const row = await rowOf(project, id);
  return { ...replayOf(row), events: tallyOf(row)?.events ?? [], samples: samples().get(id) ?? [] };
}

export const REPLAY_SORTS = ["started", "version", "judged", "state"] as const;
export type ReplaySort = (typeof REPLAY_SORTS)[number];

export interface ReplayFilter {
  /** Part of an event's name, a source's slug, or of the name of whoever started it. */
  readonly search?: string | undefined;
  readonly state?: ReplayState | undefined;
  readonly sort?: ReplaySort | undefined;
  readonly order?: "ascending" | "descending" | undefined;
  /** From 1. */
  readonly page?: number | undefined;
  /** 1 to 200, 50 unless told otherwise. */
  readonly pageSize?: number | undefined;
}

export interface ReplayPage {
  readonly items: readonly Replay[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

function sortedBy({
  sort = "started",
  order = "descending",
}: ReplayFilter): Prisma.ReverdictOrderByWithRelationInput[] {
  const way = order === "ascending" ? "asc" : "desc";
  if (sort === "started") return [{ startedAt: way }, { id: way }];
  return [{ [sort === "version" ? "planVersion" : sort]: way }, { startedAt: "desc" }, { id: "desc" }];
}

function searched(text: string): Prisma.ReverdictWhereInput {
  if (text === "") return {};
  const has = { string_contains: text, mode: "insensitive" } as const;
  return {
    OR: [
      { startedByName: { contains: text, mode: "insensitive" } },
      { choice: { path: ["event"], ...has } },
      { choice: { path: ["source"], ...has } },
    ],
  };
}

/** Replays that change analysis, releases of held events included, the latest first unless asked otherwise. */
export async function listReplays(project: AuthorizedProject, filter: ReplayFilter = {}): Promise<ReplayPage> {
  const where: Prisma.ReverdictWhereInput = {
    ...{ projectId: project.projectId, applies: true, ...searched((filter.search ?? "").trim()) },
    ...(filter.state === undefined ? {} : { state: filter.state }),
  };
  const page = Math.min(Math.max(Math.floor(filter.page ?? 1), 1), 100_000);
  const pageSize = Math.min(Math.max(Math.floor(filter.pageSize ?? 50), 1), 200);
  const [rows, total] = await Promise.all([
    planDb().reverdict.findMany({ where, orderBy: sortedBy(filter), skip: (page - 1) * pageSize, take: pageSize }),
    planDb().reverdict.count({ where }),
  ]);
  return { items: rows.map(replayOf), total, page, pageSize };
}

/** Stops one after the events it is at: what came before them stays applied. One that is over stays as it is. */
export async function cancelReplay(project: AuthorizedProject, id: string): Promise<Replay> {
  requireRole(project, "editor");
  const { state } = await rowOf(project, id);
  if (state === "running") await planDb().reverdict.update({ where: { id }, data: { cancelAsked: true } });
  return replayOf(await rowOf(project, id));
}
