/** The plan a workshop makes of the one at hand: its decisions, metrics, events and journey, linked to each other. */

import { dayInWords } from "./day.ts";
import { wouldLoop } from "./kpi-tree.ts";
import type { Decision, LocalizedText, Metric, Plan, PlanEvent, Property } from "./plan.ts";
import { LANGUAGES } from "./plan.ts";
import type { Journey } from "./plan-journey.ts";
import { resolveEvent } from "./resolve.ts";
import { identifierFor } from "./suggest-event.ts";
import type { Workshop, WorkshopDecision } from "./workshop.ts";

type Sentence = (text: string) => string;
type Sentences = { readonly en: Sentence; readonly fr: Sentence };

const DECIDED_WHEN: Sentences = { en: (text) => `Decided: ${text}.`, fr: (text) => `Se décide : ${text}.` };
const INFORMS: Sentences = {
  en: (text) => `Informs the decision “${text}”.`,
  fr: (text) => `Éclaire la décision « ${text} ».`,
};
const PART_OF: Sentences = { en: (text) => `A part of “${text}”.`, fr: (text) => `Une partie de « ${text} ».` };
const TOLD_ON: Sentences = {
  en: (text) => `What people go through, as told in the workshop of ${text}.`,
  fr: (text) => `Ce que vivent les personnes, tel que raconté dans l’atelier du ${text}.`,
};
const JOURNEY_NAME: LocalizedText = { en: "Main journey", fr: "Parcours principal" };

/** Per language in which there is something to say. */
function said(text: LocalizedText, sentence: Sentences): LocalizedText {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const own = text[language]?.trim().replace(/\.$/, "");
      return own ? [[language, sentence[language](own)]] : [];
    }),
  );
}

function joined(one: LocalizedText, other: LocalizedText): LocalizedText {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const text = [one[language], other[language]].filter(Boolean).join(" ");
      return text === "" ? [] : [[language, text]];
    }),
  );
}

function isWritten(text: LocalizedText): boolean {
  return LANGUAGES.some((language) => Boolean(text[language]));
}

const plain = (text: string) => text.trim().toLowerCase();

function sameName(one: LocalizedText, other: LocalizedText): boolean {
  return LANGUAGES.some((language) => {
    const [a, b] = [one[language], other[language]];
    return Boolean(a && b) && plain(a ?? "") === plain(b ?? "");
  });
}

/** What of the workshop is in the plan already, by name: from an id of the workshop to that of the plan. */
function knownIds(plan: Plan, { decisions, metrics, events }: Workshop): (id: string) => string {
  const ids = new Map<string, string>();
  const note = (id: string, found: { readonly id: string } | undefined) => found && ids.set(id, found.id);
  for (const { id, name } of decisions)
    note(
      id,
      plan.decisions.find((one) => one.id === id || sameName(one.name, name)),
    );
  for (const { id, name } of metrics)
    note(
      id,
      plan.metrics.find((one) => one.id === id || sameName(one.name, name)),
    );
  for (const { id, name, callType } of events)
    note(
      id,
      plan.events.find((one) => one.id === id || (one.callType === callType && plain(one.name) === plain(name))),
    );
  return (id) => ids.get(id) ?? id;
}

const union = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set([...one, ...other])];

function planDecision({ when, ...decision }: WorkshopDecision): Decision {
  return { ...decision, description: joined(decision.description, said(when, DECIDED_WHEN)) };
}

/** What a metric is there for, where nobody has described it: the decision it informs, or the metric it is a part of. */
function purposeOf(metric: Metric, { decisions, metrics }: Workshop): LocalizedText {
  const informed = decisions.find(({ id }) => metric.decisions.includes(id));
  if (informed !== undefined) return said(informed.name, INFORMS);
  return said(metrics.find(({ id }) => id === metric.parent)?.name ?? {}, PART_OF);
}

function planMetric(metric: Metric, workshop: Workshop, idOf: (id: string) => string): Metric {
  const { parent, ...rest } = metric;
  return {
    ...rest,
    description: isWritten(metric.description) ? metric.description : purposeOf(metric, workshop),
    decisions: union(metric.decisions.map(idOf), []),
    ...(parent === undefined ? {} : { parent: idOf(parent) }),
  };
}

/** What it collects serves what it serves itself. */
function planProperty(property: Property, serves: PlanEvent["serves"]): Property {
  const idle = property.serves.decisions.length + property.serves.metrics.length === 0;
  return idle ? { ...property, serves } : property;
}

function planEvent(event: PlanEvent, idOf: (id: string) => string): PlanEvent {
  const serves = {
    decisions: union(event.serves.decisions.map(idOf), []),
    metrics: union(event.serves.metrics.map(idOf), []),
  };
  return { ...event, serves, properties: event.properties.map((property) => planProperty(property, serves)) };
}

const text = (known: LocalizedText, told: LocalizedText) => (isWritten(known) ? known : told);
const owned = (known: { readonly owner?: string }, { owner }: { readonly owner?: string }) =>
  known.owner !== undefined || owner === undefined ? {} : { owner };

/** An event that is planned already keeps all it says, also through bundles and variants; what the workshop knows besides is added. */
function enriched(plan: Plan, known: PlanEvent, told: PlanEvent): PlanEvent {
  const { properties, variants } = resolveEvent(plan, known);
  const shapes = variants?.cases.flatMap((one) => one.properties) ?? [];
  const names = new Set([...properties.map(({ property }) => property), ...shapes].map(({ name }) => name));
  return {
    ...known,
    ...owned(known, told),
    description: text(known.description, told.description),
    trigger: text(known.trigger, told.trigger),
    critical: known.critical || told.critical,
    roles: union(known.roles, told.roles),
    serves: {
      decisions: union(known.serves.decisions, told.serves.decisions),
      metrics: union(known.serves.metrics, told.serves.metrics),
    },
    properties: [...known.properties, ...told.properties.filter(({ name }) => !names.has(name))],
  };
}

/** A decision that is planned already keeps what it says; who decides and when is filled in where nobody had said. */
function enrichedDecision(known: Decision, told: Decision): Decision {
  return { ...known, ...owned(known, told), description: text(known.description, told.description) };
}

function enrichedMetric(known: Metric, told: Metric): Metric {
  const parent = known.parent ?? told.parent;
  return {
    ...known,
    ...owned(known, told),
    ...(parent === undefined || parent === known.id ? {} : { parent }),
    description: text(known.description, told.description),
    formula: text(known.formula, told.formula),
    decisions: union(known.decisions, told.decisions),
  };
}

/** Metrics of the plan got a whole from the workshop: none that makes one a part of itself with what the plan says already. */
function withoutLoops(metrics: readonly Metric[], { metrics: planned }: Plan): readonly Metric[] {
  let next = metrics;
  for (const { id, parent: before } of planned) {
    const parent = next.find((one) => one.id === id)?.parent;
    if (before !== undefined || parent === undefined || !wouldLoop(next, id, parent)) continue;
    next = next.map((one) => {
      const { parent: _, ...alone } = one;
      return one.id === id ? alone : one;
    });
  }
  return next;
}

function planJourney({ journey, heldOn }: Workshop, idOf: (id: string) => string): Journey {
  return {
    ...journey,
    name: isWritten(journey.name) ? journey.name : JOURNEY_NAME,
    description: isWritten(journey.description) ? journey.description : said(dayInWords(heldOn), TOLD_ON),
    steps: journey.steps.map((step) => ({ ...step, events: union(step.events.map(idOf), []) })),
  };
}

/** The objects with those of the workshop: the ones it has by name already are kept and enriched, the others follow. */
function together<T extends { readonly id: string }>(
  present: readonly T[],
  told: readonly T[],
  idOf: (id: string) => string,
  enrich: (known: T, told: T) => T,
): readonly T[] {
  const held = new Set(present.map(({ id }) => id));
  const kept = present.map((one) => told.filter(({ id }) => idOf(id) === one.id).reduce(enrich, one));
  return [...kept, ...told.filter(({ id }) => !held.has(idOf(id)))];
}

/** The plan with all that was said: applied twice it changes nothing. */
export function planWithWorkshop(plan: Plan, workshop: Workshop): Plan {
  const idOf = knownIds(plan, workshop);
  const told = workshop.events.map((event) => planEvent(event, idOf));
  let next: Plan = {
    ...plan,
    settings: {
      ...plan.settings,
      ...(workshop.canonicalUserId?.trim() ? { canonicalUserId: workshop.canonicalUserId.trim() } : {}),
    },
    decisions: together(plan.decisions, workshop.decisions.map(planDecision), idOf, enrichedDecision),
    metrics: withoutLoops(
      together(
        plan.metrics,
        workshop.metrics.map((metric) => planMetric(metric, workshop, idOf)),
        idOf,
        enrichedMetric,
      ),
      plan,
    ),
    journeys: together(
      plan.journeys,
      workshop.journey.steps.length === 0 ? [] : [planJourney(workshop, idOf)],
      (id) => id,
      (_, one) => one,
    ),
  };
  for (const event of told) {
    const known = next.events.find(({ id }) => id === idOf(event.id));
    const events = known
      ? next.events.map((one) => (one === known ? enriched(next, known, event) : one))
      : [...next.events, { ...event, identifier: identifierFor(next, event) }];
    next = { ...next, events };
  }
  return next;
}
