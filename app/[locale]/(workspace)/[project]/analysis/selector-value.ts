/** Selectors of events as one text each, for a list to choose from; and what properties a selector offers. */

import type { EventSelector, PropertyFilter } from "../../../../../lib/analysis/question.ts";
import type { EventRole } from "../../../../../lib/plan/plan.ts";
import type { AnalysisFacts, EventFact, PropertyFact } from "./facts.ts";

export function selectorKey(selector: EventSelector): string {
  if ("event" in selector) return `event:${selector.event}`;
  return "role" in selector ? `role:${selector.role}` : "any";
}

/** The selector of a key, with the filters of the one it takes the place of where they still apply. */
export function selectorOf(key: string, where: readonly PropertyFilter[] = []): EventSelector {
  const kept = where.filter((filter) => !("property" in filter));
  const more = kept.length > 0 ? { where: kept } : {};
  if (key.startsWith("event:")) return { event: key.slice(6), ...more };
  return key.startsWith("role:") ? { role: key.slice(5) as EventRole, ...more } : { any: true, ...more };
}

/** The event a selector names, by id or by name. */
export function eventOf(facts: AnalysisFacts, selector: EventSelector): EventFact | undefined {
  return "event" in selector
    ? facts.events.find((event) => event.id === selector.event || event.name === selector.event)
    : undefined;
}

export function propertiesOf(facts: AnalysisFacts, selector: EventSelector): readonly PropertyFact[] {
  return eventOf(facts, selector)?.properties ?? [];
}

export function firstSelector(facts: AnalysisFacts): EventSelector {
  const first = facts.events[0];
  return first === undefined ? { any: true } : { event: first.id };
}
