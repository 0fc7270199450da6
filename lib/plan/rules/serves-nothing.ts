import { goalsByEvent } from "../fed.ts";
import type { PlanEvent } from "../plan.ts";
import { eventTarget, propertyTarget } from "./facts.ts";
import { keep } from "./keep.ts";
import { defineRule, type PlacedProperty } from "./rule.ts";

const idleHits = keep((event: PlanEvent) => [{ target: eventTarget(event, "serves") }]);

/** Events that serve no decision and no metric. */
export const servesNothing = defineRule({
  code: "serves_nothing",
  severity: "warning",
  en: "“{name}” serves no decision and no metric.",
  fr: "« {name} » ne sert aucune décision ni aucune métrique.",
  hint: {
    en: "Link it to the decision it informs. If there is none, do not collect it: three clear signals beat 300 metrics.",
    fr: "Reliez-le à la décision qu’il éclaire. S’il n’y en a pas, ne le collectez pas : trois signaux clairs valent mieux que 300 métriques.",
  },
  *find({ plan, used }) {
    const served = goalsByEvent(plan);
    for (const event of plan.events) {
      const idle = served.get(event.id)?.size === 0 && !used.has(event.id);
      if (idle && event.status !== "deprecated") yield* idleHits(event);
    }
  },
});

function serves({ property }: PlacedProperty): boolean {
  return property.serves.decisions.length + property.serves.metrics.length > 0;
}

/** Properties that nothing uses: no link, no role, no saved question. */
export const unusedProperty = defineRule({
  code: "unused_property",
  severity: "info",
  objectwise: true,
  en: "Nothing uses the property “{name}”.",
  fr: "Rien n’utilise la propriété « {name} ».",
  hint: {
    en: "Link it to a decision or metric, give it a role, or collect less and remove it.",
    fr: "Reliez-la à une décision ou une métrique, donnez-lui un rôle, ou collectez moins et retirez-la.",
  },
  *find({ properties, used, discriminators }) {
    for (const placed of properties) {
      const { property, depth } = placed;
      if (depth > 0 || property.role !== undefined || property.status === "deprecated") continue;
      if ("segmentKind" in property && property.segmentKind !== undefined) continue;
      if (used.has(property.id) || discriminators.has(property.id) || serves(placed)) continue;
      yield { target: propertyTarget(placed, "serves"), name: placed.name };
    }
  },
});
