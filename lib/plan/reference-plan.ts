/** A plan that uses every construct of the model at least once: the ground of golden files and of tests in every folder. */

import { newBundle, newEvent, newGroupType, newMetric, newProperty, newTrait } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { buyingJourney, referencePurposes, referenceRecipients, referenceStandards } from "./reference-journey.ts";
import { orderCompleted } from "./reference-order.ts";

export const referencePlan: Plan = {
  slug: "reference",
  name: { en: "Reference plan", fr: "Plan de référence" },
  description: { en: "Every construct, once.", fr: "Chaque construction, une fois." },
  settings: {
    languages: ["en", "fr"],
    standards: referenceStandards,
    identifiers: "unicode",
    canonicalUserId: "Customer number of the shop",
    automatic: ["device_type", "os_name", "app_version", "language", "time_zone", "country", "page_path", "utm_source"],
    purposes: referencePurposes,
    recipientDetails: referenceRecipients,
    transformations: [],
    dataSubjects: { en: "Customers and visitors.", fr: "Clients et visiteurs." },
    securityMeasures: {},
  },
  categories: [
    { id: "cat_commerce", name: "Commerce", description: { en: "Buying.", fr: "L’achat." }, owner: "Checkout" },
    { id: "cat_account", name: "Account", description: { en: "Signing up and in.", fr: "Inscription et connexion." } },
  ],
  decisions: [
    {
      id: "dec_checkout",
      name: { en: "Where to simplify the checkout", fr: "Où simplifier le paiement" },
      description: { en: "Decided every month.", fr: "Décidé chaque mois." },
      owner: "Checkout",
      steward: "Data office",
    },
    {
      id: "dec_assortment",
      name: { en: "Which articles to keep", fr: "Quels articles garder" },
      description: {},
    },
  ],
  metrics: [
    {
      id: "met_revenue",
      name: { en: "Revenue", fr: "Chiffre d’affaires" },
      description: { en: "Sum of order totals.", fr: "Somme des totaux de commande." },
      formula: { en: "Total of the orders of a day.", fr: "Total des commandes d’un jour." },
      owner: "Finance",
      decisions: ["dec_checkout", "dec_assortment"],
    },
    newMetric({ id: "met_orders", name: { en: "Orders", fr: "Commandes" } }),
    newMetric({
      id: "met_basket",
      name: { en: "Average basket", fr: "Panier moyen" },
      parent: "met_revenue",
      decisions: ["dec_assortment"],
    }),
  ],
  bundles: [
    newBundle({
      id: "bdl_campaign",
      name: "Campaign",
      description: { en: "Where a visit came from.", fr: "D’où vient une visite." },
      owner: "Marketing",
      tags: ["marketing"],
      properties: [
        newProperty({
          id: "prp_campaign",
          name: "campaign",
          type: { kind: "string", nullable: true },
          role: "channel",
        }),
        newProperty({
          id: "prp_landing",
          name: "landing_url",
          type: { kind: "string", format: "uri", nullable: true },
        }),
      ],
    }),
  ],
  userProperties: [
    newTrait({
      id: "prp_user_email",
      name: "email",
      displayName: { en: "E-mail", fr: "E-mail" },
      type: { kind: "string", format: "email" },
      privacy: "personal",
      consentPurpose: "account",
      segmentKind: "customer_data",
    }),
    newTrait({
      id: "prp_user_plan",
      name: "plan",
      type: { kind: "string", enum: ["free", "trial", "pro"] },
      role: "subscription",
      segmentKind: "customer_data",
    }),
    newTrait({
      id: "prp_user_signed_up",
      name: "signed_up_at",
      type: { kind: "string", format: "date-time" },
      segmentKind: "demographic",
    }),
    newTrait({
      id: "prp_user_nps",
      name: "nps",
      type: { kind: "integer", minimum: 0, maximum: 10, nullable: true },
      role: "score",
      segmentKind: "psychographic",
    }),
  ],
  groupTypes: [
    newGroupType({
      id: "grp_account",
      name: "account",
      displayName: { en: "Account", fr: "Compte" },
      properties: [
        newTrait({
          id: "prp_account_sector",
          name: "sector",
          type: { kind: "string" },
          segmentKind: "firmographic",
        }),
        newTrait({
          id: "prp_account_seats",
          name: "seats",
          type: { kind: "integer", minimum: 1 },
          segmentKind: "firmographic",
        }),
      ],
    }),
  ],
  journeys: [buyingJourney],
  events: [
    orderCompleted,
    newEvent({
      id: "evt_payment",
      name: "Payment Attempted",
      identifier: "paymentAttempted",
      description: { en: "A means of payment was tried.", fr: "Un moyen de paiement a été essayé." },
      category: "cat_commerce",
      properties: [
        newProperty({
          id: "prp_method",
          name: "method",
          type: { kind: "string", enum: ["card", "transfer", "voucher", "cash"] },
          required: true,
        }),
        newProperty({ id: "prp_amount", name: "amount", type: { kind: "number", minimum: 0 }, required: true }),
      ],
      variants: {
        discriminator: "prp_method",
        cases: [
          {
            id: "cas_card",
            displayName: { en: "Card", fr: "Carte" },
            match: ["card"],
            properties: [
              newProperty({
                id: "prp_brand",
                name: "brand",
                type: { kind: "string", enum: ["visa", "mastercard", "cb"] },
                required: true,
              }),
            ],
          },
          {
            id: "cas_transfer",
            displayName: { en: "Transfer or voucher", fr: "Virement ou bon" },
            match: ["transfer", "voucher"],
            properties: [
              newProperty({ id: "prp_reference", name: "reference", type: { kind: "string" }, required: true }),
              newProperty({
                id: "prp_amount_transfer",
                name: "amount",
                type: { kind: "number", minimum: 1 },
                required: true,
              }),
            ],
          },
        ],
      },
      serves: { decisions: ["dec_checkout"], metrics: [] },
    }),
    newEvent({
      id: "evt_signed_up",
      name: "Signed Up",
      identifier: "signedUp",
      formerNames: ["User Registered"],
      formerIdentifiers: ["userRegistered"],
      category: "cat_account",
      critical: true,
      roles: ["sign_up"],
      bundles: ["bdl_campaign"],
      properties: [
        newProperty({ id: "prp_method_signup", name: "method", type: { kind: "string", enum: ["email", "google"] } }),
        newProperty({ id: "prp_invited", name: "invited", type: { kind: "boolean" } }),
      ],
    }),
    newEvent({
      id: "evt_search",
      name: "Product Searched",
      identifier: "productSearched",
      roles: ["micro_conversion"],
      open: true,
      properties: [
        newProperty({ id: "prp_query", name: "query", type: { kind: "string", maxLength: 200 }, required: true }),
        newProperty({
          id: "prp_filters",
          name: "filters",
          type: {
            kind: "object",
            open: true,
            properties: [
              newProperty({
                id: "prp_filter_brand",
                name: "brand",
                type: { kind: "array", items: { kind: "string" }, uniqueItems: true },
              }),
              newProperty({
                id: "prp_filter_price",
                name: "price",
                type: {
                  kind: "object",
                  open: false,
                  nullable: true,
                  properties: [
                    newProperty({ id: "prp_price_min", name: "min", type: { kind: "number" } }),
                    newProperty({ id: "prp_price_max", name: "max", type: { kind: "number" }, required: true }),
                  ],
                },
              }),
            ],
          },
        }),
        newProperty({
          id: "prp_position",
          name: "position",
          type: {
            kind: "union",
            anyOf: [
              { kind: "integer", minimum: 0 },
              { kind: "string", enum: ["top", "bottom"] },
            ],
          },
        }),
        newProperty({ id: "prp_debug", name: "debug", type: { kind: "any" } }),
        newProperty({ id: "prp_never", name: "legacy_marker", type: { kind: "null" } }),
        newProperty({
          id: "prp_range",
          name: "range",
          type: {
            kind: "raw",
            schema: {
              definitions: { bound: { type: "integer" } },
              type: "array",
              items: [{ $ref: "#/definitions/bound" }, { $ref: "#/definitions/bound" }],
              minItems: 2,
              maxItems: 2,
            },
          },
        }),
      ],
    }),
    newEvent({
      id: "evt_rated",
      name: "Article Rated",
      identifier: "articleRated",
      roles: ["satisfaction_answer"],
      properties: [
        newProperty({
          id: "prp_stars",
          name: "stars",
          type: { kind: "integer", enum: [1, 2, 3, 4, 5] },
          required: true,
          role: "score",
        }),
        newProperty({ id: "prp_verified", name: "verified", type: { kind: "boolean", const: true } }),
        newProperty({
          id: "prp_old_comment",
          name: "comment_text",
          type: { kind: "string" },
          privacy: "personal",
          status: "deprecated",
          deprecation: {
            text: { en: "Use comment.", fr: "Utilisez comment." },
            replacementId: "prp_comment",
            on: "2027-06-30",
          },
        }),
        newProperty({
          id: "prp_comment",
          name: "comment",
          type: { kind: "string" },
          privacy: "personal",
          consentPurpose: "reviews",
          retentionDays: 365,
          expiresOn: "2028-12-31",
        }),
      ],
      rawSchema: { not: { required: ["comment", "comment_text"] } },
    }),
    newEvent({
      id: "evt_home",
      callType: "page",
      name: "Home",
      identifier: "homePage",
      properties: [newProperty({ id: "prp_variant", name: "variant", type: { kind: "string" }, role: "variant" })],
    }),
    newEvent({ id: "evt_any_page", callType: "page", name: "Page", identifier: "page", open: true }),
    newEvent({ id: "evt_basket_screen", callType: "screen", name: "Basket", identifier: "basketScreen" }),
    newEvent({
      id: "evt_old",
      name: "Basket Emptied",
      identifier: "basketEmptied",
      status: "deprecated",
      deprecation: {
        text: { en: "Replaced by Order Completed.", fr: "Remplacé par Order Completed." },
        replacementId: "evt_order_completed",
      },
    }),
    newEvent({ id: "evt_draft", name: "Basket Shared", identifier: "basketShared", status: "draft" }),
  ],
};
