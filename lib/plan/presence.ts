/**
 * Presence of the properties of an event, source by source: the general one (`required` of the property) unless the event
 * says otherwise of that source.
 */

import type { PlanEvent, Property, RawType } from "./plan.ts";
import type { Presence, PropertyPresence } from "./plan-presence.ts";

/** What an exception is known by; ids and slugs hold no `@`. */
export function presenceKey({ property, source }: Pick<PropertyPresence, "property" | "source">): string {
  return `${property}@${source}`;
}

/** The one order exceptions are kept in. */
export function inPresenceOrder(list: readonly PropertyPresence[]): readonly PropertyPresence[] {
  const ordered = list.toSorted((a, b) => (presenceKey(a) < presenceKey(b) ? -1 : 1));
  return ordered.every((item, index) => item === list[index]) ? list : ordered;
}

export function generalPresence(property: Property): Presence {
  return property.required ? "required" : "optional";
}

/** The exceptions of one property, in their order. */
export function exceptionsOf(event: PlanEvent, propertyId: string): readonly PropertyPresence[] {
  return event.presence.length === 0 ? [] : event.presence.filter(({ property }) => property === propertyId);
}

export function presenceAt(event: PlanEvent, property: Property, source: string): Presence {
  const own = event.presence.find((item) => item.property === property.id && item.source === source);
  return own?.presence ?? generalPresence(property);
}

export function firesAt(event: PlanEvent, source: string): boolean {
  return event.sources.length === 0 || event.sources.includes(source);
}

/** Nothing fits: what a source must not send has no value that it may have. */
const NOTHING: RawType = { kind: "raw", schema: false };

/** True for a property as `atSource` gives it when the source must not send it. */
export function isNeverSent(property: Property): boolean {
  return property.type === NOTHING;
}

/** The property as that source sends it; the same value where the event makes no exception. */
export function atSource<P extends Property>(event: PlanEvent, property: P, source: string | undefined): P {
  if (source === undefined || event.presence.length === 0) return property;
  const presence = presenceAt(event, property, source);
  if (presence === "never") return { ...property, required: false, type: NOTHING };
  const required = presence === "required";
  return required === property.required ? property : { ...property, required };
}

/** How the sources of the event send the property. What fires from everywhere has other sources than those it names. */
function presencesOf(event: PlanEvent, property: Property): readonly Presence[] {
  if (event.sources.length > 0) return event.sources.map((source) => presenceAt(event, property, source));
  return [generalPresence(property), ...exceptionsOf(event, property.id).map(({ presence }) => presence)];
}

/**
 * The property as code that serves every source has it: required only where all sources require it, `never` where none
 * may send it.
 */
export function acrossSources<P extends Property>(event: PlanEvent, property: P): P {
  if (event.presence.length === 0) return property;
  const presences = new Set(presencesOf(event, property));
  if (presences.size === 1 && presences.has("never")) return { ...property, required: false, type: NOTHING };
  const required = presences.size === 1 && presences.has("required");
  return required === property.required ? property : { ...property, required };
}

/** True when some source must not send the property. */
export function isLeftOut(event: PlanEvent, property: Property): boolean {
  return event.presence.length > 0 && presencesOf(event, property).includes("never");
}

/**
 * What code that serves every source would fill in, and leaves to each call because some source must not send it: a required
 * constant, or a property of a bundle, which super properties fill.
 */
export function notFilledIn(event: PlanEvent, property: Property): "constant" | "super" | undefined {
  if (!isLeftOut(event, property)) return undefined;
  const { type, required } = property;
  const hasIt = ({ properties }: Pick<PlanEvent, "properties">) => properties.some(({ id }) => id === property.id);
  if (event.variants?.cases.some(hasIt)) return undefined;
  if ("const" in type && type.const !== undefined && type.nullable !== true) return required ? "constant" : undefined;
  return hasIt(event) ? undefined : "super";
}

/** True when some source must send the property and another must not: code that serves both cannot know, and has to be told. */
export function isDivided(event: PlanEvent, property: Property): boolean {
  return isLeftOut(event, property) && presencesOf(event, property).includes("required");
}

/** Sources with the same text are judged alike; empty where the event makes no exception for the source. */
export function exceptionsAt(event: PlanEvent, source: string): string {
  if (event.presence.length === 0) return "";
  const own = event.presence.filter((item) => item.source === source);
  return inPresenceOrder(own)
    .map(({ property, presence }) => `${property}=${presence}`)
    .join(" ");
}

/** One source for each set of exceptions that the event makes. */
export function exceptionalSources(event: PlanEvent): ReadonlyMap<string, string> {
  return new Map(event.presence.map(({ source }) => [exceptionsAt(event, source), source]));
}
