/** Shared pieces of the demo shop's plan: decisions, metrics, bundles, people's properties. */

import { newBundle, newGroupType, newProperty, newTrait } from "../../lib/plan/new-object.ts";
import type {
  Bundle,
  Category,
  Decision,
  GroupType,
  LocalizedText,
  Metric,
  Property,
  PropertyType,
  TraitProperty,
} from "../../lib/plan/plan.ts";

export const both = (en: string, fr: string): LocalizedText => ({ en, fr });

export const decisions: Decision[] = [
  {
    id: "dec_onboarding",
    name: both("Which onboarding step to rework next", "Quelle étape d’onboarding retravailler ensuite"),
    description: both(
      "Every two weeks, from where new customers stop.",
      "Toutes les deux semaines, d’après l’endroit où les nouveaux clients s’arrêtent.",
    ),
    owner: "Growth",
  },
  {
    id: "dec_assortment",
    name: both("Which articles to promote or drop", "Quels articles mettre en avant ou retirer"),
    description: both("Monthly, with the buyers.", "Chaque mois, avec les acheteurs."),
    owner: "Assortment",
  },
  {
    id: "dec_checkout",
    name: both("Where to simplify the checkout", "Où simplifier le passage en caisse"),
    description: both("Monthly, from funnel losses.", "Chaque mois, d’après les pertes du funnel."),
    owner: "Checkout",
  },
  {
    id: "dec_retention",
    name: both("Whom to win back, and how", "Qui reconquérir, et comment"),
    description: both("Weekly, from the at-risk cohorts.", "Chaque semaine, d’après les cohortes à risque."),
    owner: "Lifecycle",
  },
];

export const metrics: Metric[] = [
  {
    id: "met_revenue",
    name: both("Revenue", "Chiffre d’affaires"),
    description: both("What the shop earns.", "Ce que la boutique gagne."),
    formula: both("Sum of order totals.", "Somme des totaux de commande."),
    owner: "Finance",
    decisions: ["dec_assortment", "dec_checkout"],
  },
  {
    id: "met_activation",
    name: both("Activation rate", "Taux d’activation"),
    description: both("Who found the use of the shop.", "Ceux qui ont trouvé l’usage de la boutique."),
    formula: both("Three lists saved within 7 days.", "Trois listes enregistrées en 7 jours."),
    owner: "Growth",
    decisions: ["dec_onboarding"],
  },
  {
    id: "met_retention",
    name: both("Weekly retention", "Rétention hebdomadaire"),
    description: both("Who comes back.", "Ceux qui reviennent."),
    formula: both("Customers back in week N.", "Clients revenus en semaine N."),
    owner: "Lifecycle",
    decisions: ["dec_retention"],
  },
];

export const categories: Category[] = [
  { id: "cat_account", name: "Account", description: both("Signing up and in.", "Inscription et connexion.") },
  { id: "cat_browsing", name: "Browsing", description: both("Looking for articles.", "Recherche d’articles.") },
  { id: "cat_commerce", name: "Commerce", description: both("Basket and orders.", "Panier et commandes.") },
  { id: "cat_membership", name: "Membership", description: both("The paid membership.", "L’abonnement payant.") },
  { id: "cat_lifecycle", name: "Lifecycle", description: both("E-mails and support.", "E-mails et assistance.") },
];

/** A property with its texts; `p("total", ...)` has the id `prp_total`. */
export function p(
  name: string,
  text: LocalizedText,
  type: PropertyType,
  more: Partial<Property> = {},
  id = `prp_${name}`,
): Property {
  return newProperty({ id, name, displayName: text, description: text, type, ...more });
}

const money: PropertyType = { kind: "number", minimum: 0, maximum: 100_000 };
const articleServes = { decisions: ["dec_assortment"], metrics: ["met_revenue"] };

export const bundles: Bundle[] = [
  newBundle({
    id: "bdl_article",
    name: "Article",
    description: both("The article an event is about.", "L’article dont parle un événement."),
    owner: "Assortment",
    properties: [
      p(
        "product_id",
        both("Article number", "Référence de l’article"),
        { kind: "string", minLength: 1, maxLength: 40 },
        {
          required: true,
          examples: ["LIN-204"],
          serves: articleServes,
        },
      ),
      p(
        "category",
        both("Department", "Rayon"),
        { kind: "string", enum: ["bed", "bath", "table", "kitchen"] },
        {
          required: true,
          serves: articleServes,
        },
      ),
      p("price", both("Price with tax", "Prix taxes comprises"), money, { required: true, serves: articleServes }),
    ],
  }),
  newBundle({
    id: "bdl_cart",
    name: "Basket",
    description: both("The basket an event is about.", "Le panier dont parle un événement."),
    owner: "Checkout",
    properties: [
      p(
        "cart_id",
        both("Basket number", "Numéro de panier"),
        { kind: "string", minLength: 1, maxLength: 40 },
        {
          required: true,
          privacy: "pseudonymous",
          examples: ["c-1204"],
          serves: { decisions: ["dec_checkout"], metrics: [] },
        },
      ),
    ],
  }),
];

function trait(
  name: string,
  text: LocalizedText,
  type: PropertyType,
  segmentKind: NonNullable<TraitProperty["segmentKind"]>,
  more: Partial<TraitProperty> = {},
): TraitProperty {
  return newTrait({
    id: `prp_user_${name}`,
    name,
    displayName: text,
    description: text,
    type,
    segmentKind,
    serves: { decisions: ["dec_retention"], metrics: [] },
    ...more,
  });
}

export const userProperties: TraitProperty[] = [
  trait("email", both("E-mail address", "Adresse e-mail"), { kind: "string", format: "email" }, "customer_data", {
    privacy: "personal",
    consentPurpose: "account",
  }),
  trait(
    "plan",
    both("Membership", "Abonnement"),
    { kind: "string", enum: ["free", "trial", "member"] },
    "customer_data",
    { role: "subscription" },
  ),
  trait(
    "signed_up_at",
    both("Signed up on", "Date d’inscription"),
    { kind: "string", format: "date-time" },
    "customer_data",
  ),
  trait("country", both("Country", "Pays"), { kind: "string", pattern: "^[A-Z]{2}$" }, "demographic"),
  trait(
    "household_size",
    both("People at home", "Personnes au foyer"),
    { kind: "integer", minimum: 1, maximum: 20 },
    "demographic",
  ),
  trait("marketing_consent", both("Agreed to e-mails", "Accepte les e-mails"), { kind: "boolean" }, "customer_data"),
  trait(
    "acquisition_channel",
    both("First channel", "Premier canal"),
    { kind: "string", enum: ["search", "social", "email", "referral", "direct"] },
    "behavioural",
    { role: "channel" },
  ),
  trait(
    "nps",
    both("Would recommend, 0 to 10", "Recommanderait, de 0 à 10"),
    { kind: "integer", minimum: 0, maximum: 10, nullable: true },
    "psychographic",
    {
      role: "score",
    },
  ),
];

export const groupTypes: GroupType[] = [
  newGroupType({
    id: "grp_hotel",
    name: "hotel",
    displayName: both("Hotel", "Hôtel"),
    description: both("A hotel that buys with several accounts.", "Un hôtel qui achète avec plusieurs comptes."),
    properties: [
      newTrait({
        id: "prp_hotel_rooms",
        name: "rooms",
        displayName: both("Rooms", "Chambres"),
        description: both("Number of rooms.", "Nombre de chambres."),
        type: { kind: "integer", minimum: 1 },
        segmentKind: "firmographic",
        serves: { decisions: ["dec_assortment"], metrics: [] },
      }),
      newTrait({
        id: "prp_hotel_pms",
        name: "booking_software",
        displayName: both("Booking software", "Logiciel de réservation"),
        description: both("The software it takes bookings with.", "Le logiciel de ses réservations."),
        type: { kind: "string" },
        segmentKind: "technographic",
        serves: { decisions: ["dec_assortment"], metrics: [] },
      }),
    ],
  }),
];
