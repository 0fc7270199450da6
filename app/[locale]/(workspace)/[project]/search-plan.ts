/** Finds objects of a plan by what they are called or how they are described. */

import { plainWords, searchWords } from "../../../../lib/base/plain-words.ts";
import { localized } from "../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText, Plan } from "../../../../lib/plan/plan.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";

export const FOUND_KINDS = [
  "event",
  "property",
  "bundle",
  "userProperty",
  "decision",
  "metric",
  "category",
  "journey",
] as const;

export interface FoundObject {
  readonly kind: (typeof FOUND_KINDS)[number];
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** Of a property: the id of its event. */
  readonly event?: string;
}

interface Candidate {
  readonly object: FoundObject;
  readonly names: string;
  readonly texts: string;
}

const MOST = 30;

function words(...texts: readonly (string | LocalizedText | undefined)[]): string {
  return plainWords(
    texts.flatMap((text) => (typeof text === "string" ? [text] : Object.values(text ?? {}))).join("\n"),
  );
}

function* candidates(plan: Plan, language: Language): Generator<Candidate> {
  for (const event of plan.events) {
    const detail = localized(event.displayName, language);
    yield {
      object: { kind: "event", id: event.id, label: event.name, ...(detail ? { detail } : {}) },
      names: words(event.name, event.displayName, ...event.formerNames),
      texts: words(event.description, event.trigger),
    };
    for (const property of event.properties)
      yield {
        object: { kind: "property", id: property.id, label: property.name, detail: event.name, event: event.id },
        names: words(property.name, property.displayName),
        texts: words(property.description),
      };
  }
  for (const bundle of plan.bundles)
    yield {
      object: { kind: "bundle", id: bundle.id, label: bundle.name },
      names: words(bundle.name),
      texts: words(bundle.description),
    };
  for (const property of plan.userProperties)
    yield {
      object: { kind: "userProperty", id: property.id, label: property.name },
      names: words(property.name, property.displayName),
      texts: words(property.description),
    };
  for (const category of plan.categories)
    yield {
      object: { kind: "category", id: category.id, label: category.name },
      names: words(category.name),
      texts: words(category.description),
    };
  for (const [kind, list] of [
    ["decision", plan.decisions],
    ["metric", plan.metrics],
    ["journey", plan.journeys],
  ] as const)
    for (const one of list)
      yield {
        object: { kind, id: one.id, label: localized(one.name, language, one.id) },
        names: words(one.name),
        texts: words(one.description),
      };
}

/** What was typed, as words to look for. */
export function wantedWords(query: string): readonly string[] {
  return searchWords(query);
}

/** Higher is nearer: the start of a name, a part of a name, a part of a description; 0 is no match. */
export function nearness(names: string, texts: string, wanted: readonly string[]): number {
  if (wanted.every((word) => names.startsWith(word))) return 3;
  if (wanted.every((word) => names.includes(word))) return 2;
  return wanted.every((word) => names.includes(word) || texts.includes(word)) ? 1 : 0;
}

/** At most thirty objects, the nearest first, events before what they hold. */
export function findObjects(plan: Plan, query: string, language: Language): FoundObject[] {
  return nearObjects(plan, query, language).map(({ object }) => object);
}

function nearObjects(plan: Plan, query: string, language: Language) {
  const wanted = wantedWords(query);
  if (wanted.length === 0) return [];
  const found: { readonly near: number; readonly object: FoundObject }[] = [];
  for (const candidate of candidates(plan, language)) {
    const near = nearness(candidate.names, candidate.texts, wanted);
    if (near > 0) found.push({ near, object: candidate.object });
  }
  return found.sort((a, b) => b.near - a.near).slice(0, MOST);
}

/** Where the object is edited, below the plan. */
function placeOf({ kind, id, event }: FoundObject): readonly [path: string, query: Record<string, string>] {
  switch (kind) {
    case "event":
      return ["", { event: id }];
    case "property":
      return ["", { event: event ?? "", tab: "properties", property: id }];
    case "bundle":
      return ["/bundles", { bundle: id }];
    case "userProperty":
      return ["/user-properties", { property: id }];
    case "category":
      return ["", { category: id }];
    case "journey":
    case "decision":
    case "metric":
      return [`/${kind}s`, { [kind]: id }];
  }
}

export interface SearchPlace {
  readonly language: Language;
  readonly slug: string;
  readonly branch: string | undefined;
}

/** What was found in the plan, each with the address where it is edited, and how near it is. */
export function searchPlan(
  plan: Plan,
  query: string,
  place: SearchPlace,
): { readonly near: number; readonly found: Found }[] {
  return nearObjects(plan, query, place.language).map(({ near, object }) => {
    const [path, own] = placeOf(object);
    const asked = new URLSearchParams({ ...(place.branch ? { branch: place.branch } : {}), ...own });
    const { kind, label, detail } = object;
    const href = `/${place.language}/${place.slug}/plan${path}?${asked}`;
    return { near, found: { kind, label, href, ...(detail === undefined ? {} : { detail }) } };
  });
}
