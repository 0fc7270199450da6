/** Names in code that are in use. */

import type { Plan } from "./plan.ts";

/** Identifiers of a plan's events, former ones included, lower-cased: file systems fold case. */
export function takenIdentifiers(plan: Plan): Set<string> {
  return new Set(
    plan.events.flatMap((event) => [event.identifier, ...event.formerIdentifiers]).map((text) => text.toLowerCase()),
  );
}
