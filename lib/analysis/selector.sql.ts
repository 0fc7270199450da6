/** Event selectors as conditions on events read as `e`. */

import type { Sql } from "../store/sql.ts";
import { eventsOf } from "./bind/plan-lookup.ts";
import { filterEvents } from "./filter.sql.ts";
import type { EventSelector } from "./question.ts";
import type { AnalysisScope } from "./scope.ts";
import { allOf, type EventIds, hasEventId } from "./source.sql.ts";

/** Ids of the selected events. Those that no longer are in the plan count among all. */
export function eventIds(scope: AnalysisScope, selector: EventSelector): EventIds {
  return "any" in selector ? "all" : eventsOf(scope.plan, selector).map(({ id }) => id);
}

/** The ids that a statement about several selectors must read. */
export function eventIdsOf(scope: AnalysisScope, selectors: readonly EventSelector[]): EventIds {
  const all = selectors.map((selector) => eventIds(scope, selector));
  return all.includes("all") ? "all" : [...new Set(all.flat())].sort();
}

/** The selector's property filters alone. */
export function selectorFilters(scope: AnalysisScope, selector: EventSelector): Sql[] {
  return (selector.where ?? []).map((filter) => filterEvents(scope, filter, selector));
}

/** True for the selected events, wherever several selectors' events are read. */
export function isSelected(scope: AnalysisScope, selector: EventSelector): Sql {
  const ids = eventIds(scope, selector);
  const which = ids === "all" ? [] : [hasEventId(ids)];
  return allOf([...which, ...selectorFilters(scope, selector)]);
}

/** True when no event can satisfy two of the selectors, whatever its properties. */
export function areDisjoint(scope: AnalysisScope, selectors: readonly EventSelector[]): boolean {
  const seen = new Set<string>();
  for (const selector of selectors) {
    const ids = eventIds(scope, selector);
    if (ids === "all") return selectors.length < 2;
    if (ids.some((id) => seen.has(id))) return false;
    for (const id of ids) seen.add(id);
  }
  return true;
}
