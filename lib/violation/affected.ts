/** Which saved cohorts and reports name an event, or a property of users or groups: what a violation of it may move. */

import { findEvent } from "../plan/find.ts";
import type { EventRole, Json, Plan, Property, TraitProperty } from "../plan/plan.ts";

export interface SavedDefinition {
  readonly id: string;
  readonly kind: "cohort" | "report";
  readonly name: string;
  /** The criterion or question as saved. */
  readonly definition: Json;
}

type TraitKey = "userProperty" | "groupProperty";

/** Properties of users or groups, as a saved definition may name them. */
interface NamedTraits {
  readonly key: TraitKey;
  /** Ids and wire names, nested ones included. */
  readonly written: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

interface Named {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly roles: ReadonlySet<EventRole>;
}

/** Selectors name an event by id or wire name (`event`), by role (`role`), or take all (`any`). */
function names(value: Json, named: Named, cohorts: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item as Json, named, cohorts));
  if (typeof value !== "object" || value === null) return false;
  const record = value as { readonly [key: string]: Json };
  const { event, role, any, cohort } = record;
  if (typeof event === "string" && (named.ids.has(event) || named.names.has(event))) return true;
  if (typeof role === "string" && (named.roles as ReadonlySet<string>).has(role)) return true;
  if (any === true) return true;
  if (typeof cohort === "string" && cohorts.has(cohort)) return true;
  return Object.values(record).some((item) => names(item, named, cohorts));
}

/** A condition on people may name a role: it means the property of users or groups that has it. */
function namesTrait(value: Json, named: NamedTraits, cohorts: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => namesTrait(item as Json, named, cohorts));
  if (typeof value !== "object" || value === null) return false;
  const record = value as { readonly [key: string]: Json };
  const written = record[named.key];
  if (typeof written === "string" && named.written.has(written)) return true;
  if (record.kind === "property" && hasRole(record.filter, named.roles)) return true;
  if (typeof record.cohort === "string" && cohorts.has(record.cohort)) return true;
  return Object.values(record).some((item) => namesTrait(item, named, cohorts));
}

function hasRole(filter: Json | undefined, roles: ReadonlySet<string>): boolean {
  const role =
    typeof filter === "object" && filter !== null && "propertyRole" in filter ? filter.propertyRole : undefined;
  return typeof role === "string" && roles.has(role);
}

function writtenAs({ id, name, type }: Property, before = ""): string[] {
  const path = `${before}${name}`;
  const nested = type.kind === "object" ? type.properties.flatMap((inner) => writtenAs(inner, `${path}.`)) : [];
  return [id, path, ...nested];
}

/** The first name below the traits of a call: `plan` of `/traits/plan` and of `/context/traits/plan/0`. */
function traitAt(path: string): string | undefined {
  const segment = /^(?:\/context)?\/traits\/([^/]+)/.exec(path)?.[1];
  return segment?.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The planned traits that a violation of an identify or group call holds back: the one it is about, else all of them. */
function heldBy(call: "identify" | "group", path: string, plan: Plan): TraitProperty[] {
  const all = call === "identify" ? plan.userProperties : plan.groupTypes.flatMap(({ properties }) => properties);
  const name = traitAt(path);
  return name === undefined ? [...all] : all.filter((trait) => trait.name === name);
}

/** Definitions that read what a violation of an identify or group call holds back. `path` is that of the violation. */
export function definitionsOfTraits(
  plan: Plan,
  call: "identify" | "group",
  path: string,
  definitions: readonly SavedDefinition[],
): SavedDefinition[] {
  const traits = heldBy(call, path, plan);
  const named: NamedTraits = {
    key: call === "identify" ? "userProperty" : "groupProperty",
    written: new Set(traits.flatMap((trait) => writtenAs(trait))),
    roles: new Set(traits.flatMap(({ role }) => role ?? [])),
  };
  return closure(definitions, (item, cohorts) => namesTrait(item.definition, named, cohorts));
}

/** Definitions that read one of the events, directly or through another cohort that does. */
export function definitionsNaming(
  plan: Plan,
  eventIds: readonly string[],
  definitions: readonly SavedDefinition[],
): SavedDefinition[] {
  const events = eventIds.flatMap((id) => findEvent(plan, id) ?? []);
  const named: Named = {
    ids: new Set(eventIds),
    names: new Set(events.map((event) => event.name)),
    roles: new Set(events.flatMap((event) => event.roles)),
  };
  return closure(definitions, (item, cohorts) => names(item.definition, named, cohorts));
}

function closure(
  definitions: readonly SavedDefinition[],
  reads: (item: SavedDefinition, cohorts: ReadonlySet<string>) => boolean,
): SavedDefinition[] {
  const found = new Set<SavedDefinition>();
  const cohorts = new Set<string>();
  // A cohort may be made of cohorts: repeated until nothing new is found.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const item of definitions) {
      if (found.has(item) || !reads(item, cohorts)) continue;
      found.add(item);
      if (item.kind === "cohort") cohorts.add(item.id).add(item.name);
    }
  }
  return definitions.filter((item) => found.has(item));
}
