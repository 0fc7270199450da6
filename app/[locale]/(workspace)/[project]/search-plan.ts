/** Finds objects of a plan by what they are called or how they are described. */

import { plainWords, searchWords } from "../../../../lib/base/plain-words.ts";
import { localized } from "../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText, Plan, PlanEvent } from "../../../../lib/plan/plan.ts";
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
  /** As a reader of that language is shown it. */
  readonly objectIn: (language: Language) => FoundObject;
  readonly names: string;
  readonly texts: string;
}

const MOST = 30;

function words(...texts: readonly (string | LocalizedText | undefined)[]): string {
  return plainWords(
    texts.flatMap((text) => (typeof text === "string" ? [text] : Object.values(text ?? {}))).join("\n"),
  );
}

/** An edit shares the objects it does not touch, so the words of each are made once, whatever is typed on whichever branch. */
const known = new WeakMap<object, readonly Candidate[]>();

function of<T extends object>(object: T, make: (object: T) => readonly Candidate[]): readonly Candidate[] {
  const made = known.get(object) ?? make(object);
  known.set(object, made);
  return made;
}

function candidatesOfEvent(event: PlanEvent): readonly Candidate[] {
  const own: Candidate = {
    objectIn: (language) => {
      const detail = localized(event.displayName, language);
      return { kind: "event", id: event.id, label: event.name, ...(detail ? { detail } : {}) };
    },
    names: words(event.name, event.displayName, ...event.formerNames),
    texts: words(event.description, event.trigger),
  };
  const properties = event.properties.map(({ id, name, displayName, description }): Candidate => {
    const object: FoundObject = { kind: "property", id, label: name, detail: event.name, event: event.id };
    return { objectIn: () => object, names: words(name, displayName), texts: words(description) };
  });
  return [own, ...properties];
}

interface Named {
  readonly id: string;
  readonly name: string | LocalizedText;
  readonly displayName?: LocalizedText;
  readonly description: LocalizedText;
}

function candidateOf(kind: FoundObject["kind"], { id, name, displayName, description }: Named): readonly Candidate[] {
  const label = (language: Language) => (typeof name === "string" ? name : localized(name, language, id));
  return [
    {
      objectIn: (language) => ({ kind, id, label: label(language) }),
      names: words(name, displayName),
      texts: words(description),
    },
  ];
}

function* candidates(plan: Plan): Generator<Candidate> {
  for (const event of plan.events) yield* of(event, candidatesOfEvent);
  const others: readonly (readonly [FoundObject["kind"], readonly Named[]])[] = [
    ["bundle", plan.bundles],
    ["userProperty", plan.userProperties],
    ["category", plan.categories],
    ["decision", plan.decisions],
    ["metric", plan.metrics],
    ["journey", plan.journeys],
  ];
  for (const [kind, list] of others) for (const one of list) yield* of(one, (object) => candidateOf(kind, object));
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
  const found: { readonly near: number; readonly candidate: Candidate }[] = [];
  for (const candidate of candidates(plan)) {
    const near = nearness(candidate.names, candidate.texts, wanted);
    if (near > 0) found.push({ near, candidate });
  }
  const nearest = found.sort((a, b) => b.near - a.near).slice(0, MOST);
  return nearest.map(({ near, candidate }) => ({ near, object: candidate.objectIn(language) }));
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
