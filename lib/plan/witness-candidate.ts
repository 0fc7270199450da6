/** Payloads with the changed property in each of its forms, in the order in which they are tried. */

import type { Change } from "./diff.ts";
import type { JsonObject, Plan } from "./plan.ts";
import { along, having, payloadsOf, without } from "./witness-payload.ts";
import type { EventPlace, Step } from "./witness-place.ts";
import { ANYTHING, propertyValues, valuesBreaking } from "./witness-value.ts";

/** What the change does to the innermost object, value by value. */
export function* objectChanges(change: Change, last: Step): Generator<(object: JsonObject) => JsonObject> {
  const { before, after } = last;
  if (before === undefined) {
    if (after === undefined) return;
    yield (object) => without(object, after.name);
    for (const value of [...valuesBreaking(after.type), ...ANYTHING])
      yield (object) => having(object, after.name, value);
    return;
  }
  if (change.code === "property_required") {
    yield (object) => without(object, before.name);
    return;
  }
  const later = change.code === "property_removed" || change.code === "property_renamed" ? undefined : after?.type;
  for (const value of propertyValues(before, later)) yield (object) => having(object, before.name, value);
}

/** Payloads with the changed property in each of its forms, for each shape of the event it stands in. */
export function* propertyCandidates(change: Change, place: EventPlace, plan: Plan): Generator<JsonObject> {
  const last = place.steps.at(-1);
  if (last === undefined) return;
  const way = place.steps.slice(0, -1);
  const bases = payloadsOf(plan, place.pair.before, place.variant === undefined ? {} : { caseId: place.variant.id });
  // Values outermost: what tells the two definitions apart is tried on every shape before the next.
  for (const changed of objectChanges(change, last)) {
    for (const base of bases) {
      const payload = along(base, way, changed);
      if (payload !== undefined) yield payload;
    }
  }
}
