import { describe, expect, it } from "vitest";
import { newEvent, newProperty } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { MASK, maskCall } from "./mask.ts";

const event = newEvent({
  id: "evt_m",
  name: "M",
  identifier: "m",
  properties: [
    newProperty({ id: "prp_a", name: "open", type: { kind: "string" } }),
    newProperty({ id: "prp_b", name: "comment", type: { kind: "string" }, privacy: "personal" }),
    newProperty({
      id: "prp_c",
      name: "lines",
      type: {
        kind: "array",
        items: {
          kind: "object",
          open: true,
          properties: [newProperty({ id: "prp_d", name: "diagnosis", type: { kind: "string" }, privacy: "sensitive" })],
        },
      },
    }),
  ],
});

describe("sample payloads", () => {
  it("cover what the plan calls personal or sensitive, at any depth, and keep the rest", () => {
    const masked = maskCall(
      {
        type: "track",
        event: "M",
        properties: { open: "a@example.com", comment: "hello", lines: [{ diagnosis: "x", sku: "s" }] },
      },
      referencePlan,
      event,
    );
    expect(masked).toEqual({
      type: "track",
      event: "M",
      properties: { open: "a@example.com", comment: MASK, lines: [{ diagnosis: MASK, sku: "s" }] },
    });
  });

  it("cover what looks personal where the plan is silent", () => {
    const masked = maskCall(
      {
        userId: "jo@example.com",
        timestamp: "2026-01-01T00:00:00Z",
        properties: { password: "hunter2", contact: "+33 6 12 34 56 78", card: "4111 1111 1111 1111", sku: "A-123456" },
        context: { ip: "192.0.2.1", locale: "fr", traits: { email: "jo@example.com", plan: "pro" } },
        traits: { email: "jo@example.com", nps: 3 },
      },
      referencePlan,
      undefined,
    );
    expect(masked).toEqual({
      userId: MASK,
      timestamp: "2026-01-01T00:00:00Z",
      properties: { password: MASK, contact: MASK, card: MASK, sku: "A-123456" },
      context: { ip: MASK, locale: "fr", traits: { email: MASK, plan: "pro" } },
      traits: { email: MASK, nps: 3 },
    });
  });

  it("cover every property of a private event", () => {
    const secret = { ...event, privacy: "sensitive" as const };
    expect(maskCall({ properties: { open: 1, nested: { a: null } } }, referencePlan, secret)).toEqual({
      properties: { open: MASK, nested: { a: null } },
    });
  });
});
