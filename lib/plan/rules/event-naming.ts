import { eventTarget } from "./facts.ts";
import { followsCase, inCase } from "./naming.ts";
import { defineRule } from "./rule.ts";

/** Event names in another case than the plan's. */
export const eventNaming = defineRule({
  code: "event_naming",
  severity: "warning",
  en: "“{name}” is not written in {detail}.",
  fr: "« {name} » n’est pas écrit en {detail}.",
  hint: {
    en: "One case for all events keeps reports readable. Rename it, or choose another case in the plan’s settings.",
    fr: "Une seule casse pour tous les événements garde les rapports lisibles. Renommez-le, ou choisissez une autre casse dans les réglages du plan.",
  },
  *find({ plan }) {
    const naming = plan.settings.eventNaming;
    const names = new Set(plan.events.map(({ callType, name }) => `${callType} ${name}`));
    for (const event of plan.events) {
      if (followsCase(event.name, naming)) continue;
      const name = inCase(event.name, naming);
      const free = name !== undefined && followsCase(name, naming) && !names.has(`${event.callType} ${name}`);
      const fix = free ? { fix: { command: "renameEvent" as const, id: event.id, name } } : {};
      yield { target: eventTarget(event, "name"), detail: naming, ...fix };
    }
  },
});
