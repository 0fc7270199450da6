import { eventTarget, propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Sensitive data without a purpose that people consented to. */
export const sensitiveWithoutConsent = defineRule({
  code: "sensitive_without_consent",
  severity: "warning",
  objectwise: true,
  en: "“{name}” is sensitive, but no consent purpose is named.",
  fr: "« {name} » est sensible, mais aucune finalité de consentement n’est nommée.",
  hint: {
    en: "Name the purpose people agree to, or do not collect it.",
    fr: "Nommez la finalité que les personnes acceptent, ou ne la collectez pas.",
  },
  *find({ plan, properties }) {
    for (const event of plan.events) {
      if (event.privacy === "sensitive" && event.consentPurpose === undefined) {
        yield { target: eventTarget(event, "consentPurpose") };
      }
    }
    for (const placed of properties) {
      const { privacy, consentPurpose } = placed.property;
      if (privacy !== "sensitive" || consentPurpose !== undefined || placed.event?.consentPurpose !== undefined)
        continue;
      yield { target: propertyTarget(placed, "consentPurpose"), name: placed.name };
    }
  },
});
