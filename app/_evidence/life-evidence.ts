/** What speaks for keeping an event or a property: who sends it, whether it fits the plan, and what rests on it. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listCohorts } from "../../lib/analysis/cohort/store.ts";
import { listReads } from "../../lib/analysis/read-marks.ts";
import { listReports } from "../../lib/analysis/report-store.ts";
import { namesIn } from "../../lib/analysis/used-names.ts";
import { systemClock } from "../../lib/base/clock.ts";
import { lastReceived } from "../../lib/ingest/last-received.ts";
import { type LatelyScope, type ReceivedLately, receivedLately } from "../../lib/ingest/received-lately.ts";
import type { PropertyPlace } from "../../lib/plan/edit-path.ts";
import type { Deprecation, LocalizedText, Plan, PlanEvent, PropertyType, Serves, Status } from "../../lib/plan/plan.ts";
import { gatherFacts } from "../../lib/plan/rules/facts.ts";
import type { PlacedProperty } from "../../lib/plan/rules/rule.ts";

/** What is decided on, as edits name it. */
export type LifeSubject =
  | { readonly kind: "event"; readonly id: string }
  | { readonly kind: "property"; readonly place: PropertyPlace; readonly id: string };

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface LifeEvidence {
  readonly subject: LifeSubject;
  readonly name: string;
  readonly status: Status;
  readonly expiresOn?: string | undefined;
  readonly deprecation?: Deprecation | undefined;
  /** What can stand in its place. */
  readonly replacements: readonly Named[];
  /**
   * Of the events that carry it; `violating` alone is of the property itself. Absent for properties of people and groups,
   * which no event carries; each part is absent when it could not be read.
   */
  readonly received?: {
    readonly bySource?: readonly { readonly source: string; readonly at: Date }[] | undefined;
    readonly lately?: ReceivedLately | undefined;
  };
  readonly cohorts: readonly Named[];
  readonly reports: readonly Named[];
  readonly journeys: readonly LocalizedText[];
  readonly decisions: readonly LocalizedText[];
  readonly metrics: readonly LocalizedText[];
  /** Of any answered question; nothing is known of reading before `readsSince`. */
  readonly lastRead?: Date | undefined;
  readonly readsSince: Date;
}

interface Subject {
  readonly subject: LifeSubject;
  readonly name: string;
  readonly object: {
    readonly id: string;
    readonly status: Status;
    readonly expiresOn?: string;
    readonly deprecation?: Deprecation;
    readonly serves: Serves;
  };
  readonly events: readonly PlanEvent[] | undefined;
  /** Keys that lead to the property, see `LatelyScope`. */
  readonly property?: LatelyScope["property"];
  readonly roles: readonly string[];
  readonly replacements: readonly Named[];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function eventsWith(plan: Plan, { event, place }: PlacedProperty): readonly PlanEvent[] | undefined {
  if (event !== undefined) return [event];
  return place.in === "bundle" ? plan.events.filter(({ bundles }) => bundles.includes(place.id)) : undefined;
}

/** The way from a type to a property inside of it: a null for each list on it; undefined where it does not lead there. */
function listsTo(type: PropertyType, id: string): null[] | undefined {
  if (type.kind === "object") return type.properties.some((one) => one.id === id) ? [] : undefined;
  if (type.kind === "union") return type.anyOf.map((one) => listsTo(one, id)).find((way) => way !== undefined);
  const inner = type.kind === "array" ? listsTo(type.items, id) : undefined;
  return inner && [null, ...inner];
}

function keysTo({ property, place, path }: PlacedProperty, all: readonly PlacedProperty[]): (string | null)[] {
  const enclosing = all.filter((one) => path.startsWith(`${one.path}/`)).sort((a, b) => a.path.length - b.path.length);
  const inside = [...(place.path ?? []).slice(1), property.id];
  const above = enclosing.flatMap((one, at) => [
    one.property.name,
    ...(listsTo(one.property.type, inside[at] ?? "") ?? []),
  ]);
  return [...above, property.name];
}

function propertySubject(plan: Plan, placed: PlacedProperty, all: readonly PlacedProperty[]): Subject {
  const { property, place, path, name } = placed;
  const beside = all.filter((one) => one !== placed && parentOf(one.path) === parentOf(path));
  const events = eventsWith(plan, placed);
  return {
    subject: { kind: "property", place, id: property.id },
    name,
    object: property,
    events,
    ...(events === undefined ? {} : { property: keysTo(placed, all) }),
    roles: property.role === undefined ? [] : [property.role],
    replacements: beside.map((one) => ({ id: one.property.id, name: one.property.name })),
  };
}

/** The innermost event or property at or above a field path; undefined where there is none. */
function subjectAt(plan: Plan, path: string): Subject | undefined {
  const { properties } = gatherFacts(plan, {});
  const above = properties.filter((one) => path === one.path || path.startsWith(`${one.path}/`));
  const placed = above.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (placed !== undefined) return propertySubject(plan, placed, properties);
  const [kind, id] = path.split("/", 2);
  const event = kind === "event" ? plan.events.find((one) => one.id === id) : undefined;
  if (event === undefined) return undefined;
  return {
    subject: { kind: "event", id: event.id },
    name: event.name,
    object: event,
    events: [event],
    roles: event.roles,
    replacements: plan.events.filter((one) => one !== event).map((one) => ({ id: one.id, name: one.name })),
  };
}

/** Whether a saved question names the object, or a role that it has. */
function reads({ object, roles }: Subject, question: unknown): boolean {
  const names = namesIn([question]);
  return names.ids.includes(object.id) || [...names.roles, ...names.propertyRoles].some((role) => roles.includes(role));
}

async function receivedOf(
  project: AuthorizedProject,
  { events, property }: Subject,
): Promise<LifeEvidence["received"]> {
  if (events === undefined) return undefined;
  const ids = events.map(({ id }) => id);
  const [seen, lately] = await Promise.all([
    lastReceived(project),
    receivedLately(project, { events: ids, property }, systemClock.now()),
  ]);
  if (seen === undefined) return { lately };
  const latest = new Map<string, number>();
  for (const id of ids) {
    for (const [source, at] of seen.get(id) ?? []) latest.set(source, Math.max(at, latest.get(source) ?? 0));
  }
  const bySource = [...latest].sort((a, b) => b[1] - a[1]).map(([source, at]) => ({ source, at: new Date(at) }));
  return { bySource, lately };
}

function named<T extends { readonly id: string; readonly name: LocalizedText }>(
  list: readonly T[],
  ids: readonly string[],
) {
  return list.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

/** The evidence on the event or property at a field path; undefined where the plan has none there. */
export async function lifeEvidence(
  project: AuthorizedProject,
  plan: Plan,
  path: string,
): Promise<LifeEvidence | undefined> {
  const found = subjectAt(plan, path);
  if (found === undefined) return undefined;
  const [received, cohorts, reports, { lastAt, since }] = await Promise.all([
    receivedOf(project, found),
    listCohorts(project),
    listReports(project),
    listReads(project),
  ]);
  const { object, subject, name, replacements } = found;
  const short = ({ id, name: title }: Named): Named => ({ id, name: title });
  return {
    ...{ subject, name, status: object.status, expiresOn: object.expiresOn, deprecation: object.deprecation },
    replacements,
    ...(received === undefined ? {} : { received }),
    cohorts: cohorts.filter(({ criterion }) => reads(found, criterion)).map(short),
    reports: reports.filter(({ question }) => reads(found, question)).map(short),
    journeys: plan.journeys
      .filter(({ steps }) => subject.kind === "event" && steps.some(({ events }) => events.includes(subject.id)))
      .map((journey) => journey.name),
    decisions: named(plan.decisions, object.serves.decisions),
    metrics: named(plan.metrics, object.serves.metrics),
    lastRead: lastAt.get(object.id),
    readsSince: since,
  };
}
