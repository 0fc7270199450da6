/** What the letter of the day says, project by project. */

import { authorizeSystem } from "../access/authorize.ts";
import { log } from "../base/log.ts";
import { NOTIFICATION_KINDS, type NotificationKind } from "../base/notification-kind.ts";
import { loadHealth } from "../ingest/health.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Project } from "../store/prisma-client/client.ts";
import { dayBefore } from "./digest-time.ts";
import type { NotificationPayload } from "./happening.ts";
import type { Told } from "./notice-sentence.ts";
import { isPaused, preferencesOf, usualPreference } from "./preference.ts";

export interface WaitingReview {
  readonly branch: string;
  readonly by: string;
}

export interface DigestPart {
  readonly project: { readonly name: string; readonly slug: string };
  readonly reviews: readonly WaitingReview[];
  /** The newest first, those of the span. */
  readonly told: readonly Told[];
  /** Of the day before; absent when it could not be counted. */
  readonly volume: { readonly received: number; readonly conformant: number } | undefined;
}

const TOLD_MAX = 200;

/** Branches on which the person was asked for a review and has not answered. */
async function waitingReviews(personId: string, projectId: string): Promise<readonly WaitingReview[]> {
  const asked = await planDb().notification.findMany({
    where: { personId, projectId, kind: "review_asked" },
    select: { payload: true },
    orderBy: { createdAt: "desc" },
    take: TOLD_MAX,
  });
  const names = asked
    .map(({ payload }) => payload as unknown as NotificationPayload)
    .filter(({ followed }) => followed !== true)
    .flatMap(({ branch }) => branch ?? []);
  if (names.length === 0) return [];
  const branches = await planDb().planBranch.findMany({
    where: {
      projectId,
      name: { in: [...new Set(names)] },
      mergedAt: null,
      closedAt: null,
      review: { state: "ready" },
      verdicts: { none: { personId, voidedAt: null } },
    },
    include: { review: true },
    orderBy: { name: "asc" },
  });
  return branches.map(({ name, review }) => ({ branch: name, by: review?.openedBy ?? "" }));
}

type Volume = DigestPart["volume"];

/** Counted once for a project and day, however many letters tell of it. */
export type Volumes = Map<string, Promise<Volume>>;

function volumeOf(project: Project, { until, volumes }: Asked): Promise<Volume> {
  const key = `${project.id} ${dayBefore(project.timeZone, until).from.getTime()}`;
  const known = volumes.get(key) ?? countVolume(project, until);
  volumes.set(key, known);
  return known;
}

async function countVolume({ slug, timeZone }: Project, until: number): Promise<Volume> {
  try {
    const { total } = await loadHealth(await authorizeSystem(slug), dayBefore(timeZone, until));
    return { received: total.received, conformant: total.conformant };
  } catch (error) {
    log().warn({ origin: "notify", err: error }, "yesterday's events could not be counted for a letter");
    return undefined;
  }
}

interface Asked {
  readonly since: number;
  readonly until: number;
  /** Who may read what is asked at this instant. */
  readonly now: number;
  readonly volumes: Volumes;
}

async function partOf(personId: string, project: Project, kinds: readonly NotificationKind[], asked: Asked) {
  const rows = await planDb().notification.findMany({
    where: {
      personId,
      projectId: project.id,
      kind: { in: [...kinds] },
      createdAt: { gt: new Date(asked.since), lte: new Date(asked.until) },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: TOLD_MAX,
  });
  const told = rows.map(({ kind, payload }) => ({
    kind: kind as NotificationKind,
    payload: payload as unknown as NotificationPayload,
  }));
  const reviews = await waitingReviews(personId, project.id);
  if (told.length === 0 && reviews.length === 0) return undefined;
  return { project, reviews, told, volume: await volumeOf(project, asked) };
}

/** Everything worth telling of the span; empty when there is nothing. */
export async function digestParts(personId: string, asked: Asked): Promise<readonly DigestPart[]> {
  const projects = await planDb().project.findMany({
    where: { workspace: { memberships: { some: { personId, ...inForce(new Date(asked.now)) } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const preferences = await preferencesOf(personId);
  const parts: DigestPart[] = [];
  for (const project of projects) {
    const own = preferences.get(project.id) ?? usualPreference();
    if (isPaused(own, asked.now)) continue;
    const kinds = NOTIFICATION_KINDS.filter((kind) => own.channels[kind].includes("digest"));
    const part = await partOf(personId, project, kinds, asked);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}
