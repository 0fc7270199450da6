/**
 * An imported plan as a change of the present one: its objects are recognised by id, else by name, and take the ids that
 * exist. Unless told otherwise nothing is removed, and what the import leaves blank stays as it is.
 */

import { idsOf, withoutPresent } from "./edit-check-object.ts";
import { adoptIds } from "./edit-pair.ts";
import { forgetReferences } from "./edit-reference.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, withObjects } from "./edit-tree.ts";
import { type Fields, isFields, type Keyed, keyOf } from "./field-tree.ts";
import { suggestIdentifier } from "./names.ts";
import type { Plan, PlanEvent, Property, PropertyType } from "./plan.ts";
import type { PropertyPresence } from "./plan-presence.ts";
import { inPresenceOrder } from "./presence.ts";
import { takenIdentifiers } from "./taken-identifiers.ts";

export interface ImportOptions {
  /** Remove objects, properties and cases that the import does not have. Default: keep them. */
  readonly remove?: boolean;
  /** Let blanks of the import clear what is there, as for a plan file. Default: they leave it alone. */
  readonly clear?: boolean;
  /**
   * Fields that the imported file can say (`rawType` is a type in raw JSON Schema). The others stay as they are even when
   * blanks clear; so do the plan's own texts and settings, and the objects of a kind that it has none of. Default: all.
   */
  readonly carried?: readonly string[];
  /**
   * Events of the import, by id, whose identifier its file does not say and the reader made of their name. Those that are
   * known keep the one they have, and the names they had. Default: none.
   */
  readonly derivedIdentifiers?: readonly string[];
  /** The latest version: a name that such an event was published under stays one of its former names. */
  readonly published?: Plan | undefined;
}

function asKeyed(list: readonly unknown[]): readonly Keyed[] {
  return list as readonly Keyed[];
}

function isBlank(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value).every(isBlank);
}

/** Values that readers give where their file says nothing. */
const SILENT: Readonly<Record<string, unknown>> = { critical: false, status: "active", privacy: "none", open: false };

/** Lists of objects with ids, laid over each other item by item. */
const LISTS = new Set(["properties", "presence", "cases", "steps", "triggers"]);

const ALWAYS = new Set(["id", "name", "callType"]);
/** Fields without a blank: a file that can say them says them. */
const NEVER_BLANK = new Set(["type", "required"]);

class Overlay {
  private readonly carried: ReadonlySet<string> | undefined;

  constructor(private readonly options: ImportOptions) {
    this.carried = options.carried === undefined ? undefined : new Set(options.carried);
  }

  private takes(field: string, value: unknown): boolean {
    if (ALWAYS.has(field)) return true;
    if (this.carried !== undefined && !this.carried.has(field)) return false;
    if (this.options.clear === true || NEVER_BLANK.has(field)) return true;
    return !isBlank(value) && (this.carried !== undefined || SILENT[field] !== value);
  }

  list(current: readonly Keyed[], imported: readonly Keyed[]): readonly Keyed[] {
    const now = new Map(imported.map((item) => [keyOf(item), item]));
    const old = new Map(current.map((item) => [keyOf(item), item]));
    const over = (item: Keyed) => {
      const before = old.get(keyOf(item));
      return before === undefined ? item : this.object(before, item);
    };
    if (this.options.remove === true && !(this.carried !== undefined && imported.length === 0))
      return imported.map(over);
    const kept = current.map((item) => over(now.get(keyOf(item)) ?? item));
    return [...kept, ...imported.filter((item) => !old.has(keyOf(item)))];
  }

  private object(current: Keyed, imported: Keyed): Keyed {
    if (current === imported) return current;
    return this.fields(current, this.carried === undefined ? imported : withoutSchemaOfVariants(current, imported));
  }

  private fields(current: Keyed, imported: Keyed): Keyed {
    const next: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(current), ...Object.keys(imported)])) {
      const value = this.field(field, current[field], imported[field]);
      if (value !== undefined) next[field] = value;
    }
    return next as Keyed;
  }

  private field(field: string, current: unknown, imported: unknown): unknown {
    // What a source sends of a property is called as the list of it is.
    if (LISTS.has(field) && [current, imported].every((one) => one === undefined || Array.isArray(one))) {
      const list = this.list((current ?? []) as readonly Keyed[], (imported ?? []) as readonly Keyed[]);
      return field === "presence" ? inPresenceOrder(list as unknown as readonly PropertyPresence[]) : list;
    }
    if (!this.takes(field, imported)) return this.kept(field, current, imported);
    if (field === "type") return this.type(current as PropertyType | undefined, imported as PropertyType);
    if (field === "variants" && isFields(current) && isFields(imported)) {
      return this.object(current as Keyed, imported as Keyed);
    }
    // A file from elsewhere says one language.
    const inPart = this.options.clear !== true || this.carried !== undefined;
    const merges = inPart && isFields(current) && isFields(imported) && isLocalized(imported);
    return merges ? { ...current, ...imported } : imported;
  }

  /** What is there, where the file does not say; a bundle it does name is one more. */
  private kept(field: string, current: unknown, imported: unknown): unknown {
    if (field !== "bundles" || !Array.isArray(current) || !Array.isArray(imported)) return current ?? imported;
    return [...current, ...imported.filter((id) => !current.includes(id))];
  }

  /** Types are taken as imported, except that nested properties keep what the format cannot say about them. */
  private type(current: PropertyType | undefined, imported: PropertyType): PropertyType {
    if (current === undefined) return imported;
    if (current.kind === "raw" && this.carried !== undefined && !this.carried.has("rawType")) return current;
    if (current.kind !== imported.kind) return imported;
    if (imported.kind === "array" && current.kind === "array") {
      return { ...imported, items: this.type(current.items, imported.items) };
    }
    if (imported.kind !== "object" || current.kind !== "object") return imported;
    const properties = this.list(asKeyed(current.properties), asKeyed(imported.properties));
    return { ...imported, properties: properties as readonly unknown[] as readonly Property[] };
  }
}

/** Formats without variants write them as a raw schema, which then says what the variants say already. */
function withoutSchemaOfVariants(current: Keyed, imported: Keyed): Keyed {
  if (current.variants === undefined || imported.variants !== undefined) return imported;
  const { rawSchema: _compiled, ...rest } = imported;
  const { rawSchema, variants } = current;
  return { ...rest, variants, ...(rawSchema === undefined ? {} : { rawSchema }) };
}

function isLocalized(value: Fields): boolean {
  return Object.keys(value).every((key) => key === "en" || key === "fr");
}

/** Events keep the identifier they have unless `takes` says otherwise; a new one never takes one that is in use. */
function withIdentifiers(current: Plan, plan: Plan, imported: Plan, takes: (id: string) => boolean): Plan {
  const before = new Map(current.events.map((event) => [event.id, event]));
  const settled = plan.events.map((event): PlanEvent => {
    const old = before.get(event.id);
    if (old === undefined || takes(event.id) || old.identifier === event.identifier) return event;
    return { ...event, identifier: old.identifier, formerIdentifiers: old.formerIdentifiers };
  });
  const taken = takenIdentifiers({ ...plan, events: settled.filter(({ id }) => before.has(id)) });
  const fresh = new Set(imported.events.map(({ id }) => id));
  const events = settled.map((event): PlanEvent => {
    if (before.has(event.id) || !fresh.has(event.id)) return event;
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

/** The names an event had stay, the present one too where events may arrive under it, as when it is renamed by hand. */
function withFormerNames(current: Plan, plan: Plan, derived: ReadonlySet<string>, published: Plan | undefined): Plan {
  if (derived.size === 0) return plan;
  const before = new Map(current.events.map((event) => [event.id, event]));
  const sent = new Map(published?.events.map(({ id, name, formerNames }) => [id, [name, ...formerNames]]));
  const keyed = ({ callType }: PlanEvent, name: string) => `${callType} ${name}`;
  const taken = new Set(
    plan.events.flatMap((event) => [event.name, ...event.formerNames].map((one) => keyed(event, one))),
  );
  const events = plan.events.map((event): PlanEvent => {
    const old = before.get(event.id);
    if (old === undefined || !derived.has(event.id) || old.callType !== event.callType) return event;
    const renamed = old.name !== event.name && sent.get(event.id)?.includes(old.name) === true;
    const kept = [...(renamed ? [old.name] : []), ...old.formerNames].filter((name) => !taken.has(keyed(event, name)));
    for (const name of kept) taken.add(keyed(event, name));
    return kept.length === 0 ? event : { ...event, formerNames: [...kept, ...event.formerNames] };
  });
  return { ...plan, events };
}

/** Where the file has no word for bundles, what their events get from them is not theirs a second time. */
function withoutBundled(imported: Plan, current: Plan): Plan {
  const names = new Map(current.bundles.map(({ id, properties }) => [id, properties.map(({ name }) => name)]));
  const before = new Map(current.events.map((event) => [event.id, event]));
  const events = imported.events.map((event): PlanEvent => {
    const bundled = new Set(before.get(event.id)?.bundles.flatMap((id) => names.get(id) ?? []));
    const own = new Set(before.get(event.id)?.properties.map(({ name }) => name));
    const properties = event.properties.filter(({ name }) => own.has(name) || !bundled.has(name));
    return properties.length === event.properties.length ? event : { ...event, properties };
  });
  return { ...imported, events };
}

/** The present plan with the imported one laid over it. */
export function planWithImport(current: Plan, given: Plan, options: ImportOptions = {}): Plan {
  const { carried, clear = false } = options;
  const { plan: adopted, ids } = adoptIds(given, current);
  const derived = new Set(options.derivedIdentifiers?.map((id) => ids.get(id) ?? id));
  const sharesBundles = carried === undefined || carried.includes("bundles");
  const imported = sharesBundles ? adopted : withoutBundled(adopted, current);
  const overlay = new Overlay(options);
  let plan: Plan = { ...current };
  for (const kind of OBJECT_KINDS) {
    const list = overlay.list(asKeyed(objectsOf(current, kind)), asKeyed(objectsOf(imported, kind)));
    plan = withObjects<ObjectKind>(plan, kind, list as readonly unknown[] as ReturnType<typeof objectsOf<ObjectKind>>);
  }
  if (clear && carried === undefined) {
    const { name, description, settings } = given;
    plan = { ...plan, name, description, settings };
  }
  const keepsOwn = clear && (carried === undefined || carried.includes("identifier"));
  const named = withFormerNames(current, withoutDangling(current, plan), derived, options.published);
  return withIdentifiers(current, named, imported, (id) => keepsOwn && !derived.has(id));
}

/** What the import took out is no longer referred to: a step loses the events that are gone. */
function withoutDangling(before: Plan, after: Plan): Plan {
  const gone = withoutPresent(after, idsOf(before));
  return gone.size === 0 ? after : forgetReferences(after, gone);
}
