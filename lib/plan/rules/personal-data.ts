import { wordsOf } from "../names.ts";
import type { Json, Property, PropertyType, StringFormat } from "../plan.ts";
import { type ValueClass, valueClassOf } from "../value-class.ts";
import { propertyTarget } from "./facts.ts";
import { defineRule, type PlacedProperty, type RuleFacts, USER_TRAITS } from "./rule.ts";

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

type Suggested = "personal" | "sensitive";

/** The privacy class that the name of a property suggests. */
function byName({ name, type }: Property): Suggested | undefined {
  if (type.kind === "boolean" || type.kind === "null" || type.kind === "object") return undefined;
  const words = wordsOf(name).join(" ");
  const bare = words.replace(/^(?:user|customer|client|contact|billing|shipping) /, "");
  if (SENSITIVE_NAMES.has(words) || SENSITIVE_NAMES.has(bare)) return "sensitive";
  return PERSONAL_NAMES.has(words) || PERSONAL_NAMES.has(bare) ? "personal" : undefined;
}

function saysNone({ property }: PlacedProperty): boolean {
  return property.privacy === "none" && property.status !== "deprecated";
}

function hit(placed: PlacedProperty, privacy: Suggested) {
  const { property, place, name } = placed;
  // Sensitive data also needs a purpose that nobody can choose for the plan's authors.
  const isMended = privacy === "personal" || property.consentPurpose !== undefined;
  const fix = isMended
    ? { fix: { command: "updateProperty" as const, place, id: property.id, changes: { privacy } } }
    : {};
  return { target: propertyTarget(placed, "privacy"), name, ...fix };
}

/** Properties that hold personal data by their name, and are said to hold none. */
export const personalByName = defineRule({
  code: "personal_by_name",
  severity: "warning",
  objectwise: true,
  en: "“{name}” holds personal data by its name, but its privacy class says there is none.",
  fr: "« {name} » contient des données personnelles d’après son nom, mais sa classe de confidentialité dit le contraire.",
  hint: {
    en: "Give it its privacy class, or collect less and remove it.",
    fr: "Donnez-lui sa classe de confidentialité, ou collectez moins et retirez-la.",
  },
  *find({ properties }) {
    for (const placed of properties) {
      const privacy = saysNone(placed) ? byName(placed.property) : undefined;
      if (privacy !== undefined) yield hit(placed, privacy);
    }
  },
});

const FORMATS: { readonly [F in StringFormat]?: ValueClass } = { email: "email", ipv4: "ip", ipv6: "ip" };

const CLASS_NAMES: Readonly<Record<ValueClass, { readonly en: string; readonly fr: string }>> = {
  email: { en: "e-mail addresses", fr: "des adresses e-mail" },
  phone: { en: "phone numbers", fr: "des numéros de téléphone" },
  card: { en: "numbers of payment cards", fr: "des numéros de carte bancaire" },
  iban: { en: "bank account numbers", fr: "des numéros de compte bancaire" },
  national_id: { en: "national identity numbers", fr: "des numéros d’identité nationaux" },
  ip: { en: "IP addresses", fr: "des adresses IP" },
};

function suggestedBy(found: ValueClass): Suggested {
  return found === "card" || found === "iban" || found === "national_id" ? "sensitive" : "personal";
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item as Json);
}

/** Values that a type names itself. What stands inside objects has a property of its own. */
function* namedValues(type: PropertyType): Generator<string> {
  if (type.kind === "array") yield* namedValues(type.items);
  else if (type.kind === "union") for (const member of type.anyOf) yield* namedValues(member);
  else if (type.kind === "string") yield* [...(type.const === undefined ? [] : [type.const]), ...(type.enum ?? [])];
}

function formatClass(type: PropertyType): ValueClass | undefined {
  if (type.kind === "array") return formatClass(type.items);
  if (type.kind === "union") return type.anyOf.map(formatClass).find((found) => found !== undefined);
  return type.kind === "string" && type.format !== undefined ? FORMATS[type.format] : undefined;
}

/** The class of the values a property demands, lists or shows as examples. */
function byValue({ type, examples }: Property): ValueClass | undefined {
  const format = formatClass(type);
  if (format !== undefined) return format;
  for (const text of [...namedValues(type), ...textsIn(examples)]) {
    const found = valueClassOf(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Properties whose values are personal data by their class, whatever they are called, and that are said to hold none. */
export const personalByValue = defineRule({
  code: "personal_by_value",
  severity: "warning",
  objectwise: true,
  en: "The values of “{name}” are {detail}, but its privacy class says there is no personal data.",
  fr: "Les valeurs de « {name} » sont {detail}, mais sa classe de confidentialité dit qu’il n’y a pas de données personnelles.",
  hint: {
    en: "Give it its privacy class, or send something that names nobody: a hash, a country, a yes or no.",
    fr: "Donnez-lui sa classe de confidentialité, ou envoyez ce qui ne désigne personne : une empreinte, un pays, un oui ou non.",
  },
  *find({ properties }) {
    for (const placed of properties) {
      // What its name gives away is said once.
      const found = saysNone(placed) && byName(placed.property) === undefined ? byValue(placed.property) : undefined;
      if (found === undefined) continue;
      yield { ...hit(placed, suggestedBy(found)), detail: CLASS_NAMES[found] };
    }
  },
});

/** Where values of a property come in: the event it stands in, those its bundle is attached to, or what people are said to be. */
function arrivalsOf(
  { place, event }: PlacedProperty,
  attached: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (place.in === "user") return [USER_TRAITS];
  if (place.in === "bundle") return attached.get(place.id) ?? [];
  return event === undefined ? [] : [event.id];
}

/** Ids of the events that each bundle is attached to. */
function attachments({ plan }: RuleFacts): ReadonlyMap<string, readonly string[]> {
  const attached = new Map<string, string[]>();
  for (const { id, bundles } of plan.events)
    for (const bundle of bundles) attached.set(bundle, [...(attached.get(bundle) ?? []), id]);
  return attached;
}

/** Properties that are sent personal data, whatever the plan says of them. */
export const personalByReceived = defineRule({
  code: "personal_by_received",
  severity: "warning",
  en: "Values that came lately for “{name}” are {detail}, but its privacy class says there is no personal data.",
  fr: "Des valeurs reçues récemment pour « {name} » sont {detail}, mais sa classe de confidentialité dit qu’il n’y a pas de données personnelles.",
  hint: {
    en: "Have its source send something that names nobody, or give it its privacy class.",
    fr: "Faites envoyer par sa source ce qui ne désigne personne, ou donnez-lui sa classe de confidentialité.",
  },
  canSpeak: ({ received }) => received !== undefined,
  *find(facts) {
    const { properties, publishedKeys, received } = facts;
    if (received === undefined || received.size === 0) return;
    const attached = attachments(facts);
    for (const placed of properties) {
      const { property, name, depth } = placed;
      if (!saysNone(placed)) continue;
      const arrivals = arrivalsOf(placed, attached).filter((at) => received.has(at));
      if (arrivals.length === 0) continue;
      // Until a new name is published, values come under the old one.
      const names = depth === 0 ? [name, publishedKeys.get(property.id) ?? name] : [name];
      const found = arrivals
        .flatMap((at) => names.map((one) => received.get(at)?.get(one.replaceAll("[]", ""))))
        .find((one) => one !== undefined);
      // What its name or its type gives away is said once.
      if (found === undefined || byName(property) !== undefined || byValue(property) !== undefined) continue;
      yield { ...hit(placed, suggestedBy(found)), detail: CLASS_NAMES[found] };
    }
  },
});
