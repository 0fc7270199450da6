/** The plan and the slots that random logs are made of: every kind of storage, one property in two of them. */

import { newEvent, newGroupType, newProperty, newTrait } from "../../plan/new-object.ts";
import type { Plan } from "../../plan/plan.ts";
import { plainStandards } from "../../plan/standards.ts";
import type { Slot } from "../property-slots.ts";

export const worldPlan: Plan = {
  slug: "world",
  name: { en: "World" },
  description: {},
  settings: {
    languages: ["en", "fr"],
    standards: plainStandards("any", "any"),
    identifiers: "ascii",
    automatic: ["country"],
    purposes: [],
    recipientDetails: [],
    transformations: [],
    dataSubjects: {},
    securityMeasures: {},
  },
  categories: [],
  decisions: [],
  metrics: [],
  journeys: [],
  bundles: [],
  userProperties: [
    newTrait({
      id: "prp_plan",
      name: "plan",
      type: { kind: "string", enum: ["free", "trial", "pro"] },
      role: "subscription",
    }),
    newTrait({ id: "prp_nps", name: "nps", type: { kind: "integer", nullable: true } }),
    newTrait({ id: "prp_optin", name: "optin", type: { kind: "boolean" } }),
  ],
  groupTypes: [
    newGroupType({
      id: "grp_account",
      name: "account",
      properties: [newTrait({ id: "prp_sector", name: "sector", type: { kind: "string" } })],
    }),
  ],
  events: [
    newEvent({
      id: "evt_s",
      name: "Signed Up",
      identifier: "signedUp",
      roles: ["sign_up"],
      properties: [newProperty({ id: "prp_channel", name: "channel", type: { kind: "string" }, role: "channel" })],
    }),
    newEvent({
      id: "evt_a",
      name: "Searched",
      identifier: "searched",
      roles: ["key_value_action"],
      properties: [
        newProperty({
          id: "prp_n",
          name: "n",
          type: { kind: "union", anyOf: [{ kind: "number" }, { kind: "string" }] },
        }),
        newProperty({ id: "prp_flag", name: "flag", type: { kind: "boolean" } }),
        newProperty({ id: "prp_tags", name: "tags", type: { kind: "array", items: { kind: "string" } } }),
        newProperty({ id: "prp_when", name: "when", type: { kind: "string", format: "date-time" } }),
      ],
    }),
    newEvent({
      id: "evt_b",
      name: "Added To Cart",
      identifier: "addedToCart",
      roles: ["add_to_cart", "key_value_action"],
      properties: [
        newProperty({ id: "prp_cart_b", name: "cart_id", type: { kind: "string" } }),
        newProperty({ id: "prp_price", name: "amount", type: { kind: "number" }, role: "revenue" }),
      ],
    }),
    newEvent({
      id: "evt_c",
      name: "Ordered",
      identifier: "ordered",
      formerNames: ["Order Completed"],
      roles: ["purchase"],
      properties: [
        newProperty({ id: "prp_cart_c", name: "cart_id", type: { kind: "string" } }),
        newProperty({ id: "prp_total", name: "amount", type: { kind: "number" }, role: "revenue" }),
        newProperty({
          id: "prp_box",
          name: "box",
          type: {
            kind: "union",
            anyOf: [
              { kind: "null" },
              {
                kind: "object",
                open: true,
                properties: [newProperty({ id: "prp_weight", name: "weight", type: { kind: "number" } })],
              },
            ],
          },
        }),
      ],
    }),
    newEvent({ id: "evt_page", callType: "page", name: "Home", identifier: "home", roles: ["product_viewed"] }),
    newEvent({ id: "evt_o", name: "Onboarding", identifier: "onboarding", roles: ["onboarding_step"] }),
    newEvent({ id: "evt_m", name: "E-mail Opened", identifier: "emailOpened", roles: ["email_opened"] }),
    newEvent({ id: "evt_u", name: "Unsubscribed", identifier: "unsubscribed", roles: ["unsubscribe"] }),
  ],
};

const slot = (eventId: string, propertyId: string, storedAs: Slot["storedAs"], name: string): Slot => ({
  eventId,
  propertyId,
  storedAs,
  slot: name,
});

export const worldSlots: readonly Slot[] = [
  slot("evt_s", "prp_channel", "string", "s0"),
  slot("evt_a", "prp_n", "number", "n0"),
  slot("evt_a", "prp_n", "string", "s1"),
  slot("evt_a", "prp_flag", "boolean", "n1"),
  slot("evt_a", "prp_tags", "json", "s2"),
  slot("evt_a", "prp_when", "datetime", "n2"),
  slot("evt_b", "prp_cart_b", "string", "s0"),
  slot("evt_b", "prp_price", "number", "overflow"),
  slot("evt_c", "prp_cart_c", "string", "s5"),
  slot("evt_c", "prp_total", "number", "n0"),
  slot("evt_c", "prp_box", "json", "s6"),
];
