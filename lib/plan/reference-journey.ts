/** The journey, the purposes and the standards of the reference plan. */

import type { ImageRef, Journey } from "./plan-journey.ts";
import type { Purpose, Recipient } from "./plan-settings.ts";
import { DEFAULT_STANDARDS, type Standards } from "./standards.ts";

/** Named by the SHA-256 of the text `basket`; no bytes belong to it. */
export const basketImage: ImageRef = {
  id: "df2f50a0fc4d79ed3a7d7b9d8a1a1ca9b7ab9ae4ef2ad9c1b7d7dbb67d9e8a3f",
  alt: { en: "The basket with its total.", fr: "Le panier avec son total." },
};

export const buyingJourney: Journey = {
  id: "jny_buying",
  name: { en: "Buying", fr: "Achat" },
  description: { en: "From the search to the paid order.", fr: "De la recherche à la commande payée." },
  owner: "Checkout",
  steps: [
    {
      id: "stp_search",
      name: { en: "Search", fr: "Recherche" },
      description: { en: "A list of articles.", fr: "Une liste d’articles." },
      url: "/search",
      events: ["evt_home", "evt_search"],
    },
    {
      id: "stp_basket",
      name: { en: "Basket", fr: "Panier" },
      description: {},
      image: basketImage,
      source: "web",
      url: "https://shop.example/basket",
      events: ["evt_payment", "evt_order_completed"],
    },
  ],
};

export const referencePurposes: readonly Purpose[] = [
  {
    key: "account",
    name: { en: "Customer account", fr: "Compte client" },
    description: { en: "To run the account.", fr: "Pour tenir le compte." },
    legalBasis: "contract",
    recipients: [],
  },
  {
    key: "analytics",
    name: { en: "Audience measurement", fr: "Mesure d’audience" },
    description: {},
    legalBasis: "consent",
    recipients: ["Analytics Ltd"],
    retentionDays: 395,
  },
  {
    key: "reviews",
    name: { en: "Reviews", fr: "Avis" },
    description: {},
    legalBasis: "legitimate_interests",
    recipients: [],
  },
];

export const referenceRecipients: readonly Recipient[] = [
  {
    key: "Analytics Ltd",
    description: { en: "Measures the audience for us.", fr: "Mesure l’audience pour notre compte." },
    country: "US",
    safeguards: { en: "Standard contractual clauses.", fr: "Clauses contractuelles types." },
  },
];

const { naming, requiredFields } = DEFAULT_STANDARDS;

export const referenceStandards: Standards = {
  naming: {
    ...naming,
    event: { ...naming.event, forbiddenWords: ["Click"], acronyms: ["SMS"] },
    bundle: { ...naming.bundle, case: "Title Case" },
  },
  requiredFields: { ...requiredFields, bundle: ["owner"] },
  severities: { missing_translation: "warning", unused_property: "off" },
  synonyms: [
    ["basket", "cart"],
    ["article", "product"],
  ],
  suppressions: [
    {
      id: "sup_page",
      rule: "serves_nothing",
      objectId: "evt_any_page",
      reason: "Kept for the search engine team.",
      until: "2028-12-31",
    },
  ],
  staleDays: 90,
};
