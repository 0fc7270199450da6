/** Compares two lists of properties, nested ones included. */

import type { ChangeCode } from "./diff-table.ts";
import { compareTypes, typeName } from "./diff-type.ts";
import type { ObjectType, Property, PropertyType } from "./plan.ts";

/** A change of one property. `name` is its dotted name, as listed in an event; `id` is the outermost one that changed. */
export interface PropertyChange {
  readonly code: ChangeCode;
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Other field paths this change speaks of. */
  readonly covers?: readonly string[];
}

export type PushProperty = (change: PropertyChange) => void;

export interface ListContext {
  /** Path of the list. */
  readonly path: string;
  /** Names that lead to the list, each followed by its dot; `` at the top. */
  readonly prefix: string;
  /** Whether the object admitted keys outside the plan before. */
  readonly open: boolean;
  /** The id the change is reported for; absent at the top, where it is the property itself. */
  readonly owner?: string;
}

/** Pairs by id; what is left is paired by name. */
export interface Pairing<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

export function paired<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): Pairing<T> {
  const now = new Map(after.map((item) => [item.id as string, item]));
  const old = new Set(before.map((item) => item.id as string));
  const fresh = new Map(after.filter((item) => !old.has(item.id)).map((item) => [key(item), item]));
  const pairs: (readonly [T, T])[] = [];
  const removed: T[] = [];
  for (const item of before) {
    const same = now.get(item.id) ?? fresh.get(key(item));
    if (same === undefined) removed.push(item);
    else pairs.push([item, same]);
  }
  const taken = new Set(pairs.map(([, item]) => item));
  return { pairs, removed, added: after.filter((item) => !taken.has(item)) };
}

export function addedCode(property: Property, open: boolean): ChangeCode {
  if (property.required) return "property_added_required";
  return open && property.type.kind !== "any" ? "property_added_to_open" : "property_added";
}

function childPrefix(name: string, type: PropertyType): string {
  let prefix = name;
  for (let inside = type; inside.kind === "array"; inside = inside.items) prefix += "[]";
  return `${prefix}.`;
}

/** Compares one property with its later self (or with what took its key). */
export function compareProperty(before: Property, after: Property, context: ListContext, push: PushProperty): void {
  if (before === after) return;
  const path = `${context.path}/${after.id}`;
  const name = `${context.prefix}${after.name}`;
  const id = context.owner ?? after.id;
  const report = (code: ChangeCode, field: string, values: { before?: unknown; after?: unknown } = {}) =>
    push({ code, path: field === "" ? path : `${path}/${field}`, name, id, ...values });
  if (before.id !== after.id)
    push({ code: "property_replaced", path, name, id, covers: [`${context.path}/${before.id}`] });
  if (before.name !== after.name) report("property_renamed", "name", { before: before.name, after: after.name });
  if (before.required !== after.required) {
    report(after.required ? "property_required" : "property_optional", "required");
  }
  const children = (was: ObjectType, is: ObjectType) =>
    compareProperties(
      was.properties,
      is.properties,
      { path: `${path}/type/properties`, prefix: childPrefix(name, after.type), open: was.open, owner: id },
      push,
    );
  compareTypes(
    before.type,
    after.type,
    ({ code, field, ...values }) => report(code, field === "" ? "type" : `type/${field}`, values),
    children,
  );
}

/** Reports what was added, removed, renamed or changed in a list. */
export function compareProperties(
  before: readonly Property[],
  after: readonly Property[],
  context: ListContext,
  push: PushProperty,
): void {
  const { pairs, removed, added } = paired(before, after, ({ name }) => name);
  for (const property of removed) reportRemoved(property, context, push);
  for (const [was, is] of pairs) compareProperty(was, is, context, push);
  for (const property of added) reportAdded(property, context, push);
}

function reportRemoved(property: Property, context: ListContext, push: PushProperty): void {
  push({
    code: "property_removed",
    path: `${context.path}/${property.id}`,
    name: `${context.prefix}${property.name}`,
    id: context.owner ?? property.id,
    before: typeName(property.type),
  });
}

function reportAdded(property: Property, context: ListContext, push: PushProperty): void {
  push({
    code: addedCode(property, context.open),
    path: `${context.path}/${property.id}`,
    name: `${context.prefix}${property.name}`,
    id: context.owner ?? property.id,
    after: typeName(property.type),
  });
}
