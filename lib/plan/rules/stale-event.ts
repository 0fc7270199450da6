import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

const DAY_MS = 86_400_000;

function daysSince(day: string, today: string): number {
  return Math.floor((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS);
}

function age(days: number, source?: string): { readonly en: string; readonly fr: string } {
  const en = `${days} ${days === 1 ? "day" : "days"}`;
  const fr = `${days} ${days < 2 ? "jour" : "jours"}`;
  return source === undefined ? { en, fr } : { en: `${en} (${source})`, fr: `${fr} (${source})` };
}

/** Active events that have not come for longer than the standards allow, at all or from one of their sources. */
export const staleEvent = defineRule({
  code: "stale_event",
  severity: "info",
  en: "“{name}” has not been received for {detail}.",
  fr: "« {name} » n’a pas été reçu depuis {detail}.",
  hint: {
    en: "Find out whether its source still sends it; deprecate it if nobody misses it.",
    fr: "Voyez si sa source l’envoie encore ; dépréciez-le s’il ne manque à personne.",
  },
  canSpeak: ({ plan, lastSeen }) => plan.settings.standards.staleDays !== undefined && lastSeen !== undefined,
  *find({ plan, today, lastSeen = new Map() }) {
    const { staleDays = 0 } = plan.settings.standards;
    for (const event of plan.events) {
      const seen: ReadonlyMap<string, string> | undefined = lastSeen.get(event.id);
      if (event.status !== "active" || seen === undefined || seen.size === 0) continue;
      const days = [...seen].map(([source, day]) => ({ source, days: daysSince(day, today) }));
      const latest = Math.min(...days.map((one) => one.days));
      if (latest > staleDays) {
        yield { target: eventTarget(event), detail: age(latest) };
        continue;
      }
      // Events planned for named sources are missed from each of them; others may come from wherever they like.
      const silent = days.filter((one) => one.days > staleDays && event.sources.includes(one.source));
      for (const one of silent) yield { target: eventTarget(event, "sources"), detail: age(one.days, one.source) };
    }
  },
});
