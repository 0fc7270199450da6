import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Events planned for a source the project does not have. */
export const unknownSource = defineRule({
  code: "unknown_source",
  severity: "warning",
  objectwise: true,
  en: "“{name}” is planned for the source “{detail}”, which does not exist.",
  fr: "« {name} » est prévu pour la source « {detail} », qui n’existe pas.",
  hint: {
    en: "Create the source, or take it off the event.",
    fr: "Créez la source, ou retirez-la de l’événement.",
  },
  canSpeak: ({ sources }) => sources !== undefined,
  *find({ plan, sources = new Set() }) {
    for (const event of plan.events) {
      for (const source of event.sources) {
        if (sources.has(source)) continue;
        yield {
          target: eventTarget(event, "sources"),
          detail: source,
          fix: { command: "updateEvent", id: event.id, changes: { sources: { remove: [source] } } },
        };
      }
    }
  },
});
