import { eventTarget, objectTarget } from "./facts.ts";
import { isDemanded } from "./required-field.ts";
import { defineRule } from "./rule.ts";

/** Events and bundles nobody answers for. */
export const missingOwner = defineRule({
  code: "missing_owner",
  severity: "info",
  objectwise: true,
  en: "Nobody answers for “{name}”.",
  fr: "Personne ne répond de « {name} ».",
  hint: {
    en: "Name the team or person to ask when it breaks.",
    fr: "Nommez l’équipe ou la personne à qui demander quand il ne marche plus.",
  },
  *find({ plan }) {
    for (const event of isDemanded(plan, "event", "owner") ? [] : plan.events) {
      if (event.owner === undefined && event.status !== "deprecated") yield { target: eventTarget(event, "owner") };
    }
    for (const bundle of isDemanded(plan, "bundle", "owner") ? [] : plan.bundles) {
      if (bundle.owner === undefined) yield { target: objectTarget("bundle", bundle, "owner") };
    }
  },
});
