/** Events, properties and filters in words: display names where the plan has them, else wire names. */

import type { Json, Language, LocalizedText, Plan } from "../../plan/plan.ts";
import { EVENT_ROLE_WORDS, PROPERTY_ROLE_WORDS } from "../../plan/role-word.ts";
import { eventsOf, groupPropertyNamed, propertiesNamed, userPropertyNamed } from "../bind/plan-lookup.ts";
import type { EventSelector, PropertyFilter, PropertyRef } from "../question.ts";

export interface Wording {
  readonly plan: Plan;
  readonly language: Language;
}

export function quoted(text: string, language: Language): string {
  return language === "fr" ? `«\u00a0${text}\u00a0»` : `“${text}”`;
}

function named(
  { displayName, name }: { readonly displayName: LocalizedText; readonly name: string },
  language: Language,
): string {
  return displayName[language] ?? name;
}

function inLanguage([en, fr]: readonly [string, string], language: Language): string {
  return language === "fr" ? fr : en;
}

function listWords(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(items);
}

export function refWords(ref: PropertyRef, { plan, language }: Wording): string {
  if ("automatic" in ref) return quoted(ref.automatic, language);
  if ("propertyRole" in ref) return PROPERTY_ROLE_WORDS[ref.propertyRole][language];
  const found =
    "property" in ref
      ? propertiesNamed(plan, plan.events, ref.property)[0]?.property
      : "userProperty" in ref
        ? userPropertyNamed(plan, ref.userProperty)
        : groupPropertyNamed(plan, ref.groupProperty);
  return quoted(found === undefined ? "?" : named(found, language), language);
}

const OPERATORS: Record<PropertyFilter["op"], readonly [en: string, fr: string]> = {
  "=": ["is", "est"],
  "!=": ["is not", "n’est pas"],
  ">": [">", ">"],
  ">=": ["≥", "≥"],
  "<": ["<", "<"],
  "<=": ["≤", "≤"],
  in: ["is", "est"],
  not_in: ["is neither", "n’est ni"],
  contains: ["contains", "contient"],
  not_contains: ["does not contain", "ne contient pas"],
  is_set: ["is set", "est renseigné"],
  is_not_set: ["is not set", "n’est pas renseigné"],
};

function valueWords(value: Json, language: Language): string {
  return typeof value === "string" ? quoted(value, language) : JSON.stringify(value);
}

export function filterWords(filter: PropertyFilter, wording: Wording): string {
  const { language } = wording;
  const subject = `${refWords(filter, wording)} ${inLanguage(OPERATORS[filter.op], language)}`;
  if (!("value" in filter)) return subject;
  const values: readonly Json[] = Array.isArray(filter.value) ? filter.value : [filter.value as Json];
  const shown = values.map((value) => valueWords(value, language));
  if (filter.op !== "not_in") return `${subject} ${listWords(shown, language)}`;
  return `${subject} ${shown.join(language === "fr" ? " ni " : " nor ")}`;
}

function eventWords(selector: EventSelector, { plan, language }: Wording): string {
  if ("any" in selector) return language === "fr" ? "n’importe quel événement" : "any event";
  if ("event" in selector) {
    const [event] = eventsOf(plan, selector);
    return quoted(event === undefined ? selector.event : named(event, language), language);
  }
  const names = eventsOf(plan, selector).map((event) => quoted(named(event, language), language));
  const role = EVENT_ROLE_WORDS[selector.role][language];
  return `${role} (${listWords(names, language)})`;
}

export function selectorWords(selector: EventSelector, wording: Wording): string {
  const event = eventWords(selector, wording);
  if (selector.where === undefined || selector.where.length === 0) return event;
  const french = wording.language === "fr";
  const filters = selector.where.map((filter) => filterWords(filter, wording)).join(french ? " et " : " and ");
  return `${event} ${french ? "où" : "where"} ${filters}`;
}
