import { dayInWords } from "../day.ts";
import { eventTarget, propertyTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type RuleFacts } from "./rule.ts";

const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

interface Dated {
  readonly target: FindingTarget;
  readonly name: string;
  readonly day: string;
}

/** Events and properties that are still in use, with the day they expire. */
function* expiring({ plan, properties }: RuleFacts): Generator<Dated> {
  for (const event of plan.events) {
    const { expiresOn: day, name, status } = event;
    if (day !== undefined && status !== "deprecated") yield { target: eventTarget(event, "expiresOn"), name, day };
  }
  for (const placed of properties) {
    const { expiresOn: day, status } = placed.property;
    if (day === undefined || status === "deprecated") continue;
    yield { target: propertyTarget(placed, "expiresOn"), name: placed.name, day };
  }
}

/** What was to be renewed or removed by a day that is over. */
export const expired = defineRule({
  code: "expired",
  severity: "warning",
  objectwise: true,
  en: "“{name}” expired on {detail}.",
  fr: "« {name} » a expiré le {detail}.",
  hint: {
    en: "Renew it if someone still uses it; otherwise deprecate it.",
    fr: "Renouvelez-le si quelqu’un s’en sert encore ; sinon, dépréciez-le.",
  },
  *find(facts) {
    for (const { day, ...hit } of expiring(facts)) if (day < facts.today) yield { ...hit, detail: dayInWords(day) };
  },
});

/** What is to be renewed or removed within a month. */
export const expiringSoon = defineRule({
  code: "expiring_soon",
  severity: "info",
  objectwise: true,
  en: "“{name}” expires on {detail}.",
  fr: "« {name} » expire le {detail}.",
  hint: {
    en: "Ask its owner now whether it is still needed.",
    fr: "Demandez dès maintenant à son responsable s’il est encore utile.",
  },
  *find(facts) {
    const until = later(facts.today, SOON_DAYS);
    for (const { day, ...hit } of expiring(facts)) {
      if (day >= facts.today && day <= until) yield { ...hit, detail: dayInWords(day) };
    }
  },
});

/** What nothing should send any more, and still stands in the plan. */
export const deprecationOverdue = defineRule({
  code: "deprecation_overdue",
  severity: "warning",
  objectwise: true,
  en: "“{name}” was to be gone after {detail}.",
  fr: "« {name} » devait avoir disparu après le {detail}.",
  hint: {
    en: "Remove it once nothing sends it, or give it another day.",
    fr: "Retirez-le quand plus rien ne l’envoie, ou donnez-lui un autre jour.",
  },
  *find({ plan, properties, today }) {
    for (const event of plan.events) {
      const on = event.deprecation?.on;
      if (on !== undefined && on < today) yield { target: eventTarget(event, "deprecation"), detail: dayInWords(on) };
    }
    for (const placed of properties) {
      const on = placed.property.deprecation?.on;
      if (on === undefined || on >= today) continue;
      yield { target: propertyTarget(placed, "deprecation"), name: placed.name, detail: dayInWords(on) };
    }
  },
});
