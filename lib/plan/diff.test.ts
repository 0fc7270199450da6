import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, diffPlans, impactBySource } from "./diff.ts";
import { CHANGE_TABLE, type ChangeCode } from "./diff-table.ts";
import { type Edit, replayEdits } from "./edit.ts";
import { draftProperty, draftTrait } from "./edit-draft.ts";
import type { PropertyPlace } from "./edit-path.ts";
import { sameValue } from "./edit-same.ts";
import { findEventByName } from "./find.ts";
import { eventSchema } from "./json-schema.ts";
import { newEvent } from "./new-object.ts";
import type { Plan, PropertyType } from "./plan.ts";
import { firesAt } from "./presence.ts";
import { referencePlan } from "./reference-plan.ts";
import { anyPlan } from "./testing/random-edit.ts";
import { payloadFor } from "./testing/random-payload.ts";

const order: PropertyPlace = { in: "event", id: "evt_order_completed" };
const lines: PropertyPlace = { ...order, path: ["prp_lines"] };

function diffAfter(edits: readonly Edit[], base: Plan = referencePlan): readonly Change[] {
  return diffPlans(base, replayEdits(base, edits));
}

function codes(changes: readonly Change[]): string[] {
  return changes.map(({ severity, code }) => `${severity} ${code}`);
}

function codesAfter(...edits: Edit[]): string[] {
  return codes(diffAfter(edits));
}

const total = (type: PropertyType): Edit => ({
  command: "updateProperty",
  place: order,
  id: "prp_total",
  changes: { type },
});

/** What changing the type of one property from `before` to `after` is reported as. */
function typeDiff(before: PropertyType, next: PropertyType): string[] {
  const base = replayEdits(referencePlan, [total(before)]);
  return codes(diffAfter([total(next)], base));
}

describe("laws", () => {
  it("empty exactly when the plans are equal", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (a, b) => {
        expect(diffPlans(a, b).length === 0).toBe(sameValue(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it("without a breaking change, what was valid stays valid", () => {
    const ajv = new Ajv({ strict: false, allErrors: false, ownProperties: true, multipleOfPrecision: 6 });
    addFormats(ajv);
    let judged = 0;
    let compatible = 0;
    fc.assert(
      fc.property(anyPlan, anyPlan, fc.nat(), (before, next, seed) => {
        const changes = diffPlans(before, next);
        const breaking = changes.filter(({ severity }) => severity === "breaking");
        const breaks = (id: string, source: string) =>
          breaking.some(
            ({ events, sources }) => events.includes(id) && (sources.length === 0 || sources.includes(source)),
          );
        for (const event of before.events) {
          const all =
            event.sources.length > 0 ? event.sources : ["elsewhere", ...event.presence.map((one) => one.source)];
          const source = all.find((one) => !breaks(event.id, one));
          if (source === undefined) continue;
          const found = findEventByName(next, event.callType, event.name);
          expect(found, event.name).toBeDefined();
          if (
            found === undefined ||
            !firesAt(found.event, source) ||
            (sameValue(event, found.event) && sameValue(before.bundles, next.bundles))
          )
            continue;
          compatible += 1;
          const valid = ajv.compile(eventSchema(before, event, { source }));
          const still = ajv.compile(eventSchema(next, found.event, { source }));
          for (const payload of fc.sample(payloadFor(before, event), { numRuns: 30, seed })) {
            if (!valid(payload)) continue;
            judged += 1;
            const text = JSON.stringify({ payload, errors: still(payload) ? [] : still.errors, changes });
            expect(still(payload), text).toBe(true);
          }
        }
        ajv.removeSchema();
      }),
      { numRuns: 150 },
    );
    expect(compatible).toBeGreaterThan(100);
    expect(judged).toBeGreaterThan(500);
  }, 60_000);

  it("has every sentence in both languages", () => {
    for (const [code, { en, fr }] of Object.entries(CHANGE_TABLE)) {
      expect(en.length * fr.length, code).toBeGreaterThan(0);
      expect(en, code).not.toBe(fr);
      expect(fr, code).not.toMatch(/'| [;:!?»]|« /);
      const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      expect(holes(fr), code).toEqual(holes(en));
    }
  });
});

describe("events", () => {
  it("added, removed, renamed", () => {
    const fresh = newEvent({ id: "evt_new", name: "New Thing", identifier: "newThing" });
    expect(codesAfter({ command: "addObject", entry: { kind: "event", object: fresh } })).toEqual([
      "compatible event_added",
    ]);
    expect(codesAfter({ command: "removeObject", kind: "event", id: "evt_draft" })).toEqual(["breaking event_removed"]);
    const rename = { command: "renameEvent", id: "evt_payment", name: "Paid" } as const;
    expect(codesAfter({ ...rename, keepFormerName: false })).toEqual(["breaking event_renamed"]);
    expect(codesAfter({ ...rename, keepFormerName: true })).toEqual(["compatible event_renamed_with_alias"]);
    expect(diffAfter([{ ...rename, keepFormerName: false }])[0]).toMatchObject({
      objectName: "Paid",
      path: "event/evt_payment/name",
      before: "Payment Attempted",
      after: "Paid",
      en: "Renamed from “Payment Attempted” to “Paid”: the old name is unknown from now on.",
      events: ["evt_payment"],
    });
  });

  it.each<[string, Edit]>([
    ["breaking call_type_changed", { command: "updateEvent", id: "evt_payment", changes: { callType: "page" } }],
    ["breaking event_closed", { command: "updateEvent", id: "evt_search", changes: { open: false } }],
    ["compatible event_opened", { command: "updateEvent", id: "evt_payment", changes: { open: true } }],
    ["breaking sources_narrowed", { command: "updateEvent", id: "evt_payment", changes: { sources: ["web"] } }],
    [
      "breaking sources_narrowed",
      { command: "updateEvent", id: "evt_order_completed", changes: { sources: ["web", "ios"] } },
    ],
    [
      "compatible sources_widened",
      { command: "updateEvent", id: "evt_order_completed", changes: { sources: { add: ["ios"] } } },
    ],
    ["compatible sources_widened", { command: "updateEvent", id: "evt_order_completed", changes: { sources: [] } }],
    [
      "breaking raw_schema_added",
      { command: "updateEvent", id: "evt_payment", changes: { rawSchema: { minProperties: 1 } } },
    ],
    [
      "breaking raw_schema_changed",
      { command: "updateEvent", id: "evt_rated", changes: { rawSchema: { minProperties: 1 } } },
    ],
    ["compatible raw_schema_removed", { command: "updateEvent", id: "evt_rated", changes: { rawSchema: null } }],
    ["breaking former_name_removed", { command: "updateEvent", id: "evt_signed_up", changes: { formerNames: [] } }],
    ["compatible former_name_added", { command: "updateEvent", id: "evt_payment", changes: { formerNames: ["Old"] } }],
    [
      "breaking former_identifier_removed",
      { command: "updateEvent", id: "evt_signed_up", changes: { formerIdentifiers: [] } },
    ],
    [
      "breaking identifier_changed",
      { command: "setIdentifier", id: "evt_payment", identifier: "paid", keepFormer: false },
    ],
    [
      "compatible identifier_changed_with_alias",
      { command: "setIdentifier", id: "evt_payment", identifier: "paid", keepFormer: true },
    ],
    ["documentation text_changed", { command: "updateEvent", id: "evt_payment", changes: { trigger: { en: "When" } } }],
    ["documentation detail_changed", { command: "updateEvent", id: "evt_payment", changes: { owner: "Someone" } }],
    ["documentation deprecated", { command: "updateEvent", id: "evt_payment", changes: { status: "deprecated" } }],
    ["documentation status_changed", { command: "updateEvent", id: "evt_draft", changes: { status: "active" } }],
    ["documentation order_changed", { command: "moveObject", kind: "event", id: "evt_payment", before: null }],
    ["breaking bundle_detached", { command: "detachBundle", event: "evt_order_completed", bundle: "bdl_campaign" }],
    ["compatible bundle_attached", { command: "attachBundle", event: "evt_payment", bundle: "bdl_campaign" }],
    ["breaking bundle_attached", { command: "attachBundle", event: "evt_search", bundle: "bdl_campaign" }],
    ["breaking case_removed", { command: "removeCase", event: "evt_payment", id: "cas_card" }],
    ["breaking variants_changed", { command: "setDiscriminator", event: "evt_payment", property: null }],
    ["breaking variants_added", { command: "setDiscriminator", event: "evt_rated", property: "prp_stars" }],
    [
      "breaking case_values_changed",
      { command: "updateCase", event: "evt_payment", id: "cas_card", changes: { match: ["card", "cash"] } },
    ],
    ["breaking automatic_removed", { command: "updateSettings", changes: { automatic: { remove: ["language"] } } }],
    ["compatible automatic_added", { command: "updateSettings", changes: { automatic: { add: ["referrer"] } } }],
    ["documentation detail_changed", { command: "updateSettings", changes: { canonicalUserId: "E-mail" } }],
    ["documentation text_changed", { command: "updatePlan", changes: { name: { fr: "Autre" } } }],
    [
      "documentation detail_changed",
      { command: "link", from: { kind: "event", id: "evt_old" }, to: { kind: "metric", id: "met_revenue" } },
    ],
    ["breaking group_type_removed", { command: "removeObject", kind: "group_type", id: "grp_account" }],
    ["breaking group_type_renamed", { command: "updateGroupType", id: "grp_account", changes: { name: "school" } }],
    ["documentation object_removed", { command: "removeObject", kind: "decision", id: "dec_unused" }],
  ])("%s", (expected, edit) => {
    const base = replayEdits(referencePlan, [
      {
        command: "addObject",
        entry: { kind: "decision", object: { id: "dec_unused", name: { en: "None" }, description: {} } },
      },
    ]);
    expect(codes(diffAfter([edit], base))).toEqual([expected]);
  });

  it("with a new value may have a new variant", () => {
    const place: PropertyPlace = { in: "event", id: "evt_payment" };
    const values = ["card", "transfer", "voucher", "cash", "crypto"];
    const variant = {
      id: "cas_new",
      displayName: {},
      match: ["crypto"],
      properties: [draftProperty({ name: "chain", required: true })],
    };
    expect(
      codesAfter(
        { command: "updateProperty", place, id: "prp_method", changes: { constraints: { enum: values } } },
        { command: "addCase", event: "evt_payment", case: variant },
      ),
    ).toEqual(["compatible values_added", "compatible case_added"]);
    expect(codesAfter({ command: "addCase", event: "evt_payment", case: { ...variant, match: ["cash"] } })).toEqual([
      "breaking case_added",
    ]);
  });
});

describe("properties", () => {
  it.each<[string, Edit]>([
    ["compatible property_added", { command: "addProperty", place: order, property: draftProperty({ name: "x" }) }],
    [
      "breaking property_added_required",
      { command: "addProperty", place: order, property: draftProperty({ name: "x", required: true }) },
    ],
    [
      "breaking property_added_to_open",
      { command: "addProperty", place: { in: "event", id: "evt_search" }, property: draftProperty({ name: "x" }) },
    ],
    [
      "compatible property_added",
      {
        command: "addProperty",
        place: { in: "event", id: "evt_search" },
        property: draftProperty({ name: "x", type: { kind: "any" } }),
      },
    ],
    ["breaking property_removed", { command: "removeProperty", place: lines, id: "prp_line_gift" }],
    ["breaking property_renamed", { command: "renameProperty", place: lines, id: "prp_line_gift", name: "present" }],
    [
      "breaking property_required",
      { command: "updateProperty", place: lines, id: "prp_line_gift", changes: { required: true } },
    ],
    [
      "compatible property_optional",
      { command: "updateProperty", place: order, id: "prp_total", changes: { required: false } },
    ],
    [
      "compatible user_property_added",
      { command: "addProperty", place: { in: "user" }, property: draftTrait({ name: "age" }) },
    ],
    ["breaking property_removed", { command: "removeProperty", place: { in: "user" }, id: "prp_user_nps" }],
    [
      "compatible property_added",
      { command: "addProperty", place: { in: "group", id: "grp_account" }, property: draftTrait({ name: "age" }) },
    ],
    [
      "breaking property_removed",
      { command: "removeProperty", place: { in: "bundle", id: "bdl_campaign" }, id: "prp_landing" },
    ],
    [
      "documentation text_changed",
      { command: "updateProperty", place: lines, id: "prp_line_sku", changes: { description: { en: "Code" } } },
    ],
    [
      "documentation detail_changed",
      { command: "updateProperty", place: { in: "user" }, id: "prp_user_nps", changes: { privacy: "personal" } },
    ],
  ])("%s", (expected, edit) => {
    expect(codesAfter(edit)).toEqual([expected]);
  });

  it("name their dotted path and their events", () => {
    const [change] = diffAfter([{ command: "removeProperty", place: lines, id: "prp_line_gift" }]);
    expect(change).toMatchObject({
      propertyName: "lines[].gift",
      propertyId: "prp_lines",
      events: ["evt_order_completed"],
      sources: ["server", "web"],
    });
    const [bundled] = diffAfter([
      { command: "removeProperty", place: { in: "bundle", id: "bdl_campaign" }, id: "prp_landing" },
    ]);
    expect(bundled).toMatchObject({ kind: "bundle", events: ["evt_order_completed", "evt_signed_up"], sources: [] });
  });

  it("that move into a bundle stay in their event", () => {
    const edit: Edit = {
      command: "moveProperty",
      place: order,
      id: "prp_coupon",
      to: { in: "bundle", id: "bdl_campaign" },
    };
    const changes = diffAfter([edit]);
    expect(codes(changes)).toEqual(["compatible property_added", "documentation property_moved"]);
    expect(changes[0]?.events).toEqual(["evt_signed_up"]);
  });

  it("replaced under their key are compared with what took it", () => {
    const changes = codesAfter(
      { command: "removeProperty", place: order, id: "prp_coupon" },
      { command: "addProperty", place: order, property: draftProperty({ name: "coupon" }) },
    );
    expect(changes).toEqual(["breaking null_refused", "compatible property_replaced"]);
  });
});

describe("types", () => {
  const text: PropertyType = { kind: "string" };
  it.each<[string[], PropertyType, PropertyType]>([
    [["breaking type_changed"], text, { kind: "number" }],
    [["compatible type_widened"], { kind: "integer" }, { kind: "number" }],
    [["breaking type_changed"], { kind: "number" }, { kind: "integer" }],
    [["compatible type_widened"], text, { kind: "any" }],
    [["compatible type_widened"], text, { kind: "union", anyOf: [{ kind: "number" }, text] }],
    [["breaking type_changed"], { kind: "union", anyOf: [{ kind: "number" }, text] }, text],
    [
      ["compatible type_widened"],
      { kind: "union", anyOf: [{ kind: "null" }, text] },
      { kind: "string", nullable: true },
    ],
    [["breaking raw_schema_changed"], { kind: "raw", schema: {} }, { kind: "raw", schema: { type: "string" } }],
    [["compatible null_admitted"], text, { kind: "string", nullable: true }],
    [["breaking null_refused"], { kind: "string", nullable: true }, text],
    [["breaking values_listed"], text, { kind: "string", enum: ["a"] }],
    [["compatible values_freed"], { kind: "string", const: "a" }, text],
    [
      ["breaking values_removed", "compatible values_added"],
      { kind: "string", enum: ["a", "b"] },
      { kind: "string", enum: ["b", "c"] },
    ],
    [["compatible values_added"], { kind: "string", const: "a" }, { kind: "string", enum: ["a", "b"] }],
    [["documentation detail_changed"], { kind: "string", enum: ["a", "b"] }, { kind: "string", enum: ["b", "a"] }],
    [["breaking values_listed"], { kind: "boolean" }, { kind: "boolean", const: true }],
    [["breaking format_changed"], text, { kind: "string", format: "email" }],
    [["compatible format_removed"], { kind: "string", format: "email" }, text],
    [["breaking pattern_changed"], text, { kind: "string", pattern: "a" }],
    [["compatible pattern_removed"], { kind: "string", pattern: "a" }, text],
    [["breaking bounds_narrowed"], text, { kind: "string", minLength: 1 }],
    [["compatible bounds_widened"], { kind: "string", maxLength: 3 }, { kind: "string", maxLength: 4 }],
    [["breaking bounds_narrowed"], { kind: "number", minimum: 0 }, { kind: "number", exclusiveMinimum: 0 }],
    [["compatible bounds_widened"], { kind: "number", exclusiveMaximum: 5 }, { kind: "number", maximum: 5 }],
    [["breaking step_changed"], { kind: "number", multipleOf: 2 }, { kind: "number", multipleOf: 3 }],
    [["compatible step_loosened"], { kind: "number", multipleOf: 4 }, { kind: "number", multipleOf: 2 }],
    [
      ["breaking unique_items_required"],
      { kind: "array", items: text },
      { kind: "array", items: text, uniqueItems: true },
    ],
    [
      ["compatible unique_items_freed"],
      { kind: "array", items: text, uniqueItems: true },
      { kind: "array", items: text },
    ],
    [["breaking type_changed"], { kind: "array", items: text }, { kind: "array", items: { kind: "number" } }],
    [
      ["breaking object_closed"],
      { kind: "object", open: true, properties: [] },
      { kind: "object", open: false, properties: [] },
    ],
    [
      ["compatible object_opened"],
      { kind: "object", open: false, properties: [] },
      { kind: "object", open: true, properties: [] },
    ],
  ])("%j", (expected, before, next) => {
    expect(typeDiff(before, next)).toEqual(expected);
  });
});

describe("impact", () => {
  it("counts per source", () => {
    const changes = diffAfter([
      { command: "removeProperty", place: order, id: "prp_coupon" },
      { command: "updateEvent", id: "evt_payment", changes: { owner: "x" } },
    ]);
    expect(Object.fromEntries(impactBySource(changes, ["web", "ios"]))).toEqual({
      web: { breaking: 1, compatible: 0, documentation: 1 },
      ios: { breaking: 0, compatible: 0, documentation: 1 },
    });
  });

  it("covers the whole list of codes", () => {
    const known = Object.keys(CHANGE_TABLE) as ChangeCode[];
    expect(new Set(known).size).toBe(known.length);
  });
});
