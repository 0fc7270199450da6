/** Which saved cohorts and reports name an event: their numbers are what a violation of it may move. */

import { findEvent } from "../plan/find.ts";
import type { EventRole, Json, Plan } from "../plan/plan.ts";

export interface SavedDefinition {
  readonly id: string;
  readonly kind: "cohort" | "report";
  readonly name: string;
  /** The criterion or question as saved. */
  readonly definition: Json;
}

interface Named {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly roles: ReadonlySet<EventRole>;
}

/** Selectors name an event by id or wire name (`event`), by role (`role`), or take all (`any`). */
function names(value: Json, named: Named, cohorts: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item as Json, named, cohorts));
  if (typeof value !== "object" || value === null) return false;
  const record = value as { readonly [key: string]: Json };
  const { event, role, any, cohort } = record;
  if (typeof event === "string" && (named.ids.has(event) || named.names.has(event))) return true;
  if (typeof role === "string" && (named.roles as ReadonlySet<string>).has(role)) return true;
  if (any === true) return true;
  if (typeof cohort === "string" && cohorts.has(cohort)) return true;
  return Object.values(record).some((item) => names(item, named, cohorts));
}

/** Definitions that read one of the events, directly or through another cohort that does. */
export function definitionsNaming(
  plan: Plan,
  eventIds: readonly string[],
  definitions: readonly SavedDefinition[],
): SavedDefinition[] {
  const events = eventIds.flatMap((id) => findEvent(plan, id) ?? []);
  const named: Named = {
    ids: new Set(eventIds),
    names: new Set(events.map((event) => event.name)),
    roles: new Set(events.flatMap((event) => event.roles)),
  };
  const found = new Set<SavedDefinition>();
  const cohorts = new Set<string>();
  // A cohort may be made of cohorts: repeated until nothing new is found.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const item of definitions) {
      if (found.has(item) || !names(item.definition, named, cohorts)) continue;
      found.add(item);
      if (item.kind === "cohort") cohorts.add(item.id).add(item.name);
    }
  }
  return definitions.filter((item) => found.has(item));
}
