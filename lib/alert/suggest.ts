/**
 * The threshold that the last seven days suggest, with its reason: 1.5 x the 95th percentile of the hours' rates; 2 x the
 * longest gap between two events; the greatest drop against the same window a week before, and 10 points more.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import { limitRate } from "../access/rate-limit.ts";
import { eventDb } from "../store/event-db.ts";
import {
  type AlertKind,
  type AlertScope,
  type AlertWindow,
  FEWEST_EVENTS,
  MINUTE_MS,
  THRESHOLDS,
  WEEK_MS,
} from "./alert.ts";
import { type BucketRow, buckets, STEP_MINUTES } from "./received.sql.ts";

/** What came between two instants, `at` the first of them, epoch milliseconds. */
export interface Bucket {
  readonly at: number;
  readonly received: number;
  readonly conformant: number;
  /** Of the first and the last event in it. */
  readonly first: number;
  readonly last: number;
}

export interface Suggestion {
  readonly threshold: number;
  /** What it was reckoned from, percent or minutes; null where the days say nothing and a usual value stands in. */
  readonly from: number | null;
  /** The hours, gaps or windows that were looked at. */
  readonly count: number;
}

const HOUR_MS = 60 * MINUTE_MS;
/** Where seven days say nothing. */
const USUAL: Readonly<Record<AlertKind, number>> = { rate: 5, new_kind: 1, silence: 60, drop: 50 };

function within(kind: AlertKind, value: number): number {
  const { least, most } = THRESHOLDS[kind];
  return Math.min(most, Math.max(least, value));
}

function suggested(kind: AlertKind, from: number | undefined, count: number, threshold: number): Suggestion {
  if (from === undefined) return { threshold: USUAL[kind], from: null, count };
  return { threshold: within(kind, threshold), from: Math.round(from * 10) / 10, count };
}

/** Rounded up, so that what was usual does not fire; the sum of decimals is not exact. */
function upTo(decimals: 0 | 1, value: number): number {
  const unit = 10 ** decimals;
  return Math.ceil(Number((value * unit).toFixed(6))) / unit;
}

/** 1.5 x p95 (nearest rank) of the rates of the hours with enough events, at least 1 %. */
export function suggestRate(hours: readonly Bucket[]): Suggestion {
  const rates = hours
    .filter(({ received }) => received >= FEWEST_EVENTS)
    .map(({ received, conformant }) => (100 * (received - conformant)) / received)
    .sort((a, b) => a - b);
  const p95 = rates[Math.ceil(0.95 * rates.length) - 1];
  return suggested("rate", p95, rates.length, Math.max(1, upTo(1, 1.5 * (p95 ?? 0))));
}

/** 2 x the longest gap between two events, in whole minutes. */
export function suggestSilence(minutes: readonly Bucket[]): Suggestion {
  const gaps = minutes.slice(1).map(({ first }, index) => (first - (minutes[index]?.last ?? first)) / MINUTE_MS);
  const longest = gaps.length === 0 ? undefined : Math.max(...gaps);
  return suggested("silence", longest, gaps.length, upTo(0, 2 * (longest ?? 0)));
}

/**
 * The greatest drop of any window of the seven days before `now` against the same window a week before, where that held
 * enough events, and 10 points more. `steps` reach two weeks back.
 */
export function suggestDrop(steps: readonly Bucket[], windowMinutes: number, now: number): Suggestion {
  const stepMs = STEP_MINUTES * MINUTE_MS;
  const received = new Map(steps.map((step) => [step.at, step.received]));
  const last = Math.floor(now / stepMs) * stepMs;
  const inWindow = (end: number): number => {
    let all = 0;
    for (let at = end - windowMinutes * MINUTE_MS; at < end; at += stepMs) all += received.get(at) ?? 0;
    return all;
  };
  const drops: number[] = [];
  for (let end = last; end - windowMinutes * MINUTE_MS >= last - WEEK_MS; end -= stepMs) {
    const before = inWindow(end - WEEK_MS);
    if (before >= FEWEST_EVENTS) drops.push(Math.max(0, (100 * (before - inWindow(end))) / before));
  }
  const greatest = drops.length === 0 ? undefined : drops.reduce((most, drop) => Math.max(most, drop), 0);
  return suggested("drop", greatest, drops.length, upTo(0, (greatest ?? 0) + 10));
}

function bucketOf({ at, received, conformant, first, last }: BucketRow): Bucket {
  return {
    at: Number(at),
    received: Number(received),
    conformant: Number(conformant),
    first: Number(first),
    last: Number(last),
  };
}

/** What the last seven days suggest for a rule. New kinds are counted from the first one on. */
export async function suggestThreshold(
  project: AuthorizedProject,
  asked: { readonly kind: AlertKind; readonly scope: AlertScope; readonly windowMinutes: AlertWindow },
  now: number = Date.now(),
): Promise<Suggestion> {
  const { kind, scope, windowMinutes } = asked;
  if (kind === "new_kind") return { threshold: USUAL.new_kind, from: null, count: 0 };
  await limitRate("query", project.actor.id);
  const steps = async (weeks: number, minutes: number): Promise<readonly Bucket[]> => {
    const span = { from: now - weeks * WEEK_MS, to: now };
    const rows = await eventDb().query<BucketRow>("alert.suggest", buckets(project.number, span, scope, minutes));
    return rows.map(bucketOf);
  };
  if (kind === "rate") return suggestRate(await steps(1, HOUR_MS / MINUTE_MS));
  if (kind === "silence") return suggestSilence(await steps(1, 1));
  return suggestDrop(await steps(2, STEP_MINUTES), windowMinutes, now);
}
