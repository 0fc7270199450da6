/** What questions read of a plan: the ids and roles they name. */

import { nestedProperties } from "../plan/edit-tree.ts";
import {
  EVENT_ROLES,
  type EventRole,
  type Plan,
  PROPERTY_ROLES,
  type Property,
  type PropertyRole,
} from "../plan/plan.ts";
import { keep } from "../plan/rules/keep.ts";
import { ID_SEPARATOR } from "./bind/plan-lookup.ts";

/** Ids of events and properties that saved questions name, and the event roles they bind to. */
export interface UsedNames {
  readonly ids: readonly string[];
  readonly roles: readonly EventRole[];
}

/** As the questions themselves say it. */
interface QuestionNames extends UsedNames {
  readonly propertyRoles: readonly PropertyRole[];
}

class Names {
  readonly ids = new Set<string>();
  readonly roles = new Set<EventRole>();
  readonly propertyRoles = new Set<PropertyRole>();

  /** Any part of a saved question: its keys say what a text is. Values that filters compare with are data. */
  gather(part: unknown): void {
    if (typeof part !== "object" || part === null) return;
    for (const [key, inside] of Object.entries(part)) {
      if (key === "value") continue;
      if (typeof inside === "string") this.#name(key, inside);
      else this.gather(inside);
      // Time after sign-up rests on the sign-up.
      if (key === "afterSignUp" || (key === "kind" && inside === "activation")) this.roles.add("sign_up");
    }
  }

  #name(key: string, text: string): void {
    if (key === "event" || key === "userProperty" || key === "groupProperty") this.ids.add(text);
    else if (key === "property") for (const id of text.split(ID_SEPARATOR)) this.ids.add(id);
    else if (key === "role") {
      for (const role of EVENT_ROLES) if (role === text) this.roles.add(role);
    } else if (key === "propertyRole") {
      for (const role of PROPERTY_ROLES) if (role === text) this.propertyRoles.add(role);
    }
  }
}

/** What these questions name, bound or not. */
export function namesIn(questions: readonly unknown[]): QuestionNames {
  const names = new Names();
  names.gather(questions);
  return {
    ids: [...names.ids].sort(),
    roles: [...names.roles].sort(),
    propertyRoles: [...names.propertyRoles].sort(),
  };
}

function propertyLists(plan: Plan): readonly (readonly Property[])[] {
  return [
    ...plan.events.flatMap((event) => [
      event.properties,
      ...(event.variants?.cases ?? []).map((one) => one.properties),
    ]),
    ...plan.bundles.map((bundle) => bundle.properties),
    plan.userProperties,
    ...plan.groupTypes.map((group) => group.properties),
  ];
}

function withRole(property: Property): readonly Property[] {
  return [...(property.role === undefined ? [] : [property]), ...nestedProperties(property.type).flatMap(withRole)];
}

/** Of a list of properties, those that have a role, those inside others too. */
const havingRoles = keep((list: readonly Property[]) => list.flatMap(withRole));

/** Ids of the properties of a plan that have one of the roles, those inside others too. */
export function propertiesWithRole(plan: Plan, roles: readonly PropertyRole[]): string[] {
  if (roles.length === 0) return [];
  const found = propertyLists(plan).flatMap(havingRoles);
  return found.filter(({ role }) => role !== undefined && roles.includes(role)).map(({ id }) => id);
}

/** Adds the property when something inside it is used: an object is read through its keys. */
function addEnclosing(property: Property, used: Set<string>): boolean {
  const inside = nestedProperties(property.type).map((child) => addEnclosing(child, used));
  if (inside.includes(true)) used.add(property.id);
  return used.has(property.id);
}

/** Of a list of properties, those with others inside. */
const enclosing = keep((list: readonly Property[]) => list.filter(({ type }) => nestedProperties(type).length > 0));

/** The ids in one plan that those names stand for. */
export function usedIn(plan: Plan, { ids, roles }: UsedNames): ReadonlySet<string> {
  const used = new Set(ids);
  for (const event of plan.events) if (event.roles.some((role) => roles.includes(role))) used.add(event.id);
  for (const list of propertyLists(plan)) for (const property of enclosing(list)) addEnclosing(property, used);
  return used;
}
