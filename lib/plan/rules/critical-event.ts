import { CRITICAL_MOST } from "../critical.ts";
import type { Plan } from "../plan.ts";
import { planTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

function criticalCount(plan: Plan): number {
  return plan.events.filter(({ critical, status }) => critical && status !== "deprecated").length;
}

/** No event is marked as one the business cannot do without. */
export const noCriticalEvent = defineRule({
  code: "no_critical_event",
  severity: "warning",
  en: "No event is marked as critical.",
  fr: "Aucun événement n’est marqué comme critique.",
  hint: {
    en: "Mark the five to ten events you could not decide without: they are watched first.",
    fr: "Marquez les cinq à dix événements sans lesquels vous ne pourriez pas décider : ils sont surveillés en premier.",
  },
  *find({ plan }) {
    if (plan.events.length > 0 && criticalCount(plan) === 0) yield { target: planTarget(plan) };
  },
});

/** So many critical events that the word says nothing. */
export const tooManyCriticalEvents = defineRule({
  code: "too_many_critical_events",
  severity: "warning",
  en: "{detail} events are marked as critical.",
  fr: "{detail} événements sont marqués comme critiques.",
  hint: {
    en: "Keep five to ten: when everything is critical, nothing is.",
    fr: "Gardez-en cinq à dix : quand tout est critique, rien ne l’est.",
  },
  *find({ plan }) {
    const count = criticalCount(plan);
    if (count > CRITICAL_MOST) yield { target: planTarget(plan), detail: String(count) };
  },
});
