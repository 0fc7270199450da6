/** The journey and the purposes of the reference plan. */

import type { ImageRef, Journey } from "./plan-journey.ts";
import type { Purpose } from "./plan-settings.ts";

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
