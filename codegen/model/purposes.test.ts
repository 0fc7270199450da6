/** What people are asked to agree to: purposes of consent, of an event, and of what single keys of it hold. */

import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { planOf, property } from "../testing/small-plan.ts";
import { sdkPlan } from "./sdk-plan.ts";

const text = { kind: "string" } as const;

function purposesIn(properties: Parameters<typeof property>[2][], consentPurpose?: string) {
  const named = properties.map((given, at) => property(`key${at}`, given?.type ?? text, given));
  const plan = planOf({ Paid: { properties: named, ...(consentPurpose === undefined ? {} : { consentPurpose }) } });
  return sdkPlan(freezePlan({ ...plan, settings: { ...plan.settings, purposes: referencePlan.settings.purposes } }));
}

describe("purposes", () => {
  it("are those of the call, and those of single keys that are not the call's", () => {
    const sdk = purposesIn([{}, { consentPurpose: "ads" }, { consentPurpose: "analytics" }], "analytics");
    expect(sdk.purposes).toEqual(["ads", "analytics"]);
    expect(sdk.events[0]?.purposes).toEqual({ call: "analytics", keys: [["key1", ["ads"]]] });
  });

  it("of what a key holds inside are asked for the whole key", () => {
    const inner = property("email", text, { consentPurpose: "ads" });
    const object = { kind: "object", open: false, properties: [inner] } as const;
    const sdk = purposesIn([
      { type: { kind: "array", items: object } },
      { type: { kind: "union", anyOf: [text, object] }, consentPurpose: "analytics" },
    ]);
    expect(sdk.events[0]?.purposes).toEqual({
      keys: [
        ["key0", ["ads"]],
        ["key1", ["ads", "analytics"]],
      ],
    });
  });

  it("that the plan declares with a basis such as a contract are nobody's choice; free words are", () => {
    const sdk = purposesIn([{ consentPurpose: "free words" }, {}], "account");
    expect(sdk.purposes).toEqual(["free words"]);
    expect(sdk.objectable).toEqual([]);
    expect(sdk.events[0]?.purposes).toEqual({ keys: [["key0", ["free words"]]] });
    expect(sdkPlan(freezePlan(referencePlan)).purposes).toEqual(["analytics", "reviews"]);
  });

  it("under legitimate interests are there to be objected to", () => {
    const sdk = purposesIn([{ consentPurpose: "reviews" }, { consentPurpose: "analytics" }]);
    expect(sdk.purposes).toEqual(["analytics", "reviews"]);
    expect(sdk.objectable).toEqual(["reviews"]);
    expect(sdk.events[0]?.purposes.keys).toEqual([
      ["key0", ["reviews"]],
      ["key1", ["analytics"]],
    ]);
  });
});
