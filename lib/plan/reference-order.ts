/** The richest event of the reference plan: bounds, formats, constants, nullables, an array of objects, a bundle. */

import { newEvent, newProperty } from "./new-object.ts";
import type { PlanEvent, Property } from "./plan.ts";
import { basketImage } from "./reference-journey.ts";

const orderId: Property = newProperty({
  id: "prp_order_id",
  name: "order_id",
  displayName: { en: "Order number", fr: "Numéro de commande" },
  description: { en: "Key of the order in the shop.", fr: "Clé de la commande dans la boutique." },
  type: { kind: "string", minLength: 1, maxLength: 64, pattern: "^[A-Z0-9-]+$" },
  required: true,
  privacy: "pseudonymous",
  owner: "Checkout",
  tags: ["checkout"],
  examples: ["FR-2041"],
  serves: { decisions: ["dec_checkout"], metrics: [] },
});

const line: Property = newProperty({
  id: "prp_lines",
  name: "lines",
  description: { en: "One entry per article.", fr: "Une entrée par article." },
  type: {
    kind: "array",
    minItems: 1,
    maxItems: 200,
    items: {
      kind: "object",
      open: false,
      properties: [
        newProperty({
          id: "prp_line_sku",
          name: "sku",
          type: { kind: "string", minLength: 1 },
          required: true,
        }),
        newProperty({
          id: "prp_line_quantity",
          name: "quantity",
          type: { kind: "integer", minimum: 1, maximum: 999 },
          required: true,
        }),
        newProperty({
          id: "prp_line_gift",
          name: "gift",
          type: { kind: "boolean", nullable: true },
        }),
      ],
    },
  },
  required: true,
  serves: { decisions: ["dec_assortment"], metrics: [] },
});

export const orderCompleted: PlanEvent = newEvent({
  id: "evt_order_completed",
  name: "Order Completed",
  identifier: "orderCompleted",
  displayName: { en: "Order completed", fr: "Commande passée" },
  description: { en: "An order was paid.", fr: "Une commande a été payée." },
  trigger: { en: "When the payment provider confirms.", fr: "Quand le prestataire de paiement confirme." },
  triggers: [
    {
      id: "trg_order_web",
      text: { en: "The confirmation page is shown.", fr: "La page de confirmation s’affiche." },
      source: "web",
      url: "https://shop.example/thanks",
      image: basketImage,
    },
    { id: "trg_order_server", text: { en: "The provider’s callback.", fr: "Le rappel du prestataire." } },
  ],
  examples: [
    {
      order_id: "FR-2041",
      total: 49.9,
      currency: "EUR",
      sales_channel: "shop",
      discount: null,
      lines: [{ sku: "A-1", quantity: 1 }],
    },
  ],
  category: "cat_commerce",
  tags: ["checkout", "kpi"],
  owner: "Checkout",
  steward: "Data office",
  retentionDays: 395,
  expiresOn: "2028-12-31",
  critical: true,
  roles: ["purchase", "key_value_action"],
  privacy: "pseudonymous",
  consentPurpose: "analytics",
  sources: ["web", "server"],
  bundles: ["bdl_campaign"],
  properties: [
    orderId,
    newProperty({
      id: "prp_total",
      name: "total",
      description: { en: "Total paid, taxes included.", fr: "Total payé, taxes comprises." },
      type: { kind: "number", minimum: 0, multipleOf: 0.01 },
      required: true,
      role: "revenue",
      examples: [49.9],
      serves: { decisions: [], metrics: ["met_revenue"] },
    }),
    newProperty({
      id: "prp_currency",
      name: "currency",
      type: { kind: "string", enum: ["EUR", "USD"] },
      required: true,
      role: "currency",
    }),
    newProperty({ id: "prp_coupon", name: "coupon", type: { kind: "string", nullable: true } }),
    newProperty({ id: "prp_placed_at", name: "placed_at", type: { kind: "string", format: "date-time" } }),
    newProperty({
      id: "prp_channel",
      name: "sales_channel",
      type: { kind: "string", const: "shop" },
      required: true,
    }),
    newProperty({
      id: "prp_discount",
      name: "discount",
      type: { kind: "number", exclusiveMinimum: 0, exclusiveMaximum: 1, nullable: true },
      required: true,
    }),
    line,
  ],
  serves: { decisions: ["dec_checkout"], metrics: ["met_revenue"] },
});
