/** The demo shop's events about articles, baskets and orders. */

import type { PlanEvent, Property } from "../../lib/plan/plan.ts";
import { checkout, event, serves } from "./demo-plan-event.ts";
import { both, p } from "./demo-plan-parts.ts";

export const browsingEvents: PlanEvent[] = [
  event("Product Viewed", {
    title: both("Product viewed", "Article consulté"),
    says: both("An article’s page was seen.", "La fiche d’un article a été vue."),
    when: both("When the page is visible for a second.", "Quand la fiche est visible depuis une seconde."),
    category: "cat_browsing",
    roles: ["product_viewed"],
    bundles: ["bdl_article"],
    ...checkout,
  }),
  event("Product Searched", {
    title: both("Search used", "Recherche utilisée"),
    says: both("The internal search was used.", "La recherche interne a été utilisée."),
    when: both("When results are shown.", "À l’affichage des résultats."),
    category: "cat_browsing",
    properties: [
      p(
        "query",
        both("What was typed", "Texte saisi"),
        { kind: "string", minLength: 1, maxLength: 200 },
        { required: true, serves: serves("dec_assortment") },
      ),
      p(
        "results",
        both("Results found", "Résultats trouvés"),
        { kind: "integer", minimum: 0 },
        { required: true, serves: serves("dec_assortment") },
      ),
    ],
    serves: serves("dec_assortment"),
  }),
  event("Size Guide Opened", {
    title: both("Size guide opened", "Guide des tailles ouvert"),
    says: both("The size guide was read.", "Le guide des tailles a été lu."),
    when: both("When the guide opens.", "À l’ouverture du guide."),
    category: "cat_browsing",
    roles: ["micro_conversion"],
    ...checkout,
  }),
  event("Homepage Tested", {
    title: both("Homepage variant seen", "Variante d’accueil vue"),
    says: both("A person saw one of the homepage variants.", "Une personne a vu une variante de la page d’accueil."),
    when: both("At the first view of the variant.", "À la première vue de la variante."),
    category: "cat_browsing",
    roles: ["exposure"],
    properties: [
      p(
        "variant",
        both("Variant", "Variante"),
        { kind: "string", enum: ["control", "stories"] },
        { required: true, role: "variant", ...checkout },
      ),
    ],
    ...checkout,
  }),
];

const lines: Property = p(
  "lines",
  both("Articles bought", "Articles achetés"),
  {
    kind: "array",
    minItems: 1,
    maxItems: 100,
    items: {
      kind: "object",
      open: false,
      properties: [
        p(
          "product_id",
          both("Article number", "Référence"),
          { kind: "string", minLength: 1 },
          { required: true, ...checkout },
          "prp_line_product_id",
        ),
        p(
          "quantity",
          both("Quantity", "Quantité"),
          { kind: "integer", minimum: 1 },
          { required: true, ...checkout },
          "prp_line_quantity",
        ),
      ],
    },
  },
  { required: true, ...checkout },
);

export const commerceEvents: PlanEvent[] = [
  event("Product Added", {
    title: both("Added to basket", "Ajout au panier"),
    says: both("An article was put into the basket.", "Un article a été mis au panier."),
    when: both("After the basket confirmed the article.", "Après confirmation par le panier."),
    category: "cat_commerce",
    critical: true,
    roles: ["add_to_cart"],
    bundles: ["bdl_article", "bdl_cart"],
    ...checkout,
  }),
  event("Checkout Started", {
    title: both("Checkout started", "Passage en caisse"),
    says: both("The first checkout page was opened.", "La première page de paiement a été ouverte."),
    when: both("When the address form is shown.", "À l’affichage du formulaire d’adresse."),
    category: "cat_commerce",
    bundles: ["bdl_cart"],
    ...checkout,
  }),
  event("Payment Attempted", {
    title: both("Payment attempted", "Paiement tenté"),
    says: both("A means of payment was tried.", "Un moyen de paiement a été essayé."),
    when: both("When the payment is submitted.", "À l’envoi du paiement."),
    category: "cat_commerce",
    bundles: ["bdl_cart"],
    properties: [
      p(
        "method",
        both("Means of payment", "Moyen de paiement"),
        { kind: "string", enum: ["card", "transfer", "gift_card"] },
        { required: true, ...checkout },
        "prp_payment_method",
      ),
    ],
    variants: {
      discriminator: "prp_payment_method",
      cases: [
        {
          id: "cas_card",
          displayName: both("Card", "Carte"),
          match: ["card"],
          properties: [
            p(
              "brand",
              both("Card brand", "Réseau de carte"),
              { kind: "string", enum: ["visa", "mastercard", "cb"] },
              { required: true, ...checkout },
            ),
          ],
        },
        {
          id: "cas_gift_card",
          displayName: both("Gift card", "Carte cadeau"),
          match: ["gift_card"],
          properties: [
            p(
              "balance",
              both("Balance left", "Solde restant"),
              { kind: "number", minimum: 0 },
              { required: true, ...checkout },
            ),
          ],
        },
      ],
    },
    ...checkout,
  }),
  event("Order Completed", {
    title: both("Order completed", "Commande passée"),
    says: both("An order was paid.", "Une commande a été payée."),
    when: both(
      "When the payment provider confirms, from the server.",
      "À la confirmation du prestataire de paiement, depuis le serveur.",
    ),
    category: "cat_commerce",
    critical: true,
    owner: "Checkout",
    roles: ["purchase"],
    privacy: "pseudonymous",
    bundles: ["bdl_cart"],
    properties: [
      p(
        "order_id",
        both("Order number", "Numéro de commande"),
        { kind: "string", pattern: "^ML-[0-9]+$" },
        {
          required: true,
          privacy: "pseudonymous",
          examples: ["ML-10442"],
          ...checkout,
        },
      ),
      p(
        "total",
        both("Total paid, with tax", "Total payé, taxes comprises"),
        { kind: "number", minimum: 0, maximum: 100_000 },
        {
          required: true,
          role: "revenue",
          examples: [84.5],
          ...checkout,
        },
      ),
      p(
        "currency",
        both("Currency", "Devise"),
        { kind: "string", enum: ["EUR"] },
        { required: true, role: "currency", ...checkout },
      ),
      p(
        "coupon",
        both("Coupon used", "Code promo utilisé"),
        { kind: "string", nullable: true, maxLength: 40 },
        { ...checkout },
      ),
      lines,
    ],
    ...checkout,
  }),
];

export const pages: PlanEvent[] = [
  event("Home", {
    callType: "page",
    identifier: "homePage",
    title: both("Home page", "Page d’accueil"),
    says: both("The home page was seen.", "La page d’accueil a été vue."),
    when: both("At each view.", "À chaque vue."),
    category: "cat_browsing",
    sources: ["shop-web"],
    ...checkout,
  }),
];
