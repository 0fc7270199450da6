/** What a project receives beside its plan: events and properties that it does not name, and planned ones that do not come. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { pointerSegments } from "../ingest/json-limits.ts";
import type { Json } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { MASK } from "../violation/mask.ts";
import { type Candidate, candidateOf } from "./candidate.ts";
import { type PlannedCalls, plannedCalls } from "./planned.ts";
import {
  LISTED,
  latestFrom,
  type NamedCall,
  type NameRow,
  type PropertyRow,
  type ReceivedScope,
  receivedCounts,
  receivedNames,
  receivedProperties,
} from "./received.sql.ts";
import { shownValues } from "./shown-value.ts";

const DAY_MS = 86_400_000;
export const DISCOVERY_DAYS = [1, 7, 30, 90] as const;
/** How many times its longest gap an event is missed before it is called silent. */
export const SILENT_FACTORS = [2, 3, 5] as const;

export interface DiscoveryFilter {
  readonly days: number;
  readonly environment?: string | undefined;
  /** Slug. */
  readonly source?: string | undefined;
}

export interface SourceName {
  readonly slug: string;
  readonly name: string;
}

/** What was received under one name. */
export interface Came extends NamedCall {
  readonly events: number;
  readonly users: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly sources: readonly SourceName[];
}

export interface SilentEvent extends NamedCall {
  readonly eventId: string;
  readonly lastSeen: Date;
  /** Of the days that are looked at, in seconds; absent where the last event is older than those. */
  readonly longestGap?: number;
  readonly silence: number;
}

export interface MissingEvent extends NamedCall {
  readonly eventId: string;
  /** The sources that are to send it; empty means any. */
  readonly sources: readonly string[];
}

export interface Discovered {
  /** The most frequent first. */
  readonly unplanned: readonly Came[];
  /** Planned, not deprecated, and never received. */
  readonly missing: readonly MissingEvent[];
  /** The longest silence first. */
  readonly silent: readonly SilentEvent[];
  /** True where more names came than are looked at. */
  readonly cut: boolean;
}

export interface FoundProperty {
  /** Keys joined by dots, `[]` for the items of a list. */
  readonly property: string;
  /** The same as a JSON pointer below the properties or the traits, `*` for the items of a list. */
  readonly pointer: string;
  readonly events: number;
  /** Of the events that could have it, 0 to 1. */
  readonly share: number;
  readonly users: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly sources: readonly SourceName[];
  readonly candidate: Candidate;
  /** A few values as people may see them. */
  readonly samples: readonly string[];
}

export interface UnplannedProperty extends FoundProperty, NamedCall {
  /** Absent for a trait of users or groups. */
  readonly eventId?: string;
}

export interface PropertiesRead<Found> {
  readonly items: readonly Found[];
  /** Set where only the latest events were looked at: since when. */
  readonly since?: Date;
  readonly cut: boolean;
}

const NAMES_MOST = 2_000;
const PROPERTIES_MOST = 10_000;
/** Payloads are read no further back than these. */
const EVENTS_READ = 200_000;
/** The days that the usual gap of an event is read from, and the gaps that say something. */
export const GAP_DAYS = 90;
export const GAPS_LEAST = 5;
const SILENCE_LEAST_SECONDS = 86_400;

type Sources = ReadonlyMap<number, SourceName>;

export async function sourcesOf({ projectId }: AuthorizedProject): Promise<Sources> {
  const rows = await planDb().source.findMany({
    where: { projectId },
    select: { number: true, slug: true, name: true },
  });
  return new Map(rows.map(({ number, slug, name }) => [number, { slug, name: name || slug }]));
}

/** @throws UserError `not_found` for a source that is not there. */
export function scopeOf(project: AuthorizedProject, filter: DiscoveryFilter, sources: Sources): ReceivedScope {
  const until = systemClock.now();
  const { source: slug, environment } = filter;
  const source = slug === undefined ? undefined : [...sources].find(([, one]) => one.slug === slug)?.[0];
  if (slug !== undefined && source === undefined) throw new UserError("not_found");
  return {
    ...{ project: project.number, until, from: until - filter.days * DAY_MS },
    ...(environment === undefined ? {} : { environment }),
    ...(source === undefined ? {} : { source }),
  };
}

function namedSources(numbers: readonly number[], sources: Sources): readonly SourceName[] {
  return numbers.flatMap((number) => sources.get(number) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const callOf = ({ call_type: callType, event_name: name }: { call_type: string; event_name: string }): NamedCall => ({
  callType,
  name,
});

function cameOf(row: NameRow, sources: Sources): Came {
  return {
    ...callOf(row),
    events: Number(row.events),
    users: Number(row.users),
    firstSeen: new Date(Number(row.first)),
    lastSeen: new Date(Number(row.last)),
    sources: namedSources(row.sources, sources),
  };
}

/** Silent for longer than so many times the longest gap between two hours in which it came; at least a day. */
function silenceOf(row: NameRow, factor: number, now: number): Pick<SilentEvent, "longestGap" | "silence"> | undefined {
  const silence = Math.floor((now - Number(row.last)) / 1000);
  if (silence > GAP_DAYS * 86_400) return { silence };
  const longestGap = Number(row.longest);
  if (Number(row.gaps) < GAPS_LEAST || silence <= Math.max(factor * longestGap, SILENCE_LEAST_SECONDS))
    return undefined;
  return { silence, longestGap };
}

/** What came under names the plan does not know, and which planned events never came or came no more. */
export async function loadDiscovered(
  project: AuthorizedProject,
  filter: DiscoveryFilter,
  factor: number,
): Promise<Discovered> {
  const [latest, sources] = await Promise.all([latestVersion(project.projectId), sourcesOf(project)]);
  const scope = scopeOf(project, filter, sources);
  const statement = receivedNames(scope, scope.until - GAP_DAYS * DAY_MS, NAMES_MOST);
  const rows = await eventDb().query<NameRow>("discovery.names", statement);
  const planned = plannedCalls(latest?.plan);
  const lastOf = new Map<string, NameRow>();
  const unplanned: Came[] = [];
  for (const row of rows) {
    const event = planned.eventOf(callOf(row), row.event_id);
    if (event === undefined) {
      if (Number(row.events) > 0) unplanned.push(cameOf(row, sources));
      continue;
    }
    // An event that was renamed came under several names: the one it came under last tells.
    const known = lastOf.get(event.id);
    if (known === undefined || Number(known.last) < Number(row.last)) lastOf.set(event.id, row);
  }
  const expected = (latest?.plan.events ?? []).filter(({ status }) => status !== "deprecated");
  const silent = expected.flatMap(({ id, callType, name }) => {
    const row = lastOf.get(id);
    const silence = row === undefined ? undefined : silenceOf(row, factor, scope.until);
    if (row === undefined || silence === undefined) return [];
    return [{ callType, name, eventId: id, lastSeen: new Date(Number(row.last)), ...silence }];
  });
  return {
    unplanned: unplanned.toSorted((a, b) => b.events - a.events),
    missing: expected
      .filter(({ id }) => !lastOf.has(id))
      .map(({ id, callType, name, sources: from }) => ({ callType, name, eventId: id, sources: from })),
    silent: silent.toSorted((a, b) => b.silence - a.silence),
    cut: rows.length >= NAMES_MOST,
  };
}

function parsed(texts: readonly string[]): Json[] {
  return texts.flatMap((text) => {
    try {
      return [JSON.parse(text) as Json];
    } catch {
      // Kept as received: a number beyond JSON, or a text with half a character, is no sample.
      return [];
    }
  });
}

/** The keys that lead to a property, as people write them: `lines[].sku`. */
function shownKeys(keys: readonly string[]): string {
  return keys.map((key, at) => (at === 0 ? key : key === "*" ? "[]" : `.${key}`)).join("");
}

/** One property as it came; `of`: events that could have it. */
export function foundProperty(row: PropertyRow, of: number, planned: PlannedCalls, sources: Sources): FoundProperty {
  const keys = pointerSegments(row.key);
  const name = keys.at(-1) ?? "";
  const samples = parsed(row.samples);
  const events = Number(row.events);
  const isListed = row.kinds.every((kind) => kind === "string") && row.texts.length <= LISTED;
  const texts = isListed ? parsed(row.texts).filter((text) => typeof text === "string") : undefined;
  const property = planned.placeOf(callOf(row), row.key)?.property;
  const shown = shownValues(samples, name, property);
  const candidate = candidateOf({ samples, texts, events, of: Math.max(of, events) });
  // A list of values would tell what the samples may not.
  const { listed: _covered, ...untold } = candidate;
  return {
    property: shownKeys(keys),
    pointer: row.key,
    events,
    share: of === 0 ? 0 : Math.min(1, events / of),
    users: Number(row.users),
    firstSeen: new Date(Number(row.first)),
    lastSeen: new Date(Number(row.last)),
    sources: namedSources(row.sources, sources),
    candidate: shown.includes(MASK) ? untold : candidate,
    samples: shown,
  };
}

export interface ReadProperties {
  readonly rows: readonly PropertyRow[];
  /** How often the call of a row came. */
  countOf(row: PropertyRow): number;
  readonly since?: Date;
  readonly cut: boolean;
}

/** The properties of some calls, of all when absent; where there are too many events, of the latest. */
export async function readProperties(
  scope: ReceivedScope,
  looked: { readonly calls?: readonly NamedCall[]; readonly nested?: boolean },
): Promise<ReadProperties> {
  const db = eventDb();
  const [first] = await db.query<{ at: string }>("discovery.latest", latestFrom(scope, EVENTS_READ));
  const read = first === undefined ? scope : { ...scope, from: Number(first.at) };
  const [rows, counted] = await Promise.all([
    db.query<PropertyRow>("discovery.properties", receivedProperties(read, looked, PROPERTIES_MOST)),
    db.query<{ call_type: string; name: string; events: string }>("discovery.counts", receivedCounts(read)),
  ]);
  const counts = new Map(counted.map(({ call_type, name, events }) => [`${call_type} ${name}`, Number(events)]));
  return {
    rows,
    countOf: ({ call_type, event_name }) => counts.get(`${call_type} ${event_name}`) ?? 0,
    ...(first === undefined ? {} : { since: new Date(read.from) }),
    cut: rows.length >= PROPERTIES_MOST,
  };
}

/** The scope in which former names of the plan's events are read as those of today. */
export function renamedIn(scope: ReceivedScope, planned: PlannedCalls): ReceivedScope {
  return { ...scope, renamed: planned.renamed };
}

/**
 * Properties that planned events, users and groups bring and the plan does not name, those inside planned objects too; the
 * most frequent first.
 */
export async function loadUnplannedProperties(
  project: AuthorizedProject,
  filter: DiscoveryFilter,
): Promise<PropertiesRead<UnplannedProperty>> {
  const [latest, sources] = await Promise.all([latestVersion(project.projectId), sourcesOf(project)]);
  if (latest === undefined) return { items: [], cut: false };
  const planned = plannedCalls(latest.plan);
  const scope = renamedIn(scopeOf(project, filter, sources), planned);
  const { rows, countOf, ...read } = await readProperties(scope, { nested: true });
  const items = rows.flatMap((row) => {
    const call = callOf(row);
    const place = planned.placeOf(call, row.key);
    if (place === undefined || place.property !== undefined) return [];
    const event = planned.eventOf(call);
    const found = foundProperty(row, countOf(row), planned, sources);
    return [{ ...call, ...found, ...(event === undefined ? {} : { eventId: event.id }) }];
  });
  return { items, ...read };
}
