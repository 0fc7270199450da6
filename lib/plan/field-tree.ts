/** A plan as a tree of fields: which values are texts, sets, lists of objects or records, and how their paths are written. */

import { ORDER, pathSegment } from "./edit-path.ts";
import { sameValue } from "./edit-same.ts";
import { OBJECT_KINDS, objectsOf } from "./edit-tree.ts";
import type { Plan } from "./plan.ts";
import { STANDARD_KINDS } from "./standards.ts";

export type Fields = Readonly<Record<string, unknown>>;
export interface Keyed extends Fields {
  readonly id: string;
}

/** How two versions of a value are compared: as a whole, or part by part. */
export type FieldShape = "atom" | "text" | "set" | "objects" | "record" | "type";

const SETS = new Set([
  "tags",
  "roles",
  "sources",
  "bundles",
  "formerNames",
  "formerIdentifiers",
  "decisions",
  "metrics",
  "automatic",
  "events",
  "recipients",
  "allowedVerbs",
  "forbiddenWords",
  "acronyms",
  // The fields that are demanded, by kind of object.
  ...STANDARD_KINDS,
]);
const TEXTS = new Set([
  "displayName",
  "description",
  "trigger",
  "text",
  "name",
  "alt",
  "formula",
  "safeguards",
  "dataSubjects",
  "securityMeasures",
]);
const RECORDS = new Set([
  "serves",
  "deprecation",
  "variants",
  "settings",
  "standards",
  "naming",
  "requiredFields",
  "severities",
  ...STANDARD_KINDS,
]);
const OBJECTS = new Set([
  "properties",
  "presence",
  "cases",
  "steps",
  "triggers",
  "purposes",
  "recipientDetails",
  "transformations",
  "suppressions",
]);

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What an item of a list is known by, as a step of a path: purposes, recipients and transformations are known by a key of their own, what a
 * source sends otherwise by the property and the source.
 */
export function keyOf({ id, key, property, source }: Keyed): string {
  if (id !== undefined) return id;
  return key === undefined ? `${property}@${source}` : pathSegment(String(key));
}

/** The shape of a field by its name and one of its values. */
export function shapeOf(field: string, value: unknown): FieldShape {
  if (field === "type" && isFields(value)) return "type";
  if (TEXTS.has(field) && isFields(value)) return "text";
  if (RECORDS.has(field) && isFields(value)) return "record";
  if (!Array.isArray(value)) return "atom";
  if (SETS.has(field)) return "set";
  return OBJECTS.has(field) ? "objects" : "atom";
}

/** The path of a field of an object. Both lists of `serves` share one level: ids tell decisions from metrics. */
export function fieldPath(path: string, field: string): string {
  return path.endsWith("/serves") ? path : `${path}/${field}`;
}

/** Types that can be compared constraint by constraint: of one kind, and not a choice or a raw schema. */
export function areOneKind(types: readonly (Fields | undefined)[]): boolean {
  const [first] = types;
  if (first === undefined || first.kind === "union" || first.kind === "raw") return false;
  return types.every((type) => type?.kind === first.kind);
}

/** One field that differs; an undefined side is an absent value. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

function orderOf(list: readonly Keyed[], among: ReadonlySet<string>): string[] {
  return list.map(keyOf).filter((id) => among.has(id));
}

class FieldComparison {
  readonly changes: FieldChange[] = [];

  private push(path: string, before: unknown, after: unknown): void {
    this.changes.push({ path, before, after });
  }

  objects(path: string, before: readonly Keyed[], after: readonly Keyed[]): void {
    if (before === after) return;
    const old = new Map(before.map((item) => [keyOf(item), item]));
    const now = new Map(after.map((item) => [keyOf(item), item]));
    for (const [key, item] of old) if (!now.has(key)) this.push(`${path}/${key}`, item, undefined);
    for (const [key, item] of now) {
      const known = old.get(key);
      if (known === undefined) this.push(`${path}/${key}`, undefined, item);
      else this.record(`${path}/${key}`, known, item);
    }
    const common = new Set([...old.keys()].filter((id) => now.has(id)));
    const [was, is] = [orderOf(before, common), orderOf(after, common)];
    if (!sameValue(was, is)) this.push(`${path}/${ORDER}`, was, is);
  }

  record(path: string, before: Fields, after: Fields): void {
    if (before === after) return;
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (field !== "id") this.field(path, field, before[field], after[field]);
    }
  }

  private field(path: string, field: string, before: unknown, after: unknown): void {
    if (before === after || sameValue(before, after)) return;
    const own = fieldPath(path, field);
    const shape = shapeOf(field, before ?? after);
    if (before === undefined || after === undefined || shape !== shapeOf(field, after)) {
      this.push(own, before, after);
    } else if (shape === "text") this.text(own, before as Fields, after as Fields);
    else if (shape === "set") this.set(own, before as string[], after as string[]);
    else if (shape === "objects") this.objects(own, before as Keyed[], after as Keyed[]);
    else if (shape === "record") this.record(own, before as Fields, after as Fields);
    else if (shape === "type") this.type(own, before as Fields, after as Fields);
    else this.push(own, before, after);
  }

  private text(path: string, before: Fields, after: Fields): void {
    for (const language of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[language] !== after[language]) this.push(`${path}.${language}`, before[language], after[language]);
    }
  }

  private set(path: string, before: readonly string[], after: readonly string[]): void {
    for (const value of before)
      if (!after.includes(value)) this.push(`${path}/${pathSegment(value)}`, value, undefined);
    for (const value of after)
      if (!before.includes(value)) this.push(`${path}/${pathSegment(value)}`, undefined, value);
    const was = before.filter((value) => after.includes(value));
    const is = after.filter((value) => before.includes(value));
    if (!sameValue(was, is)) this.push(`${path}/${ORDER}`, before, after);
  }

  private type(path: string, before: Fields, after: Fields): void {
    if (!areOneKind([before, after])) {
      this.push(path, before, after);
      return;
    }
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [was, is] = [before[field], after[field]];
      if (sameValue(was, is)) continue;
      if (field === "properties") this.objects(`${path}/properties`, was as Keyed[], is as Keyed[]);
      else if (field === "items") this.type(path, was as Fields, is as Fields);
      else this.push(`${path}/${field}`, was, is);
    }
  }
}

/** Every field that differs between two plans, by path (edit-path.ts). Objects that are the same value cost nothing. */
export function changedFields(before: Plan, after: Plan): FieldChange[] {
  const comparison = new FieldComparison();
  const top = ({ name, description, settings }: Plan): Fields => ({ name, description, settings });
  comparison.record("plan", top(before), top(after));
  for (const kind of OBJECT_KINDS) {
    const lists = [objectsOf(before, kind), objectsOf(after, kind)] as unknown as [readonly Keyed[], readonly Keyed[]];
    comparison.objects(kind, ...lists);
  }
  return comparison.changes;
}
