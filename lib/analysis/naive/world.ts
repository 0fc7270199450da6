/** What naive evaluators read: a log in memory, written per person with no thought for speed. Only tests use it. */

import type { Json } from "../../plan/plan.ts";
import type { EventSelector, PropertyFilter, PropertyRef, TimeWindow } from "../question.ts";

export interface WorldEvent {
  readonly uid: number;
  /** As stored; `canonical` follows the links. */
  readonly person: number;
  readonly event: string;
  readonly ts: number;
  readonly properties: Readonly<Record<string, Json>>;
  readonly automatic: Readonly<Record<string, string>>;
  readonly group: string;
  /** How it came to be in analysis, as the store says it; absent for as it came. */
  readonly repaired?: number;
}

export interface WorldTrait {
  readonly uid: number;
  readonly subject: "user" | "group";
  readonly property: string;
  readonly person: number;
  readonly group: string;
  readonly ts: number;
  readonly value: Json;
}

interface WorldLink {
  readonly uid: number;
  readonly anonymous: number;
  readonly person: number;
  readonly ts: number;
}

export interface World {
  readonly events: readonly WorldEvent[];
  readonly traits: readonly WorldTrait[];
  readonly links: readonly WorldLink[];
  readonly timeZone: string;
  readonly weekStart: number;
  readonly asOf: number;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly propertyRoles: Readonly<Record<string, readonly string[]>>;
}

const sent = new WeakMap<World, World>();

/** What is seen of the world by events that conformed as they came: not without some properties, nor transformed. */
export function asSent(world: World): World {
  const known = sent.get(world);
  if (known !== undefined) return known;
  const made = { ...world, events: world.events.filter(({ repaired = 0 }) => repaired < 2) };
  sent.set(world, made).set(made, made);
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Number of the local date since 1970-01-01. */
export function localDay(timeZone: string, ms: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(new Date(ms)).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get("year") ?? 0, (parts.get("month") ?? 1) - 1, parts.get("day") ?? 1) / 86_400_000;
}

/** First day of the local week or month of a day, found by walking back. */
export function periodStartOf(world: World, unit: "day" | "week" | "month", day: number): number {
  if (unit === "day") return day;
  let at = day;
  for (;;) {
    const date = new Date(at * 86_400_000);
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
    if (unit === "week" ? weekday === world.weekStart : date.getUTCDate() === 1) return at;
    at -= 1;
  }
}

export function canonical(world: World, person: number): number {
  const links = world.links.filter((link) => link.anonymous === person && link.ts <= world.asOf);
  links.sort((a, b) => a.uid - b.uid);
  return links[0]?.person ?? person;
}

/** Kept per world: to find who is at the top, everyone is asked about everyone. */
const asked = new WeakMap<World, Map<number, WorldEvent[]>>();

/** Everything the person did that is seen, in order of time and arrival. */
export function eventsOf(world: World, person: number): WorldEvent[] {
  const kept = asked.get(world) ?? new Map<number, WorldEvent[]>();
  asked.set(world, kept);
  const known = kept.get(person);
  if (known !== undefined) return known;
  const found = world.events
    .filter((event) => event.ts <= world.asOf && canonical(world, event.person) === person)
    .sort((a, b) => a.ts - b.ts || a.uid - b.uid);
  kept.set(person, found);
  return found;
}

export function knownPeople(world: World): number[] {
  const people = new Set<number>();
  for (const event of world.events) if (event.ts <= world.asOf) people.add(canonical(world, event.person));
  for (const trait of world.traits)
    if (trait.person !== 0 && trait.ts <= world.asOf) people.add(canonical(world, trait.person));
  return [...people].sort((a, b) => a - b);
}

const byArrival = (a: { ts: number; uid: number }, b: { ts: number; uid: number }): number =>
  a.ts - b.ts || a.uid - b.uid;

function latestTrait(world: World, rows: (trait: WorldTrait) => boolean): Json | undefined {
  return world.traits
    .filter((trait) => trait.ts <= world.asOf && rows(trait))
    .sort(byArrival)
    .at(-1)?.value;
}

export function traitOf(world: World, person: number, ref: PropertyRef): Json | undefined {
  if ("userProperty" in ref)
    return latestTrait(
      world,
      (trait) =>
        trait.subject === "user" && trait.property === ref.userProperty && canonical(world, trait.person) === person,
    );
  if (!("groupProperty" in ref)) return undefined;
  const valued = new Set(
    world.traits
      .filter((trait) => trait.subject === "group" && trait.property === ref.groupProperty && trait.ts <= world.asOf)
      .map((trait) => trait.group),
  );
  const seen = [
    ...eventsOf(world, person).filter((event) => event.group !== ""),
    ...world.traits.filter(
      (trait) =>
        trait.subject === "group" &&
        trait.person !== 0 &&
        trait.ts <= world.asOf &&
        canonical(world, trait.person) === person,
    ),
  ]
    .filter(({ group }) => valued.has(group))
    .sort(byArrival);
  const group = seen.at(-1)?.group;
  if (group === undefined) return undefined;
  return latestTrait(
    world,
    (trait) => trait.subject === "group" && trait.property === ref.groupProperty && trait.group === group,
  );
}

export function propertyOf(world: World, event: WorldEvent, ref: PropertyRef): Json | undefined {
  const present = (value: Json | undefined): Json | undefined => (value === null ? undefined : value);
  if ("property" in ref) {
    for (const id of ref.property.split("|")) {
      // Stored inside its object: `box.weight`.
      const box = event.properties.prp_box as { readonly weight?: number } | undefined;
      const value = present(id === "prp_weight" ? box?.weight : event.properties[id]);
      if (value !== undefined) return value;
    }
    return undefined;
  }
  if ("propertyRole" in ref)
    return (world.propertyRoles[ref.propertyRole] ?? [])
      .map((id) => present(event.properties[id]))
      .find((value) => value !== undefined);
  if ("automatic" in ref) return event.automatic[ref.automatic] || undefined;
  return present(traitOf(world, canonical(world, event.person), ref));
}

/** NaN, which no comparison satisfies, for values of different types. */
function compare(a: Json, b: Json): number {
  if (typeof a !== typeof b) return Number.NaN;
  return typeof a === "number" ? a - Number(b) : Date.parse(String(a)) - Date.parse(String(b));
}

export function holds(value: Json | undefined, filter: PropertyFilter): boolean {
  if (filter.op === "is_not_set") return value === undefined || value === null;
  if (value === undefined || value === null) return false;
  switch (filter.op) {
    case "is_set":
      return true;
    case "=":
      return value === filter.value;
    case "!=":
      return value !== filter.value;
    case "in":
      return filter.value.includes(value);
    case "not_in":
      return !filter.value.includes(value);
    case "contains":
      return Array.isArray(value)
        ? value.includes(filter.value)
        : typeof value === "string" && value.includes(filter.value);
    case "not_contains":
      return !holds(value, { ...filter, op: "contains" } as PropertyFilter);
    case ">":
      return compare(value, filter.value) > 0;
    case ">=":
      return compare(value, filter.value) >= 0;
    case "<":
      return compare(value, filter.value) < 0;
    case "<=":
      return compare(value, filter.value) <= 0;
  }
}

export function selects(world: World, selector: EventSelector, event: WorldEvent): boolean {
  if ("event" in selector && event.event !== selector.event) return false;
  if ("role" in selector && !(world.roles[selector.role] ?? []).includes(event.event)) return false;
  return (selector.where ?? []).every((filter) => holds(propertyOf(world, event, filter), filter));
}

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

export function milliseconds(duration: { value: number; unit: keyof typeof UNITS }): number {
  return duration.value * UNITS[duration.unit];
}

export function signUpOf(world: World, person: number): number | undefined {
  return eventsOf(world, person).find((event) => (world.roles.sign_up ?? []).includes(event.event))?.ts;
}

export function isInWindow(world: World, window: TimeWindow, person: number, ts: number): boolean {
  if (ts > world.asOf) return false;
  if ("ever" in window) return true;
  if ("lastHours" in window) return ts >= world.asOf - window.lastHours * 3_600_000;
  if ("afterSignUp" in window) {
    const start = signUpOf(world, person);
    return start !== undefined && ts >= start && ts <= start + milliseconds(window.afterSignUp);
  }
  const day = localDay(world.timeZone, ts);
  const today = localDay(world.timeZone, world.asOf);
  if ("lastDays" in window) return day > today - window.lastDays && day <= today;
  if ("fromDaysAgo" in window) return day >= today - window.fromDaysAgo && day <= today - window.toDaysAgo;
  return day >= Date.parse(window.from) / 86_400_000 && day <= Date.parse(window.to) / 86_400_000;
}
