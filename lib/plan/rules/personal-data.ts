import { wordsOf } from "../names.ts";
import type { Property } from "../plan.ts";
import { propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Names, as words one after the other, under which personal data usually travels, in English and French. */
// biome-ignore format: one list of names
const PERSONAL = [
  "email", "e mail", "mail", "mail address", "phone", "phone number", "telephone", "mobile", "mobile number", "first name",
  "firstname", "last name", "lastname", "surname", "full name", "fullname", "birth date", "date of birth", "birthday",
  "birthdate", "home address", "postal address", "street", "street address", "ip", "ip address", "latitude", "longitude",
  "user name", "username", "courriel", "téléphone", "tel", "prénom", "prenom", "nom de famille", "date de naissance",
  "adresse postale", "adresse ip", "rue",
];
// biome-ignore format: one list of names
const SENSITIVE = [
  "password", "mot de passe", "ssn", "social security number", "numéro de sécurité sociale", "passport number", "iban",
  "card number", "credit card", "cvv", "health", "diagnosis", "religion", "ethnicity", "sexual orientation",
  "political opinion", "trade union", "santé", "orientation sexuelle", "opinion politique", "syndicat",
];
const PERSONAL_NAMES = new Set(PERSONAL);
const SENSITIVE_NAMES = new Set(SENSITIVE);

/** The privacy class that the name of a property suggests. */
function suggested({ name, type }: Property): "personal" | "sensitive" | undefined {
  if (type.kind === "boolean" || type.kind === "null" || type.kind === "object") return undefined;
  const words = wordsOf(name).join(" ");
  const bare = words.replace(/^(?:user|customer|client|contact|billing|shipping) /, "");
  if (SENSITIVE_NAMES.has(words) || SENSITIVE_NAMES.has(bare)) return "sensitive";
  return PERSONAL_NAMES.has(words) || PERSONAL_NAMES.has(bare) ? "personal" : undefined;
}

/** Properties that hold personal data by their name, and are said to hold none. */
export const personalByName = defineRule({
  code: "personal_by_name",
  severity: "warning",
  en: "“{name}” holds personal data by its name, but its privacy class says there is none.",
  fr: "« {name} » contient des données personnelles d’après son nom, mais sa classe de confidentialité dit le contraire.",
  hint: {
    en: "Give it its privacy class, or collect less and remove it.",
    fr: "Donnez-lui sa classe de confidentialité, ou collectez moins et retirez-la.",
  },
  *find({ properties }) {
    for (const placed of properties) {
      const { property, place } = placed;
      if (property.privacy !== "none" || property.status === "deprecated") continue;
      const privacy = suggested(property);
      if (privacy === undefined) continue;
      // Sensitive data also needs a purpose that nobody can choose for the plan's authors.
      const isMended = privacy === "personal" || property.consentPurpose !== undefined;
      const fix = isMended
        ? { fix: { command: "updateProperty" as const, place, id: property.id, changes: { privacy } } }
        : {};
      yield { target: propertyTarget(placed, "privacy"), name: placed.name, ...fix };
    }
  },
});
