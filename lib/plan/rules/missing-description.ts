import type { LocalizedText } from "../plan.ts";
import { eventTarget, objectTarget, propertyTarget } from "./facts.ts";
import { isDemanded, standardKindOf } from "./required-field.ts";
import { defineRule } from "./rule.ts";

function isEmpty(text: LocalizedText): boolean {
  return text.en === undefined && text.fr === undefined;
}

/** Events, bundles, decisions, metrics and journeys nobody described. */
export const missingDescription = defineRule({
  code: "missing_description",
  severity: "warning",
  objectwise: true,
  en: "“{name}” has no description.",
  fr: "« {name} » n’a pas de description.",
  hint: {
    en: "Say in one sentence what it means, for someone who was not in the room.",
    fr: "Dites en une phrase ce que cela veut dire, pour quelqu’un qui n’était pas là.",
  },
  *find({ plan }) {
    for (const event of plan.events)
      if (isEmpty(event.description) && !isDemanded(plan, "event", "description"))
        yield { target: eventTarget(event, "description") };
    for (const bundle of plan.bundles) {
      if (isEmpty(bundle.description) && !isDemanded(plan, "bundle", "description"))
        yield { target: objectTarget("bundle", bundle, "description") };
    }
    for (const metric of plan.metrics) {
      if (isEmpty(metric.description)) yield { target: objectTarget("metric", metric, "description") };
    }
    for (const journey of plan.journeys) {
      if (isEmpty(journey.description)) yield { target: objectTarget("journey", journey, "description") };
    }
    for (const decision of plan.decisions) {
      if (isEmpty(decision.description)) yield { target: objectTarget("decision", decision, "description") };
    }
  },
});

/** Properties nobody described. */
export const missingPropertyDescription = defineRule({
  code: "missing_property_description",
  severity: "info",
  objectwise: true,
  en: "The property “{name}” has no description.",
  fr: "La propriété « {name} » n’a pas de description.",
  hint: {
    en: "Say what it holds, in which unit, and where the value comes from.",
    fr: "Dites ce qu’elle contient, dans quelle unité, et d’où vient la valeur.",
  },
  *find({ plan, properties }) {
    for (const placed of properties) {
      if (!isEmpty(placed.property.description)) continue;
      if (isDemanded(plan, standardKindOf(placed), "description")) continue;
      yield { target: propertyTarget(placed, "description"), name: placed.name };
    }
  },
});
