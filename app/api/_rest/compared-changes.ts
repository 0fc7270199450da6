/** Changes as the comparing operations answer them: with witnesses, and with counts of received calls where asked for. */

import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { countReceived } from "../../../lib/backtest/received-counts.ts";
import { withWitnesses, witnessSides } from "../../../lib/backtest/witness-judge.ts";
import type { Change } from "../../../lib/plan/diff.ts";
import type { Plan } from "../../../lib/plan/plan.ts";

export interface Comparison {
  readonly project: AuthorizedProject;
  readonly plans: { readonly before: Plan; readonly after: Plan };
  readonly changes: readonly Change[];
  readonly received: "true" | "false";
  readonly signal: AbortSignal;
}

export async function comparedChanges({ project, plans, changes, received, signal }: Comparison) {
  const witnessed = await withWitnesses(changes, witnessSides(plans.before, plans.after));
  if (received === "false") return witnessed;
  const counts = await countReceived(project, plans, changes, signal);
  return witnessed.map((change, index) => {
    const count = counts[index];
    return count === undefined ? change : { ...change, received: count };
  });
}
