/**
 * Where the event store keeps what a plan version plans: per event its properties and their slots, per trait its id. A
 * plain value, so that it can be sent to the thread that builds rows.
 */

import type { AutomaticProperty, Plan, PlanEvent, Property, TraitProperty } from "../plan/plan.ts";
import { resolveEvent, valuesWithoutCase } from "../plan/resolve.ts";
import type { Slot, StoredAs } from "../plan/store-slots.ts";

/** A property that has slots: where its value stands in `properties`, and where each kind of value goes. */
export interface PropertyPlace {
  readonly propertyId: string;
  /** Names from the top of `properties` down. */
  readonly path: readonly string[];
  readonly slots: readonly (readonly [storedAs: StoredAs, slot: string])[];
}

export interface EventLayout {
  /** For events without variants, and for values of the discriminator that no case matches. */
  readonly common: readonly PropertyPlace[];
  readonly variants?: {
    readonly discriminator: string;
    readonly cases: readonly {
      readonly match: readonly (string | number | boolean)[];
      readonly places: readonly PropertyPlace[];
    }[];
  };
}

export interface Layout {
  readonly automatic: readonly AutomaticProperty[];
  readonly events: { readonly [eventId: string]: EventLayout };
  /** Trait name -> property id. */
  readonly userTraits: readonly (readonly [name: string, propertyId: string])[];
  /** Group types in plan order: the first one takes calls that name none. */
  readonly groups: readonly {
    readonly name: string;
    readonly traits: readonly (readonly [name: string, propertyId: string])[];
  }[];
}

type SlotsOf = (propertyId: string) => PropertyPlace["slots"];

/** Properties with slots, nested ones of objects included; array items have no place of their own. */
function placesOf(properties: readonly Property[], slotsOf: SlotsOf, above: readonly string[] = []): PropertyPlace[] {
  return properties.flatMap((property) => {
    const path = [...above, property.name];
    const slots = slotsOf(property.id);
    const nested = property.type.kind === "object" ? placesOf(property.type.properties, slotsOf, path) : [];
    return slots.length === 0 ? nested : [{ propertyId: property.id, path, slots }, ...nested];
  });
}

function eventLayout(plan: Plan, event: PlanEvent, slotsOf: SlotsOf): EventLayout {
  const { properties, variants } = resolveEvent(plan, event);
  const common = placesOf(
    properties.map(({ property }) => property),
    slotsOf,
  );
  if (variants === undefined) return { common };
  const rest = valuesWithoutCase(variants);
  return {
    common,
    variants: {
      discriminator: variants.discriminator.name,
      cases: [
        ...variants.cases.map((item) => ({ match: item.case.match, places: placesOf(item.properties, slotsOf) })),
        ...(rest.length === 0 ? [] : [{ match: rest, places: common }]),
      ],
    },
  };
}

function traitIds(traits: readonly TraitProperty[]): (readonly [string, string])[] {
  return traits.map((trait) => [trait.name, trait.id] as const);
}

export function layoutOf(plan: Plan, slots: readonly Slot[]): Layout {
  const byEvent = new Map<string, Map<string, [StoredAs, string][]>>();
  for (const { eventId, propertyId, storedAs, slot } of slots) {
    const event = byEvent.get(eventId) ?? new Map<string, [StoredAs, string][]>();
    byEvent.set(eventId, event);
    event.set(propertyId, [...(event.get(propertyId) ?? []), [storedAs, slot]]);
  }
  return {
    automatic: plan.settings.automatic,
    events: Object.fromEntries(
      plan.events.map((event) => [
        event.id,
        eventLayout(plan, event, (propertyId) => byEvent.get(event.id)?.get(propertyId) ?? []),
      ]),
    ),
    userTraits: traitIds(plan.userProperties),
    groups: plan.groupTypes.map((group) => ({ name: group.name, traits: traitIds(group.properties) })),
  };
}

/** The properties of an event whose discriminator has this value. */
export function placesFor(
  layout: EventLayout,
  properties: { readonly [key: string]: unknown },
): readonly PropertyPlace[] {
  const { variants } = layout;
  if (variants === undefined) return layout.common;
  const value = properties[variants.discriminator] as string | number | boolean;
  return variants.cases.find(({ match }) => match.includes(value))?.places ?? layout.common;
}
