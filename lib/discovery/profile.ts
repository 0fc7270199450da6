/** One event as it comes: how many a day, how often each property is filled, and with which values. */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { Json } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { MASK } from "../violation/mask.ts";
import {
  type DiscoveryFilter,
  type FoundProperty,
  foundProperty,
  readProperties,
  scopeOf,
  sourcesOf,
} from "./discovery.ts";
import { plannedCalls } from "./planned.ts";
import {
  type DayRow,
  type NamedCall,
  receivedDays,
  receivedSpread,
  receivedValues,
  type SpreadRow,
  type ValueRow,
} from "./received.sql.ts";
import { shownValue } from "./shown-value.ts";

export interface ProfiledProperty extends FoundProperty {
  readonly planned: boolean;
  /** The most frequent values, covered where they are private. */
  readonly values: readonly { readonly text: string; readonly events: number }[];
  /** Of numbers: least, quarter, half, three quarters, greatest; absent where they are private. */
  readonly spread?: readonly number[];
}

export interface EventProfile extends NamedCall {
  /** Absent where the plan does not name it. */
  readonly eventId?: string;
  readonly events: number;
  /** By day in the project's time zone, days without any left out. */
  readonly days: readonly { readonly day: string; readonly events: number }[];
  /** The most frequent first. */
  readonly properties: readonly ProfiledProperty[];
  /** Set where the properties are read from the latest events only. */
  readonly since?: Date;
}

const VALUES = 5;

function told<Row extends { readonly key: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  return byKey;
}

/** An event by its name on the wire; with no day and no property where it did not come. */
export async function loadEventProfile(
  project: AuthorizedProject,
  filter: DiscoveryFilter,
  call: NamedCall,
): Promise<EventProfile> {
  const [latest, sources] = await Promise.all([latestVersion(project.projectId), sourcesOf(project)]);
  const scope = scopeOf(project, filter, sources);
  const db = eventDb();
  const [days, read] = await Promise.all([
    db.query<DayRow>("discovery.days", receivedDays(scope, call, project.timeZone)),
    readProperties(scope, { calls: [call] }),
  ]);
  const looked = read.since === undefined ? scope : { ...scope, from: read.since.getTime() };
  const [values, spread] = await Promise.all([
    db.query<ValueRow>("discovery.values", receivedValues(looked, call, VALUES)),
    db.query<SpreadRow>("discovery.spread", receivedSpread(looked, call)),
  ]);
  const planned = plannedCalls(latest?.plan);
  const event = planned.eventOf(call);
  const valuesOf = told(values);
  const spreadOf = told(spread);
  const properties = read.rows.map((row): ProfiledProperty => {
    const property = planned.placeOf(call, row.key)?.property;
    const found = foundProperty(row, read.countOf(row), planned, sources);
    const texts = new Map<string, number>();
    for (const { value, events } of valuesOf.get(row.key) ?? []) {
      const text = shownValue(JSON.parse(value) as Json, found.property, property);
      texts.set(text, (texts.get(text) ?? 0) + Number(events));
    }
    const isPrivate = texts.has(MASK) || found.samples.includes(MASK) || isPrivateClass(property?.privacy);
    const [marks] = spreadOf.get(row.key) ?? [];
    return {
      ...found,
      planned: property !== undefined,
      values: [...texts].map(([text, events]) => ({ text, events })),
      ...(marks === undefined || isPrivate ? {} : { spread: marks.marks }),
    };
  });
  return {
    ...call,
    ...(event === undefined ? {} : { eventId: event.id }),
    events: days.reduce((sum, { events }) => sum + Number(events), 0),
    days: days.map(({ day, events }) => ({ day, events: Number(events) })),
    properties,
    ...(read.since === undefined ? {} : { since: read.since }),
  };
}

function isPrivateClass(privacy: string | undefined): boolean {
  return privacy === "personal" || privacy === "sensitive";
}
