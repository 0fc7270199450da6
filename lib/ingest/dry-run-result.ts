/** What a dry run of a source's settings finds, and how those of neighbouring stretches of time are put together. Pure. */

import type { Json } from "../plan/plan.ts";

/** repaired: in analysis without what the source leaves out. held, blocked: kept out, as by `Disposition`. */
export const FATES = ["repaired", "held", "blocked"] as const;
export type Fate = (typeof FATES)[number];
type FateCounts = Readonly<Record<Fate, number>>;

export interface DryRunEvent {
  /** Stable id of the planned event; absent for what no plan names. */
  readonly eventId?: string;
  readonly callType: string;
  /** As received; empty for the rest, once too many names are told apart. */
  readonly name: string;
  /** In analysis as sent, whatever the settings. */
  readonly conformant: number;
  readonly before: FateCounts;
  readonly after: FateCounts;
}

/** An event that the new settings treat otherwise. */
export interface DryRunSample {
  readonly eventId?: string;
  readonly callType: string;
  readonly name: string;
  readonly before: Fate;
  readonly after: Fate;
  /** As received, private values covered. */
  readonly call: Json;
  /** JSON pointers: what the new settings leave out. */
  readonly stripped: readonly string[];
  readonly breaks: readonly { readonly code: string; readonly path: string }[];
}

export interface DryRun {
  /** Epoch milliseconds, `until` excluded. */
  readonly from: number;
  readonly until: number;
  /** Everything that came from the source. */
  readonly received: number;
  readonly conformant: number;
  /** Broke a plan and was judged here. */
  readonly judged: number;
  /** Broke a plan, and is older than the most that one dry run judges. */
  readonly leftOut: number;
  readonly before: FateCounts;
  readonly after: FateCounts;
  /** Those of which most change come first. */
  readonly events: readonly DryRunEvent[];
  readonly samples: readonly DryRunSample[];
}

/** A dry run looks back so many days, and may be made one day after the other. */
export const DRY_RUN_DAYS = 7;
export const DRY_RUN_STEP_MS = 86_400_000;

/** Events told apart; further ones are counted together. */
export const DRY_RUN_EVENTS = 2_000;
const SAMPLES_OF_ONE = 3;
const SAMPLES = 100;

type EventName = Pick<DryRunEvent, "eventId" | "callType" | "name">;

export function noFates(): Record<Fate, number> {
  return { repaired: 0, held: 0, blocked: 0 };
}

function sum(a: FateCounts, b: FateCounts): FateCounts {
  return { repaired: a.repaired + b.repaired, held: a.held + b.held, blocked: a.blocked + b.blocked };
}

/** A planned event is one under each of its names. */
function keyOf({ eventId, callType, name }: EventName): string {
  return eventId === undefined ? `${callType} ${name}` : `${callType} id ${eventId}`;
}

/** How many change at least. */
function changed({ before, after }: DryRunEvent): number {
  return FATES.reduce((total, fate) => total + Math.max(0, after[fate] - before[fate]), 0);
}

function count({ conformant, before }: DryRunEvent): number {
  return conformant + before.repaired + before.held + before.blocked;
}

/** One line for each event, the rest together on a line without a name. */
export function joinedEvents(events: readonly DryRunEvent[]): DryRunEvent[] {
  const found = new Map<string, DryRunEvent>();
  const rest = { callType: "", name: "" };
  for (const event of events) {
    const named = found.size - (found.has(keyOf(rest)) ? 1 : 0);
    const isRest = !found.has(keyOf(event)) && named >= DRY_RUN_EVENTS;
    const own: DryRunEvent = isRest
      ? { ...rest, conformant: event.conformant, before: event.before, after: event.after }
      : event;
    const known = found.get(keyOf(own));
    const joined: DryRunEvent =
      known === undefined
        ? own
        : {
            ...known,
            conformant: known.conformant + own.conformant,
            before: sum(known.before, own.before),
            after: sum(known.after, own.after),
          };
    found.set(keyOf(own), joined);
  }
  return [...found.values()].sort((a, b) => changed(b) - changed(a) || count(b) - count(a));
}

/** A few of each event and each change. */
export function fewSamples(samples: readonly DryRunSample[]): DryRunSample[] {
  const taken = new Map<string, number>();
  const few: DryRunSample[] = [];
  for (const sample of samples) {
    const key = `${keyOf(sample)} ${sample.before} ${sample.after}`;
    const own = taken.get(key) ?? 0;
    if (own >= SAMPLES_OF_ONE || few.length >= SAMPLES) continue;
    taken.set(key, own + 1);
    few.push(sample);
  }
  return few;
}

/** Two dry runs of the same settings as one, over both stretches of time. */
export function joinedDryRuns(a: DryRun, b: DryRun): DryRun {
  return {
    from: Math.min(a.from, b.from),
    until: Math.max(a.until, b.until),
    received: a.received + b.received,
    conformant: a.conformant + b.conformant,
    judged: a.judged + b.judged,
    leftOut: a.leftOut + b.leftOut,
    before: sum(a.before, b.before),
    after: sum(a.after, b.after),
    events: joinedEvents([...a.events, ...b.events]),
    samples: fewSamples([...a.samples, ...b.samples]),
  };
}
