/**
 * One person's attempts at a funnel whose steps may share events. Being further along is always at least as good, so the most
 * steps done by each instant is all there is to keep; within an instant, steps are matched to distinct events.
 */

export interface StepEvent {
  readonly ms: number;
  /** Bit k: it fits step k, from 0. */
  readonly steps: number;
}

/** Gives `step` an event of its own, moving others to another event if need be. */
function assign(step: number, masks: readonly number[], taken: Map<number, number>, tried: Set<number>): boolean {
  for (const [index, mask] of masks.entries()) {
    if ((mask & (1 << step)) === 0 || tried.has(index)) continue;
    tried.add(index);
    const holder = taken.get(index);
    if (holder !== undefined && !assign(holder, masks, taken, tried)) continue;
    taken.set(index, step);
    return true;
  }
  return false;
}

/** Steps done after an instant with these events, when `done` were done before it. */
function advance(done: number, length: number, masks: readonly number[]): number {
  const taken = new Map<number, number>();
  let reached = done;
  while (reached < length && assign(reached, masks, taken, new Set())) reached += 1;
  return reached;
}

function completion(events: readonly StepEvent[], start: number, length: number, withinMs: number): number | undefined {
  const entry = events[start];
  if (entry === undefined) return undefined;
  let done = 1;
  // Events of the entry's own instant may stand before it in the list.
  let at = start;
  while (at > 0 && events[at - 1]?.ms === entry.ms) at -= 1;
  while (at < events.length) {
    const ms = events[at]?.ms ?? 0;
    if (ms > entry.ms + withinMs) return undefined;
    const masks: number[] = [];
    for (; events[at]?.ms === ms; at++) if (at !== start) masks.push(events[at]?.steps ?? 0);
    done = advance(done, length, masks);
    if (done === length) return ms;
  }
  return undefined;
}

/** Milliseconds from the earliest entry that reaches the last step in time to that step; undefined when none does. */
export function convertedIn(events: readonly StepEvent[], length: number, withinMs: number): number | undefined {
  if (length === 1) return events.some(({ steps }) => steps & 1) ? 0 : undefined;
  for (const [index, event] of events.entries()) {
    if ((event.steps & 1) === 0) continue;
    const end = completion(events, index, length, withinMs);
    if (end !== undefined) return end - event.ms;
  }
  return undefined;
}
