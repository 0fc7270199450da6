/** References to properties as one text each, for a list to choose from. */

import type { PropertyFilter, PropertyRef } from "../../../../../lib/analysis/question.ts";
import { readNumber } from "../../../../../lib/i18n/number-text.ts";
import type { AutomaticProperty, PropertyRole } from "../../../../../lib/plan/plan.ts";
import type { AnalysisFacts, PropertyFact, ValueKind } from "./facts.ts";

export function refKey(ref: PropertyRef): string {
  if ("property" in ref) return `property:${ref.property}`;
  if ("propertyRole" in ref) return `propertyRole:${ref.propertyRole}`;
  if ("automatic" in ref) return `automatic:${ref.automatic}`;
  return "userProperty" in ref ? `userProperty:${ref.userProperty}` : `groupProperty:${ref.groupProperty}`;
}

export function refOf(key: string): PropertyRef {
  const [kind, ...rest] = key.split(":");
  const value = rest.join(":");
  switch (kind) {
    case "propertyRole":
      return { propertyRole: value as PropertyRole };
    case "automatic":
      return { automatic: value as AutomaticProperty };
    case "userProperty":
      return { userProperty: value };
    case "groupProperty":
      return { groupProperty: value };
    default:
      return { property: value };
  }
}

export function factOf(facts: AnalysisFacts, own: readonly PropertyFact[], ref: PropertyRef): PropertyFact | undefined {
  const named = (list: readonly PropertyFact[], name: string) =>
    list.find((one) => one.id === name || one.path === name);
  if ("property" in ref) return named(own, ref.property);
  if ("userProperty" in ref) return named(facts.userProperties, ref.userProperty);
  return "groupProperty" in ref ? named(facts.groupProperties, ref.groupProperty) : undefined;
}

export const TEXT_OPERATORS = ["=", "!=", "contains", "not_contains", "is_set", "is_not_set"] as const;
export const NUMBER_OPERATORS = ["=", "!=", ">", ">=", "<", "<=", "is_set", "is_not_set"] as const;
export const BOOLEAN_OPERATORS = ["=", "is_set", "is_not_set"] as const;
export type Operator = PropertyFilter["op"];

export function operatorsFor(kind: ValueKind): readonly Operator[] {
  if (kind === "number") return NUMBER_OPERATORS;
  return kind === "boolean" ? BOOLEAN_OPERATORS : TEXT_OPERATORS;
}

/** A typed text as the value a property of this kind takes. */
export function typedValue(kind: ValueKind, text: string): string | number | boolean {
  if (kind === "boolean") return text === "true";
  if (kind !== "number") return text;
  return readNumber(text) ?? text;
}

/** A whole filter from its parts; the value is left out where the operator takes none. */
export function filterOf(ref: PropertyRef, op: Operator, value: string | number | boolean): PropertyFilter {
  if (op === "is_set" || op === "is_not_set") return { ...ref, op };
  if (op === "contains" || op === "not_contains") return { ...ref, op, value: String(value) };
  if (op === "in" || op === "not_in") return { ...ref, op, value: [value] };
  return { ...ref, op, value };
}
