import { textIn } from "../diff-label.ts";
import type { PlanEvent } from "../plan.ts";
import { eventTarget, objectTarget } from "./facts.ts";
import { keep } from "./keep.ts";
import { defineRule } from "./rule.ts";

/** Steps nobody will know anything about. */
export const stepWithoutEvent = defineRule({
  code: "step_without_event",
  severity: "warning",
  en: "No event is pinned on the step “{detail}” of “{name}”.",
  fr: "Aucun événement n’est épinglé sur l’étape « {detail} » de « {name} ».",
  hint: {
    en: "Pin the event that says someone came this far, or plan it; a step nobody can see is no step.",
    fr: "Épinglez l’événement qui dit que quelqu’un est arrivé jusque-là, ou planifiez-le ; une étape que personne ne voit n’en est pas une.",
  },
  *find({ plan }) {
    for (const journey of plan.journeys) {
      for (const { id, name, events } of journey.steps) {
        if (events.length > 0) continue;
        const detail = { en: textIn(name, "en") ?? id, fr: textIn(name, "fr") ?? id };
        yield { target: objectTarget("journey", journey, `steps/${id}/events`), detail };
      }
    }
  },
});

const offJourney = keep((event: PlanEvent) => [{ target: eventTarget(event) }]);

/** Active events that stand on no journey, once there is one. */
export const eventOnNoJourney = defineRule({
  code: "event_on_no_journey",
  severity: "info",
  en: "“{name}” stands on no journey.",
  fr: "« {name} » ne figure sur aucun parcours.",
  hint: {
    en: "Pin it on the step where it fires, so that everyone sees what people were doing.",
    fr: "Épinglez-le sur l’étape où il se déclenche, pour que chacun voie ce que les personnes faisaient.",
  },
  *find({ plan }) {
    if (plan.journeys.length === 0) return;
    const pinned = new Set(plan.journeys.flatMap(({ steps }) => steps.flatMap(({ events }) => events)));
    for (const event of plan.events) {
      if (event.status === "active" && !pinned.has(event.id)) yield* offJourney(event);
    }
  },
});
