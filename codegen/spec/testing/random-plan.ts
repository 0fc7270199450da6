/** Plans with every constraint that the model and raw schemas have, on names that trip validators. */

import { emptyPlan, newEvent, newProperty } from "../../../lib/plan/new-object.ts";
import type { Json, JsonObject, Plan, PlanEvent, Property, PropertyType, Variants } from "../../../lib/plan/plan.ts";
import { STRING_FORMATS } from "../../../lib/plan/plan.ts";
import { pick, type Random } from "../../testing/sample-payload.ts";

// biome-ignore format: one list of names
const NAMES = [
  "a", "b", "total", "order_id", "constructor", "toString", "hasOwnProperty", "__proto__", "valueOf", "a/b", "m~n", "~1", "é🎉", "1",
  "0", "length", "x y", 'q"u', "line\nfeed", "then", "$ref", "properties", "undefined", "null",
] as const;
const TEXTS = ["", "a", "EUR", "1", "true", "null", "__proto__", "é", "🎉", "a🎉b", " "];
// biome-ignore format: one list of patterns
const PATTERNS = [
  "^[A-Z0-9-]+$", "b+", "^\\d{4}$", "^\\w+@\\w+$", "^.{1,3}$", "\\s", "^(?:cat|dog)s?$", "^$", "[^a-z]", "^\\p{Lu}", "^(a+)+$",
  "(?=x)", "^🎉+$", "\\bcaf\\b", "[\\u00e0-\\u00ff]", "^(?:ab){2}$",
];
const RAW: readonly (JsonObject | boolean)[] = [
  true,
  false,
  { type: "object", additionalProperties: { type: "string", maxLength: 3 } },
  { type: "array", items: [{ type: "number" }, { type: "number" }], minItems: 2 },
  { type: "string", format: "uri-reference" },
  { type: ["integer", "null"], enum: [1, 2, null] },
  { oneOf: [{ type: "integer" }, { minimum: 2 }] },
  { not: { type: "string" } },
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, on a value that nobody awaits.
  { if: { type: "string" }, then: { maxLength: 2 }, else: { minimum: 3 } },
  { contains: { type: "integer", minimum: 2 } },
  { propertyNames: { pattern: "^[a-z]+$" } },
  { minProperties: 1, maxProperties: 2 },
  {
    patternProperties: { "^x": { type: "string" } },
    properties: { a: { type: "number" } },
    additionalProperties: false,
  },
  { dependencies: { a: ["b"] } },
  {
    definitions: { n: { type: "number", minimum: 0 } },
    properties: { a: { $ref: "#/definitions/n" } },
    required: ["a"],
  },
  { definitions: { t: { properties: { a: { $ref: "#/definitions/t" } } } }, $ref: "#/definitions/t" },
  { const: { a: [1, { b: null }] } },
  { enum: [[], {}, "x", { a: 1 }] },
  {
    anyOf: [
      { type: "string", minLength: 2 },
      { type: "array", maxItems: 1 },
      { type: "object", required: ["a"] },
    ],
  },
  { allOf: [{ type: ["string", "number"] }, { anyOf: [{ maxLength: 1 }, { minimum: 2 }] }] },
];

function chance(random: Random, part: number): boolean {
  return random() < part;
}

function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

function given(random: Random, fields: Readonly<Record<string, () => Json>>, part = 0.3): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (chance(random, part) ? [[key, value()]] : [])),
  );
}

function bounds(random: Random): JsonObject {
  const at = pick([0, -1, 1, 2.5, 100, 1e15], random);
  return given(random, {
    minimum: () => at,
    maximum: () => at + whole(random, 10),
    exclusiveMinimum: () => at - 1,
    exclusiveMaximum: () => at + 20,
    multipleOf: () => pick([0.01, 1, 3, 0.1, 2.5], random),
  });
}

function stringFields(random: Random): JsonObject {
  const least = whole(random, 3);
  if (chance(random, 0.2)) return { enum: [...new Set([pick(TEXTS, random), pick(TEXTS, random), "x"])] };
  if (chance(random, 0.1)) return { const: pick(TEXTS, random) };
  return given(random, {
    minLength: () => least,
    maxLength: () => least + whole(random, 4),
    pattern: () => pick(PATTERNS, random),
    format: () => pick(STRING_FORMATS, random),
  });
}

function arrayFields(random: Random, depth: number): JsonObject {
  const least = whole(random, 2);
  return {
    items: typeOf(random, depth + 1) as unknown as JsonObject,
    ...given(random, { minItems: () => least, maxItems: () => least + whole(random, 3), uniqueItems: () => true }),
  };
}

function unionMembers(random: Random, depth: number): PropertyType[] {
  return Array.from({ length: 1 + whole(random, 3) }, () => typeOf(random, depth + 1));
}

function typeOf(random: Random, depth: number): PropertyType {
  const simple = ["string", "string", "number", "integer", "boolean", "null", "any", "raw"] as const;
  const kind = pick(depth > 2 ? simple : [...simple, "object", "object", "array", "array", "union"], random);
  const nullable = given(random, { nullable: () => true }, 0.2);
  const fields = ((): object => {
    if (kind === "string") return { ...stringFields(random), ...nullable };
    if (kind === "number" || kind === "integer") return { ...bounds(random), ...nullable };
    if (kind === "boolean") return { ...given(random, { const: () => chance(random, 0.5) }, 0.2), ...nullable };
    if (kind === "object")
      return { properties: propertiesOf(random, depth + 1), open: chance(random, 0.4), ...nullable };
    if (kind === "array") return { ...arrayFields(random, depth), ...nullable };
    if (kind === "union") return { anyOf: unionMembers(random, depth) };
    return kind === "raw" ? { schema: pick(RAW, random) } : {};
  })();
  return { kind, ...fields } as PropertyType;
}

let serial = 0;

function property(random: Random, name: string, depth: number): Property {
  return newProperty({ id: `prp_${serial++}`, name, type: typeOf(random, depth), required: chance(random, 0.5) });
}

function propertiesOf(random: Random, depth: number): Property[] {
  const names = new Set(Array.from({ length: whole(random, 5) }, () => pick<string>(NAMES, random)));
  return [...names].map((name) => property(random, name, depth));
}

function variantsOf(random: Random, discriminator: Property): Variants {
  const cases = [["a"], ["b", "c"]].map((match, at) => ({
    id: `cas_${serial++}_${at}`,
    displayName: {},
    match,
    properties: propertiesOf(random, 1).filter(({ name }) => name !== discriminator.name),
  }));
  return { discriminator: discriminator.id, cases };
}

function eventOf(random: Random, at: number): PlanEvent {
  const own = propertiesOf(random, 0).filter(({ name }) => name !== "kind");
  const kind: Property = {
    ...property(random, "kind", 3),
    type: { kind: "string", enum: ["a", "b", "c", "d"] },
    required: true,
  };
  const varies = chance(random, 0.3);
  const first = own[0];
  return newEvent({
    id: `evt_${at}`,
    name: `Event ${at}`,
    identifier: `event${at}`,
    open: chance(random, 0.3),
    properties: varies ? [kind, ...own] : own,
    ...(varies ? { variants: variantsOf(random, kind) } : {}),
    ...(chance(random, 0.1) ? { rawSchema: { not: { required: ["a", "b"] } } } : {}),
    ...(first !== undefined && chance(random, 0.2)
      ? { presence: [{ property: first.id, source: "web", presence: pick(["required", "optional", "never"], random) }] }
      : {}),
  });
}

/** A plan of its own for each state of `random`. */
export function constrainedPlan(random: Random, events = 4): Plan {
  return { ...emptyPlan("constrained"), events: Array.from({ length: events }, (_, at) => eventOf(random, at)) };
}
