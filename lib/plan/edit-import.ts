/**
 * An imported plan as a change of the present one: its objects are recognised by id, else by name, and take the ids that
 * exist. Unless told otherwise nothing is removed, and what the import leaves blank stays as it is.
 */

import { nestedProperties, OBJECT_KINDS, type ObjectKind, objectsOf, withObjects } from "./edit-tree.ts";
import { type Fields, isFields, type Keyed } from "./field-tree.ts";
import { suggestIdentifier } from "./names.ts";
import type { Plan, PlanEvent, Property, PropertyType } from "./plan.ts";
import { takenIdentifiers } from "./taken-identifiers.ts";

export interface ImportOptions {
  /** Remove objects, properties and cases that the import does not have. Default: keep them. */
  readonly remove?: boolean;
  /** Let blanks of the import clear what is there, as for a plan file. Default: they leave it alone. */
  readonly clear?: boolean;
  /** Fields of events and properties that the format can express; the others stay as they are. Default: all of them. */
  readonly carried?: readonly string[];
}

type Ids = Map<string, string>;

function textKey(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return isFields(value) ? JSON.stringify([value.en ?? null, value.fr ?? null]) : undefined;
}

/** What tells objects of one list apart besides their ids. */
function naturalKey(item: Keyed): string | undefined {
  if (typeof item.callType === "string") return `${item.callType} ${String(item.name)}`;
  return Array.isArray(item.match) ? JSON.stringify(item.match) : textKey(item.name);
}

function pairIds(current: readonly Keyed[], imported: readonly Keyed[], ids: Ids): void {
  const present = new Set(current.map(({ id }) => id));
  const wanted = new Set(imported.map(({ id }) => id));
  const byKey = new Map(current.filter(({ id }) => !wanted.has(id)).map((item) => [naturalKey(item), item]));
  for (const item of imported) {
    if (present.has(item.id)) continue;
    const same = byKey.get(naturalKey(item));
    if (same === undefined) continue;
    ids.set(item.id, same.id);
    byKey.delete(naturalKey(item));
  }
}

function asKeyed(list: readonly unknown[]): readonly Keyed[] {
  return list as readonly Keyed[];
}

function pairProperties(current: readonly Property[], imported: readonly Property[], ids: Ids): void {
  pairIds(asKeyed(current), asKeyed(imported), ids);
  const now = new Map(current.map((property) => [property.id as string, property]));
  for (const property of imported) {
    const same = now.get(ids.get(property.id) ?? property.id);
    if (same !== undefined) pairProperties(nestedProperties(same.type), nestedProperties(property.type), ids);
  }
}

function pairWithin(current: Keyed, imported: Keyed, ids: Ids): void {
  const properties = (item: Keyed) => (item.properties ?? []) as readonly Property[];
  pairProperties(properties(current), properties(imported), ids);
  const cases = (item: Keyed) => (isFields(item.variants) ? (item.variants.cases as readonly Keyed[]) : []);
  pairIds(cases(current), cases(imported), ids);
  const now = new Map(cases(current).map((item) => [item.id, item]));
  for (const item of cases(imported)) {
    const same = now.get(ids.get(item.id) ?? item.id);
    if (same !== undefined) pairProperties(properties(same), properties(item), ids);
  }
}

/** Which imported id stands for which present one. */
function pairPlans(current: Plan, imported: Plan): Ids {
  const ids: Ids = new Map();
  for (const kind of OBJECT_KINDS) {
    const [old, now] = [asKeyed(objectsOf(current, kind)), asKeyed(objectsOf(imported, kind))];
    pairIds(old, now, ids);
    const present = new Map(old.map((item) => [item.id, item]));
    for (const item of now) {
      const same = present.get(ids.get(item.id) ?? item.id);
      if (same === undefined) continue;
      if (kind === "user_property") pairProperties([same as unknown as Property], [item as unknown as Property], ids);
      else pairWithin(same, item, ids);
    }
  }
  return ids;
}

/** Fields that hold ids of the plan's own objects. */
const ID_FIELDS = new Set(["id", "category", "discriminator", "replacementId", "bundles", "decisions", "metrics"]);
/** Fields that hold values of events or foreign schemas. */
const FOREIGN = new Set(["examples", "rawSchema", "schema", "enum", "const", "match"]);

function withIds(value: unknown, ids: Ids, field = ""): unknown {
  if (typeof value === "string") return ID_FIELDS.has(field) ? (ids.get(value) ?? value) : value;
  if (FOREIGN.has(field)) return value;
  if (Array.isArray(value)) return value.map((item) => withIds(item, ids, field));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item, ids, key)]));
}

function isBlank(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value).every(isBlank);
}

/** Values that readers give where their file says nothing. */
const SILENT: Readonly<Record<string, unknown>> = { critical: false, status: "active", privacy: "none", open: false };

const ALWAYS = new Set(["id", "name", "type", "required", "properties", "callType"]);

class Overlay {
  private readonly carried: ReadonlySet<string> | undefined;

  constructor(private readonly options: ImportOptions) {
    this.carried = options.carried === undefined ? undefined : new Set(options.carried);
  }

  private takes(field: string, value: unknown): boolean {
    if (ALWAYS.has(field)) return true;
    if (this.carried !== undefined && !this.carried.has(field)) return false;
    if (this.options.clear === true) return true;
    return !isBlank(value) && (this.carried !== undefined || SILENT[field] !== value);
  }

  list(current: readonly Keyed[], imported: readonly Keyed[]): readonly Keyed[] {
    const now = new Map(imported.map((item) => [item.id, item]));
    const old = new Map(current.map((item) => [item.id, item]));
    const over = (item: Keyed) => {
      const before = old.get(item.id);
      return before === undefined ? item : this.object(before, item);
    };
    if (this.options.remove === true) return imported.map(over);
    const kept = current.map((item) => over(now.get(item.id) ?? item));
    return [...kept, ...imported.filter(({ id }) => !old.has(id))];
  }

  private object(current: Keyed, imported: Keyed): Keyed {
    if (current === imported) return current;
    const next: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(current), ...Object.keys(imported)])) {
      const value = this.field(field, current[field], imported[field]);
      if (value !== undefined) next[field] = value;
    }
    return next as Keyed;
  }

  private field(field: string, current: unknown, imported: unknown): unknown {
    if (field === "properties" || field === "cases") {
      return this.list((current ?? []) as readonly Keyed[], (imported ?? []) as readonly Keyed[]);
    }
    if (!this.takes(field, imported)) return current ?? imported;
    if (field === "type") return this.type(current as PropertyType | undefined, imported as PropertyType);
    if (field === "variants" && isFields(current) && isFields(imported)) {
      return this.object(current as Keyed, imported as Keyed);
    }
    const merges = this.options.clear !== true && isFields(current) && isFields(imported) && isLocalized(imported);
    return merges ? { ...current, ...imported } : imported;
  }

  /** Types are taken as imported, except that nested properties keep what the format cannot say about them. */
  private type(current: PropertyType | undefined, imported: PropertyType): PropertyType {
    if (current === undefined || current.kind !== imported.kind) return imported;
    if (imported.kind === "array" && current.kind === "array") {
      return { ...imported, items: this.type(current.items, imported.items) };
    }
    if (imported.kind !== "object" || current.kind !== "object") return imported;
    const properties = this.list(asKeyed(current.properties), asKeyed(imported.properties));
    return { ...imported, properties: properties as readonly unknown[] as readonly Property[] };
  }
}

function isLocalized(value: Fields): boolean {
  return Object.keys(value).every((key) => key === "en" || key === "fr");
}

/** Events keep the identifier they have; a new one never takes one that is in use. */
function withIdentifiers(current: Plan, plan: Plan, imported: Plan, keepsOwn: boolean): Plan {
  const before = new Map(current.events.map((event) => [event.id, event]));
  const taken = takenIdentifiers({ ...plan, events: plan.events.filter(({ id }) => before.has(id)) });
  const fresh = new Set(imported.events.map(({ id }) => id));
  const events = plan.events.map((event): PlanEvent => {
    const old = before.get(event.id);
    if (old !== undefined) {
      if (keepsOwn || old.identifier === event.identifier) return event;
      return { ...event, identifier: old.identifier, formerIdentifiers: old.formerIdentifiers };
    }
    if (!fresh.has(event.id)) return event;
    const { id, name } = event;
    const free = !taken.has(event.identifier.toLowerCase());
    const identifier = free
      ? event.identifier
      : suggestIdentifier({ name, id, policy: plan.settings.identifiers, taken });
    taken.add(identifier.toLowerCase());
    return { ...event, identifier };
  });
  return { ...plan, events };
}

/** The present plan with the imported one laid over it. */
export function planWithImport(current: Plan, given: Plan, options: ImportOptions = {}): Plan {
  const ids = pairPlans(current, given);
  const imported = withIds(given, ids) as Plan;
  const overlay = new Overlay(options);
  let plan: Plan = { ...current };
  for (const kind of OBJECT_KINDS) {
    const list = overlay.list(asKeyed(objectsOf(current, kind)), asKeyed(objectsOf(imported, kind)));
    plan = withObjects<ObjectKind>(plan, kind, list as readonly unknown[] as ReturnType<typeof objectsOf<ObjectKind>>);
  }
  if (options.clear === true) {
    const { name, description, settings } = given;
    plan = { ...plan, name, description, settings };
  }
  return withIdentifiers(current, plan, imported, options.clear === true);
}
