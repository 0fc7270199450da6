/** A later version in the words of the one that was taken: one saved of another plan has the same objects under other ids. */

import { adoptIds, planWithIds } from "../plan/edit-pair.ts";
import type { Plan } from "../plan/plan.ts";
import { objectIds } from "./house.ts";
import type { Placement } from "./house-place.ts";

interface Versions {
  readonly taken: Plan;
  readonly placement: Placement;
  readonly next: Plan;
}

export interface InTakenIds {
  readonly plan: Plan;
  /** By an id of the later version, the one it has in the version that was taken. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Objects that stand for a known one in the project, whatever both versions call it. */
function pairedHere(current: Plan, { taken, placement, next }: Versions): ReadonlyMap<string, string> {
  const remembered = new Map(Object.entries(placement.ids));
  const back = new Map([...remembered].map(([id, own]) => [own, id]));
  const [known, present] = [objectIds(taken), objectIds(next)];
  const { ids } = adoptIds(planWithIds(next, remembered), current);
  const paired = [...ids].map(([id, own]) => [id, back.get(own) ?? own] as const);
  return new Map(paired.filter(([id, old]) => present.has(id) && known.has(old) && !present.has(old)));
}

export function inTakenIds(current: Plan, versions: Versions): InTakenIds {
  const { taken, next } = versions;
  const byName = adoptIds(next, taken);
  const here = pairedHere(current, { ...versions, next: byName.plan });
  const again = adoptIds(planWithIds(byName.plan, here), taken);
  const steps = [byName.ids, here, again.ids];
  const ids = new Map<string, string>();
  for (const id of steps.flatMap((step) => [...step.keys()])) {
    const last = steps.reduce((at, step) => step.get(at) ?? at, id);
    if (last !== id) ids.set(id, last);
  }
  return { plan: again.plan, ids };
}

/** The placement with the later version's own ids besides. */
export function withIdsOf(placement: Placement, ids: ReadonlyMap<string, string>): Placement {
  const pairs = [...ids];
  const own = new Map(Object.entries(placement.ids));
  const names = new Map(Object.entries(placement.names));
  for (const [id, old] of pairs) {
    own.set(id, own.get(old) ?? old);
    const name = names.get(old);
    if (name !== undefined) names.set(id, name);
  }
  const both = (list: readonly string[]) => {
    const among = new Set(list);
    return [...new Set([...list, ...pairs.filter(([, old]) => among.has(old)).map(([id]) => id)])];
  };
  return {
    ...placement,
    ids: Object.fromEntries(own),
    names: Object.fromEntries(names),
    kept: both(placement.kept),
    added: both(placement.added),
  };
}
