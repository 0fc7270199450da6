/** Funnels by trying every assignment of distinct events to steps. */

import type { FunnelDefinition } from "../question.ts";
import { eventsOf, isInWindow, milliseconds, selects, type World, type WorldEvent } from "./world.ts";

export interface Attempt {
  readonly level: number;
  /** Of the earliest entry that reached the level. */
  readonly entry: number;
  /** Earliest possible time of the last step from that entry. */
  readonly end: number;
}

/** The deepest level reachable from `done` steps at `at`, and the earliest end at that level. */
function explore(
  fits: readonly (readonly WorldEvent[])[],
  used: readonly number[],
  at: number,
  limit: number,
): { level: number; end: number } {
  let best = { level: used.length, end: at };
  for (const event of fits[used.length] ?? []) {
    if (event.ts < at || event.ts > limit || used.includes(event.uid)) continue;
    const found = explore(fits, [...used, event.uid], event.ts, limit);
    if (found.level > best.level || (found.level === best.level && found.end < best.end)) best = found;
  }
  return best;
}

export function bestLevel(world: World, person: number, funnel: FunnelDefinition): Attempt {
  const all = eventsOf(world, person);
  const fits = funnel.steps.map((step) => all.filter((event) => selects(world, step, event)));
  const entries = (fits[0] ?? []).filter((event) => isInWindow(world, funnel.range, person, event.ts));
  let best: Attempt = { level: 0, entry: 0, end: 0 };
  for (const entry of entries) {
    const found = explore(fits, [entry.uid], entry.ts, entry.ts + milliseconds(funnel.within));
    if (found.level > best.level || (found.level === best.level && entry.ts === best.entry && found.end < best.end))
      best = { ...found, entry: entry.ts };
  }
  return best;
}

/** True when some entry's window is still running at as-of. */
export function hasOpenWindow(world: World, person: number, funnel: FunnelDefinition): boolean {
  return eventsOf(world, person).some(
    (event) =>
      selects(world, funnel.steps[0] ?? { any: true }, event) &&
      isInWindow(world, funnel.range, person, event.ts) &&
      event.ts + milliseconds(funnel.within) >= world.asOf,
  );
}
