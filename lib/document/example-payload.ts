/** What one call of an event gives: the team's own example first, else a value for every property. */

import type { JsonObject, Property } from "../plan/plan.ts";
import { isNeverSent } from "../plan/presence.ts";
import type { ResolvedEvent } from "../plan/resolve.ts";
import { sampleValue } from "./sample-value.ts";

/** The properties of one call: of the first variant where there are some, its discriminator set to what selects it. */
export function oneCall(resolved: ResolvedEvent): readonly Property[] {
  const { variants } = resolved;
  const first = variants?.cases[0];
  if (!variants || !first) return resolved.properties.map((one) => one.property);
  return first.properties.map((property) => {
    const value = first.case.match[0];
    return property.id === variants.discriminator.id && value !== undefined
      ? { ...property, examples: [value] }
      : property;
  });
}

/** A whole `properties` object. */
export function examplePayload(resolved: ResolvedEvent): JsonObject {
  const [own] = resolved.event.examples;
  if (own !== undefined) return own;
  const sent = oneCall(resolved).filter((property) => !isNeverSent(property));
  return Object.fromEntries(sent.map((property) => [property.name, sampleValue(property)]));
}
