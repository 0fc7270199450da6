/** The properties of an event or a person as rows: nested ones after what holds them, under dotted names. */

import type { AreaText } from "../i18n/translate.ts";
import type { Json, Property, PropertyType } from "../plan/plan.ts";

export interface PropertyRow {
  /** `address.city`, `items[].sku`. */
  readonly name: string;
  readonly property: Property;
}

function inside(type: PropertyType, name: string): PropertyRow[] {
  if (type.kind === "object") return propertyRows(type.properties, `${name}.`);
  if (type.kind === "array") return inside(type.items, `${name}[]`);
  if (type.kind === "union") return type.anyOf.flatMap((one) => inside(one, name));
  return [];
}

/** Rows of properties, each followed by those of its type. */
export function propertyRows(properties: readonly Property[], prefix = ""): PropertyRow[] {
  return properties.flatMap((property) => {
    const name = `${prefix}${property.name}`;
    return [{ name, property }, ...inside(property.type, name)];
  });
}

type Words = AreaText<"document">;
const LONGEST = 300;

/** A value on one line, at most 300 signs of it. */
export function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function listText(values: readonly Json[]): string {
  return values.map(valueText).join(", ");
}

function between(t: Words, low: number | undefined, high: number | undefined): string | undefined {
  if (low !== undefined && high !== undefined) return t("rule.between", { low: String(low), high: String(high) });
  if (low !== undefined) return t("rule.atLeast", { low: String(low) });
  return high === undefined ? undefined : t("rule.atMost", { high: String(high) });
}

function ranged(t: Words, key: "rule.length" | "rule.size" | "rule.range", range: string | undefined): string[] {
  return range === undefined ? [] : [t(key, { range })];
}

function numberRules(type: Extract<PropertyType, { kind: "number" | "integer" }>, t: Words): string[] {
  const { exclusiveMinimum: above, exclusiveMaximum: below } = type;
  return [
    ...ranged(t, "rule.range", between(t, type.minimum, type.maximum)),
    ...ranged(t, "rule.range", above === undefined ? undefined : t("rule.above", { low: String(above) })),
    ...ranged(t, "rule.range", below === undefined ? undefined : t("rule.below", { high: String(below) })),
    ...(type.multipleOf === undefined ? [] : [t("rule.multiple", { value: String(type.multipleOf) })]),
  ];
}

function arrayRules(type: Extract<PropertyType, { kind: "array" }>, t: Words): string[] {
  return [
    ...ranged(t, "rule.size", between(t, type.minItems, type.maxItems)),
    ...(type.uniqueItems ? [t("rule.unique")] : []),
    ...typeRules(type.items, t),
  ];
}

/** What a type demands besides its kind, a sentence each. */
export function typeRules(type: PropertyType, t: Words): string[] {
  const values = "enum" in type && type.enum !== undefined ? [t("rule.values", { values: listText(type.enum) })] : [];
  const only = "const" in type && type.const !== undefined ? [t("rule.const", { value: valueText(type.const) })] : [];
  switch (type.kind) {
    case "string":
      return [
        ...only,
        ...values,
        ...(type.format ? [t("rule.format", { format: type.format })] : []),
        ...(type.pattern === undefined ? [] : [t("rule.pattern", { pattern: type.pattern })]),
        ...ranged(t, "rule.length", between(t, type.minLength, type.maxLength)),
      ];
    case "number":
    case "integer":
      return [...only, ...values, ...numberRules(type, t)];
    case "boolean":
      return only;
    case "array":
      return arrayRules(type, t);
    case "union":
      return type.anyOf.flatMap((one) => typeRules(one, t));
    case "raw":
      return [t("rule.raw", { schema: valueText(type.schema) })];
    default:
      return [];
  }
}
