/** What the controls offer to choose from, gathered from the plan itself and its sources. */

import { localized } from "../../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText, Plan, PlanEvent, Property } from "../../../../../lib/plan/plan.ts";
import { keep } from "../../../../../lib/plan/rules/keep.ts";
import type { Choice, PlanFacts } from "./editing/editing-context.tsx";

function named(list: readonly { readonly id: string; readonly name: LocalizedText }[], language: Language): Choice[] {
  return list.map((one) => ({ id: one.id, label: localized(one.name, language, one.id) }));
}

/** Distinct texts, most used first. */
function ranked(values: Iterable<string | undefined>): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([value]) => value);
}

interface Words {
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly purposes: readonly string[];
}

function wordsOf(
  list: readonly (Pick<Property, "owner" | "tags"> & Partial<Pick<Property, "consentPurpose">>)[],
): Words {
  return {
    owners: list.flatMap((one) => one.owner ?? []),
    tags: list.flatMap((one) => one.tags),
    purposes: list.flatMap((one) => one.consentPurpose ?? []),
  };
}

/** What people wrote in an event and in its top-level properties. */
const wordsOfEvent = keep((event: PlanEvent) => wordsOf([event, ...event.properties]));

const MOST = 200;

export function planFacts(plan: Plan, language: Language, sources: readonly string[]): PlanFacts {
  const shared = [
    ...plan.userProperties,
    ...plan.groupTypes.flatMap((group) => group.properties),
    ...plan.bundles.flatMap((bundle) => bundle.properties),
  ];
  const words = [...plan.events.map(wordsOfEvent), wordsOf([...plan.bundles, ...shared])];
  const others = [...plan.categories, ...plan.journeys, ...plan.decisions, ...plan.metrics];
  const owners = [...words.flatMap((one) => one.owners), ...others.map((one) => one.owner)];
  return {
    settings: plan.settings,
    categories: plan.categories.map((one) => ({ id: one.id, label: one.name })),
    decisions: named(plan.decisions, language),
    metrics: named(plan.metrics, language),
    bundles: plan.bundles.map((one) => ({ id: one.id, label: one.name })),
    events: plan.events.map((one) => ({ id: one.id, label: one.name })),
    owners: ranked(owners).slice(0, MOST),
    tags: ranked(words.flatMap((one) => one.tags)).slice(0, MOST),
    sources: [...new Set([...sources, ...ranked(plan.events.flatMap((one) => one.sources))])],
    purposes: [
      ...new Set([...plan.settings.purposes.map(({ key }) => key), ...ranked(words.flatMap((one) => one.purposes))]),
    ].slice(0, MOST),
  };
}

interface KeptText {
  readonly key: string;
  readonly text: string;
}

const texts = new WeakMap<Plan, KeptText>();

/** The same as a JSON text, kept as long as the plan is. */
export function planFactsText(plan: Plan, language: Language, sources: readonly string[]): string {
  const key = [language, ...sources].join(" ");
  const known = texts.get(plan);
  if (known?.key === key) return known.text;
  const text = JSON.stringify(planFacts(plan, language, sources));
  texts.set(plan, { key, text });
  return text;
}
