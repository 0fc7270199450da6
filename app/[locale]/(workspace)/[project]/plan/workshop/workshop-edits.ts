/** What one says in a workshop, as changes of what is written down. Nothing here asks a server. */

import { newEvent, newMetric, newProperty, newStep } from "../../../../../../lib/plan/new-object.ts";
import type { Decision, LocalizedText, Metric, PlanEvent, PropertyType } from "../../../../../../lib/plan/plan.ts";
import type { JourneyStep } from "../../../../../../lib/plan/plan-journey.ts";
import type { Workshop, WorkshopDecision } from "../../../../../../lib/plan/workshop.ts";
import { guessProperty, guessRole, renewed, type WorkshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";
import { newPlanId } from "../new-plan-id.ts";

type Change = (workshop: Workshop) => Workshop;
interface Added {
  readonly id: string;
  readonly change: Change;
}

const plain = (text: string) => text.trim().toLowerCase();
export const isNamed = (name: LocalizedText, text: string) =>
  [name.en, name.fr].some((one) => one !== undefined && plain(one) === plain(text));

export function addDecision(name: LocalizedText, given: Partial<Decision> = {}): Added {
  const id = newPlanId("dec");
  const decision: WorkshopDecision = { description: {}, ...given, id, name, when: {} };
  return { id, change: (workshop) => ({ ...workshop, decisions: [...workshop.decisions, decision] }) };
}

/** A metric that informs a decision, or is a part of another one. */
export function addMetric(name: LocalizedText, decision: string, given: Partial<Metric> = {}): Added {
  const id = newPlanId("met");
  const { parent: _, ...rest } = given;
  const metric = newMetric({ ...rest, id, name, decisions: [decision] });
  return { id, change: (workshop) => ({ ...workshop, metrics: [...workshop.metrics, metric] }) };
}

/** The event of that name under a metric: the one that was named already, or a new one. */
export function addEvent(workshop: Workshop, metric: string, name: string, idea?: PlanEvent): Added {
  const known = workshop.events.find((event) => plain(event.name) === plain(name));
  if (known !== undefined) {
    const serves = { ...known.serves, metrics: [...new Set([...known.serves.metrics, metric])] };
    return { id: known.id, change: changeEvent(known.id, { serves }) };
  }
  const id = newPlanId("evt");
  const role = guessRole(name);
  const { owner: _, ...told } = idea ?? { roles: role === undefined ? [] : [role] };
  const event = newEvent({
    ...told,
    ...{ id, name, identifier: name },
    properties: (idea?.properties ?? []).map((property) => renewed(property, () => newPlanId("prp"))),
    serves: { decisions: [], metrics: [metric] },
  });
  return { id, change: (at) => ({ ...at, events: [...at.events, event] }) };
}

export function changeDecision(id: string, changes: Partial<WorkshopDecision>): Change {
  return (workshop) => ({
    ...workshop,
    decisions: workshop.decisions.map((one) => (one.id === id ? filled({ ...one, ...changes }) : one)),
  });
}

export function changeMetric(id: string, changes: Partial<Metric>): Change {
  return (workshop) => ({
    ...workshop,
    metrics: workshop.metrics.map((one) => (one.id === id ? filled({ ...one, ...changes }) : one)),
  });
}

export function changeEvent(id: string, changes: Partial<PlanEvent>): Change {
  return (workshop) => ({
    ...workshop,
    events: workshop.events.map((one) => (one.id === id ? filled({ ...one, ...changes }) : one)),
  });
}

/** What was emptied is not written down at all. */
function filled<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== "" && value !== undefined)) as T;
}

function withoutParent({ parent: _, ...metric }: Metric): Metric {
  return metric;
}

/** Takes what an event served away with it, and the event where it serves nothing else; parts stand alone then. */
function withoutMetrics(workshop: Workshop, gone: ReadonlySet<string>): Workshop {
  const events = workshop.events.flatMap((event) => {
    const metrics = event.serves.metrics.filter((id) => !gone.has(id));
    if (metrics.length === event.serves.metrics.length) return [event];
    return metrics.length === 0 ? [] : [{ ...event, serves: { ...event.serves, metrics } }];
  });
  const left = new Set(events.map(({ id }) => id));
  const steps = workshop.journey.steps.map((step) => ({ ...step, events: step.events.filter((id) => left.has(id)) }));
  return {
    ...workshop,
    events,
    journey: { ...workshop.journey, steps },
    metrics: workshop.metrics
      .filter(({ id }) => !gone.has(id))
      .map((metric) => (metric.parent !== undefined && gone.has(metric.parent) ? withoutParent(metric) : metric)),
  };
}

export function removeMetric(id: string): Change {
  return (workshop) => withoutMetrics(workshop, new Set([id]));
}

/** With the metrics that inform nothing else. */
export function removeDecision(id: string): Change {
  return (workshop) => {
    const gone = workshop.metrics.filter(({ decisions }) => decisions.every((one) => one === id));
    const left = withoutMetrics(workshop, new Set(gone.map((metric) => metric.id)));
    return {
      ...left,
      decisions: left.decisions.filter((one) => one.id !== id),
      metrics: left.metrics.map((metric) => ({
        ...metric,
        decisions: metric.decisions.filter((one) => one !== id),
      })),
    };
  };
}

/** The event no longer serves that metric. */
export function removeEvent(id: string, metric: string): Change {
  return (workshop) => {
    const event = workshop.events.find((one) => one.id === id);
    const metrics = event?.serves.metrics.filter((one) => one !== metric) ?? [];
    if (event !== undefined && metrics.length > 0)
      return changeEvent(id, { serves: { ...event.serves, metrics } })(workshop);
    const steps = workshop.journey.steps.map((step) => ({ ...step, events: step.events.filter((one) => one !== id) }));
    return {
      ...workshop,
      events: workshop.events.filter((one) => one.id !== id),
      journey: { ...workshop.journey, steps },
    };
  };
}

/** The steps of the journey by these names, in this order, each once; a step that stays keeps what stands on it. */
export function nameSteps(names: readonly string[], language: "en" | "fr"): Change {
  return (workshop) => {
    const known = workshop.journey.steps;
    const steps: JourneyStep[] = [];
    for (const name of names) {
      if (steps.some((step) => isNamed(step.name, name))) continue;
      const kept = known.find((step) => isNamed(step.name, name));
      steps.push(kept ?? newStep({ id: newPlanId("stp"), name: { [language]: name } }));
    }
    return { ...workshop, journey: { ...workshop.journey, steps } };
  };
}

/** Puts an event on one step, or on none. */
export function putOnStep(event: string, step: string): Change {
  return (workshop) => ({
    ...workshop,
    journey: {
      ...workshop.journey,
      steps: workshop.journey.steps.map((one) => {
        const others = one.events.filter((id) => id !== event);
        return { ...one, events: one.id === step ? [...others, event] : others };
      }),
    },
  });
}

/** A property by its name, of the type such names usually have. */
export function addProperty(event: PlanEvent, name: string): Added {
  const id = newPlanId("prp");
  const property = newProperty({ ...guessProperty(name), id, name, required: true });
  return { id, change: changeEvent(event.id, { properties: [...event.properties, property] }) };
}

export const PROPERTY_KINDS = [
  "text",
  "list",
  "integer",
  "number",
  "boolean",
  "date-time",
  "email",
  "uri",
  "other",
] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

/** What a type is called in a workshop; `other` for what came with a suggestion and is changed in the plan. */
export function kindOf(type: PropertyType): PropertyKind {
  if (type.kind === "integer" || type.kind === "number" || type.kind === "boolean") return type.kind;
  if (type.kind !== "string" || type.pattern !== undefined) return "other";
  if (type.enum !== undefined) return "list";
  if (type.format === undefined) return "text";
  return type.format === "date-time" || type.format === "email" || type.format === "uri" ? type.format : "other";
}

export function typeOf(kind: PropertyKind, values: readonly string[] = []): PropertyType {
  switch (kind) {
    case "integer":
    case "number":
    case "boolean":
      return { kind };
    case "date-time":
    case "email":
    case "uri":
      return { kind: "string", format: kind };
    case "list":
      return { kind: "string", enum: values };
    default:
      return { kind: "string", minLength: 1, maxLength: 200 };
  }
}

/** What could be said next and was not: ideas for decisions, for the metrics of a decision, for the events of a metric. */
export function ideasFor(workshop: Workshop, ideas: WorkshopIdeas) {
  const taken = (list: readonly { readonly name: LocalizedText }[], name: LocalizedText) =>
    list.some((one) => [name.en, name.fr].some((text) => text !== undefined && isNamed(one.name, text)));
  const ideaOf = <T extends { readonly id: string; readonly name: LocalizedText }>(
    list: readonly T[],
    name: LocalizedText,
  ) => list.find((idea) => [name.en, name.fr].some((text) => text !== undefined && isNamed(idea.name, text)));
  return {
    decisions: ideas.decisions.filter(({ name }) => !taken(workshop.decisions, name)),
    metrics: (decision: WorkshopDecision): readonly Metric[] => {
      const idea = ideaOf(ideas.decisions, decision.name);
      const free = ideas.metrics.filter(({ name }) => !taken(workshop.metrics, name));
      const near = free.filter(({ decisions }) => idea !== undefined && decisions.includes(idea.id));
      return [...near, ...free.filter((metric) => !near.includes(metric))];
    },
    events: (metric: Metric): readonly PlanEvent[] => {
      const idea = ideaOf(ideas.metrics, metric.name);
      const own = new Set(
        workshop.events.filter(({ serves }) => serves.metrics.includes(metric.id)).map(({ name }) => plain(name)),
      );
      const free = ideas.events.filter(({ name }) => !own.has(plain(name)));
      const near = free.filter(({ serves }) => idea !== undefined && serves.metrics.includes(idea.id));
      return [...near, ...free.filter((event) => !near.includes(event))];
    },
  };
}
