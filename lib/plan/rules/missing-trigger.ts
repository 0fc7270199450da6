import { eventTarget } from "./facts.ts";
import { isDemanded } from "./required-field.ts";
import { defineRule } from "./rule.ts";

/** Events that do not say when they fire. */
export const missingTrigger = defineRule({
  code: "missing_trigger",
  severity: "info",
  objectwise: true,
  en: "“{name}” does not say when it fires.",
  fr: "« {name} » ne dit pas quand il se déclenche.",
  hint: {
    en: "Write the moment a developer can act on: after the server confirms, on click, when the page is shown.",
    fr: "Écrivez le moment précis pour le développeur : après la confirmation du serveur, au clic, à l’affichage de la page.",
  },
  *find({ plan }) {
    for (const event of isDemanded(plan, "event", "trigger") ? [] : plan.events) {
      const { trigger, status } = event;
      if (status !== "deprecated" && trigger.en === undefined && trigger.fr === undefined) {
        yield { target: eventTarget(event, "trigger") };
      }
    }
  },
});
