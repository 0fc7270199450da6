/** How far a run is, as a pure function of what arrived: each event of its list is missing, conformant or at fault. */

import type { Verdict, Violation } from "../violation/violation.ts";
import type { ChecklistItem } from "./checklist.ts";

/** An event of whoever the run follows, judged under the plan of the run. */
export interface Arrival {
  /** Unique, and greater for what arrived later. */
  readonly uid: number;
  readonly receivedAt: Date;
  readonly callType: string;
  readonly name: string;
  readonly eventId?: string;
  readonly verdict: Verdict;
  readonly violations: readonly Violation[];
  /** App version, as the event says it; empty when it says none. */
  readonly release: string;
}

/** Set aside by a person: the run no longer waits for it, and its result says why. */
export interface Aside {
  readonly eventId: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** While a run is paused nothing counts; the last pause is open while there is no `to`. */
export interface Pause {
  readonly from: Date;
  readonly to?: Date;
}

export const ITEM_STATES = ["missing", "conformant", "fault"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export interface FollowedItem extends ChecklistItem {
  /** Of the last arrival: a fault is mended by the next one that conforms. */
  readonly state: ItemState;
  /** Arrivals that conformed. */
  readonly conformant: number;
  /** The first and the last that conformed. */
  readonly first?: Arrival;
  readonly last?: Arrival;
  /** Arrivals that did not, the latest first, at most 20; they stay once mended. */
  readonly faults: readonly Arrival[];
  readonly faulty: number;
  readonly aside?: Aside;
}

/** Arrivals that are on no list, of one name and verdict. */
export interface OtherArrivals {
  readonly callType: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Planned, and only not waited for by this run. */
  readonly planned: boolean;
  readonly count: number;
  readonly last: Arrival;
}

export interface Counts {
  readonly total: number;
  /** Each event is in one of these four; what is set aside counts as that alone. */
  readonly conformant: number;
  readonly fault: number;
  readonly missing: number;
  readonly aside: number;
}

export interface Progress {
  readonly items: readonly FollowedItem[];
  readonly counts: Counts;
  /** The latest first. */
  readonly others: readonly OtherArrivals[];
  /** Every event of the list conformed or was set aside, and one at least conformed. */
  readonly passed: boolean;
}

const FAULTS_SHOWN = 20;

function isPaused(at: Date, pauses: readonly Pause[]): boolean {
  return pauses.some(({ from, to }) => at >= from && (to === undefined || at < to));
}

function followed(item: ChecklistItem, own: readonly Arrival[], aside: Aside | undefined): FollowedItem {
  const good = own.filter(({ verdict }) => verdict === "conformant");
  const bad = own.filter(({ verdict }) => verdict !== "conformant");
  const latest = own.at(-1);
  const first = good[0];
  const last = good.at(-1);
  return {
    ...item,
    state: latest === undefined ? "missing" : latest.verdict === "conformant" ? "conformant" : "fault",
    conformant: good.length,
    ...(first === undefined || last === undefined ? {} : { first, last }),
    faults: bad.toReversed().slice(0, FAULTS_SHOWN),
    faulty: bad.length,
    ...(aside === undefined ? {} : { aside }),
  };
}

/** Calls that carry no planned event of their own: they conform, and nobody waits for them. */
const SILENT = new Set(["identify", "group", "alias"]);

function othersOf(arrivals: readonly Arrival[], listed: ReadonlySet<string>): OtherArrivals[] {
  const groups = new Map<string, OtherArrivals>();
  for (const arrival of arrivals) {
    const { callType, name, verdict, eventId } = arrival;
    if (eventId !== undefined && listed.has(eventId)) continue;
    if (SILENT.has(callType) && verdict === "conformant") continue;
    const key = JSON.stringify([callType, name, verdict]);
    const known = groups.get(key);
    const planned = eventId !== undefined && verdict !== "unplanned";
    groups.set(key, { callType, name, verdict, planned, count: (known?.count ?? 0) + 1, last: arrival });
  }
  return [...groups.values()].sort((a, b) => b.last.uid - a.last.uid);
}

function countsOf(items: readonly FollowedItem[]): Counts {
  const waited = items.filter(({ aside }) => aside === undefined);
  const of = (state: ItemState) => waited.filter((item) => item.state === state).length;
  return {
    total: items.length,
    conformant: of("conformant"),
    fault: of("fault"),
    missing: of("missing"),
    aside: items.length - waited.length,
  };
}

/**
 * How far a run is. `arrivals`: of whoever it follows, in any order, each once or more; those that came during a pause do
 * not count.
 */
export function progressOf(
  list: readonly ChecklistItem[],
  arrivals: readonly Arrival[],
  { asides, pauses }: { readonly asides: readonly Aside[]; readonly pauses: readonly Pause[] },
): Progress {
  const once = new Map(arrivals.map((arrival) => [arrival.uid, arrival]));
  const counted = [...once.values()]
    .filter(({ receivedAt }) => !isPaused(receivedAt, pauses))
    .sort((a, b) => a.uid - b.uid);
  const byEvent = new Map<string, Arrival[]>();
  for (const arrival of counted) {
    if (arrival.eventId === undefined) continue;
    const own = byEvent.get(arrival.eventId);
    if (own === undefined) byEvent.set(arrival.eventId, [arrival]);
    else own.push(arrival);
  }
  const aside = new Map(asides.map((one) => [one.eventId, one]));
  const items = list.map((item) => followed(item, byEvent.get(item.eventId) ?? [], aside.get(item.eventId)));
  const counts = countsOf(items);
  return {
    items,
    counts,
    others: othersOf(counted, new Set(list.map(({ eventId }) => eventId))),
    passed: counts.conformant > 0 && counts.conformant + counts.aside === counts.total,
  };
}
