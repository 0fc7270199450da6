import { expect, it } from "vitest";
import { newProperty } from "../../../../../../lib/plan/new-object.ts";
import type { PropertyType } from "../../../../../../lib/plan/plan.ts";
import { propertyTypeSchema } from "../../../../../../lib/plan/schema.ts";
import { TYPE_KINDS } from "../fields.ts";
import { asKind, dropsProperties } from "./type-change.ts";

const SAMPLES: readonly PropertyType[] = [
  { kind: "string", nullable: true, enum: ["a"], pattern: "x" },
  { kind: "number", minimum: 1, multipleOf: 0.5 },
  { kind: "array", nullable: true, items: { kind: "integer" }, minItems: 1 },
  { kind: "object", open: true, properties: [newProperty({ id: "prp_a", name: "a", type: { kind: "string" } })] },
  { kind: "union", anyOf: [{ kind: "null" }, { kind: "boolean" }] },
  { kind: "raw", schema: { type: "string" } },
];

it("always makes a type the schema accepts", () => {
  for (const type of SAMPLES)
    for (const kind of TYPE_KINDS) {
      const next = asKind(type, kind);
      expect(next.kind).toBe(kind);
      expect(propertyTypeSchema.safeParse(next).success, `${type.kind} to ${kind}`).toBe(true);
    }
});

it("keeps what still applies", () => {
  expect(asKind({ kind: "number", minimum: 1, nullable: true }, "integer")).toEqual({
    kind: "integer",
    minimum: 1,
    nullable: true,
  });
  expect(asKind({ kind: "string", nullable: true, pattern: "x" }, "boolean")).toEqual({
    kind: "boolean",
    nullable: true,
  });
  expect(asKind({ kind: "string", format: "email" }, "array")).toEqual({
    kind: "array",
    items: { kind: "string", format: "email" },
  });
  expect(asKind({ kind: "array", items: { kind: "string", format: "email" } }, "string")).toEqual({
    kind: "string",
    format: "email",
  });
});

it("knows when described properties would go", () => {
  const object = SAMPLES[3] as PropertyType;
  expect(dropsProperties(object, asKind(object, "string"))).toBe(true);
  expect(dropsProperties(object, asKind(object, "array"))).toBe(false);
});
