/** What the controls offer to choose from, gathered from the plan itself and its sources. */

import { localized } from "../../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText, Plan, Property } from "../../../../../lib/plan/plan.ts";
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

/** The top-level properties of a plan, wherever they stand. */
function propertiesOf(plan: Plan): Property[] {
  return [
    ...plan.userProperties,
    ...plan.groupTypes.flatMap((group) => group.properties),
    ...plan.bundles.flatMap((bundle) => bundle.properties),
    ...plan.events.flatMap((event) => event.properties),
  ];
}

const MOST = 200;

export function planFacts(plan: Plan, language: Language, sources: readonly string[]): PlanFacts {
  const properties = propertiesOf(plan);
  const owned = [
    ...plan.categories,
    ...plan.journeys,
    ...plan.events,
    ...plan.bundles,
    ...plan.decisions,
    ...plan.metrics,
    ...properties,
  ];
  const tagged = [...plan.events, ...plan.bundles, ...properties];
  return {
    settings: plan.settings,
    categories: plan.categories.map((one) => ({ id: one.id, label: one.name })),
    decisions: named(plan.decisions, language),
    metrics: named(plan.metrics, language),
    bundles: plan.bundles.map((one) => ({ id: one.id, label: one.name })),
    events: plan.events.map((one) => ({ id: one.id, label: one.name })),
    owners: ranked(owned.map((one) => one.owner)).slice(0, MOST),
    tags: ranked(tagged.flatMap((one) => one.tags)).slice(0, MOST),
    sources: [...new Set([...sources, ...ranked(plan.events.flatMap((one) => one.sources))])],
    purposes: [
      ...new Set([
        ...plan.settings.purposes.map(({ key }) => key),
        ...ranked([...plan.events, ...properties].map((one) => one.consentPurpose)),
      ]),
    ].slice(0, MOST),
  };
}
