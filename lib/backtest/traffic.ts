/** Reads recorded traffic in batches that are small enough to be handed on without stopping the process. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { eventDb } from "../store/event-db.ts";
import { type HourRow, lastUid, type TrafficScope, trafficHours, trafficLines, uidBefore } from "./traffic.sql.ts";

/** Events of one batch: some ten megabytes, which this thread only hands on. */
const BATCH = 12_000;
const HOUR_MS = 3_600_000;
const LONG = { maxSeconds: 300 } as const;

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly events: number;
  /** Only events after this number; 0 for all. */
  readonly after: number;
}

export interface Traffic {
  /** Events that will be read. */
  readonly total: number;
  /** Events left out, the oldest ones, being beyond the most. */
  readonly leftOut: number;
  /** Epoch milliseconds: what came before is left out. */
  readonly from: number;
  /** Lines as `trafficLines` gives them, in order of arrival. */
  batches(signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

function hourOf({ hour, n }: HourRow, scope: TrafficScope): Stretch {
  const from = Math.max(scope.from, hour * 1_000);
  return { from, until: Math.min(scope.until, hour * 1_000 + HOUR_MS), events: Number(n), after: 0 };
}

/** Neighbours joined into stretches of about one batch; a busy hour is a stretch of its own. */
function joined(hours: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const hour of hours) {
    const last = found.at(-1);
    if (last !== undefined && last.after === 0 && last.events + hour.events <= BATCH) {
      found[found.length - 1] = { ...last, until: hour.until, events: last.events + hour.events };
    } else found.push(hour);
  }
  return found;
}

/** The latest hours that hold `most` events; the oldest of them is cut so that it is not more. */
async function latest(
  hours: readonly Stretch[],
  scope: TrafficScope,
  most: number,
  signal: AbortSignal,
): Promise<Stretch[]> {
  const kept: Stretch[] = [];
  let left = most;
  for (const hour of hours.toReversed()) {
    if (left === 0) break;
    const events = Math.min(hour.events, left);
    left -= events;
    kept.unshift(events === hour.events ? hour : await cut(hour, scope, events, signal));
  }
  return kept;
}

async function cut(hour: Stretch, scope: TrafficScope, events: number, signal: AbortSignal): Promise<Stretch> {
  const statement = uidBefore({ ...scope, from: hour.from, until: hour.until }, events);
  const [row] = await eventDb().query<{ uid: string }>("backtest.cut", statement, { ...LONG, signal });
  return { ...hour, events, after: Number(row?.uid ?? 0) };
}

function countOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { events }) => sum + events, 0);
}

/** What there is to read: at most `most` events, the latest ones. */
export async function openTraffic(scope: TrafficScope, most: number, signal: AbortSignal): Promise<Traffic> {
  const rows = await eventDb().query<HourRow>("backtest.hours", trafficHours(scope), { ...LONG, signal });
  const all = rows.map((row) => hourOf(row, scope));
  const kept = await latest(all, scope, most, signal);
  const total = countOf(kept);
  const leftOut = countOf(all) - total;
  return {
    total,
    leftOut,
    from: leftOut === 0 ? scope.from : (kept[0]?.from ?? scope.until),
    batches: (stop) => read(joined(kept), scope, stop),
  };
}

async function* read(all: readonly Stretch[], scope: TrafficScope, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (const { from, until, events, ...stretch } of all) {
    let { after } = stretch;
    for (let left = events; left > 0; left -= BATCH) {
      const statement = trafficLines({ ...scope, from, until }, after, Math.min(BATCH, left));
      const lines = await eventDb().lines("backtest.traffic", statement, { ...LONG, signal });
      if (lines.length === 0) break;
      // Before it is handed on: then it is another thread's.
      after = lastUid(lines);
      yield lines;
      await nextTurn();
    }
  }
}
