/** The objects of a plan that something is about, by name, and who answers for each. */

import { objectName } from "../plan/diff-label.ts";
import { findObject, OBJECT_KINDS } from "../plan/edit-tree.ts";
import { findEvent } from "../plan/find.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { Concerned } from "./happening.ts";

interface Answered {
  readonly owner?: string;
  readonly steward?: string;
  readonly category?: string;
}

function ownersOf(plan: Plan, { owner, steward, category }: Answered): readonly string[] {
  const ofCategory = owner || category === undefined ? undefined : findObject(plan, "category", category)?.owner;
  return [owner ?? ofCategory, steward].flatMap((one) => one?.trim() || []);
}

export function concernedEvent(plan: Plan, event: PlanEvent): Concerned {
  return { id: event.id, name: event.name, owners: ownersOf(plan, event) };
}

function concernedIn(plan: Plan, id: string): Concerned | undefined {
  const kind = OBJECT_KINDS.find((one) => findObject(plan, one, id) !== undefined);
  if (kind === undefined) return undefined;
  const object = findObject(plan, kind, id) as Answered;
  return { id, name: objectName(plan, kind, id) ?? id, owners: ownersOf(plan, object) };
}

/**
 * The objects with these ids, and events that use a bundle among them. What one plan holds no more is looked for in the
 * others; what none holds is left out.
 */
export function concernedBy(plans: readonly Plan[], ids: Iterable<string>): readonly Concerned[] {
  const wanted = new Set(ids);
  const found = [...wanted].flatMap((id) => {
    for (const plan of plans) {
      const one = concernedIn(plan, id);
      if (one !== undefined) return [one];
    }
    return [];
  });
  const [plan] = plans;
  const using = (plan?.events ?? []).filter(
    ({ id, bundles }) => !wanted.has(id) && bundles.some((own) => wanted.has(own)),
  );
  const all = [...found, ...using.map((event) => concernedEvent(plan as Plan, event))];
  // Events first: they are what is followed.
  const isEvent = ({ id }: Concerned) => plans.some((one) => findEvent(one, id) !== undefined);
  return [...all.filter(isEvent), ...all.filter((one) => !isEvent(one))];
}
