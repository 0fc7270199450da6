/** Types of the plan's vocabulary inferred from received values, as wide as those values and no wider by guess. */

import { newId } from "../base/id.ts";
import { newProperty } from "../plan/new-object.ts";
import type { Json, Property, PropertyType } from "../plan/plan.ts";
import { isUsualInstant } from "../plan/usual-form.ts";

const DEPTH_MAX = 6;
const KEYS_MAX = 200;

type Kind = "null" | "boolean" | "number" | "string" | "array" | "object";

function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as Kind;
}

function ofKind(kind: Kind, values: readonly Json[], depth: number): PropertyType {
  switch (kind) {
    case "number":
      return { kind: values.every((value) => Number.isInteger(value)) ? "integer" : "number" };
    case "boolean":
    case "null":
      return { kind };
    case "string":
      return values.every((value) => isUsualInstant(String(value)))
        ? { kind: "string", format: "date-time" }
        : { kind: "string" };
    case "array": {
      const items = values.flatMap((value) => value as readonly Json[]);
      return { kind: "array", items: inferType(items, depth + 1) };
    }
    case "object": {
      if (depth >= DEPTH_MAX) return { kind: "any" };
      const objects = values as readonly JsonRecord[];
      const properties = inferProperties(objects, depth + 1);
      // Open where a key has no property: one too many, or one without a name.
      const named = new Set(properties.map(({ name }) => name));
      const open = objects.some((object) => Object.keys(object).some((key) => !named.has(key)));
      return { kind: "object", open, properties };
    }
  }
}

type JsonRecord = { readonly [key: string]: Json };

/** The type that takes all of the values; `any` where there is none. */
export function inferType(values: readonly Json[], depth = 0): PropertyType {
  const kinds = [...new Set(values.map(kindOf))];
  const told = kinds.filter((kind) => kind !== "null");
  const [only] = told;
  if (only === undefined) return { kind: "any" };
  const types = told.map((kind) =>
    ofKind(
      kind,
      values.filter((value) => kindOf(value) === kind),
      depth,
    ),
  );
  const isNullable = told.length < kinds.length;
  const [first] = types;
  if (types.length === 1 && first !== undefined)
    return isNullable ? ({ ...first, nullable: true } as PropertyType) : first;
  return { kind: "union", anyOf: isNullable ? [...types, { kind: "null" }] : types };
}

/** The properties of objects as they came, required where every one has them. */
export function inferProperties(objects: readonly JsonRecord[], depth = 0): Property[] {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))].filter((name) => name !== "");
  return names.slice(0, KEYS_MAX).map((name) => {
    const having = objects.filter((object) => Object.hasOwn(object, name));
    const values = having.map((object) => object[name] as Json);
    return newProperty({
      id: newId("prp"),
      name,
      type: inferType(values, depth),
      required: having.length === objects.length,
    });
  });
}
