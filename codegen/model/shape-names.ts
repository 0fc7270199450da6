/** The variants of an event by name, for languages in which each has a type of its own. */

import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import { distinctNames } from "./distinct-names.ts";
import type { SdkEvent } from "./sdk-plan.ts";

/** Keys whose type is not the same in all shapes: what is nested in them is named after the shape as well. */
export function ambiguousNames(shapes: SdkEvent["shapes"]): ReadonlySet<string> {
  const types = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { name, type } of shapes.flat()) {
    const text = canonicalJson(type);
    if ((types.get(name) ?? text) !== text) ambiguous.add(name);
    types.set(name, text);
  }
  return ambiguous;
}

/** What variants are called after: the discriminator and its values; one shape needs no name. */
export function shapeNames({ event, shapes }: SdkEvent, nameOf: (path: readonly string[]) => string): string[] {
  if (shapes.length === 1) return [];
  const matches = [...(event.variants?.cases ?? []).filter(({ match }) => match.length > 0).map(({ match }) => match)];
  const key = shapes.flat().find(({ id }) => id === event.variants?.discriminator)?.name ?? "";
  const texts = shapes.map((_, at) => {
    const match = matches[at];
    return match === undefined ? [key, "other"] : [key, match.map(String).join(" or ")];
  });
  const names = distinctNames(texts, (text) => JSON.stringify(text), nameOf);
  return texts.map((text) => names.get(text) ?? "");
}
