/** Writes a world into the event store, as the forwarder would. */

import type { Json } from "../../plan/plan.ts";
import { type EventTable, eventDb } from "../../store/event-db.ts";
import { indexSlots, type PropertySlots, type StoredAs, slotsOf } from "../property-slots.ts";
import { worldSlots } from "./plan.ts";
import type { World, WorldEvent, WorldTrait } from "./world.ts";

const defaultSlots = indexSlots(worldSlots);
let tokens = 0;

export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").replace("Z", "");
}

/** One block; `twice` delivers it again under the same token. */
export async function insertRows(table: EventTable, rows: readonly object[], twice = false): Promise<void> {
  if (rows.length === 0) return;
  const token = `test-${process.pid}-${tokens++}`;
  const block = Buffer.from(`${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
  await eventDb().insert(table, block, { token });
  if (twice) await eventDb().insert(table, block, { token });
}

function storedAs(value: Json, kinds: readonly StoredAs[]): StoredAs | undefined {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return kinds.includes("datetime") ? "datetime" : "string";
  return value === null ? undefined : "json";
}

function slotCells(event: WorldEvent, slots: PropertySlots): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  const overflow: Record<string, string> = {};
  for (const [id, value] of Object.entries(event.properties)) {
    const rows = slotsOf(slots, event.event, id);
    const row = rows.find(
      (candidate) =>
        candidate.storedAs ===
        storedAs(
          value,
          rows.map((item) => item.storedAs),
        ),
    );
    if (row === undefined) continue;
    const text = row.storedAs === "json" ? JSON.stringify(value) : value;
    const cell =
      row.storedAs === "boolean" ? Number(value) : row.storedAs === "datetime" ? Date.parse(String(value)) : text;
    if (row.slot === "overflow") overflow[id] = String(cell);
    else cells[row.slot] = cell;
  }
  return { ...cells, overflow };
}

export function eventRow(project: number, event: WorldEvent, slots = defaultSlots): object {
  return {
    project,
    event_id: event.event,
    person: event.person,
    ts: instantText(event.ts),
    uid: String(event.uid),
    environment: "production",
    source: 1,
    plan_version: 1,
    repaired: event.repaired ?? 0,
    group_id: event.group,
    received_at: instantText(event.ts),
    ...slotCells(event, slots),
    ...Object.fromEntries(Object.entries(event.automatic).map(([name, value]) => [`auto_${name}`, value])),
  };
}

function traitRow(project: number, trait: WorldTrait): object {
  const { value } = trait;
  return {
    project,
    subject: trait.subject,
    property_id: trait.property,
    person: trait.person,
    group_id: trait.group,
    ts: instantText(trait.ts),
    uid: String(trait.uid),
    environment: "production",
    n: typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null,
    s: typeof value === "string" ? value : null,
  };
}

export async function insertWorld(project: number, world: World, slots = defaultSlots): Promise<void> {
  const people = new Set([...world.events, ...world.traits].map(({ person }) => person));
  for (const link of world.links) people.add(link.person).add(link.anonymous);
  await Promise.all([
    insertRows(
      "events",
      world.events.map((event) => eventRow(project, event, slots)),
      true,
    ),
    insertRows(
      "traits",
      world.traits.map((trait) => traitRow(project, trait)),
      true,
    ),
    insertRows(
      "identity_links",
      world.links.map((link) => ({ project, ...link, uid: String(link.uid), ts: instantText(link.ts) })),
      true,
    ),
    insertRows(
      "people",
      [...people]
        .filter((person) => person > 0)
        .map((person) => ({ project, person, kind: person >= 100 ? "anonymous" : "user", id: `p${person}` })),
      true,
    ),
  ]);
}
