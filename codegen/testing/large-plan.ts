/** A plan of many different events with the usual mix of types, for measures of time and size. */

import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Plan, PlanEvent, Property, PropertyType } from "../../lib/plan/plan.ts";

const VERBS = [
  "Viewed",
  "Clicked",
  "Added",
  "Removed",
  "Created",
  "Updated",
  "Shared",
  "Opened",
  "Closed",
  "Completed",
];

function types(noun: string, verb: string): readonly (readonly [string, PropertyType])[] {
  const line: Property = newProperty({
    id: "prp_kind",
    name: "kind",
    type: { kind: "string", enum: ["a", "b", noun] },
    required: true,
  });
  const unit: Property = newProperty({ id: "prp_unit", name: "unit", type: { kind: "string", enum: ["cm", "inch"] } });
  const size: Property = newProperty({
    id: "prp_size",
    name: "size",
    type: { kind: "object", open: false, properties: [unit] },
  });
  return [
    [`${noun}_id`, { kind: "string" }],
    ["status", { kind: "string", enum: [`${noun}_new`, `${noun}_old`] }],
    ["user_plan", { kind: "string", enum: ["free", "pro", verb] }],
    ["channel", { kind: "string", const: `${noun}-channel` }],
    ["amount", { kind: "number", nullable: true }],
    ["position", { kind: "integer", minimum: 0 }],
    ["at", { kind: "string", format: "date-time" }],
    ["sku", { kind: "string", pattern: "^[A-Z0-9-]+$" }],
    ["labels", { kind: "array", items: { kind: "string" } }],
    ["is_test", { kind: "boolean" }],
    ["detail", { kind: "object", open: false, properties: [size] }],
    ["items", { kind: "array", items: { kind: "object", open: false, properties: [line] } }],
  ];
}

function largeEvent(at: number): PlanEvent {
  const noun = `thing${Math.floor(at / VERBS.length)}`;
  const verb = VERBS[at % VERBS.length] ?? "";
  return newEvent({
    id: `evt_large_${at}`,
    name: `${noun} ${verb}`,
    identifier: `${noun}${verb}`,
    description: { en: `Somebody ${verb.toLowerCase()} ${noun}.` },
    properties: types(noun, verb).map(([name, type], index) =>
      newProperty({
        id: `prp_large_${at}_${index}`,
        name,
        type,
        description: { en: `The ${name}.` },
        required: index < 5,
      }),
    ),
  });
}

/** `count` events of 12 properties each, no two alike. */
export function largePlan(count: number): Plan {
  const plan = emptyPlan("large");
  return {
    ...plan,
    settings: { ...plan.settings, automatic: [] },
    events: Array.from({ length: count }, (_, at) => largeEvent(at)),
  };
}
