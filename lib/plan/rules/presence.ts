import type { Edit } from "../edit.ts";
import type { PlanEvent, Property } from "../plan.ts";
import type { Presence, PropertyPresence } from "../plan-presence.ts";
import { exceptionsOf, firesAt, presenceAt, presenceKey } from "../presence.ts";
import { resolveEvent } from "../resolve.ts";
import { eventTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type PlacedProperty, type RuleFacts } from "./rule.ts";

const WORDS: { readonly [P in Presence]: { readonly en: string; readonly fr: string } } = {
  required: { en: "required", fr: "obligatoire" },
  optional: { en: "optional", fr: "facultative" },
  never: { en: "never sent", fr: "jamais envoyée" },
};

function without(event: PlanEvent, exceptions: readonly PropertyPresence[]): Edit[] {
  return exceptions.map(({ property, source }) => ({
    command: "setPresence",
    event: event.id,
    property,
    source,
    presence: null,
  }));
}

/** The properties an event shows, by id: its own, its bundles' and its variants'. */
function shown({ plan }: RuleFacts, event: PlanEvent): Map<string, Property> {
  const inCases = (event.variants?.cases ?? []).flatMap(({ properties }) => properties);
  const common = resolveEvent(plan, event).properties.map(({ property }) => property);
  return new Map([...common, ...inCases].map((property) => [property.id, property]));
}

function target(event: PlanEvent, exception: PropertyPresence, property?: Property): FindingTarget {
  const own = property === undefined ? {} : { propertyId: property.id, propertyName: property.name };
  return { ...eventTarget(event, `presence/${presenceKey(exception)}`), ...own };
}

function exceptional({ plan }: RuleFacts): PlanEvent[] {
  const bundles = new Set<string>(plan.bundles.map(({ id }) => id));
  // A plan that is not sound has findings of its own.
  return plan.events.filter(({ presence, bundles: own }) => presence.length > 0 && own.every((id) => bundles.has(id)));
}

/** Exceptions for a source from which the event does not fire, or that does not exist. */
export const presenceElsewhere = defineRule({
  code: "presence_elsewhere",
  severity: "warning",
  en: "In “{name}”, “{detail}” makes an exception for a source from which the event does not fire.",
  fr: "Dans « {name} », « {detail} » fait exception pour une source d’où l’événement ne se déclenche pas.",
  hint: {
    en: "Add the source to the event, or take the exception away.",
    fr: "Ajoutez la source à l’événement, ou retirez l’exception.",
  },
  *find(facts) {
    for (const event of exceptional(facts)) {
      const properties = shown(facts, event);
      for (const exception of event.presence) {
        const { source } = exception;
        if (firesAt(event, source) && facts.sources?.has(source) !== false) continue;
        const property = properties.get(exception.property);
        const detail = `${property?.name ?? exception.property} (${source})`;
        yield { target: target(event, exception, property), detail, fix: without(event, [exception]) };
      }
    }
  },
});

/** Exceptions for a property that the event does not have: it went, or hides behind another of its name. */
export const presenceOfNothing = defineRule({
  code: "presence_of_nothing",
  severity: "warning",
  en: "“{name}” makes an exception for the source “{detail}” of a property that it does not have.",
  fr: "« {name} » fait exception, pour la source « {detail} », d’une propriété qu’il n’a pas.",
  hint: {
    en: "Bring the property back, or take the exception away: nothing is judged by it.",
    fr: "Rétablissez la propriété, ou retirez l’exception : rien n’est jugé d’après elle.",
  },
  *find(facts) {
    for (const event of exceptional(facts)) {
      const properties = shown(facts, event);
      for (const exception of event.presence.filter(({ property }) => !properties.has(property))) {
        yield { target: target(event, exception), detail: exception.source, fix: without(event, [exception]) };
      }
    }
  },
});

/** What makes the exception the rule; nothing where that would touch other events, or where nothing would be left. */
function generalised(event: PlanEvent, placed: PlacedProperty | undefined, presence: Presence): Edit[] | undefined {
  if (placed === undefined || presence === "never") return undefined;
  const { place, property } = placed;
  const changes = { required: presence === "required" };
  return [
    { command: "updateProperty", place, id: property.id, changes },
    ...without(event, exceptionsOf(event, property.id)),
  ];
}

/** Exceptions that every source of the event shares. */
export const presenceEverywhere = defineRule({
  code: "presence_everywhere",
  severity: "info",
  en: "In “{name}”, every source makes the same exception: {detail}.",
  fr: "Dans « {name} », toutes les sources font la même exception : {detail}.",
  hint: {
    en: "Say it of the property itself, and take the exceptions away.",
    fr: "Dites-le de la propriété elle-même, et retirez les exceptions.",
  },
  *find(facts) {
    for (const event of exceptional(facts)) {
      const sources = event.sources.length > 0 ? event.sources : [...(facts.sources ?? [])];
      for (const property of shown(facts, event).values()) {
        const own = exceptionsOf(event, property.id);
        const [first] = own;
        const told = new Set(own.map(({ source }) => source));
        if (first === undefined || sources.length === 0 || !sources.every((source) => told.has(source))) continue;
        const { presence } = first;
        if (!sources.every((source) => presenceAt(event, property, source) === presence)) continue;
        const placed = facts.properties.find((one) => one.event === event && one.property === property);
        const fix = generalised(event, placed, presence);
        yield {
          target: target(event, first, property),
          detail: {
            en: `“${property.name}” is ${WORDS[presence].en}`,
            fr: `« ${property.name} » est ${WORDS[presence].fr}`,
          },
          ...(fix === undefined ? {} : { fix }),
        };
      }
    }
  },
});
