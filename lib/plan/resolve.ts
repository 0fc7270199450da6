/** The resolved model: an event with its bundles expanded and its variants spelled out. Schemas, code and screens read this. */

import { invariant } from "../base/error.ts";
import type { Bundle, BundleId, Plan, PlanEvent, Property, VariantCase } from "./plan.ts";
import { atSource } from "./presence.ts";

export interface ResolvedProperty {
  readonly property: Property;
  /** The bundle it comes from; absent for the event's own properties. */
  readonly bundle?: Bundle;
}

export interface ResolvedCase {
  readonly case: VariantCase;
  /** Every property of this shape: the event's, with those of the case in place of their namesakes or after them. */
  readonly properties: readonly Property[];
}

export interface ResolvedVariants {
  readonly discriminator: Property;
  readonly cases: readonly ResolvedCase[];
}

export interface ResolvedEvent {
  readonly event: PlanEvent;
  /** Own properties first, then bundled ones in bundle order. An own property hides a bundled one of the same name. */
  readonly properties: readonly ResolvedProperty[];
  readonly variants?: ResolvedVariants;
}

const bundleIndexes = new WeakMap<readonly Bundle[], Map<BundleId, Bundle>>();

function bundlesOf(plan: Plan): Map<BundleId, Bundle> {
  const known = bundleIndexes.get(plan.bundles);
  if (known !== undefined) return known;
  const index = new Map(plan.bundles.map((bundle) => [bundle.id, bundle]));
  bundleIndexes.set(plan.bundles, index);
  return index;
}

function withCase(base: readonly ResolvedProperty[], variantCase: VariantCase): Property[] {
  const replacing = new Map(variantCase.properties.map((property) => [property.name, property]));
  const kept = base.map(({ property }) => {
    const replacement = replacing.get(property.name);
    replacing.delete(property.name);
    return replacement ?? property;
  });
  return [...kept, ...replacing.values()];
}

/**
 * Expands bundles and variants. A bundle id that the plan lacks is a broken invariant: edits never leave one. With a source
 * the properties are as that source sends them (`presence.ts`); without one, as they say of every source.
 */
export function resolveEvent(plan: Plan, event: PlanEvent, source?: string): ResolvedEvent {
  const resolved = resolveEverywhere(plan, event);
  if (source === undefined || event.presence.length === 0) return resolved;
  return resolvedWith(resolved, (property) => atSource(event, property, source));
}

/** The resolved event with each of its outermost properties changed: those of bundles and variants too. */
export function resolvedWith(resolved: ResolvedEvent, change: (property: Property) => Property): ResolvedEvent {
  const { event, properties, variants } = resolved;
  const changed = properties.map((one): ResolvedProperty => ({ ...one, property: change(one.property) }));
  if (variants === undefined) return { event, properties: changed };
  const cases = variants.cases.map((one) => ({ ...one, properties: one.properties.map(change) }));
  return { event, properties: changed, variants: { discriminator: change(variants.discriminator), cases } };
}

function resolveEverywhere(plan: Plan, event: PlanEvent): ResolvedEvent {
  const bundles = bundlesOf(plan);
  const seen = new Set(event.properties.map((property) => property.name));
  const properties: ResolvedProperty[] = event.properties.map((property) => ({ property }));
  for (const id of event.bundles) {
    const bundle = bundles.get(id);
    invariant(bundle !== undefined, `event ${event.id} names a bundle the plan does not have`);
    for (const property of bundle.properties) {
      if (seen.has(property.name)) continue;
      seen.add(property.name);
      properties.push({ property, bundle });
    }
  }
  if (event.variants === undefined) return { event, properties };
  const { discriminator: id, cases } = event.variants;
  const discriminator = properties.find(({ property }) => property.id === id)?.property;
  invariant(discriminator !== undefined, `event ${event.id} discriminates on a property it does not have`);
  return {
    event,
    properties,
    variants: {
      discriminator,
      cases: cases.map((variantCase) => ({ case: variantCase, properties: withCase(properties, variantCase) })),
    },
  };
}

/** Values the discriminator may take that no case matches: there the event has its common properties only. */
export function valuesWithoutCase(variants: ResolvedVariants): (string | number | boolean)[] {
  const { type } = variants.discriminator;
  const matched = new Set(variants.cases.flatMap((item) => item.case.match));
  const values: readonly (string | number | boolean)[] =
    type.kind === "boolean"
      ? [true, false]
      : type.kind === "string" || type.kind === "number" || type.kind === "integer"
        ? (type.enum ?? [])
        : [];
  return values.filter((value) => !matched.has(value));
}
