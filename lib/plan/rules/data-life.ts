import { isThirdCountry } from "../country.ts";
import { pathSegment } from "../edit-path.ts";
import type { Plan } from "../plan.ts";
import { handlingOf } from "../plan-settings.ts";
import { eventTarget, planTarget, propertyTarget } from "./facts.ts";
import { defineRule, type PlacedProperty } from "./rule.ts";

/** Whether every event that carries the property says why, where the property itself does not. */
function hasPurpose(plan: Plan, { property, event, place }: PlacedProperty): boolean {
  if (property.consentPurpose !== undefined) return true;
  if (event !== undefined) return event.consentPurpose !== undefined;
  if (place.in !== "bundle") return false;
  return plan.events.every((one) => !one.bundles.includes(place.id) || one.consentPurpose !== undefined);
}

/** Personal data that nothing is said to be collected for. Where the plan declares no purposes, nothing is asked. */
export const personalWithoutPurpose = defineRule({
  code: "personal_without_purpose",
  severity: "warning",
  en: "“{name}” is personal data, but no purpose is named.",
  fr: "« {name} » est une donnée personnelle, mais aucune finalité n’est nommée.",
  hint: {
    en: "Name the purpose it is collected for: the register and the notice for users say it.",
    fr: "Nommez la finalité pour laquelle elle est collectée : le registre et la notice aux utilisateurs la disent.",
  },
  *find({ plan, properties }) {
    if (plan.settings.purposes.length === 0) return;
    for (const event of plan.events) {
      const { privacy, status, consentPurpose } = event;
      if (privacy === "personal" && status !== "deprecated" && consentPurpose === undefined)
        yield { target: eventTarget(event, "consentPurpose") };
    }
    for (const placed of properties) {
      const { privacy, status } = placed.property;
      if (privacy !== "personal" || status === "deprecated" || hasPurpose(plan, placed)) continue;
      yield { target: propertyTarget(placed, "consentPurpose"), name: placed.name };
    }
  },
});

/** Values kept with consent only, where nothing says consent to what: none is ever kept. */
export const neverConsented = defineRule({
  code: "never_consented",
  severity: "warning",
  en: "Values of “{name}” are kept with consent only, but no purpose is named: none is ever kept.",
  fr: "Les valeurs de « {name} » ne sont conservées qu’avec un consentement, mais aucune finalité n’est nommée : aucune ne l’est jamais.",
  hint: {
    en: "Name the purpose people agree to, or choose another handling of its privacy class in the plan’s rules.",
    fr: "Nommez la finalité que les personnes acceptent, ou choisissez un autre traitement de sa classe dans les règles du plan.",
  },
  *find({ plan, properties }) {
    for (const placed of properties) {
      const { privacy, status } = placed.property;
      // Inside another property its purpose holds as well.
      const isInner = (placed.place.path ?? []).length > 0;
      if (isInner || status === "deprecated" || handlingOf(plan.settings, privacy) !== "consent") continue;
      if (hasPurpose(plan, placed)) continue;
      yield { target: propertyTarget(placed, "consentPurpose"), name: placed.name };
    }
  },
});

/** Recipients that purposes name and nobody described. Where none is described, nothing is asked. */
export const recipientNotDescribed = defineRule({
  code: "recipient_not_described",
  severity: "warning",
  en: "Nothing says in which country the recipient “{name}” is.",
  fr: "Rien ne dit dans quel pays se trouve le destinataire « {name} ».",
  hint: {
    en: "Describe it in the plan’s rules, with its country: a transfer outside the European Economic Area must be told.",
    fr: "Décrivez-le dans les règles du plan, avec son pays : un transfert hors de l’Espace économique européen doit être dit.",
  },
  *find({ plan }) {
    const { purposes, recipientDetails } = plan.settings;
    if (recipientDetails.length === 0) return;
    const placed = new Set(recipientDetails.flatMap(({ key, country }) => (country === undefined ? [] : [key])));
    const told = new Set<string>();
    for (const { key, recipients } of purposes) {
      for (const name of recipients) {
        if (placed.has(name) || told.has(name)) continue;
        told.add(name);
        yield { target: planTarget(plan, `settings/purposes/${pathSegment(key)}/recipients`), name };
      }
    }
  },
});

/** Data that leaves the European Economic Area with nothing said of what protects it there. */
export const transferWithoutSafeguards = defineRule({
  code: "transfer_without_safeguards",
  severity: "warning",
  en: "“{name}” is outside the European Economic Area, but no safeguards are named.",
  fr: "« {name} » est hors de l’Espace économique européen, mais aucune garantie n’est nommée.",
  hint: {
    en: "Name the adequacy decision, the standard contractual clauses or whatever else protects the data there.",
    fr: "Nommez la décision d’adéquation, les clauses contractuelles types ou ce qui protège les données là-bas.",
  },
  *find({ plan }) {
    for (const { key, country, safeguards } of plan.settings.recipientDetails) {
      if (country === undefined || !isThirdCountry(country) || safeguards.en || safeguards.fr) continue;
      yield { target: planTarget(plan, `settings/recipientDetails/${pathSegment(key)}/safeguards`), name: key };
    }
  },
});
