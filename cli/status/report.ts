/** What a scan says of each planned event, and of what is called without being planned. */

import type { Plan, PlanEvent } from "../../lib/plan/plan.ts";
import { firesAt } from "../../lib/plan/presence.ts";
import type { CodeSite, Scan } from "./scan.ts";
import type { VendorCall } from "./site.ts";
import { type KnownPlaces, type PlacesByFile, placesOf } from "./state.ts";

/**
 * - `implemented`: called outside of tests.
 * - `tests`: called in tests only.
 * - `missing`: planned, active and not found.
 * - `deprecated`: deprecated, and called.
 * - `later`: a draft that nothing calls yet.
 * - `retired`: deprecated, and no longer called.
 */
export const EVENT_STATES = ["implemented", "tests", "missing", "deprecated", "later", "retired"] as const;
export type EventState = (typeof EVENT_STATES)[number];

export interface LostPlace {
  readonly path: string;
  readonly before: number;
  readonly now: number;
}

export interface EventReport {
  readonly id: string;
  readonly name: string;
  readonly callType: PlanEvent["callType"];
  readonly identifier: string;
  readonly state: EventState;
  readonly sites: readonly CodeSite[];
  readonly tests: readonly CodeSite[];
  /** Files where it was called more often at the last run, if it is called less often on the whole. */
  readonly lost: readonly LostPlace[];
}

/** Called, and not in the plan: removed from it, or never in it. */
export interface StaleReport {
  readonly id?: string;
  readonly name: string;
  readonly sites: readonly CodeSite[];
}

export interface VendorReport extends VendorCall {
  /** The event of the plan that has this name. */
  readonly planned?: string;
}

export interface StatusReport {
  readonly events: readonly EventReport[];
  readonly stale: readonly StaleReport[];
  readonly vendorCalls: readonly VendorReport[];
}

export const FAILURES = ["missing", "tests", "deprecated", "stale", "lost", "vendor"] as const;
export type Failure = (typeof FAILURES)[number];

/** `source`: only events that are planned there are expected; the others are told when they are called. */
export function statusReport(plan: Plan, scan: Scan, before: KnownPlaces | undefined, source?: string): StatusReport {
  const places = placesOf(scan.sites);
  const ofEvent = byEvent(scan.sites);
  const known = new Set<string>(plan.events.map(({ id }) => id));
  const expected = plan.events.filter(
    (event) => source === undefined || firesAt(event, source) || ofEvent.has(event.id),
  );
  const events = expected.map((event) =>
    eventReport(event, ofEvent.get(event.id) ?? [], lostPlaces(before?.[event.id], places[event.id])),
  );
  const stale = [...ofEvent].flatMap(([key, sites]): StaleReport[] => {
    const [first] = sites;
    const called = sites.filter(({ kind }) => kind !== "assertion");
    if (first === undefined || called.length === 0 || known.has(key)) return [];
    return [{ ...(first.event === undefined ? {} : { id: first.event }), name: first.name, sites: called }];
  });
  return { events, stale, vendorCalls: scan.vendorCalls.map((call) => ({ ...call, ...plannedAs(plan, call) })) };
}

/** By the id of the event; what has none, by its name. */
function byEvent(sites: readonly CodeSite[]): ReadonlyMap<string, readonly CodeSite[]> {
  const found = new Map<string, CodeSite[]>();
  for (const site of sites) {
    const key = site.event ?? `\0${site.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [site]);
    else known.push(site);
  }
  return found;
}

function plannedAs({ events }: Plan, { name }: VendorCall): { readonly planned?: string } {
  const event =
    name === undefined ? undefined : events.find((one) => one.name === name || one.formerNames.includes(name));
  return event === undefined ? {} : { planned: event.id };
}

function eventReport(event: PlanEvent, all: readonly CodeSite[], lost: readonly LostPlace[]): EventReport {
  const { id, name, callType, identifier } = event;
  const tests = all.filter(({ isTest }) => isTest);
  const sites = all.filter(({ isTest }) => !isTest);
  return { id, name, callType, identifier, state: stateOf(event, sites, tests), sites, tests, lost };
}

function stateOf({ status }: PlanEvent, sites: readonly CodeSite[], tests: readonly CodeSite[]): EventState {
  if (sites.length > 0) return status === "deprecated" ? "deprecated" : "implemented";
  if (status === "deprecated") return "retired";
  if (tests.length > 0) return "tests";
  return status === "draft" ? "later" : "missing";
}

/** A call that moved to another file is not lost. */
export function lostPlaces(before: PlacesByFile | undefined, now: PlacesByFile = {}): LostPlace[] {
  const sum = (places: PlacesByFile) => Object.values(places).reduce((total, count) => total + count, 0);
  if (before === undefined || sum(now) >= sum(before)) return [];
  return Object.entries(before)
    .map(([path, count]) => ({ path, before: count, now: now[path] ?? 0 }))
    .filter((place) => place.now < place.before);
}

/** Sites that use what the plan has deprecated: the event, or a name it had before. */
export function deprecatedSites({ state, sites }: EventReport): readonly CodeSite[] {
  return state === "deprecated" ? sites : sites.filter(({ isFormer }) => isFormer);
}

export function countsOf({
  events,
  stale,
  vendorCalls,
}: StatusReport): Readonly<Record<Failure | "implemented", number>> {
  const inState = (state: EventState) => events.filter((event) => event.state === state).length;
  return {
    implemented: inState("implemented"),
    missing: inState("missing"),
    tests: inState("tests"),
    deprecated: events.filter((event) => deprecatedSites(event).length > 0).length,
    stale: stale.length,
    lost: events.filter(({ lost }) => lost.length > 0).length,
    vendor: vendorCalls.length,
  };
}
