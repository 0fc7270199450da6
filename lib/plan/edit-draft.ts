/** New objects ready to be added: an id, an identifier that nobody uses, every other field at its default. */

import { newId } from "../base/id.ts";
import { suggestIdentifier } from "./names.ts";
import { newEvent, newProperty, newTrait } from "./new-object.ts";
import type { Plan, PlanEvent, Property, PropertyType, TraitProperty } from "./plan.ts";
import { takenIdentifiers } from "./taken-identifiers.ts";

/** An event that can be added to this plan. */
export function draftEvent(plan: Plan, given: Partial<PlanEvent> & { readonly name: string }): PlanEvent {
  const id = given.id ?? newId("evt");
  const taken = takenIdentifiers(plan);
  const identifier = suggestIdentifier({ name: given.name, id, policy: plan.settings.identifiers, taken });
  return newEvent({ identifier, ...given, id });
}

const TEXT: PropertyType = { kind: "string" };

/** An optional property, a string unless told otherwise. */
export function draftProperty(given: Partial<Property> & { readonly name: string }): Property {
  return newProperty({ type: TEXT, ...given, id: given.id ?? newId("prp") });
}

export function draftTrait(given: Partial<TraitProperty> & { readonly name: string }): TraitProperty {
  return newTrait({ type: TEXT, ...given, id: given.id ?? newId("prp") });
}
