/** Where the event store keeps each property of each event, over all published versions. */

import type { Slot } from "../plan/store-slots.ts";

export type { Slot, StoredAs } from "../plan/store-slots.ts";

/** Slots by event and property. */
export type PropertySlots = ReadonlyMap<string, readonly Slot[]>;

function keyOf(eventId: string, propertyId: string): string {
  return `${eventId} ${propertyId}`;
}

export function indexSlots(rows: readonly Slot[]): PropertySlots {
  const index = new Map<string, Slot[]>();
  for (const row of rows) {
    const key = keyOf(row.eventId, row.propertyId);
    index.set(key, [...(index.get(key) ?? []), row]);
  }
  return index;
}

export function slotsOf(slots: PropertySlots, eventId: string, propertyId: string): readonly Slot[] {
  return slots.get(keyOf(eventId, propertyId)) ?? [];
}
