import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Active events of the latest version that production never sent, once it sends anything at all. */
export const neverReceived = defineRule({
  code: "never_received",
  severity: "info",
  en: "“{name}” has never been received.",
  fr: "« {name} » n’a jamais été reçu.",
  hint: {
    en: "Find out whether its source calls it already; take it out of the plan if nobody will.",
    fr: "Voyez si sa source l’appelle déjà ; retirez-le du plan si personne ne le fera.",
  },
  canSpeak: ({ lastSeen }) => lastSeen !== undefined && lastSeen.size > 0,
  *find({ plan, publishedEvents, lastSeen }) {
    for (const event of plan.events) {
      const isMissed = event.status === "active" && publishedEvents.has(event.id) && !lastSeen?.get(event.id)?.size;
      if (isMissed) yield { target: eventTarget(event) };
    }
  },
});
