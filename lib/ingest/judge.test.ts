import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { heldTraits, type JudgeRule, judge } from "./judge.ts";
import { callOf } from "./testing/corpora.ts";
import { onlyVersion, PlanValidators, type PlanVersions } from "./validate.ts";

const published = freezePlan(referencePlan);
const versions = onlyVersion(published);
const RULE: JudgeRule = { sourceSlug: "web", unplanned: "violation" };

const judged = (message: Record<string, unknown>, rule = RULE, plans: PlanVersions = versions) =>
  judge(callOf(message), plans, rule);
const track = (event: string, properties: unknown, more = {}) => judged({ type: "track", event, properties, ...more });

function planOf(event: Partial<PlanEvent>): PlanVersions {
  const plan: Plan = {
    ...referencePlan,
    events: [newEvent({ id: "evt_x", name: "X", identifier: "x", ...event })],
  };
  return onlyVersion(freezePlan(plan));
}

const ORDER = {
  order_id: "FR-1",
  total: 19.99,
  currency: "EUR",
  sales_channel: "shop",
  discount: null,
  lines: [{ sku: "a", quantity: 1 }],
};

describe("what single sources send otherwise", () => {
  const text = { kind: "string" } as const;
  const property = (name: string, more = {}) => newProperty({ id: `prp_${name}`, name, type: text, ...more });
  const plans = planOf({
    properties: [property("total", { required: true }), property("coupon"), property("page", { privacy: "sensitive" })],
    presence: [
      { property: "prp_coupon", source: "app", presence: "never" },
      { property: "prp_page", source: "ios", presence: "never" },
      { property: "prp_page", source: "web", presence: "required" },
      { property: "prp_total", source: "ios", presence: "optional" },
    ],
  });
  const from = (sourceSlug: string, properties: object, unplanned: JudgeRule["unplanned"] = "violation") =>
    judged({ type: "track", event: "X", properties }, { sourceSlug, unplanned }, plans);
  const broken = (sourceSlug: string, properties: object) =>
    from(sourceSlug, properties).violations.map(({ code, path, keyword }) => [code, path, keyword]);

  it("is judged by the source of each event", () => {
    for (const unplanned of ["violation", "ignore"] as const) {
      const verdicts = (properties: object) =>
        ["web", "app", "ios", "elsewhere"].map(
          (source) => from(source, properties, unplanned).verdict === "conformant",
        );
      expect(verdicts({ total: "1" }), unplanned).toEqual([false, true, true, true]);
      expect(verdicts({ total: "1", page: "/" }), unplanned).toEqual([true, true, false, true]);
      expect(verdicts({ coupon: "x" }), unplanned).toEqual([false, false, true, false]);
      expect(verdicts({ total: "1", coupon: "x", page: "/" }), unplanned).toEqual([true, false, false, true]);
    }
    expect(
      judged({ type: "track", event: "X", properties: { total: "1" } }, { unplanned: "violation" }, plans),
    ).toMatchObject({
      verdict: "conformant",
    });
  });

  it("is told as what it is, without the value", () => {
    expect(broken("web", { total: "1" })).toEqual([["required_missing", "/properties/page", "presence"]]);
    expect(broken("web", { page: "/" })).toEqual([["required_missing", "/properties/total", "required"]]);
    expect(broken("app", { total: "1", coupon: "x" })).toEqual([
      ["unplanned_property", "/properties/coupon", "presence"],
    ]);
    const [never] = from("ios", { page: "/secret" }).violations;
    expect(JSON.stringify(never)).not.toContain("secret");
    expect(never && violationMessage(never)).toEqual({
      en: "“page” is in the plan, but this source must not send it.",
      fr: "«\u00a0page\u00a0» est dans le plan, mais cette source ne doit pas l’envoyer.",
    });
  });

  it("shares one validator among sources of the same exceptions, and has none where there are none", () => {
    const { latest } = planOf({
      properties: [property("total"), property("coupon")],
      presence: ["web", "ios", "app"].map((source) => ({
        property: "prp_total",
        source,
        presence: source === "app" ? "required" : "never",
      })),
    });
    const own = latest?.find("track", "X")?.bySource;
    expect(own?.get("web")).toBe(own?.get("ios"));
    expect(own?.get("web")).not.toBe(own?.get("app"));
    expect(versions.latest?.find("track", "Article Rated")?.bySource).toBeUndefined();
  });
});

describe("events", () => {
  it("conform, and say which event and version", () => {
    expect(track("Article Rated", { stars: 5 })).toEqual({
      verdict: "conformant",
      violations: [],
      planVersion: 1,
      eventId: "evt_rated",
    });
  });

  it("list every violation with its place, what was expected and what came", () => {
    const { verdict, violations } = track("Order Completed", {
      ...ORDER,
      order_id: undefined,
      total: "12",
      currency: "FRF",
      lines: [{ sku: "", quantity: 0, gift: 3 }],
      colour: "red",
    });
    expect(verdict).toBe("violating");
    expect(violations).toEqual(
      expect.arrayContaining([
        { code: "required_missing", path: "/properties/order_id", keyword: "required", expected: "string" },
        { code: "type_mismatch", path: "/properties/total", keyword: "type", expected: "number", received: "string" },
        expect.objectContaining({ code: "value_constraint", path: "/properties/currency", keyword: "enum" }),
        expect.objectContaining({ path: "/properties/lines/0/sku", keyword: "minLength", expected: 1, received: "" }),
        expect.objectContaining({ path: "/properties/lines/0/quantity", keyword: "minimum", expected: 1, received: 0 }),
        expect.objectContaining({ path: "/properties/lines/0/gift", code: "type_mismatch", received: "number" }),
        expect.objectContaining({ code: "unplanned_property", path: "/properties/colour", received: "string" }),
      ]),
    );
    for (const violation of violations) {
      const { en, fr } = violationMessage(violation);
      expect(en).toMatch(/^[“T].*\.$/u);
      expect(fr).not.toBe(en);
    }
  });

  it("are looked up by call type and name, former names included", () => {
    expect(track("Signed Up", {}).eventId).toBe("evt_signed_up");
    expect(track("User Registered", {})).toMatchObject({
      verdict: "conformant",
      eventId: "evt_signed_up",
      renamed: true,
    });
    expect(track("Home", {})).toMatchObject({
      verdict: "unplanned",
      violations: [{ code: "unplanned_event", path: "/event", received: "Home" }],
    });
    expect(judged({ type: "page", name: "Home" }).eventId).toBe("evt_home");
  });

  it("take nameless page calls as the event Page, and a nameless screen as unplanned without Screen", () => {
    expect(judged({ type: "page" })).toMatchObject({ verdict: "conformant", eventId: "evt_any_page" });
    expect(judged({ type: "page", name: "" }).eventId).toBe("evt_any_page");
    expect(judged({ type: "screen" })).toMatchObject({ verdict: "unplanned", violations: [{ received: "Screen" }] });
    expect(judged({ type: "page", name: "Elsewhere" }).verdict).toBe("unplanned");
  });

  it("are misplaced when the plan does not expect them from the source", () => {
    const message = { type: "track", event: "Order Completed", properties: ORDER };
    const rule: JudgeRule = { sourceSlug: "kiosk", unplanned: "violation" };
    expect(judged(message, rule)).toMatchObject({
      verdict: "violating",
      eventId: "evt_order_completed",
      violations: [{ code: "unplanned_on_source", path: "", expected: ["web", "server"], received: "kiosk" }],
    });
    expect(judged(message, { unplanned: "violation" }).verdict).toBe("conformant");
  });

  it("let unplanned properties through where the source says so, at every level, and nothing else", () => {
    const lenient: JudgeRule = { ...RULE, unplanned: "ignore" };
    const properties = { ...ORDER, extra: 1, lines: [{ sku: "a", quantity: 1, extra: 1 }] };
    expect(judged({ type: "track", event: "Order Completed", properties }, lenient).verdict).toBe("conformant");
    const wrong = { ...properties, total: "1" };
    expect(judged({ type: "track", event: "Order Completed", properties: wrong }, lenient).violations).toHaveLength(1);
  });

  it("are judged by variant, and only the discriminator is told when it is wrong", () => {
    const paid = (properties: object) => track("Payment Attempted", properties);
    const unknown = paid({ method: "barter" });
    expect(unknown.violations).toEqual([expect.objectContaining({ path: "/properties/method", keyword: "enum" })]);
    expect(paid({}).violations.map(({ path }) => path)).toEqual(["/properties/method"]);
    expect(paid({ method: "transfer", reference: "r", amount: 2 }).verdict).toBe("conformant");
    expect(paid({ method: "transfer", amount: 2 }).violations).toEqual([
      expect.objectContaining({ code: "required_missing", path: "/properties/reference" }),
    ]);
  });

  it("say one thing about a value that fits no member of a union", () => {
    const at = (position: unknown) => track("Product Searched", { query: "a", position }).violations;
    expect(at(true)).toEqual([
      {
        code: "type_mismatch",
        path: "/properties/position",
        keyword: "type",
        expected: ["integer", "string"],
        received: "boolean",
      },
    ]);
    expect(at("middle")).toEqual([expect.objectContaining({ keyword: "enum", expected: ["top", "bottom"] })]);
    expect(at(-1)).toEqual([expect.objectContaining({ keyword: "minimum" })]);
  });

  it("take prices as multiples of a cent", () => {
    for (const total of [0.07, 1.1, 19.99, 4.35, 123_456.78]) {
      expect(track("Order Completed", { ...ORDER, total }).violations).toEqual([]);
    }
    expect(track("Order Completed", { ...ORDER, total: 19.995 }).violations).toEqual([
      expect.objectContaining({ keyword: "multipleOf", expected: 0.01, received: 19.995 }),
    ]);
  });

  it("keep raw schemas and their references apart", () => {
    expect(track("Product Searched", { query: "a", range: [1, 2] }).verdict).toBe("conformant");
    expect(track("Product Searched", { query: "a", range: [1, "2"] }).violations).toEqual([
      expect.objectContaining({ code: "type_mismatch", path: "/properties/range/1" }),
    ]);
    expect(track("Article Rated", { stars: 1, comment: "a", comment_text: "b" }).verdict).toBe("violating");
  });

  it("tell absent, null and present apart", () => {
    const property = (given: object) =>
      planOf({ properties: [newProperty({ id: "prp_p", name: "p", type: { kind: "string" }, ...given })] });
    const verdict = (plans: PlanVersions, properties: object) =>
      judged({ type: "track", event: "X", properties }, RULE, plans).verdict;
    const nullable = { type: { kind: "string", nullable: true } } as const;
    const table = [
      [property({}), "conformant", "violating", "conformant"],
      [property({ required: true }), "violating", "violating", "conformant"],
      [property(nullable), "conformant", "conformant", "conformant"],
      [property({ ...nullable, required: true }), "violating", "conformant", "conformant"],
    ] as const;
    for (const [plans, absent, isNull, present] of table) {
      expect([verdict(plans, {}), verdict(plans, { p: null }), verdict(plans, { p: "a" })]).toEqual([
        absent,
        isNull,
        present,
      ]);
    }
  });

  it("judge properties that are no object, and names that mean something to JavaScript", () => {
    expect(track("Signed Up", [1])).toMatchObject({
      violations: [{ code: "type_mismatch", path: "/properties", expected: "object", received: "array" }],
    });
    expect(track("Signed Up", null).verdict).toBe("conformant");
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const plans = planOf({
        properties: [newProperty({ id: "prp_p", name, type: { kind: "string" }, required: true })],
      });
      const verdict = (json: string) =>
        judged({ type: "track", event: "X", properties: JSON.parse(json) as object }, RULE, plans);
      expect(verdict("{}").violations.map(({ code }) => code)).toEqual(["required_missing"]);
      expect(verdict(`{"${name}":"a"}`).verdict).toBe("conformant");
      expect(verdict(`{"${name}":1}`).violations.map(({ code }) => code)).toEqual(["type_mismatch"]);
    }
    expect(track("Signed Up", JSON.parse('{"__proto__":{"polluted":true}}')).verdict).toBe("violating");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("are too deep beyond 32 levels, and too wide beyond 10,000 members", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 40; level++) deep = { a: deep };
    expect(track("Product Searched", { query: "a", debug: deep }).violations).toEqual([
      expect.objectContaining({ code: "too_deep", path: `/properties/debug${"/a".repeat(30)}`, expected: 32 }),
    ]);
    const wide = Array.from({ length: 10_001 }, () => 0);
    expect(track("Product Searched", { query: "a", debug: wide }).violations).toEqual([
      expect.objectContaining({ code: "cardinality", path: "/properties/debug", expected: 10_000 }),
    ]);
  });

  it("stop at 50 violations", () => {
    const properties = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, 1]));
    expect(track("Signed Up", properties).violations).toHaveLength(50);
  });

  it("never repeat the value of a sensitive property", () => {
    const plans = planOf({
      properties: [
        newProperty({ id: "prp_s", name: "s", type: { kind: "string", maxLength: 3 }, privacy: "sensitive" }),
        newProperty({
          id: "prp_o",
          name: "o",
          privacy: "sensitive",
          type: {
            kind: "object",
            open: false,
            properties: [newProperty({ id: "prp_n", name: "n", type: { kind: "string", enum: ["a"] } })],
          },
        }),
        newProperty({ id: "prp_p", name: "p", type: { kind: "string", maxLength: 3 } }),
      ],
    });
    const properties = { s: "secret value", o: { n: "secret value" }, p: "plain value" };
    const { violations } = judged({ type: "track", event: "X", properties }, RULE, plans);
    expect(violations).toHaveLength(3);
    expect(JSON.stringify(violations)).not.toContain("secret");
    expect(JSON.stringify(violations)).toContain("plain value");
  });

  it("are judged by a schema that is a reference into itself, be it recursive", () => {
    const tree = { type: "object", properties: { name: { type: "string" }, parent: { $ref: "#/definitions/tree" } } };
    const plans = planOf({ rawSchema: { definitions: { tree }, $ref: "#/definitions/tree" }, open: true });
    const verdictOf = (properties: object) => judged({ type: "track", event: "X", properties }, RULE, plans).verdict;
    expect(verdictOf({ name: "a", parent: { name: "b" } })).toBe("conformant");
    expect(verdictOf({ name: "a", parent: { name: 1 } })).toBe("violating");
  });

  it("are violating, not a crash, when a schema cannot be compiled", () => {
    const plans = planOf({ rawSchema: { $ref: "#/definitions/nowhere" } });
    expect(judged({ type: "track", event: "X" }, RULE, plans)).toMatchObject({ verdict: "violating" });
    expect(plans.latest?.brokenEvents().map(({ name }) => name)).toEqual(["X"]);
  });
});

describe("declared versions", () => {
  const second = freezePlan(
    { ...referencePlan, events: referencePlan.events.filter(({ id }) => id !== "evt_rated") },
    published,
  );
  const both = new Map([published, second].map((item) => [item.version, new PlanValidators(item)]));
  const history: PlanVersions = { latest: both.get(2), find: (version) => both.get(version) };
  const rated = (gabarit?: object) =>
    judged(
      {
        type: "track",
        event: "Article Rated",
        properties: { stars: 4 },
        context: gabarit === undefined ? {} : { gabarit },
      },
      RULE,
      history,
    );

  it("judge, else the latest does", () => {
    expect(rated({ plan: "reference", version: 1, hash: published.hash })).toMatchObject({
      verdict: "conformant",
      planVersion: 1,
    });
    expect(rated()).toMatchObject({ verdict: "unplanned", planVersion: 2 });
    expect(rated({ version: 0 }).planVersion).toBe(2);
  });

  it("are told when they are unknown, or another plan's", () => {
    for (const gabarit of [{ version: 9 }, { version: 1, hash: "0".repeat(64) }, { version: 1, plan: "another" }]) {
      const { verdict, violations, planVersion } = rated(gabarit);
      expect([verdict, planVersion, violations[0]]).toEqual([
        "unplanned",
        2,
        { code: "version_unknown", path: "/context/gabarit/version", expected: 2, received: gabarit.version },
      ]);
    }
    const known = judged({ type: "track", event: "Signed Up", context: { gabarit: { version: 9 } } }, RULE, history);
    expect(known).toMatchObject({ verdict: "violating", eventId: "evt_signed_up" });
  });

  it("are lifted out of properties for SDKs without a context", () => {
    const properties = { stars: 4, $gabarit: { plan: "reference", version: 1 } };
    expect(judged({ type: "track", event: "Article Rated", properties }, RULE, history)).toMatchObject({
      verdict: "conformant",
      planVersion: 1,
    });
  });
});

describe("traits", () => {
  const identify = (traits: unknown, rule = RULE) => {
    const call = callOf({ type: "identify", traits });
    const judgement = judge(call, versions, rule);
    return { ...judgement, held: [...heldTraits(call, judgement)].sort() };
  };

  it("are judged one by one: what breaks the plan is held, the rest applies", () => {
    expect(identify({ plan: "trial", nps: 9 })).toMatchObject({ verdict: "conformant", held: [] });
    expect(identify({ plan: 42, nps: 9, shoe: 43 })).toMatchObject({
      verdict: "violating",
      held: ["plan", "shoe"],
      violations: [
        { code: "type_mismatch", path: "/traits/plan", expected: "string", received: "number" },
        { code: "unplanned_property", path: "/traits/shoe" },
      ],
    });
    expect(identify({ nps: null }).held).toEqual([]);
    expect(identify({ plan: null }).held).toEqual(["plan"]);
  });

  it("that the plan does not know are passed over where the source says so", () => {
    expect(identify({ plan: "trial", shoe: 43 }, { ...RULE, unplanned: "ignore" })).toMatchObject({
      verdict: "conformant",
      held: [],
    });
  });

  it("may stand in the context, where RudderStack puts them", () => {
    const call = callOf({ type: "identify", context: { traits: { plan: 42, nps: 1 } } });
    const judgement = judge(call, versions, RULE);
    expect(judgement.violations[0]?.path).toBe("/context/traits/plan");
    expect([...heldTraits(call, judgement)]).toEqual(["plan"]);
  });

  it("are all held when the call as a whole is not believed", () => {
    expect(identify({ plan: "trial" }).held).toEqual([]);
    const none = onlyVersion(undefined);
    const call = callOf({ type: "identify", traits: { plan: "trial" } });
    const judgement = judge(call, none, RULE);
    expect(judgement).toMatchObject({ verdict: "unplanned", planVersion: 0 });
    expect([...heldTraits(call, judgement)]).toEqual(["plan"]);
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`t${index}`, 1]));
    expect(identify({ ...many, plan: "trial" }).held).toContain("plan");
    expect(identify("nonsense")).toMatchObject({ verdict: "violating", held: [] });
  });

  it("of groups are judged by the type the call names, else by the first", () => {
    const group = (message: object) => judged({ type: "group", groupId: "g1", ...message });
    const first = referencePlan.groupTypes[0];
    expect(first).toBeDefined();
    expect(group({ traits: {} }).verdict).toBe("conformant");
    expect(group({ traits: { shoe: 1 } }).verdict).toBe("violating");
    expect(group({ traits: {}, context: { groupType: "unknown" } }).verdict).toBe("conformant");
    const groupless = onlyVersion(freezePlan({ ...referencePlan, groupTypes: [] }));
    expect(judged({ type: "group", groupId: "g1" }, RULE, groupless).verdict).toBe("unplanned");
  });

  it("aliases conform when they can be read", () => {
    expect(judged({ type: "alias", previousId: "a1" })).toMatchObject({ verdict: "conformant" });
  });
});

describe("any call at all", () => {
  it("gets a verdict and never an exception", () => {
    const call = fc.record(
      {
        type: fc.constantFrom("track", "page", "screen", "identify", "group", "alias", "nonsense", 3),
        event: fc.constantFrom("Order Completed", "Product Searched", "Article Rated", "Nothing", "", 4),
        name: fc.constantFrom("Home", "", undefined, 5),
        properties: fc.jsonValue({ maxDepth: 4 }),
        traits: fc.jsonValue({ maxDepth: 4 }),
        context: fc.jsonValue({ maxDepth: 3 }),
        groupId: fc.constantFrom("g", "", undefined),
        previousId: fc.constantFrom("p", undefined),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(call, fc.boolean(), (message, lenient) => {
        const rule: JudgeRule = { sourceSlug: "web", unplanned: lenient ? "ignore" : "violation" };
        let readable = true;
        try {
          callOf(message);
        } catch {
          readable = false;
        }
        if (!readable) return;
        const { verdict, violations } = judged(message, rule);
        expect(violations.length === 0).toBe(verdict === "conformant");
        expect(violations.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 500 },
    );
  });
});
