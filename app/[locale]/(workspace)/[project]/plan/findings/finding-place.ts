/** Where the thing a finding is about is called by its name, and where it is edited. */

import { localized } from "../../../../../../lib/i18n/translator.ts";
import type { Language, Plan, Property } from "../../../../../../lib/plan/plan.ts";
import { nestedList } from "../property/property-tree.ts";

export interface FindingPlace {
  readonly about: string;
  /** Screen below `/plan`. */
  readonly screen: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The innermost property a path names below a list: its dotted name and its id. */
function propertyBelow(
  list: readonly Property[],
  segments: readonly string[],
): { readonly name: string; readonly id: string } | undefined {
  const [id, , ...rest] = segments;
  const property = list.find((one) => one.id === id);
  if (!property) return undefined;
  const nested = nestedList(property.type);
  const inner = nested && rest[0] === "properties" ? propertyBelow(nested, rest.slice(1)) : undefined;
  return inner ? { name: `${property.name}.${inner.name}`, id: inner.id } : { name: property.name, id: property.id };
}

function eventPlace(plan: Plan, id: string, rest: readonly string[]): FindingPlace | undefined {
  const event = plan.events.find((one) => one.id === id);
  if (!event) return undefined;
  const item = rest[0] === "variants" ? event.variants?.cases.find((one) => one.id === rest[2]) : undefined;
  const list = item ? item.properties : event.properties;
  const from = item ? rest.slice(3) : rest;
  const property = from[0] === "properties" ? propertyBelow(list, from.slice(1)) : undefined;
  if (property)
    return {
      about: `${event.name} ${property.name}`,
      screen: "",
      query: { event: id, tab: "properties", property: property.id },
    };
  const tab = ["variants", "bundles", "properties", "open", "rawSchema"].includes(rest[0] ?? "")
    ? "properties"
    : "definition";
  return { about: event.name, screen: "", query: { event: id, tab } };
}

/** The place a field path leads to; the plan's rules where it leads nowhere else. */
export function findingPlace(plan: Plan, path: string, language: Language): FindingPlace {
  const [kind = "", id = "", ...rest] = path.split("/");
  const holder = (name: string, screen: string, key: string, list: readonly Property[]): FindingPlace => {
    const property = rest[0] === "properties" ? propertyBelow(list, rest.slice(1)) : undefined;
    return {
      about: property ? `${name} ${property.name}` : name,
      screen,
      query: { [key]: id, ...(property ? { property: property.id } : {}) },
    };
  };
  const elsewhere: FindingPlace = { about: localized(plan.name, language, plan.slug), screen: "settings", query: {} };
  switch (kind) {
    case "event":
      return eventPlace(plan, id, rest) ?? elsewhere;
    case "bundle": {
      const bundle = plan.bundles.find((one) => one.id === id);
      return bundle ? holder(bundle.name, "bundles", "bundle", bundle.properties) : elsewhere;
    }
    case "group_type": {
      const group = plan.groupTypes.find((one) => one.id === id);
      return group ? holder(group.name, "groups", "group", group.properties) : elsewhere;
    }
    case "user_property": {
      const property = propertyBelow(plan.userProperties, [id, ...rest]);
      return property
        ? { about: property.name, screen: "user-properties", query: { property: property.id } }
        : elsewhere;
    }
    case "decision":
    case "metric": {
      const found = [...plan.decisions, ...plan.metrics].find((one) => one.id === id);
      return found
        ? { about: localized(found.name, language, id), screen: `${kind}s`, query: { [kind]: id } }
        : elsewhere;
    }
    case "journey": {
      const journey = plan.journeys.find((one) => one.id === id);
      return journey
        ? { about: localized(journey.name, language, id), screen: "journeys", query: { journey: id } }
        : elsewhere;
    }
    case "category": {
      const category = plan.categories.find((one) => one.id === id);
      return category ? { about: category.name, screen: "settings", query: { category: id } } : elsewhere;
    }
    default:
      return elsewhere;
  }
}
