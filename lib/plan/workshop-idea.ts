/** What a plan of the same trade suggests to a workshop: decisions, metrics, and events with all they carry. */

import type { Decision, EventRole, Metric, Plan, PlanEvent, Property, PropertyRole, PropertyType } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";

export interface WorkshopIdeas {
  readonly decisions: readonly Decision[];
  readonly metrics: readonly Metric[];
  /** Each carries its bundles' properties as its own. */
  readonly events: readonly PlanEvent[];
}

/** What shelves, bundles and purposes are for is decided after a workshop, not in it. */
function loose(plan: Plan, event: PlanEvent): PlanEvent {
  const { category: _category, consentPurpose: _purpose, variants: _variants, ...rest } = event;
  const { properties } = resolveEvent(plan, rest);
  return { ...rest, bundles: [], properties: properties.map(({ property }) => withoutPurpose(property)) };
}

function withoutPurpose({ consentPurpose: _purpose, ...property }: Property): Property {
  return property;
}

/** Ideas from another plan, such as the one of an industry. */
export function workshopIdeas(source: Plan): WorkshopIdeas {
  const { decisions, metrics, events } = source;
  return { decisions, metrics, events: events.map((event) => loose(source, event)) };
}

function renewedType(type: PropertyType, newId: () => string): PropertyType {
  switch (type.kind) {
    case "object":
      return { ...type, properties: type.properties.map((property) => renewed(property, newId)) };
    case "array":
      return { ...type, items: renewedType(type.items, newId) };
    case "union":
      return { ...type, anyOf: type.anyOf.map((one) => renewedType(one, newId)) };
    default:
      return type;
  }
}

/** The same property, and those inside it, as ones nobody has yet. */
export function renewed(property: Property, newId: () => string): Property {
  return {
    ...property,
    id: newId(),
    type: renewedType(property.type, newId),
    serves: { decisions: [], metrics: [] },
  };
}

interface GuessedProperty {
  readonly type: PropertyType;
  readonly role?: PropertyRole;
  readonly privacy?: Property["privacy"];
}

const TEXT: PropertyType = { kind: "string", minLength: 1, maxLength: 200 };
const AMOUNT: PropertyType = { kind: "number", minimum: 0 };
const COUNT: PropertyType = { kind: "integer", minimum: 0 };

/** By the words of a key, in both languages: the first that fits holds. */
const PROPERTY_GUESSES: readonly (readonly [RegExp, GuessedProperty])[] = [
  [/(^|_)(e_?mail|courriel)$/, { type: { kind: "string", format: "email" }, privacy: "personal" }],
  [/(^|_)(phone|telephone|first_name|last_name|prenom|birth_date)$/, { type: TEXT, privacy: "personal" }],
  [/^(is|has|was|est|a)_/, { type: { kind: "boolean" } }],
  [/(_at|_on)$|(^|_)(date|day|jour)$/, { type: { kind: "string", format: "date-time" } }],
  [/(^|_)(url|uri|link|lien)$/, { type: { kind: "string", format: "uri" } }],
  [/(^|_)(id|number|reference|numero)$/, { type: { ...TEXT, maxLength: 64 }, privacy: "pseudonymous" }],
  [/(^|_)(currency|devise)$/, { type: { kind: "string", enum: ["EUR", "USD", "GBP", "CHF"] }, role: "currency" }],
  [/(^|_)(revenue|total|turnover|montant|chiffre_d_affaires)$/, { type: AMOUNT, role: "revenue" }],
  [/(^|_)(amount|price|value|tax|discount|prix|valeur|remise|cost|cout)$/, { type: AMOUNT }],
  [/(^|_)(count|quantity|seats|step|position|nombre|quantite|rang|items|duration|duree|seconds)$/, { type: COUNT }],
  [/(^|_)(score|rating|note)$/, { type: { kind: "integer", minimum: 0, maximum: 10 }, role: "score" }],
  [/(^|_)(variant|variante)$/, { type: TEXT, role: "variant" }],
  [/(^|_)(channel|canal)$/, { type: TEXT, role: "channel" }],
];

const bare = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");

/** What a property of that name usually holds; text where nothing is known. */
export function guessProperty(name: string): GuessedProperty {
  return PROPERTY_GUESSES.find(([pattern]) => pattern.test(bare(name)))?.[1] ?? { type: TEXT };
}

const ROLE_GUESSES: readonly (readonly [RegExp, EventRole])[] = [
  [/sign(ed)?_up|account_created|registered|inscri|compte_cree/, "sign_up"],
  [/log(ged)?_in|signed_in|connexion|connecte/, "log_in"],
  [/onboarding/, "onboarding_step"],
  [/add(ed)?_to_(cart|basket|bag)|(cart|basket)_add|ajout.*panier|panier.*ajout/, "add_to_cart"],
  [
    /order_(completed|placed|paid)|purchase|checkout_completed|payment_(made|succeeded)|commande_(pass|pay|valid)|achat/,
    "purchase",
  ],
  [/product_(viewed|seen)|(view|see)(ed)?_product|(produit|fiche)_(vu|consult)/, "product_viewed"],
  [/unsubscri|desabonn/, "unsubscribe"],
  [/e_?mail_sent|e_?mail_envoye/, "email_sent"],
  [/e_?mail_opened|e_?mail_ouvert/, "email_opened"],
  [/experiment|exposure|experience_vue/, "exposure"],
  [/support_request|ticket|demande_d_assistance/, "support_request"],
  [/satisfaction|survey|nps|csat|enquete/, "satisfaction_answer"],
];

/** What an event of that name usually means to the business. */
export function guessRole(name: string): EventRole | undefined {
  return ROLE_GUESSES.find(([pattern]) => pattern.test(bare(name)))?.[1];
}
