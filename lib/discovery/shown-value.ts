/** Received values as people may see them. */

import { printable } from "../base/printable.ts";
import type { Json, Property } from "../plan/plan.ts";
import { valueClassOf } from "../plan/value-class.ts";
import { MASK, maskValue } from "../violation/mask.ts";

const SAMPLES = 3;
const LENGTH_MAX = 80;

/** Covered where the plan calls it private, or where it looks so whatever the plan says. */
export function shownValue(value: Json, name: string, property: Property | undefined): string {
  const masked = maskValue(maskValue(value, name, property), "", undefined);
  if (typeof masked === "number" && valueClassOf(String(masked)) !== undefined) return MASK;
  const text = printable(typeof masked === "string" ? masked : JSON.stringify(masked));
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
}

/** A few that differ. */
export function shownValues(values: readonly Json[], name: string, property: Property | undefined): readonly string[] {
  const shown = new Set<string>();
  for (const value of values) {
    if (shown.size >= SAMPLES) break;
    shown.add(shownValue(value, name, property));
  }
  return [...shown];
}
