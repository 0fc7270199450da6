import { describe, expect, it } from "vitest";
import { applyEdits, type Edit } from "../plan/edit.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, Plan, PropertyType } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import { inferType } from "./infer-type.ts";
import { placeOf } from "./place.ts";
import { type Broken, remedyEdits } from "./remedy.ts";

const call = (properties: Json): Json => ({ type: "track", event: "Product Searched", properties });
const broken = (given: Pick<Broken, "code" | "path"> & Partial<Broken>): Broken => ({
  ...{ eventName: "Product Searched", eventId: "evt_search", sources: ["web"] },
  ...given,
});

/** The plan after the remedy, and the type of the property the violation is about. */
function mended(violation: Broken, calls: readonly Json[]): { readonly plan: Plan; readonly type?: PropertyType } {
  const edits = remedyEdits(referencePlan, violation, calls);
  const outcome = applyEdits(referencePlan, edits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  const type = placeOf(outcome.plan, violation)?.property?.type;
  return { plan: outcome.plan, ...(type === undefined ? {} : { type }) };
}

describe("a rule relaxed by what was received", () => {
  it("takes values of another type beside its own, and null", () => {
    const violation = broken({ code: "type_mismatch", path: "/properties/query", keyword: "type" });
    const { type } = mended(violation, [call({ query: 7 }), call({ query: null })]);
    expect([7, null, "shoes"].map((value) => type !== undefined && fitsType(type, value))).toEqual([true, true, true]);
    expect(type !== undefined && fitsType(type, true)).toBe(false);
  });

  it("is as wide as the values need it, and no wider", () => {
    const long = "x".repeat(201);
    const violation = broken({ code: "value_constraint", path: "/properties/query", keyword: "maxLength" });
    expect(mended(violation, [call({ query: long })]).type).toMatchObject({ kind: "string", maxLength: 201 });
  });

  it("relaxes the member of a union that the values are of, and leaves the other members", () => {
    const union: PropertyType = {
      kind: "union",
      anyOf: [
        { kind: "string", maxLength: 3 },
        { kind: "integer", minimum: 5 },
      ],
    };
    const found = placeOf(referencePlan, broken({ code: "value_constraint", path: "/properties/query" }));
    if (found?.property === undefined) throw new Error("no place");
    const { place, property } = found;
    const edit = { command: "updateProperty", place, id: property.id, changes: { type: union } } as Edit;
    const outcome = applyEdits(referencePlan, [edit]);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    const edits = (keyword: string, ...sent: readonly Json[]) =>
      remedyEdits(
        outcome.plan,
        broken({ code: "value_constraint", path: "/properties/query", keyword }),
        sent.map((query) => call({ query })),
      );
    const typeAfter = (keyword: string, ...sent: readonly Json[]) => {
      const after = applyEdits(outcome.plan, edits(keyword, ...sent));
      return after.ok
        ? placeOf(after.plan, broken({ code: "value_constraint", path: "/properties/query" }))
        : undefined;
    };
    expect(typeAfter("maxLength", "shoes", 7)?.property?.type).toEqual({
      kind: "union",
      anyOf: [
        { kind: "string", maxLength: 5 },
        { kind: "integer", minimum: 5 },
      ],
    });
    expect(typeAfter("minimum", "abc", 2)?.property?.type).toEqual({
      kind: "union",
      anyOf: [
        { kind: "string", maxLength: 3 },
        { kind: "integer", minimum: 2 },
      ],
    });
    expect(edits("anyOf", "shoes")).toEqual([]);
  });

  it("asks no more for a property that was missing", () => {
    const violation = broken({ code: "required_missing", path: "/properties/query", keyword: "required" });
    const { plan } = mended(violation, [call({})]);
    expect(placeOf(plan, violation)?.property?.required).toBe(false);
  });

  it("adds values to a list, and lifts a list rather than keep values that look personal", () => {
    const violation = broken({
      ...{ code: "value_constraint", path: "/properties/method", keyword: "enum" },
      ...{ eventName: "Signed Up", eventId: "evt_signed_up" },
    });
    const sent = (method: string): Json => ({ type: "track", event: "Signed Up", properties: { method } });
    expect(mended(violation, [sent("apple"), sent("apple")]).type).toMatchObject({
      enum: ["email", "google", "apple"],
    });
    expect(mended(violation, [sent("ada@example.com")]).type).not.toHaveProperty("enum");
  });

  it("reaches what is nested, and offers nothing where the plan has no place for it", () => {
    const violation = broken({ code: "type_mismatch", path: "/properties/filters/brand", keyword: "type" });
    const { type } = mended(violation, [call({ query: "x", filters: { brand: 4 } })]);
    expect(type !== undefined && fitsType(type, 4)).toBe(true);
    expect(remedyEdits(referencePlan, broken({ code: "type_mismatch", path: "/properties/nowhere/at" }), [])).toEqual(
      [],
    );
    expect(remedyEdits(referencePlan, broken({ code: "malformed", path: "" }), [call({})])).toEqual([]);
  });
});

describe("what the plan does not name", () => {
  it("is added with the types of what came: required only where every call has it", () => {
    const violation: Broken = { code: "unplanned_event", eventName: "Wish Saved", path: "/event", sources: ["web"] };
    const sent = (properties: Json): Json => ({ type: "track", event: "Wish Saved", properties });
    const calls = [
      sent({ sku: "A", price: 3, tags: ["x"] }),
      sent({ sku: "B", price: 2.5, at: "2026-01-31T12:00:00Z" }),
    ];
    const edits = remedyEdits(referencePlan, violation, calls);
    const outcome = applyEdits(referencePlan, edits);
    const event = outcome.ok ? outcome.plan.events.find(({ name }) => name === "Wish Saved") : undefined;
    expect(event?.properties.map(({ name, type, required }) => ({ name, type, required }))).toEqual([
      { name: "sku", type: { kind: "string" }, required: true },
      { name: "price", type: { kind: "number" }, required: true },
      { name: "tags", type: { kind: "array", items: { kind: "string" } }, required: false },
      { name: "at", type: { kind: "string", format: "date-time" }, required: false },
    ]);
  });

  it("takes the objects it was inferred from, with more keys than it names and with keys that have no name", () => {
    const wide = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`key${at}`, at]));
    for (const value of [wide, { "": 1, a: 2 }, { a: { "": 1 } }]) {
      expect(fitsType(inferType([value]), value)).toBe(true);
    }
    expect(fitsType(inferType([{ a: 1 }]), { a: 1, b: 2 })).toBe(false);
  });

  it("goes into the event, or the object, where it stood", () => {
    const violation = broken({ code: "unplanned_property", path: "/properties/filters/colour" });
    const { plan, type } = mended(violation, [call({ query: "x", filters: { colour: "red" } })]);
    expect(type).toEqual({ kind: "string" });
    expect(findEvent(plan, "evt_search")?.properties).toHaveLength(
      findEvent(referencePlan, "evt_search")?.properties.length ?? 0,
    );
    const trait: Broken = { code: "unplanned_property", eventName: "identify", path: "/traits/city", sources: ["web"] };
    const added = mended(trait, [{ type: "identify", userId: "u", traits: { city: "Lyon" } }]);
    expect(added.plan.userProperties.map(({ name }) => name)).toContain("city");
  });
});
