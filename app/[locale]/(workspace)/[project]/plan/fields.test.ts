/** Walks the plan's schema: every field has a control, and what a control sends really changes that field. */

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { applyEdits } from "../../../../../lib/plan/edit.ts";
import * as schema from "../../../../../lib/plan/schema.ts";
import { fieldEdits } from "./field-edits.ts";
import * as fields from "./fields.ts";
import { editable, FIELD_CASES, FIELD_PLAN, fieldOf, otherValue } from "./testing/field-cases.ts";
import { TABLES } from "./testing/field-tables.ts";

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

describe("what a control sends changes its field, and an emptied optional field is cleared", () => {
  for (const { name, subject, table, read } of FIELD_CASES) {
    it.each(editable(table))(`${name}: %s`, (field, spec) => {
      const before = fieldOf(read(FIELD_PLAN), field);
      const after = otherValue({ field, spec, before, plan: FIELD_PLAN, subject: subject as { id?: string } });
      const result = applyEdits(FIELD_PLAN, fieldEdits(subject, field, before, after));
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
