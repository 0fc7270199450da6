/** Reads recorded traffic in batches that are small enough to be handed on without stopping the process. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { eventDb } from "../store/event-db.ts";
import { type HourRow, lastUid, type TrafficScope, trafficHours, trafficLines } from "./traffic.sql.ts";

/** Events of one batch: some megabytes, some milliseconds of this thread. */
const BATCH = 4_000;
const HOUR_MS = 3_600_000;
const LONG = { maxSeconds: 300 } as const;

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly events: number;
}

export interface Traffic {
  /** Events that will be read. */
  readonly total: number;
  /** Events left out, the oldest ones, being beyond the most. */
  readonly leftOut: number;
  /** JSONEachRow lines, in order of arrival. */
  batches(signal: AbortSignal): AsyncGenerator<string>;
}

/** Hours joined into stretches of about one batch; a busy hour is a stretch of its own. */
function stretches(hours: readonly HourRow[], scope: TrafficScope): Stretch[] {
  const found: Stretch[] = [];
  for (const { hour, n } of hours) {
    const from = Math.max(scope.from, hour * 1_000);
    const until = Math.min(scope.until, hour * 1_000 + HOUR_MS);
    const events = Number(n);
    const last = found.at(-1);
    if (last !== undefined && last.events + events <= BATCH) {
      found[found.length - 1] = { from: last.from, until, events: last.events + events };
    } else found.push({ from, until, events });
  }
  return found;
}

/** The latest hours that hold at most `most` events; at least one hour. */
function latest(hours: readonly HourRow[], most: number): HourRow[] {
  const kept: HourRow[] = [];
  let sum = 0;
  for (const row of hours.toReversed()) {
    if (kept.length > 0 && sum + Number(row.n) > most) break;
    sum += Number(row.n);
    kept.unshift(row);
  }
  return kept;
}

function countOf(hours: readonly HourRow[]): number {
  return hours.reduce((sum, { n }) => sum + Number(n), 0);
}

/** What there is to read: at most about `most` events, the latest ones. */
export async function openTraffic(scope: TrafficScope, most: number, signal: AbortSignal): Promise<Traffic> {
  const all = await eventDb().query<HourRow>("backtest.hours", trafficHours(scope), { ...LONG, signal });
  const hours = latest(all, most);
  const total = countOf(hours);
  return {
    total,
    leftOut: countOf(all) - total,
    batches: (stop) => read(stretches(hours, scope), scope, stop),
  };
}

async function* read(all: readonly Stretch[], scope: TrafficScope, signal: AbortSignal): AsyncGenerator<string> {
  for (const { from, until, events } of all) {
    for (let after = 0, left = events; left > 0; left -= BATCH) {
      const statement = trafficLines({ ...scope, from, until }, after, BATCH);
      const lines = await eventDb().lines("backtest.traffic", statement, { ...LONG, signal });
      if (lines === "") break;
      yield lines;
      after = lastUid(lines);
      await nextTurn();
    }
  }
}
