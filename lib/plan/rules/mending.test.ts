import { describe, expect, it } from "vitest";
import { applyEdits, type Edit, replayEdits } from "../edit.ts";
import { emptyPlan, newBundle, newEvent, newProperty, newTrait } from "../new-object.ts";
import type { Plan, PlanEvent, Property, PublishedPlan } from "../plan.ts";
import type { FindingContext } from "./facts.ts";
import { findFindings, judgePlan } from "./find-findings.ts";
import { mendAll, removes } from "./fix-all.ts";
import { inCase } from "./naming.ts";

const text = { kind: "string" } as const;

function key(id: string, name: string, more: Partial<Property> = {}): Property {
  return newProperty({ id, name, type: text, ...more });
}

function happens(id: string, name: string, more: Partial<PlanEvent> = {}): PlanEvent {
  return newEvent({ id, name, identifier: id.replace("evt_", ""), ...more });
}

function planOf(...events: PlanEvent[]): Plan {
  return { ...emptyPlan("one"), events };
}

const published = (plan: Plan): PublishedPlan => ({ version: 1, hash: "", plan, eventVersions: {} });
const naming = (changes: object): Edit => ({ command: "updateNaming", kind: "event", changes });

function of(plan: Plan, code: string, context: FindingContext = {}) {
  return findFindings(plan, context).filter((finding) => finding.code === code);
}

function fixOf(plan: Plan, code: string, context: FindingContext = {}): readonly Edit[] | undefined {
  return of(plan, code, context)[0]?.fix;
}

const renamesTo = (plan: Plan, code: string, context: FindingContext = {}) =>
  (fixOf(plan, code, context) ?? []).map((edit) => ("name" in edit ? edit.name : edit.command));

describe("a one-click rename", () => {
  const plan: Plan = {
    ...planOf(happens("evt_a", "Paid", { properties: [key("prp_a", "grandTotal")] })),
    userProperties: [newTrait({ id: "prp_t", name: "homeTown", type: text })],
  };

  it("is not offered for a published key, and says why", () => {
    const [found] = of(plan, "property_naming", { published: published(plan) });
    expect(found?.fix).toBeUndefined();
    expect(found?.en).toContain("It is published under this name");
    expect(found?.fr).toContain("Elle est publiée sous ce nom");
    expect(renamesTo(plan, "property_naming")).toEqual(["grand_total"]);
    const spelt = planOf(
      happens("evt_a", "Paid", { properties: [key("prp_a", "order_total")] }),
      happens("evt_b", "Sent", { properties: [key("prp_b", "order_totl")] }),
    );
    expect(fixOf(spelt, "near_duplicate_property")).toHaveLength(1);
    const [near] = of(spelt, "near_duplicate_property", { published: published(spelt) });
    expect([near?.fix, near?.en.includes("published")]).toEqual([undefined, true]);
  });

  it("is offered for what the latest version does not hold, and back to the published key", () => {
    const nothing = published(emptyPlan("one"));
    expect(renamesTo(plan, "property_naming", { published: nothing })).toEqual(["grand_total"]);
    const before = replayEdits(plan, [
      { command: "renameProperty", place: { in: "event", id: "evt_a" }, id: "prp_a", name: "grand_total" },
    ]);
    expect(renamesTo(plan, "property_naming", { published: published(before) })).toEqual(["grand_total"]);
  });

  it("keeps the sign of a vendor's key", () => {
    expect(
      renamesTo(planOf(happens("evt_a", "Paid", { properties: [key("prp_a", "$Browser")] })), "property_naming"),
    ).toEqual(["$browser"]);
    expect(inCase("$Gabarit", "snake_case")).toBe("$gabarit");
    expect(fixOf(planOf(happens("evt_a", "Paid", { properties: [key("prp_a", "$Gabarit")] })), "property_naming")).toBe(
      undefined,
    );
    expect(inCase("Price$", "snake_case")).toBeUndefined();
  });

  it("takes no key that a bundle brings along, on either side", () => {
    const bundle = (name: string) => newBundle({ id: "bdl_a", name: "Page", properties: [key("prp_b", name)] });
    const event = (name: string) => happens("evt_a", "Paid", { bundles: ["bdl_a"], properties: [key("prp_a", name)] });
    const shared = { ...planOf(event("pagePath")), bundles: [bundle("page_path")] };
    const own = { ...planOf(event("page_path")), bundles: [bundle("pagePath")] };
    for (const clash of [shared, own]) expect(fixOf(clash, "property_naming")).toBeUndefined();
    const free = { ...planOf(event("path")), bundles: [bundle("pagePath")] };
    expect(renamesTo(free, "property_naming")).toEqual(["page_path"]);
  });

  it("takes no name that another event had, but may give an event its own former name back", () => {
    const other = happens("evt_b", "Payment Made", { formerNames: ["Order Paid"] });
    expect(fixOf(planOf(happens("evt_a", "order_paid"), other), "event_naming")).toBeUndefined();
    const back = planOf(happens("evt_a", "order_paid", { formerNames: ["Order Paid"] }));
    expect(renamesTo(back, "event_naming")).toEqual(["Order Paid"]);
  });

  it("leaves the keys of example payloads alone", () => {
    const shown = happens("evt_a", "Paid", {
      properties: [key("prp_a", "grandTotal")],
      examples: [{ grandTotal: "1" }],
    });
    expect(fixOf(planOf(shown), "property_naming")).toBeUndefined();
  });

  it("drops what has no width instead of parting words by it", () => {
    const name = (written: string) => renamesTo(planOf(happens("evt_a", written)), "odd_name");
    expect(name("Order\u200b Paid")).toEqual(["Order Paid"]);
    expect(name("Or\u200bder Paid")).toEqual(["Order Paid"]);
    expect(name("Order\u2028Paid")).toEqual(["Order Paid"]);
    expect(name("Order\tPaid ")).toEqual(["Order Paid"]);
    expect(name("Ord\u0007er Paid")).toEqual(["Order Paid"]);
  });
});

describe("naming standards", () => {
  const ordered = (changes: object, name: string, callType: PlanEvent["callType"] = "track") =>
    of(replayEdits(planOf(happens("evt_a", name, { callType })), [naming(changes)]), "name_word_order").length;

  it("ask no verb of pages and screens", () => {
    const pattern = { pattern: "object action" };
    expect(["track", "page", "screen"].map((call) => ordered(pattern, "Product Page", call as "track"))).toEqual([
      1, 0, 0,
    ]);
  });

  it("allow verbs of several words", () => {
    const verbs = { pattern: "object action", allowedVerbs: ["Signed Up", "Added to Cart", "opened"] };
    expect(
      ["Visitor Signed Up", "Product Added to Cart", "Mail Opened", "Visitor Signed In", "Signed Up"].map((name) =>
        ordered(verbs, name),
      ),
    ).toEqual([0, 0, 0, 1, 1]);
    const first = { pattern: "action object", allowedVerbs: ["Sign Up"] };
    expect(["Sign Up Visitor", "Sign In Visitor"].map((name) => ordered(first, name))).toEqual([0, 1]);
    expect(ordered({ allowedVerbs: ["signed up"] }, "Visitor Signed Up")).toBe(0);
    // A verb that is allowed alone is so with its particle.
    expect(ordered({ pattern: "object action", allowedVerbs: ["signed"] }, "Visitor Signed Up")).toBe(0);
  });

  it("forbid a sign only where it stands", () => {
    const forbidden = (word: string, name: string) =>
      of(replayEdits(planOf(happens("evt_a", name)), [naming({ forbiddenWords: [word] })]), "forbidden_word").length;
    expect([forbidden("&", "Order Paid"), forbidden("&", "Terms & Rules Read"), forbidden("!!", "Order Paid")]).toEqual(
      [0, 1, 0],
    );
  });
});

describe("letting pass what a rule cannot find for want of knowledge", () => {
  const suppress = (rule: string): Edit => ({
    command: "addSuppression",
    suppression: { id: "sup_a", rule, objectId: "evt_a", reason: "Known." },
  });
  const unused = (rule: string, context: FindingContext = {}, ...more: Edit[]) =>
    of(
      replayEdits(planOf(happens("evt_a", "Paid", { owner: "Team" })), [suppress(rule), ...more]),
      "unused_suppression",
      context,
    ).length;

  it("is not called unused", () => {
    expect([unused("unknown_source"), unused("unknown_source", { sources: [] })]).toEqual([0, 1]);
    expect([unused("cardinality_risk"), unused("cardinality_risk", { used: [] })]).toEqual([0, 1]);
    const days: Edit = { command: "updateStandards", changes: { staleDays: 30 } };
    expect([unused("stale_event", {}, days), unused("stale_event", { lastSeen: new Map() }, days)]).toEqual([0, 1]);
    const off: Edit = { command: "updateStandards", changes: { severities: { missing_owner: "off" } } };
    expect([unused("missing_owner"), unused("missing_owner", {}, off)]).toEqual([1, 0]);
  });
});

describe("an event that stopped coming", () => {
  it("is told by the source that no longer sends it, where it is planned for that one", () => {
    const days: Edit = { command: "updateStandards", changes: { staleDays: 10 } };
    const seen = new Map([
      [
        "evt_a",
        new Map([
          ["web", "2026-03-01"],
          ["ios", "2026-02-01"],
        ]),
      ],
    ]);
    const told = (sources: readonly string[]) =>
      of(replayEdits(planOf(happens("evt_a", "Paid", { sources })), [days]), "stale_event", {
        today: "2026-03-02",
        lastSeen: seen,
      }).map(({ en, target }) => [en, target.path]);
    expect(told(["web", "ios"])).toEqual([["“Paid” has not been received for 29 days (ios).", "event/evt_a/sources"]]);
    expect(told([])).toEqual([]);
  });
});

describe("mending many findings together", () => {
  const all = (plan: Plan, context: FindingContext = {}) =>
    mendAll(
      plan,
      findFindings(plan, context)
        .filter(({ fix }) => fix !== undefined)
        .map(({ code, target }) => ({ rule: code, path: target.path })),
      context,
    );
  const mended = (plan: Plan, context: FindingContext = {}): Plan => {
    const result = applyEdits(plan, all(plan, context).edits, context);
    if (!result.ok) throw new Error(result.errors[0]?.en);
    return result.plan;
  };

  it("gives one name to one event, where two would get the same", () => {
    const plan = planOf(happens("evt_a", "order_paid"), happens("evt_b", "orderPaid"));
    const taken = applyEdits(
      plan,
      findFindings(plan).flatMap(({ code, fix }) => (code === "event_naming" ? (fix ?? []) : [])),
    );
    expect(taken.ok).toBe(false);
    expect(mended(plan).events.map(({ name }) => name)).toEqual(["Order Paid", "orderPaid"]);
    expect(all(plan)).toMatchObject({ mended: 1, left: 1 });
  });

  it("hides no key of a bundle behind one that gets the same name", () => {
    const plan = {
      ...planOf(happens("evt_a", "Paid", { bundles: ["bdl_a"], properties: [key("prp_a", "pagePath")] })),
      bundles: [newBundle({ id: "bdl_a", name: "Page", properties: [key("prp_b", "Page_Path")] })],
    };
    expect(of(plan, "hidden_bundle_property")).toEqual([]);
    expect(of(mended(plan), "hidden_bundle_property")).toEqual([]);
  });

  it("goes on from what an earlier mend left", () => {
    const plan = planOf(happens("evt_a", "order\u200b_paid"));
    expect(mended(plan).events.map(({ name }) => name)).toEqual(["Order Paid"]);
  });

  it("takes nothing away that people wrote", () => {
    const plan = {
      ...planOf(happens("evt_a", "Paid", { examples: [{ more: 1 }] }), happens("evt_b", "order_sent")),
      bundles: [newBundle({ id: "bdl_a", name: "Page", properties: [key("prp_b", "path")] })],
      categories: [{ id: "cat_a", name: "Idle", description: {} }],
    };
    expect(fixOf(plan, "unused_bundle")).toBeDefined();
    const after = mended(plan);
    expect(after.bundles).toEqual(plan.bundles);
    expect(after.categories).toEqual(plan.categories);
    expect(after.events.map(({ name, examples }) => [name, examples])).toEqual([
      ["Paid", [{ more: 1 }]],
      ["Order Sent", []],
    ]);
    for (const code of ["unused_bundle", "unused_category", "broken_example"])
      expect(removes(fixOf(plan, code) ?? [])).toBe(true);
    expect(removes(fixOf(plan, "event_naming") ?? [])).toBe(false);
  });

  it("never leaves more errors than there were", () => {
    const plan = planOf(
      happens("evt_a", "Paid", {
        properties: ["userId", "UserId", "user-id", "user_ID", "$Gabarit"].map((name, index) =>
          key(`prp_${index}`, name),
        ),
      }),
    );
    const errors = (judged: Plan) => judgePlan(judged).findings.filter(({ severity }) => severity === "error").length;
    expect(errors(mended(plan))).toBe(errors(plan));
    expect(mended(plan).events[0]?.properties.filter(({ name }) => name === "user_id")).toHaveLength(1);
  });
});
