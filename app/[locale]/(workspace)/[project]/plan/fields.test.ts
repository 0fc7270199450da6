/** Walks the plan's schema: every field has a control, and what a control sends really changes that field. */

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { applyEdits } from "../../../../../lib/plan/edit.ts";
import type { PropertyPlace } from "../../../../../lib/plan/edit-path.ts";
import type { Plan } from "../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../lib/plan/reference-plan.ts";
import * as schema from "../../../../../lib/plan/schema.ts";
import { fieldEdits, type Subject } from "./field-edits.ts";
import * as fields from "./fields.ts";

const TABLES: readonly [string, z.ZodObject, Readonly<Record<string, fields.FieldSpec>>][] = [
  ["plan", schema.planObjectSchema, fields.PLAN_FIELDS],
  ["settings", schema.planSettingsSchema, fields.SETTINGS_FIELDS],
  ["event", schema.eventObjectSchema, fields.EVENT_FIELDS],
  ["property", schema.traitPropertySchema, fields.PROPERTY_FIELDS],
  ["bundle", schema.bundleSchema, fields.BUNDLE_FIELDS],
  ["group type", schema.groupTypeSchema, fields.GROUP_TYPE_FIELDS],
  ["decision", schema.decisionSchema, fields.DECISION_FIELDS],
  ["metric", schema.metricSchema, fields.METRIC_FIELDS],
  ["category", schema.categorySchema, fields.CATEGORY_FIELDS],
  ["variant case", schema.variantCaseSchema, fields.CASE_FIELDS],
  ["variants", schema.variantsSchema, fields.VARIANTS_FIELDS],
  ["serves", schema.servesSchema, fields.SERVES_FIELDS],
  ["deprecation", schema.deprecationSchema, fields.DEPRECATION_FIELDS],
];

/** Every object schema reachable from `start`, arrays, options, unions and lazies opened. */
function objectsWithin(start: z.core.$ZodType, found = new Set<z.core.$ZodType>()): Set<z.core.$ZodType> {
  if (found.has(start)) return found;
  found.add(start);
  const def = (start as unknown as { _zod: { def: Record<string, unknown> } })._zod.def;
  const inner = [
    ...(def.type === "object" ? Object.values(def.shape as object) : []),
    ...((def.options as unknown[] | undefined) ?? []),
    ...[def.element, def.innerType, def.in].filter(Boolean),
    ...(def.type === "lazy" ? [(def.getter as () => unknown)()] : []),
  ] as z.core.$ZodType[];
  for (const one of inner) objectsWithin(one, found);
  return found;
}

function keysOf(type: z.core.$ZodType): string[] | undefined {
  const def = (type as unknown as { _zod: { def: { type: string; shape?: object } } })._zod.def;
  return def.type === "object" ? Object.keys(def.shape ?? {}) : undefined;
}

describe("every field of the model has a control", () => {
  it.each(TABLES)("%s", (_name, type, table) => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(type.shape).sort());
  });

  it("types: every kind and every constraint", () => {
    const kinds = [
      schema.stringTypeSchema,
      schema.numberTypeSchema,
      schema.booleanTypeSchema,
      schema.objectTypeSchema,
      schema.arrayTypeSchema,
      schema.unionTypeSchema,
      schema.rawTypeSchema,
    ];
    for (const type of kinds) {
      const constraints = Object.keys(type.shape).filter((key) => key !== "kind");
      const kind = type.shape.kind;
      const names = kind instanceof z.ZodEnum ? kind.options : [kind.value];
      for (const name of names) expect([...fields.TYPE_CONSTRAINTS[name]].sort(), name).toEqual(constraints.sort());
      for (const one of constraints) expect(fields.TYPE_FIELDS).toHaveProperty([one]);
    }
  });

  it("no object of the model is outside these tables", () => {
    const known = new Set([
      ...TABLES.map(([, type]) => Object.keys(type.shape).sort().join()),
      ...Object.values(fields.TYPE_CONSTRAINTS).map((list) => ["kind", ...list].sort().join()),
      Object.keys(schema.propertyObjectSchema.shape).sort().join(),
      Object.keys(schema.localizedTextSchema.shape).sort().join(),
    ]);
    const unknown = [...objectsWithin(schema.planObjectSchema)]
      .map(keysOf)
      .filter((keys) => keys !== undefined)
      .map((keys) => [...keys].sort().join())
      .filter((keys) => !known.has(keys));
    expect(unknown).toEqual([]);
  });
});

// ---------------------------------------------------------------------------------------------------------------------

/** Another value than the one a field has, as its control would give it. */
function otherValue(spec: fields.FieldSpec, before: unknown, plan: Plan): unknown {
  const list = (before ?? []) as readonly string[];
  switch (spec.control) {
    case "code":
      return "renamed_by_test";
    case "line":
      return `${before ?? ""} changed`;
    case "localized-line":
    case "localized-text":
      return { ...(before as object), fr: "Texte changé", en: "Changed text" };
    case "choice":
      return spec.options?.find((option) => option !== before);
    case "choices":
      return list.length > 1 ? list.slice(1) : [...list, spec.options?.find((option) => !list.includes(option))];
    case "toggle":
      return !before;
    case "words":
      return [...list, "changed"];
    case "category":
      return plan.categories.find((category) => category.id !== before)?.id;
    case "decisions":
      return plan.decisions.filter((decision) => !list.includes(decision.id)).map((decision) => decision.id);
    case "serves":
      return {
        decisions: plan.decisions.slice(0, 1).map((one) => one.id),
        metrics: plan.metrics.slice(1, 2).map((one) => one.id),
      };
    case "deprecation":
      return { text: { en: "Use another.", fr: "Utilisez-en un autre." } };
    case "json":
      return { type: "object", maxProperties: 40 };
    case "json-list":
      return ["example-of-test"];
    default:
      throw new Error(`No sample for ${spec.control}`);
  }
}

function editable(table: Readonly<Record<string, fields.FieldSpec>>): [string, fields.FieldSpec][] {
  return Object.entries(table).filter(([, spec]) => !["own", "fixed", "values", "reference"].includes(spec.control));
}

const plan = referencePlan;
const event = plan.events.find((one) => one.properties.length > 0) ?? plan.events[0];
const property = event?.properties.find((one) => one.type.kind === "string") ?? event?.properties[0];
const place: PropertyPlace = { in: "event", id: event?.id ?? "" };

interface Case {
  readonly name: string;
  readonly subject: Subject;
  readonly table: Readonly<Record<string, fields.FieldSpec>>;
  readonly read: (plan: Plan) => unknown;
}

const CASES: readonly Case[] = [
  { name: "plan", subject: { kind: "plan" }, table: fields.PLAN_FIELDS, read: (p) => p },
  { name: "settings", subject: { kind: "settings" }, table: fields.SETTINGS_FIELDS, read: (p) => p.settings },
  {
    name: "event",
    subject: { kind: "event", id: event?.id ?? "" },
    table: fields.EVENT_FIELDS,
    read: (p) => p.events.find((one) => one.id === event?.id),
  },
  {
    name: "property",
    subject: { kind: "property", place, id: property?.id ?? "" },
    table: Object.fromEntries(Object.entries(fields.PROPERTY_FIELDS).filter(([field]) => field !== "segmentKind")),
    read: (p) => p.events.find((one) => one.id === event?.id)?.properties.find((one) => one.id === property?.id),
  },
  {
    name: "user property",
    subject: { kind: "property", place: { in: "user" }, id: plan.userProperties[0]?.id ?? "" },
    table: { segmentKind: fields.PROPERTY_FIELDS.segmentKind, description: fields.PROPERTY_FIELDS.description },
    read: (p) => p.userProperties[0],
  },
  {
    name: "bundle",
    subject: { kind: "bundle", id: plan.bundles[0]?.id ?? "" },
    table: fields.BUNDLE_FIELDS,
    read: (p) => p.bundles[0],
  },
  {
    name: "group type",
    subject: { kind: "group_type", id: plan.groupTypes[0]?.id ?? "" },
    table: fields.GROUP_TYPE_FIELDS,
    read: (p) => p.groupTypes[0],
  },
  {
    name: "decision",
    subject: { kind: "decision", id: plan.decisions[0]?.id ?? "" },
    table: fields.DECISION_FIELDS,
    read: (p) => p.decisions[0],
  },
  {
    name: "metric",
    subject: { kind: "metric", id: plan.metrics[0]?.id ?? "" },
    table: fields.METRIC_FIELDS,
    read: (p) => p.metrics[0],
  },
  {
    name: "category",
    subject: { kind: "category", id: plan.categories[0]?.id ?? "" },
    table: fields.CATEGORY_FIELDS,
    read: (p) => p.categories[0],
  },
];

function fieldOf(object: unknown, field: string): unknown {
  return (object as Record<string, unknown>)[field];
}

describe("what a control sends changes its field, and an emptied optional field is cleared", () => {
  for (const { name, subject, table, read } of CASES) {
    it.each(editable(table))(`${name}: %s`, (field, spec) => {
      const before = fieldOf(read(plan), field);
      const after = otherValue(spec, before, plan);
      const result = applyEdits(plan, fieldEdits(subject, field, before, after));
      expect(result).toMatchObject({ ok: true });
      if (!result.ok) return;
      const stored = fieldOf(read(result.plan), field);
      if (Array.isArray(after)) expect([...(stored as unknown[])].sort()).toEqual([...after].sort());
      else expect(stored).toEqual(after);
      if (!spec.optional) return;
      const cleared = applyEdits(result.plan, fieldEdits(subject, field, after, undefined));
      expect(cleared).toMatchObject({ ok: true });
      if (cleared.ok) expect(fieldOf(read(cleared.plan), field)).toBeUndefined();
    });
  }
});
