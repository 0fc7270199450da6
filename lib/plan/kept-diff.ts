/** The diff of two plans that live longer than one request: made once for each pair, for as long as both live. */

import { diffPlans } from "./diff.ts";
import type { Plan } from "./plan.ts";
import { keepPair } from "./rules/keep.ts";

/** As `diffPlans`. Only for plans that are never changed in place, as those of versions and branches are not. */
export const keptDiff = keepPair((before: Plan, after: Plan) => diffPlans(before, after));
