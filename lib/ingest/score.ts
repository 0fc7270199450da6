/**
 * The quality score: 100 x conformant / received, where received = conformant + violating + unplanned + malformed as the
 * health page counts them. Every event weighs the same, duplicates weigh nothing.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { type Health, judgedEvents } from "./health.ts";

export interface Scored {
  readonly received: number;
  readonly conformant: number;
  /** 0 to 100, cut after the first decimal so that only all of them make 100; null where nothing was received. */
  readonly score: number | null;
}

export interface QualityScore {
  readonly total: Scored;
  readonly bySource: readonly (Scored & { readonly source: SourcePlace; readonly environment: string })[];
  /** By who answers for the event: its owner, else its category's; empty for what nobody owns or nobody planned. */
  readonly byOwner: readonly (Scored & { readonly owner: string })[];
  /** By source and version of the app, the busiest first; an empty version where the event names none. */
  readonly byRelease: readonly (Scored & { readonly source: SourcePlace; readonly release: string })[];
}

type SourcePlace = Health["bySource"][number]["source"];

/** Releases beyond these, by what was received, are left out. */
export const RELEASES_MAX = 100;

/** The formula, for a pair of counts. */
export function scored(received: number, conformant: number): Scored {
  return { received, conformant, score: received === 0 ? null : Math.floor((1000 * conformant) / received) / 10 };
}

interface CountRow {
  readonly received: string;
  readonly conformant: string;
}

function countsBy(events: Sql, keys: Sql, most: number): Sql {
  return sql`select ${keys}, count() as received, countIf(verdict = 'conformant') as conformant
    from ${events} group by ${keys} order by received desc, ${keys} limit ${sql.as("UInt32", most)}`;
}

/** More planned events than any plan has. */
const EVENTS_MAX = 100_000;

function ownersOf(plan: Plan | undefined): ReadonlyMap<string, string> {
  const categories = new Map(plan?.categories.map(({ id, owner }) => [id, owner?.trim() ?? ""]));
  return new Map(
    plan?.events.map(({ id, owner, category }) => [id, owner?.trim() || (categories.get(category ?? "") ?? "")]),
  );
}

/** The scores of a range that was counted, in the range's own counts. */
export async function loadScore(
  project: AuthorizedProject,
  { from, to, total, bySource }: Health,
  filter: { readonly sourceNumber?: number; readonly signal?: AbortSignal } = {},
): Promise<QualityScore> {
  const { sourceNumber, signal } = filter;
  const events = judgedEvents({
    project: project.number,
    from: from.getTime(),
    to: to.getTime(),
    source: sourceNumber,
  });
  const limits = signal === undefined ? {} : { signal };
  const [ofEvents, ofReleases, published, sources] = await Promise.all([
    eventDb().query<CountRow & { event_id: string }>(
      "ingest.score_events",
      countsBy(events, sql`event_id`, EVENTS_MAX),
      limits,
    ),
    eventDb().query<CountRow & { source: number; app_version: string }>(
      "ingest.score_releases",
      countsBy(events, sql`source, app_version`, RELEASES_MAX),
      limits,
    ),
    latestVersion(project.projectId),
    planDb().source.findMany({
      where: { projectId: project.projectId },
      select: { number: true, slug: true, name: true },
    }),
  ]);
  const owners = ownersOf(published?.plan);
  const byOwner = new Map<string, [received: number, conformant: number]>();
  for (const row of ofEvents) {
    const owner = owners.get(row.event_id) ?? "";
    const [received, conformant] = byOwner.get(owner) ?? [0, 0];
    byOwner.set(owner, [received + Number(row.received), conformant + Number(row.conformant)]);
  }
  const places = new Map(sources.map((source) => [source.number, source]));
  return {
    total: scored(total.received, total.conformant),
    bySource: bySource.map(({ source, environment, received, conformant }) => ({
      source,
      environment,
      ...scored(received, conformant),
    })),
    byOwner: [...byOwner]
      .map(([owner, [received, conformant]]) => ({ owner, ...scored(received, conformant) }))
      .sort((a, b) => b.received - a.received || a.owner.localeCompare(b.owner, "en")),
    byRelease: ofReleases.map(({ source, app_version, received, conformant }) => ({
      source: places.get(source) ?? { number: source, slug: "", name: "" },
      release: app_version,
      ...scored(Number(received), Number(conformant)),
    })),
  };
}
