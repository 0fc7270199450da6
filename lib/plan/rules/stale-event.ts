import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

const DAY_MS = 86_400_000;

/** Active events that have not come for longer than the standards allow. */
export const staleEvent = defineRule({
  code: "stale_event",
  severity: "info",
  en: "“{name}” has not been received for {detail} days.",
  fr: "« {name} » n’a pas été reçu depuis {detail} jours.",
  hint: {
    en: "Find out whether its source still sends it; deprecate it if nobody misses it.",
    fr: "Voyez si sa source l’envoie encore ; dépréciez-le s’il ne manque à personne.",
  },
  *find({ plan, today, lastSeen }) {
    const { staleDays } = plan.settings.standards;
    if (staleDays === undefined || lastSeen === undefined) return;
    for (const event of plan.events) {
      const seen = lastSeen.get(event.id);
      if (event.status !== "active" || seen === undefined) continue;
      const days = Math.floor((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${seen}T00:00:00Z`)) / DAY_MS);
      if (days > staleDays) yield { target: eventTarget(event), detail: String(days) };
    }
  },
});
