/** What a call of an event gives: its properties without the constants that the SDK fills in, one shape per variant. */

import type { Json, Property, PropertyType } from "../../lib/plan/plan.ts";
import { acrossSources, isDivided, isLeftOut } from "../../lib/plan/presence.ts";
import { type ResolvedCase, type ResolvedEvent, resolvedWith, valuesWithoutCase } from "../../lib/plan/resolve.ts";

function constantOf(type: PropertyType): Json | undefined {
  const scalar = type.kind === "string" || type.kind === "number" || type.kind === "integer" || type.kind === "boolean";
  return scalar && type.nullable !== true ? type.const : undefined;
}

function namesReplacedByCases({ variants }: ResolvedEvent): Set<string> {
  return new Set(variants?.cases.flatMap((item) => item.case.properties.map((property) => property.name)));
}

/**
 * Constants the SDK fills in: required ones that hold in every shape and that no source must leave out; one that may leave it
 * out is sent it all the same. An optional constant says something by being there and a nullable one by being null, so those
 * stay with the caller, as literals.
 */
export function fixedProperties(resolved: ResolvedEvent): Map<string, Json> {
  const replaced = namesReplacedByCases(resolved);
  const discriminator = resolved.variants?.discriminator.name;
  const fixed = new Map<string, Json>();
  for (const { property } of resolved.properties) {
    const value = constantOf(property.type);
    const isRequired = property.required || acrossSources(resolved.event, property).required;
    if (value === undefined || !isRequired || isLeftOut(resolved.event, property)) continue;
    if (!replaced.has(property.name) && property.name !== discriminator) fixed.set(property.name, value);
  }
  return fixed;
}

/**
 * Bundled properties of the event that one super property may fill: those no case or own property replaces, and that no
 * source must leave out.
 */
export function superKeysOf(resolved: ResolvedEvent, superProperties: ReadonlyMap<string, Property>): string[] {
  const replaced = namesReplacedByCases(resolved);
  return resolved.properties
    .filter(({ bundle, property }) => bundle !== undefined && !replaced.has(property.name))
    .filter(({ property }) => !isLeftOut(resolved.event, property))
    .filter(({ property }) => superProperties.has(property.name) && constantOf(property.type) === undefined)
    .map(({ property }) => property.name);
}

/** What the calls of one event give. */
export interface EventShapes {
  /** One list of properties per variant of the event; a call fits one of them. */
  readonly shapes: readonly (readonly Property[])[];
  /** Ids of properties that every call must name, be it to say that they are left out. */
  readonly divided: ReadonlySet<string>;
  /** True when a call may give nothing at all. */
  readonly mayBeEmpty: boolean;
}

/** The shapes of an event as `resolveEvent` gives it without a source. */
export function eventShapes(planned: ResolvedEvent, fixed: ReadonlyMap<string, Json>): EventShapes {
  const divided = dividedIn(planned);
  const shapes = shapesOf(forEverySource(planned)).map((shape) =>
    shape.filter((property) => !fixed.has(property.name)),
  );
  return {
    shapes,
    divided,
    mayBeEmpty: shapes.some((shape) => shape.every(({ id, required }) => !required && !divided.has(id))),
  };
}

/** Ids of properties that every call has to speak of: left out without a word, a source that must send them would not. */
function dividedIn({ event, properties, variants }: ResolvedEvent): ReadonlySet<string> {
  if (event.presence.length === 0) return new Set();
  const all = [
    ...properties.map(({ property }) => property),
    ...(variants?.cases ?? []).flatMap((one) => one.properties),
  ];
  return new Set(all.filter((property) => isDivided(event, property)).map(({ id }) => id));
}

/** One SDK serves every source: what only some of them must send is optional in its types, and its comment says which. */
function forEverySource(resolved: ResolvedEvent): ResolvedEvent {
  const { event } = resolved;
  return event.presence.length === 0 ? resolved : resolvedWith(resolved, (property) => acrossSources(event, property));
}

/** One list of properties per variant, the discriminator narrowed to its values there; a last one for values no case has. */
function shapesOf(resolved: ResolvedEvent): Property[][] {
  const common = resolved.properties.map(({ property }) => property);
  const { variants } = resolved;
  if (variants === undefined) return [common];
  const narrowed = (properties: readonly Property[], values: ResolvedCase["case"]["match"]): Property[] =>
    properties.map((property) =>
      property.id === variants.discriminator.id ? { ...property, type: oneOf(property.type, values) } : property,
    );
  const rest = valuesWithoutCase(variants);
  const shapes = [
    ...variants.cases
      .filter((item) => item.case.match.length > 0)
      .map((item) => narrowed(item.properties, item.case.match)),
    ...(rest.length === 0 ? [] : [narrowed(common, rest)]),
  ];
  return shapes.length === 0 ? [common] : shapes;
}

/** The type of a discriminator that takes only these values. */
function oneOf(type: PropertyType, values: ResolvedCase["case"]["match"]): PropertyType {
  if (type.kind === "boolean") {
    const [only, other] = new Set(values.filter((value) => typeof value === "boolean"));
    return only === undefined || other !== undefined ? type : { kind: "boolean", const: only };
  }
  if (type.kind === "string") return { ...type, enum: values.filter((value) => typeof value === "string") };
  if (type.kind === "number" || type.kind === "integer") {
    return { ...type, enum: values.filter((value) => typeof value === "number") };
  }
  return type;
}
