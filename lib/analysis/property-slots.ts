/** Where the event store keeps each property of each event, over all published versions. */

export type StoredAs = "number" | "boolean" | "datetime" | "string" | "json";

export interface SlotRow {
  readonly eventId: string;
  readonly propertyId: string;
  readonly storedAs: StoredAs;
  /** `n0`..`n15`, `s0`..`s23`, or `overflow`. */
  readonly slot: string;
}

/** Slots by event and property. */
export type PropertySlots = ReadonlyMap<string, readonly SlotRow[]>;

function keyOf(eventId: string, propertyId: string): string {
  return `${eventId} ${propertyId}`;
}

export function indexSlots(rows: readonly SlotRow[]): PropertySlots {
  const index = new Map<string, SlotRow[]>();
  for (const row of rows) {
    const key = keyOf(row.eventId, row.propertyId);
    index.set(key, [...(index.get(key) ?? []), row]);
  }
  return index;
}

export function slotsOf(slots: PropertySlots, eventId: string, propertyId: string): readonly SlotRow[] {
  return slots.get(keyOf(eventId, propertyId)) ?? [];
}
