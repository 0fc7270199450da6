import { describe, expect, it } from "vitest";
import type { JsonObject } from "../plan/plan.ts";
import { readEventSchema } from "./read-event-schema.ts";
import { SchemaReader, UnresolvedReference } from "./read-schema.ts";

function typeOf(schema: JsonObject | boolean, root: JsonObject = {}) {
  return new SchemaReader(root).type(schema, "");
}

describe("a property schema", () => {
  it.each([
    [
      { type: ["string", "null"], enum: ["EUR", null] },
      { type: "string", nullable: true, enum: ["EUR"] },
    ],
    // Without null among the values, null is refused whatever the type says.
    [
      { type: ["string", "null"], enum: ["EUR"] },
      { type: "string", enum: ["EUR"] },
    ],
    [
      { enum: ["a", 1, null] },
      { type: "union", anyOf: [{ type: "string", enum: ["a"] }, { type: "number", enum: [1] }, "null"] },
    ],
    [
      { type: "number", minimum: 0, exclusiveMinimum: true },
      { type: "number", exclusiveMinimum: 0 },
    ],
    [{ type: ["integer", "number"] }, { type: "number" }],
    [
      { type: "boolean", enum: [true] },
      { type: "boolean", const: true },
    ],
    [{ oneOf: [{ type: "string" }, { type: "integer" }] }, { type: "union", anyOf: ["string", "integer"] }],
    [
      { type: "string", minLength: 2, minimum: 5 },
      { type: "string", minLength: 2 },
    ],
    [{ title: "Anything" }, { type: "any" }],
    [{ const: "x" }, { type: "string", const: "x" }],
  ] as [JsonObject, object][])("%j is %j", (schema, type) => {
    expect(typeOf(schema)).toEqual(type);
  });

  it.each([
    [{ oneOf: [{ type: "integer" }, { type: "number" }] }],
    [{ type: "string", format: "iri" }],
    [{ type: "object", additionalProperties: { type: "string" } }],
    [{ type: "array", items: [{ type: "string" }] }],
    [{ not: { type: "string" } }],
    [{ properties: { a: { type: "string" } } }],
    [{ type: "object", additionalProperties: false, required: ["ghost"] }],
    [{ type: "string", enum: [] }],
  ] as [JsonObject][])("%j is kept as it is", (schema) => {
    expect(typeOf(schema)).toEqual({ type: "raw", schema });
  });

  it("drops ids where they are keywords, and only there", () => {
    const schema = {
      id: "/p",
      type: "object",
      minProperties: 1,
      properties: { id: { $id: "/x", type: "string" } },
      enum: [{ id: 1 }],
    };
    expect(typeOf(schema)).toEqual({
      type: "raw",
      schema: { type: "object", minProperties: 1, properties: { id: { type: "string" } }, enum: [{ id: 1 }] },
    });
  });

  it("brings along what a raw schema refers to", () => {
    const root = { $defs: { even: { type: "integer", multipleOf: 2 }, list: { contains: { $ref: "#/$defs/even" } } } };
    expect(typeOf({ not: { $ref: "#/$defs/list" } }, root)).toEqual({
      type: "raw",
      schema: {
        definitions: { list: { contains: { $ref: "#/definitions/even" } }, even: { type: "integer", multipleOf: 2 } },
        not: { $ref: "#/definitions/list" },
      },
    });
  });

  it("stops at a schema that holds itself", () => {
    const root = { $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } } };
    const type = typeOf({ $ref: "#/$defs/node" }, root);
    expect(type).toMatchObject({ type: "object", properties: [{ name: "next", type: "raw" }] });
  });

  it("reports what no validator reads", () => {
    const reader = new SchemaReader({});
    reader.type({ type: "string", maxiumum: 3, default: "x", description: "d" }, "/rules/0");
    expect(reader.loss.map(({ path, construct }) => `${construct} ${path}`)).toEqual([
      "foreign_keyword /rules/0/maxiumum",
      "foreign_keyword /rules/0/default",
    ]);
  });

  it("refuses references that lead nowhere or away", () => {
    expect(() => typeOf({ $ref: "#/definitions/none" })).toThrow(UnresolvedReference);
    expect(() => typeOf({ $ref: "http://elsewhere/schema" })).toThrow(UnresolvedReference);
  });
});

describe("an event schema", () => {
  it("splits what controls say from what only a raw schema can", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a", "b"],
      additionalProperties: false,
      minProperties: 1,
      if: { required: ["a"] },
    };
    expect(readEventSchema(new SchemaReader(schema), schema, "")).toEqual({
      properties: [{ name: "a", type: "string", required: true }],
      open: false,
      rawSchema: { minProperties: 1, if: { required: ["a"] }, required: ["b"] },
    });
  });

  it("joins fragments that only add properties", () => {
    const schema = {
      allOf: [{ $ref: "#/definitions/common" }, { properties: { b: { type: "integer" } } }],
      definitions: { common: { type: "object", properties: { a: { type: "string" } }, required: ["a"] } },
    };
    expect(readEventSchema(new SchemaReader(schema), schema, "")).toEqual({
      properties: [
        { name: "a", type: "string", required: true },
        { name: "b", type: "integer" },
      ],
      open: true,
    });
  });
});
