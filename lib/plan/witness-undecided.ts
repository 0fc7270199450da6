/** What is said where no payload was found. */

import type { Change } from "./diff.ts";
import type { Json, PropertyType } from "./plan.ts";
import { fitsType } from "./rules/example-fits.ts";
import { noPayload, undecidable, type Witness } from "./witness-answer.ts";
import { objectInside, type Step } from "./witness-place.ts";
import { LONGEST_TEXT } from "./witness-value.ts";

function some(type: PropertyType | undefined, is: (type: PropertyType) => boolean): boolean {
  if (type === undefined) return false;
  if (is(type)) return true;
  if (type.kind === "array") return some(type.items, is);
  if (type.kind === "union") return type.anyOf.some((member) => some(member, is));
  return type.kind === "object" && type.properties.some((property) => some(property.type, is));
}

function isLong(type: PropertyType): boolean {
  if (type.kind === "string") return Math.max(type.minLength ?? 0, type.maxLength ?? 0) > LONGEST_TEXT;
  return type.kind === "array" && Math.max(type.minItems ?? 0, type.maxItems ?? 0) > LONGEST_TEXT / 4;
}

/** The values a type lists, when it admits nothing else. */
function listed(type: PropertyType | undefined): readonly Json[] | undefined {
  if (type?.kind === "boolean") return type.const === undefined ? [true, false] : [type.const];
  if (type?.kind !== "string" && type?.kind !== "number" && type?.kind !== "integer") return undefined;
  return type.const === undefined ? type.enum : [type.const];
}

function isWhole(type: PropertyType | undefined): boolean {
  return type?.kind === "integer";
}

/** Every whole number is a multiple of 1, of 0.5, of 0.01. */
function dividesOne(type: PropertyType | undefined): boolean {
  return type?.kind === "integer" && type.multipleOf !== undefined && Number.isInteger(1 / type.multipleOf);
}

/** Why no payload was found, as far as the definitions tell. `open`: the event admits keys outside the plan. */
export function undecided(change: Change, steps: readonly Step[], open: boolean): Witness {
  const last = steps.at(-1);
  const enclosing = steps.at(-2)?.after?.type;
  const admits = enclosing === undefined ? open : objectInside(enclosing)?.open === true;
  if (admits && (change.code === "property_removed" || change.code === "property_renamed")) {
    return noPayload("still_admitted");
  }
  const values = listed(last?.before?.type);
  const later = last?.after?.type;
  if (later !== undefined && values?.every((value) => fitsType(later, value))) return noPayload("still_fits");
  if (change.code === "step_changed" && isWhole(last?.before?.type) && dividesOne(later))
    return noPayload("still_fits");
  const types = [last?.before?.type, last?.after?.type];
  const has = (is: (type: PropertyType) => boolean) => types.some((type) => some(type, is));
  if (has((type) => type.kind === "raw")) return undecidable("raw_schema");
  if (has((type) => type.kind === "string" && type.pattern !== undefined)) return undecidable("pattern");
  return undecidable(has(isLong) ? "size" : "not_found");
}
