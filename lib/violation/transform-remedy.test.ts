import { describe, expect, it } from "vitest";
import { applyEdits } from "../plan/edit.ts";
import type { Json } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { Broken } from "./remedy.ts";
import { transformEdits } from "./transform-remedy.ts";

const GIVEN = { reason: "until 4.3 is out", now: Date.UTC(2026, 0, 1) };

/** What is proposed, once the plan has taken it. */
function proposed(given: Partial<Broken>, properties: Json) {
  const broken: Broken = {
    ...{ code: "type_mismatch", eventName: "Signed Up", eventId: "evt_signed_up", path: "", sources: ["web"] },
    ...given,
  };
  const edits = transformEdits(referencePlan, broken, [{ type: "track", event: broken.eventName, properties }], GIVEN);
  const outcome = applyEdits(referencePlan, edits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  const before = referencePlan.settings.transformations.length;
  return outcome.plan.settings.transformations[before];
}

describe("a transformation proposed for a violation", () => {
  it("maps values that differ from an allowed one in case alone, for the sources that sent them, for ninety days", () => {
    const found = proposed(
      { code: "value_constraint", keyword: "enum", path: "/properties/method" },
      { method: "E-Mail" },
    );
    expect(found).toMatchObject({ operation: "map_values", property: "method", values: { "E-Mail": "email" } });
    expect(found).toMatchObject({ event: "Signed Up", sources: ["web"], until: "2026-04-01", reason: GIVEN.reason });
    expect(
      proposed({ code: "value_constraint", keyword: "enum", path: "/properties/method" }, { method: "fax" }),
    ).toBeUndefined();
  });

  it("casts what says the same in the planned type, and offers nothing where it would have to guess", () => {
    const query = { eventName: "Product Searched", eventId: "evt_search", path: "/properties/query" };
    expect(proposed(query, { query: 7 })).toMatchObject({ operation: "cast", property: "query", to: "string" });
    expect(proposed(query, { query: ["a"] })).toBeUndefined();
  });

  it("renames an event or a property to the one planned name that is written like it, and drops a property that is like none", () => {
    const search = { eventName: "Product Searched", eventId: "evt_search", code: "unplanned_property" } as const;
    expect(proposed({ ...search, path: "/properties/Query" }, { Query: "x" })).toMatchObject({
      ...{ operation: "rename_property", property: "Query", to: "query" },
    });
    expect(proposed({ ...search, path: "/properties/colour" }, { colour: "x" })).toMatchObject({
      ...{ operation: "drop", property: "colour" },
    });
    const unplanned: Broken = { code: "unplanned_event", eventName: "signed_up", path: "/event", sources: ["web"] };
    const edits = transformEdits(referencePlan, unplanned, [], GIVEN);
    expect(edits).toMatchObject([
      { transformation: { event: "signed_up", operation: "rename_event", to: "Signed Up" } },
    ]);
  });
});
