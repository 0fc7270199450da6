/** Which column of the event store holds which property of which event: given once, at publish, and never taken back. */

import { planDb } from "../store/plan-db.ts";
import { childrenOf } from "./edit-tree.ts";
import type { Plan, PlanEvent, Property, PropertyType } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";
import type { Transaction } from "./store-rows.ts";

/** How a value is stored: numbers, booleans (0 or 1) and instants (epoch milliseconds) as numbers, the rest as text. */
export type StoredAs = "number" | "boolean" | "datetime" | "string" | "json";

export interface Slot {
  readonly eventId: string;
  readonly propertyId: string;
  readonly storedAs: StoredAs;
  /** `n0`..`n15`, `s0`..`s23`, or `overflow`. */
  readonly slot: string;
}

const NUMBER_SLOTS = 16;
const TEXT_SLOTS = 24;

/** The ways values of a type are stored. Nothing for null, and for objects: their properties have slots of their own. */
export function storedKinds(type: PropertyType): StoredAs[] {
  switch (type.kind) {
    case "number":
    case "integer":
      return ["number"];
    case "boolean":
      return ["boolean"];
    case "string":
      return [type.format === "date-time" ? "datetime" : "string"];
    case "null":
    case "object":
      return [];
    case "array":
    case "any":
    case "raw":
      return ["json"];
    case "union":
      return [
        ...new Set(
          type.anyOf.flatMap((member) => (member.kind === "object" ? (["json"] as const) : storedKinds(member))),
        ),
      ];
  }
}

/** Properties that can have a slot: nested ones too, but not those inside arrays, of which an event has many. */
function slotted(properties: readonly Property[]): Property[] {
  return properties.flatMap((property) => [
    property,
    ...(property.type.kind === "object" ? slotted(childrenOf(property.type) ?? []) : []),
  ]);
}

function propertiesOf(plan: Plan, event: PlanEvent): Property[] {
  const common = resolveEvent(plan, event).properties.map(({ property }) => property);
  const inCases = (event.variants?.cases ?? []).flatMap((item) => item.properties);
  return slotted([...common, ...inCases]);
}

function isNumeric(storedAs: StoredAs): boolean {
  return storedAs === "number" || storedAs === "boolean" || storedAs === "datetime";
}

function keyOf(eventId: string, propertyId: string, storedAs: StoredAs): string {
  return `${eventId} ${propertyId} ${storedAs}`;
}

/** The slots a plan needs besides those that exist. Columns are counted per event; a full event overflows into a map. */
export function assignSlots(plan: Plan, existing: readonly Slot[]): Slot[] {
  const known = new Set(existing.map(({ eventId, propertyId, storedAs }) => keyOf(eventId, propertyId, storedAs)));
  const used = new Map<string, number>();
  const take = (eventId: string, numeric: boolean): string => {
    const counter = `${eventId} ${numeric ? "n" : "s"}`;
    const index = used.get(counter) ?? 0;
    if (index >= (numeric ? NUMBER_SLOTS : TEXT_SLOTS)) return "overflow";
    used.set(counter, index + 1);
    return `${numeric ? "n" : "s"}${index}`;
  };
  for (const { eventId, slot } of existing) {
    const match = /^([ns])(\d+)$/.exec(slot);
    if (match === null) continue;
    const counter = `${eventId} ${match[1]}`;
    used.set(counter, Math.max(used.get(counter) ?? 0, Number(match[2]) + 1));
  }
  const added: Slot[] = [];
  for (const event of plan.events) {
    for (const property of propertiesOf(plan, event)) {
      for (const storedAs of storedKinds(property.type)) {
        const key = keyOf(event.id, property.id, storedAs);
        if (known.has(key)) continue;
        known.add(key);
        added.push({ eventId: event.id, propertyId: property.id, storedAs, slot: take(event.id, isNumeric(storedAs)) });
      }
    }
  }
  return added;
}

/** The slot of a property's values stored in one way; undefined when none was ever published. */
export function slotFor(
  slots: readonly Slot[],
  eventId: string,
  propertyId: string,
  storedAs: StoredAs,
): string | undefined {
  return slots.find((slot) => slot.eventId === eventId && slot.propertyId === propertyId && slot.storedAs === storedAs)
    ?.slot;
}

/** One statement, whatever the number of slots. */
export async function insertSlots(db: Transaction, projectId: string, slots: readonly Slot[]): Promise<void> {
  const json = JSON.stringify(slots);
  await db.$executeRaw`
    insert into "PropertySlot" ("projectId", "eventId", "propertyId", "storedAs", "slot")
    select ${projectId}, "eventId", "propertyId", "storedAs", "slot"
    from jsonb_to_recordset(${json}::jsonb)
      as row("eventId" text, "propertyId" text, "storedAs" text, "slot" text)`;
}

/** Every slot ever given in a project. */
export async function listSlots(projectId: string, db: Transaction = planDb()): Promise<Slot[]> {
  const rows = await db.propertySlot.findMany({
    where: { projectId },
    orderBy: [{ eventId: "asc" }, { propertyId: "asc" }],
  });
  return rows.map(({ eventId, propertyId, storedAs, slot }) => ({
    eventId,
    propertyId,
    storedAs: storedAs as StoredAs,
    slot,
  }));
}
