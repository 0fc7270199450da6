/** Compares two types of a property: which values that fitted no longer do, and which fit that did not. */

import { CHANGE_TABLE, type ChangeCode } from "./diff-table.ts";
import { isMultipleOf } from "./edit-check-type.ts";
import { sameValue } from "./edit-same.ts";
import type { ArrayType, BooleanType, NumberType, ObjectType, Property, PropertyType, StringType } from "./plan.ts";

/** A change found inside a type. `field` is the path below the type, `` for the type as a whole. */
interface TypeChange {
  readonly code: ChangeCode;
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Compares the properties of two object types; given by diff-property.ts, which this file must not import. */
export type CompareChildren = (before: ObjectType, after: ObjectType) => void;

type Push = (change: TypeChange) => void;

type Scalar = StringType | NumberType | BooleanType;

function allowedValues(type: Scalar): readonly unknown[] | undefined {
  if (type.const !== undefined) return [type.const];
  return type.kind === "boolean" ? undefined : type.enum;
}

function compareValues(before: Scalar, after: Scalar, push: Push): void {
  const [was, is] = [allowedValues(before), allowedValues(after)];
  const field = after.const !== undefined || before.const !== undefined ? "const" : "enum";
  if (sameValue(was, is)) return;
  if (was === undefined) push({ code: "values_listed", field, after: is });
  else if (is === undefined) push({ code: "values_freed", field, before: was });
  else {
    const gone = was.filter((value) => !is.includes(value));
    const added = is.filter((value) => !was.includes(value));
    if (gone.length > 0) push({ code: "values_removed", field, before: gone });
    if (added.length > 0) push({ code: "values_added", field, after: added });
  }
}

function mayBeNull(type: PropertyType): boolean {
  return "nullable" in type && type.nullable === true;
}

function compareNullable(before: PropertyType, after: PropertyType, push: Push): void {
  const [was, is] = [mayBeNull(before), mayBeNull(after)];
  if (was === is) return;
  push({ code: is ? "null_admitted" : "null_refused", field: "nullable" });
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly openLow?: boolean;
  readonly openHigh?: boolean;
}

function boundsText({ low, high, openLow, openHigh }: Bounds): string {
  const start = low === Number.NEGATIVE_INFINITY ? "…" : `${openLow === true ? ">" : ""}${low}`;
  const end = high === Number.POSITIVE_INFINITY ? "…" : `${openHigh === true ? "<" : ""}${high}`;
  return `[${start}, ${end}]`;
}

/** -1 when the lower bound `a` admits more than `b`. */
function comparedLow(a: Bounds, b: Bounds): number {
  return a.low === b.low ? Number(a.openLow === true) - Number(b.openLow === true) : a.low - b.low;
}

function comparedHigh(a: Bounds, b: Bounds): number {
  return a.high === b.high ? Number(a.openHigh === true) - Number(b.openHigh === true) : b.high - a.high;
}

function compareBounds(field: string, before: Bounds, after: Bounds, push: Push): void {
  const [low, high] = [comparedLow(after, before), comparedHigh(after, before)];
  const texts = { before: boundsText(before), after: boundsText(after) };
  if (low > 0 || high > 0) push({ code: "bounds_narrowed", field, ...texts });
  else if (low < 0 || high < 0) push({ code: "bounds_widened", field, ...texts });
}

function numberBounds(type: NumberType): Bounds {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = type;
  const low = Math.max(minimum, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum, exclusiveMaximum ?? Infinity);
  return { low, high, openLow: low === exclusiveMinimum, openHigh: high === exclusiveMaximum };
}

function compareStep(before: number | undefined, after: number | undefined, push: Push): void {
  if (before === after) return;
  if (after === undefined) push({ code: "step_loosened", field: "multipleOf", before });
  else if (before !== undefined && isMultipleOf(before, after)) {
    push({ code: "step_loosened", field: "multipleOf", before, after });
  } else push({ code: "step_changed", field: "multipleOf", before, after });
}

function compareText(
  field: "format" | "pattern",
  before: string | undefined,
  after: string | undefined,
  push: Push,
): void {
  if (before === after) return;
  push({ code: after === undefined ? `${field}_removed` : `${field}_changed`, field, before, after });
}

function compareStrings(before: StringType, after: StringType, push: Push): void {
  compareText("format", before.format, after.format, push);
  compareText("pattern", before.pattern, after.pattern, push);
  compareBounds("minLength", lengths(before), lengths(after), push);
}

function lengths(type: StringType): Bounds {
  return { low: type.minLength ?? 0, high: type.maxLength ?? Infinity };
}

function itemCounts(type: ArrayType): Bounds {
  return { low: type.minItems ?? 0, high: type.maxItems ?? Infinity };
}

function compareArrays(before: ArrayType, after: ArrayType, push: Push, children: CompareChildren): void {
  compareBounds("minItems", itemCounts(before), itemCounts(after), push);
  const [was, is] = [before.uniqueItems === true, after.uniqueItems === true];
  if (was !== is) push({ code: is ? "unique_items_required" : "unique_items_freed", field: "uniqueItems" });
  compareTypes(before.items, after.items, push, children);
}

function compareObjects(before: ObjectType, after: ObjectType, push: Push, children: CompareChildren): void {
  if (before.open !== after.open) push({ code: after.open ? "object_opened" : "object_closed", field: "open" });
  children(before, after);
}

/** A short name of a type, for messages. */
export function typeName(type: PropertyType): string {
  if (type.kind === "array") return `${typeName(type.items)}[]`;
  if (type.kind === "union") return type.anyOf.map(typeName).join(" | ");
  return mayBeNull(type) ? `${type.kind} | null` : type.kind;
}

/** True only when every value that fits `before` surely fits `after`, in generated code too. */
function admits(after: PropertyType, before: PropertyType): boolean {
  if (after.kind === "any" || (after.kind === "raw" && after.schema === true)) return true;
  if (before.kind === "union") return before.anyOf.every((member) => admits(after, member));
  if (after.kind === "union") return after.anyOf.some((member) => admits(member, before));
  if (before.kind === "null") return after.kind === "null" || mayBeNull(after);
  if (before.kind === "integer" && after.kind === "number") return admits(after, { ...before, kind: "number" });
  if (before.kind !== after.kind) return false;
  let narrower = false;
  const children: CompareChildren = (was, is) => {
    if (!sameValue(shapesOf(was.properties), shapesOf(is.properties)) || was.open !== is.open) narrower = true;
  };
  compareTypes(
    before,
    after,
    ({ code }) => {
      if (CHANGE_TABLE[code].severity === "breaking") narrower = true;
    },
    children,
  );
  return !narrower;
}

function shapesOf(properties: readonly Property[]) {
  return properties.map(({ name, type, required }) => ({ name, type, required }));
}

/** Reports every difference that matters to events or code. Order of listed values and of properties does not. */
export function compareTypes(before: PropertyType, after: PropertyType, push: Push, children: CompareChildren): void {
  if (before === after || sameValue(before, after)) return;
  if (before.kind === "raw" && after.kind === "raw") {
    push({ code: "raw_schema_changed", field: "schema" });
  } else if (before.kind !== after.kind || before.kind === "union") {
    const code = admits(after, before) ? "type_widened" : "type_changed";
    push({ code, field: "", before: typeName(before), after: typeName(after) });
  } else if (after.kind !== "union") compareSameKind(before, after, push, children);
}

function compareSameKind(before: PropertyType, after: PropertyType, push: Push, children: CompareChildren): void {
  compareNullable(before, after, push);
  if (before.kind === "array" && after.kind === "array") compareArrays(before, after, push, children);
  else if (before.kind === "object" && after.kind === "object") compareObjects(before, after, push, children);
  else if (before.kind === "boolean" && after.kind === "boolean") compareValues(before, after, push);
  else if (before.kind === "string" && after.kind === "string") {
    compareValues(before, after, push);
    compareStrings(before, after, push);
  } else if (isNumeric(before) && isNumeric(after)) {
    compareValues(before, after, push);
    compareBounds("minimum", numberBounds(before), numberBounds(after), push);
    compareStep(before.multipleOf, after.multipleOf, push);
  }
}

function isNumeric(type: PropertyType): type is NumberType {
  return type.kind === "number" || type.kind === "integer";
}
