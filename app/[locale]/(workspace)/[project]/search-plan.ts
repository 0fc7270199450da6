/** Finds objects of a plan by what they are called or how they are described. */

import { localized } from "../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText, Plan } from "../../../../lib/plan/plan.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";
import { searchable } from "./plan/grid/row-filter.ts";

interface Candidate extends Found {
  readonly names: string;
  readonly texts: string;
}

const MOST = 30;

function words(...texts: readonly (string | LocalizedText | undefined)[]): string {
  return searchable(
    texts.flatMap((text) => (typeof text === "string" ? [text] : Object.values(text ?? {}))).join("\n"),
  );
}

function* candidates(
  plan: Plan,
  language: Language,
  href: (path: string, query: Record<string, string>) => string,
): Generator<Candidate> {
  for (const event of plan.events) {
    const detail = localized(event.displayName, language);
    yield {
      kind: "event",
      label: event.name,
      ...(detail ? { detail } : {}),
      href: href("", { event: event.id }),
      names: words(event.name, event.displayName, ...event.formerNames),
      texts: words(event.description, event.trigger),
    };
    for (const property of event.properties)
      yield {
        kind: "property",
        label: property.name,
        detail: event.name,
        href: href("", { event: event.id, tab: "properties", property: property.id }),
        names: words(property.name, property.displayName),
        texts: words(property.description),
      };
  }
  for (const bundle of plan.bundles)
    yield {
      kind: "bundle",
      label: bundle.name,
      href: href("/bundles", { bundle: bundle.id }),
      names: words(bundle.name),
      texts: words(bundle.description),
    };
  for (const property of plan.userProperties)
    yield {
      kind: "userProperty",
      label: property.name,
      href: href("/user-properties", { property: property.id }),
      names: words(property.name, property.displayName),
      texts: words(property.description),
    };
  for (const [kind, list] of [
    ["decision", plan.decisions],
    ["metric", plan.metrics],
  ] as const)
    for (const one of list)
      yield {
        kind,
        label: localized(one.name, language, one.id),
        href: href(`/${kind}s`, { [kind]: one.id }),
        names: words(one.name),
        texts: words(one.description),
      };
}

/** Higher is nearer: the start of a name, a part of a name, a part of a description; 0 is no match. */
function nearness({ names, texts }: Candidate, wanted: readonly string[]): number {
  if (wanted.every((word) => names.startsWith(word))) return 3;
  if (wanted.every((word) => names.includes(word))) return 2;
  return wanted.every((word) => names.includes(word) || texts.includes(word)) ? 1 : 0;
}

/** At most thirty objects, the nearest first, events before what they hold. */
export function searchPlan(
  plan: Plan,
  query: string,
  place: { readonly language: Language; readonly slug: string; readonly branch: string | undefined },
): Found[] {
  const wanted = searchable(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const href = (path: string, own: Record<string, string>) =>
    `/${place.language}/${place.slug}/plan${path}?${new URLSearchParams({ ...(place.branch ? { branch: place.branch } : {}), ...own })}`;
  const found: { readonly near: number; readonly candidate: Candidate }[] = [];
  for (const candidate of candidates(plan, place.language, href)) {
    const near = nearness(candidate, wanted);
    if (near > 0) found.push({ near, candidate });
  }
  return found
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST)
    .map(({ candidate: { names: _names, texts: _texts, ...rest } }) => rest);
}
