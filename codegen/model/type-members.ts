/** What a type of the plan is made of, for languages that have a type of their own for each list of values and each union. */

import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import type { PropertyType } from "../../lib/plan/plan.ts";
import { valuesKeyword } from "./trait-checks.ts";

export type Constant = string | number | boolean;

/** Longer lists of values are not spelled out in code. */
const MAX_CONSTANTS = 1000;

/** The values a type allows one by one; undefined when it is not such a type, or there are too many. */
export function constantsOf(type: PropertyType): readonly Constant[] | undefined {
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "integer" && type.kind !== "boolean") return;
  const values: readonly Constant[] | undefined =
    type.const !== undefined ? [type.const] : "enum" in type ? type.enum : undefined;
  return values === undefined || values.length > MAX_CONSTANTS ? undefined : [...new Set(values)];
}

/** What the types of these languages leave open: one of very many values. */
export function looseInLists(type: PropertyType): string[] {
  return constantsOf(type) === undefined ? valuesKeyword(type) : [];
}

export function nullableOf(type: PropertyType): boolean {
  return type.kind === "null" || ("nullable" in type && type.nullable === true);
}

/** The only value that fits. */
export function onlyValueOf(type: PropertyType): Constant | null | undefined {
  if (type.kind === "null") return null;
  const values = nullableOf(type) ? undefined : constantsOf(type);
  return values?.length === 1 ? values[0] : undefined;
}

export interface Members {
  readonly types: readonly PropertyType[];
  readonly nullable: boolean;
}

/** The members of a union, unions inside it included, each once; null is told apart. Nothing when any value fits. */
export function membersOf(type: PropertyType): Members | undefined {
  if (type.kind === "any" || type.kind === "raw") return undefined;
  if (type.kind !== "union") {
    return { types: type.kind === "null" ? [] : [{ ...type, nullable: false }], nullable: nullableOf(type) };
  }
  const found = type.anyOf.map(membersOf);
  const known = found.filter((members) => members !== undefined);
  if (known.length < found.length) return undefined;
  const types = new Map(known.flatMap((members) => members.types.map((one) => [canonicalJson(one), one])));
  return { types: [...types.values()], nullable: known.some(({ nullable }) => nullable) };
}

/** What the members of a union are called after: their kinds, counted where one repeats. */
export function memberNames(types: readonly PropertyType[]): string[] {
  const seen = new Map<string, number>();
  return types.map(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count === 1 ? kind : `${kind}${count}`;
  });
}
