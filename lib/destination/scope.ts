/** Which events a destination is about, and how far they are in the event store. */

import type { Environment } from "../access/source.ts";
import { uidOf } from "../ingest/row.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import type { PrivacyClass } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Destination as DestinationRow } from "../store/prisma-client/client.ts";
import { sql } from "../store/sql.ts";
import { type DestinationKind, isOfFiles, type Passing, type Takes } from "./destination.ts";
import type { PassedScope } from "./passed.sql.ts";

export type ClaimedRow = DestinationRow & { readonly project: { readonly number: number } };

/**
 * The first number that is not surely in the event store with every lower one; undefined where no ingest runs, which is while
 * the process ends.
 */
export function head(): bigint | undefined {
  const ingest = runningIngest();
  return ingest === undefined ? undefined : BigInt(uidOf(ingest.journal.floor + 1, 0));
}

/** As `head`; without ingest, behind the last event of the project (its number in the event store) that is stored. */
export async function storedHead(project: number): Promise<bigint> {
  const known = head();
  if (known !== undefined) return known;
  const statement = sql`select max(uid) as last from received where project = ${sql.as("UInt32", project)}`;
  const [found] = await eventDb().query<{ last: string }>("destination.head", statement);
  return BigInt(found?.last ?? 0) + 1n;
}

export function passingOf(row: DestinationRow): Passing {
  return {
    kind: row.kind as DestinationKind,
    takes: row.takes as Takes,
    environments: row.environments as Environment[],
    sources: row.sources,
    events: row.events,
    people: row.people,
    privacy: row.privacy as PrivacyClass[],
    names: row.names as Readonly<Record<string, string>>,
  };
}

function callTypesOf({ kind, people }: Passing): string[] {
  const events = ["track", "page", "screen"];
  return people && kind !== "mixpanel" && !isOfFiles(kind) ? [...events, "identify", "group", "alias"] : events;
}

interface SourceNames {
  readonly slugs: ReadonlyMap<number, string>;
  readonly numbers: readonly number[] | undefined;
}

export async function sourcesOf({ projectId, sources }: DestinationRow): Promise<SourceNames> {
  const rows = await planDb().source.findMany({ where: { projectId }, select: { number: true, slug: true } });
  const chosen = rows.filter(({ slug }) => sources.includes(slug)).map(({ number }) => number);
  return {
    slugs: new Map(rows.map(({ number, slug }) => [number, slug])),
    // A source that is gone is no reason to pass on the others.
    numbers: sources.length === 0 ? undefined : chosen,
  };
}

/** The events of a destination as the event store knows them. */
export async function scopeOf(row: ClaimedRow): Promise<PassedScope> {
  const passing = passingOf(row);
  return {
    project: row.project.number,
    letThrough: passing.takes === "let_through",
    environments: passing.environments,
    sources: (await sourcesOf(row)).numbers,
    events: passing.events,
    callTypes: callTypesOf(passing),
  };
}

/** The server's clock may have been set back; events are never looked for further back than that. */
const CLOCK_MS = 2 * 24 * 3_600_000;

/** The same, of what arrived after the place a destination has come to: older parts of the event store are not read. */
export async function scopeAhead(row: ClaimedRow): Promise<PassedScope> {
  return { ...(await scopeOf(row)), from: row.positionAt.getTime() - CLOCK_MS };
}
