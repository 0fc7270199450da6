/** The plan and traffic of the ingest figures: 200 events of 12 properties with every kind of check, as in real plans. */

import { emptyPlan, newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { Json, Plan, Property } from "../lib/plan/plan.ts";

export const EVENT_COUNT = 200;

const KINDS = ["card", "transfer", "voucher"] as const;

function propertiesOf(event: number): Property[] {
  const id = (name: string): string => `prp_${event}_${name}`;
  const make = (name: string, type: Property["type"], required = false): Property =>
    newProperty({ id: id(name), name, type, required });
  return [
    make("order_id", { kind: "string", minLength: 3, maxLength: 64, pattern: "^[A-Z]{2}-[0-9]+$" }, true),
    make("kind", { kind: "string", enum: KINDS }, true),
    make("currency", { kind: "string", enum: ["EUR", "USD", "GBP"] }, true),
    make("total", { kind: "number", minimum: 0, maximum: 100_000 }, true),
    make("quantity", { kind: "integer", minimum: 1, maximum: 999 }, true),
    make("gift", { kind: "boolean" }),
    make("placed_at", { kind: "string", format: "date-time" }),
    make("landing", { kind: "string", format: "uri", nullable: true }),
    make("contact", { kind: "string", format: "email" }),
    make("tags", { kind: "array", items: { kind: "string", maxLength: 40 }, maxItems: 20 }),
    make("comment", { kind: "string", maxLength: 500 }),
    make("shipping", {
      kind: "object",
      open: false,
      properties: [
        newProperty({
          id: id("method"),
          name: "method",
          type: { kind: "string", enum: ["home", "relay"] },
          required: true,
        }),
        newProperty({ id: id("cost"), name: "cost", type: { kind: "number", minimum: 0 } }),
      ],
    }),
  ];
}

export function benchPlan(slug: string): Plan {
  return {
    ...emptyPlan(slug),
    events: Array.from({ length: EVENT_COUNT }, (_, index) =>
      newEvent({
        id: `evt_${index}`,
        name: `Event ${index}`,
        identifier: `event${index}`,
        properties: propertiesOf(index),
      }),
    ),
  };
}

/** Properties that conform; `broken` makes three of them wrong. */
export function benchProperties(index: number, broken = false): { [key: string]: Json } {
  return {
    order_id: broken ? "wrong" : `FR-${index}`,
    kind: KINDS[index % 3] ?? "card",
    currency: "EUR",
    total: broken ? "12.5" : (index % 1_000) + 0.5,
    quantity: (index % 9) + 1,
    gift: index % 2 === 0,
    placed_at: "2026-11-21T17:50:02.254Z",
    landing: index % 4 === 0 ? null : "https://shop.example.com/landing?utm_source=news",
    contact: "person@example.com",
    tags: ["new", "été", "sale"],
    comment: "Quick delivery, thank you.",
    shipping: { method: broken ? "drone" : "relay", cost: 4.9 },
  };
}

/** A whole message; `messageId` has a fixed width, so that a sender can replace it in the bytes. */
export function benchMessage(index: number, messageId: string, broken = false): { [key: string]: Json } {
  return {
    type: "track",
    event: `Event ${index % EVENT_COUNT}`,
    userId: `user-${index % 5_000}`,
    anonymousId: `anonymous-${index % 5_000}`,
    messageId,
    timestamp: "2026-11-21T17:50:02.254Z",
    properties: benchProperties(index, broken),
    context: { library: { name: "bench", version: "1.0.0" }, locale: "fr-FR", timezone: "Europe/Paris" },
  };
}
