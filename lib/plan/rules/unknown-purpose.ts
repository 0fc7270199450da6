import { eventTarget, propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Consent purposes that are none of those the plan declares. */
export const unknownPurpose = defineRule({
  code: "unknown_purpose",
  severity: "warning",
  objectwise: true,
  en: "“{name}” names the purpose “{detail}”, which the plan does not declare.",
  fr: "« {name} » nomme la finalité « {detail} », que le plan ne déclare pas.",
  hint: {
    en: "Choose one of the plan’s purposes, or declare this one with its legal basis in the plan’s rules.",
    fr: "Choisissez l’une des finalités du plan, ou déclarez celle-ci avec sa base légale dans les règles du plan.",
  },
  *find({ plan, properties }) {
    const known = new Set(plan.settings.purposes.map(({ key }) => key));
    if (known.size === 0) return;
    const isUnknown = (purpose: string | undefined): purpose is string => purpose !== undefined && !known.has(purpose);
    for (const event of plan.events) {
      const { consentPurpose } = event;
      if (isUnknown(consentPurpose)) yield { target: eventTarget(event, "consentPurpose"), detail: consentPurpose };
    }
    for (const placed of properties) {
      const { consentPurpose } = placed.property;
      if (!isUnknown(consentPurpose)) continue;
      yield { target: propertyTarget(placed, "consentPurpose"), name: placed.name, detail: consentPurpose };
    }
  },
});
