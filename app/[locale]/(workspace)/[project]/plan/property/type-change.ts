/** Turning one type into another of a different kind, keeping what still applies. */

import type { Property, PropertyType } from "../../../../../../lib/plan/plan.ts";
import { TYPE_CONSTRAINTS } from "../fields.ts";

const EMPTY: { readonly [K in PropertyType["kind"]]: PropertyType & { readonly kind: K } } = {
  string: { kind: "string" },
  number: { kind: "number" },
  integer: { kind: "integer" },
  boolean: { kind: "boolean" },
  null: { kind: "null" },
  any: { kind: "any" },
  object: { kind: "object", properties: [], open: false },
  array: { kind: "array", items: { kind: "string" } },
  union: { kind: "union", anyOf: [{ kind: "string" }, { kind: "number" }] },
  raw: { kind: "raw", schema: {} },
};

/** Constraints that mean the same between numbers, and "or null" between all that can be null. */
function shared(from: PropertyType, to: PropertyType["kind"]): Record<string, unknown> {
  const numbers = from.kind !== to && ["number", "integer"].includes(from.kind) && ["number", "integer"].includes(to);
  const keep: readonly string[] = numbers ? TYPE_CONSTRAINTS[to] : ["nullable"];
  const allowed = new Set<string>(TYPE_CONSTRAINTS[to]);
  return Object.fromEntries(Object.entries(from).filter(([key]) => keep.includes(key) && allowed.has(key)));
}

/** The type as another kind. What was nested moves along where it can: a list of the type, the items of a list. */
export function asKind(type: PropertyType, kind: PropertyType["kind"]): PropertyType {
  if (type.kind === kind) return type;
  if (kind === "array") return { kind: "array", items: type };
  if (kind === "union") return { kind: "union", anyOf: [type, { kind: type.kind === "string" ? "number" : "string" }] };
  if (type.kind === "array" && type.items.kind === kind) return type.items;
  if (type.kind === "union") {
    const member = type.anyOf.find((one) => one.kind === kind);
    if (member) return member;
  }
  return { ...EMPTY[kind], ...shared(type, kind) } as PropertyType;
}

/** True when turning the type into that kind drops properties someone described. */
export function dropsProperties(from: PropertyType, to: PropertyType): boolean {
  const count = (type: PropertyType): number =>
    type.kind === "object"
      ? type.properties.reduce((sum: number, one: Property) => sum + 1 + count(one.type), 0)
      : type.kind === "array"
        ? count(type.items)
        : type.kind === "union"
          ? type.anyOf.reduce((sum, one) => sum + count(one), 0)
          : 0;
  return count(to) < count(from);
}
