/** The diff of two plans that live longer than one request: made once for each pair, for as long as both live. */

import { type Change, diffPlans } from "./diff.ts";
import type { Plan } from "./plan.ts";

const kept = new WeakMap<Plan, WeakMap<Plan, readonly Change[]>>();

/** As `diffPlans`. Only for plans that are never changed in place, as those of versions and branches are not. */
export function keptDiff(before: Plan, after: Plan): readonly Change[] {
  const own = kept.get(before) ?? new WeakMap<Plan, readonly Change[]>();
  const known = own.get(after);
  if (known !== undefined) return known;
  const changes = diffPlans(before, after);
  kept.set(before, own.set(after, changes));
  return changes;
}
