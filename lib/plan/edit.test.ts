import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits, type Edit, editSchema, replayEdits, touchedFields } from "./edit.ts";
import { checkPlan } from "./edit-check.ts";
import type { EditContext } from "./edit-command.ts";
import { draftEvent, draftProperty, draftTrait } from "./edit-draft.ts";
import { overlappingPaths, type PropertyPlace } from "./edit-path.ts";
import { PROBLEM_TABLE } from "./edit-problem.ts";
import { propertyAt } from "./edit-tree.ts";
import { hostilePlan } from "./hostile-plan.ts";
import { newBundle, newEvent, newProperty } from "./new-object.ts";
import type { Plan, PropertyType } from "./plan.ts";
import { freezePlan } from "./publish.ts";
import { referencePlan } from "./reference-plan.ts";

const order: PropertyPlace = { in: "event", id: "evt_order_completed" };
const lines: PropertyPlace = { in: "event", id: "evt_order_completed", path: ["prp_lines"] };

function accepted(edit: Edit, plan: Plan = referencePlan, context: EditContext = {}): Plan {
  const result = applyEdit(plan, editSchema.parse(edit), context);
  if (!result.ok) throw new Error(result.errors.map((error) => `${error.path}: ${error.en}`).join("; "));
  return result.plan;
}

function refused(edit: Edit, plan: Plan = referencePlan, context: EditContext = {}): string[] {
  const result = applyEdit(plan, editSchema.parse(edit), context);
  return result.ok ? ["accepted"] : result.errors.map((error) => `${error.code} ${error.path}`);
}

function event(plan: Plan, id: string) {
  const found = plan.events.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

function typed(type: PropertyType): Edit {
  return { command: "updateProperty", place: order, id: "prp_total", changes: { type } };
}

describe("plans that exist", () => {
  it("hold every invariant", () => {
    expect(checkPlan(referencePlan)).toEqual([]);
    expect(checkPlan(hostilePlan)).toEqual([]);
  });
});

describe("updates of fields", () => {
  it("change what they name, clear with null, and leave the rest its reference", () => {
    const after = accepted({
      command: "updateEvent",
      id: "evt_order_completed",
      changes: { description: { fr: "Payée." }, owner: null, critical: false, tags: { add: ["new"], remove: ["kpi"] } },
    });
    const changed = event(after, "evt_order_completed");
    expect(changed.description).toEqual({ en: "An order was paid.", fr: "Payée." });
    expect("owner" in changed).toBe(false);
    expect(changed.tags).toEqual(["checkout", "new"]);
    expect(changed.properties).toBe(event(referencePlan, "evt_order_completed").properties);
    expect(event(after, "evt_payment")).toBe(event(referencePlan, "evt_payment"));
    expect(after.bundles).toBe(referencePlan.bundles);
  });

  it("that change nothing give the same plan back", () => {
    const same: Edit[] = [
      { command: "updateEvent", id: "evt_order_completed", changes: { owner: "Checkout", critical: true } },
      { command: "updatePlan", changes: { name: { en: "Reference plan" } } },
      { command: "updateSettings", changes: { identifiers: "unicode" } },
      { command: "moveObject", kind: "event", id: "evt_draft", before: null },
      { command: "attachBundle", event: "evt_order_completed", bundle: "bdl_campaign" },
      { command: "updateProperty", place: order, id: "prp_total", changes: { constraints: { minimum: 0 } } },
      typed({ kind: "number", minimum: 0, multipleOf: 0.01 }),
    ];
    for (const edit of same) expect(accepted(edit)).toBe(referencePlan);
  });

  it("refuse unknown commands, fields and objects", () => {
    expect(editSchema.safeParse({ command: "dropPlan" }).success).toBe(false);
    const stray = { command: "updateEvent", id: "evt_draft", changes: { identifier: "x" } };
    expect(editSchema.safeParse(stray).success).toBe(false);
    expect(refused({ command: "updateEvent", id: "evt_nowhere", changes: { critical: true } })).toEqual([
      "not_found event/evt_nowhere",
    ]);
    expect(refused({ command: "updateEvent", id: "evt_draft", changes: { category: "cat_nowhere" } })).toEqual([
      "reference_missing event/evt_draft/category",
    ]);
  });

  it("reach every kind of object", () => {
    let plan = accepted({ command: "updateBundle", id: "bdl_campaign", changes: { name: "Origin", owner: null } });
    plan = accepted(
      { command: "updateGroupType", id: "grp_account", changes: { description: { fr: "Client" } } },
      plan,
    );
    plan = accepted({ command: "updateDecision", id: "dec_assortment", changes: { name: { fr: null } } }, plan);
    plan = accepted({ command: "updateMetric", id: "met_revenue", changes: { decisions: ["dec_checkout"] } }, plan);
    plan = accepted({ command: "updateCategory", id: "cat_account", changes: { name: "Access" } }, plan);
    plan = accepted({ command: "updateSettings", changes: { automatic: { remove: ["country"] } } }, plan);
    expect(plan.bundles[0]).toMatchObject({ name: "Origin" });
    expect(plan.groupTypes[0]?.description.fr).toBe("Client");
    expect(plan.decisions[1]?.name).toEqual({ en: "Which articles to keep" });
    expect(plan.metrics[0]?.decisions).toEqual(["dec_checkout"]);
    expect(plan.categories[1]?.name).toBe("Access");
    expect(plan.settings.automatic).not.toContain("country");
  });
});

describe("names and identifiers", () => {
  const published: EditContext = { published: freezePlan(referencePlan) };

  it("are unique per call type, former names included", () => {
    const taken = ["event_name_taken event/evt_draft/name"];
    expect(refused({ command: "renameEvent", id: "evt_draft", name: "Order Completed" })).toEqual(taken);
    expect(refused({ command: "renameEvent", id: "evt_draft", name: "User Registered" })).toEqual([
      "event_name_taken event/evt_signed_up/formerNames",
    ]);
    const page = draftEvent(referencePlan, { name: "Order Completed", callType: "page" });
    accepted({ command: "addObject", entry: { kind: "event", object: page } });
  });

  it("stay known after a rename once published, and only then", () => {
    const edit: Edit = { command: "renameEvent", id: "evt_payment", name: "Payment Tried" };
    expect(event(accepted(edit), "evt_payment").formerNames).toEqual([]);
    const renamed = accepted(edit, referencePlan, published);
    expect(event(renamed, "evt_payment").formerNames).toEqual(["Payment Attempted"]);
    const back = accepted({ ...edit, name: "Payment Attempted" }, renamed, published);
    expect(event(back, "evt_payment").formerNames).toEqual([]);
    const again = accepted({ ...edit, name: "Payment Made" }, renamed, published);
    expect(event(again, "evt_payment").formerNames).toEqual(["Payment Attempted"]);
    const since: EditContext = { published: freezePlan(renamed, published.published) };
    const later = accepted({ ...edit, name: "Payment Attempted" }, renamed, since);
    expect(event(later, "evt_payment").formerNames).toEqual(["Payment Tried"]);
  });

  it("of code are unique whatever their case, legal, and locked by publishing", () => {
    const set = (identifier: string, unlock?: boolean): Edit => ({
      command: "setIdentifier",
      id: "evt_payment",
      identifier,
      ...(unlock === undefined ? {} : { unlock }),
    });
    expect(refused(set("ORDERCOMPLETED"))).toEqual(["identifier_taken event/evt_payment/identifier"]);
    expect(refused(set("userregistered"))).toEqual(["identifier_taken event/evt_signed_up/formerIdentifiers"]);
    expect(refused(set("2fast"))).toEqual(["identifier_invalid event/evt_payment/identifier"]);
    expect(refused(set("paid"), referencePlan, published)).toEqual(["identifier_locked event/evt_payment/identifier"]);
    expect(event(accepted(set("paid")), "evt_payment").formerIdentifiers).toEqual([]);
    const unlocked = accepted(set("paid", true), referencePlan, published);
    expect(event(unlocked, "evt_payment")).toMatchObject({
      identifier: "paid",
      formerIdentifiers: ["paymentAttempted"],
    });
    const back = accepted(set("paymentAttempted", true), unlocked, published);
    expect(event(back, "evt_payment").formerIdentifiers).toEqual([]);
  });

  it("can be swapped in one change", () => {
    const swap: Edit[] = [
      { command: "renameEvent", id: "evt_payment", name: "Order Completed" },
      { command: "renameEvent", id: "evt_order_completed", name: "Payment Attempted" },
    ];
    const result = applyEdits(referencePlan, swap);
    expect(result.ok && event(result.plan, "evt_payment").name).toBe("Order Completed");
  });

  it("of properties are unique among siblings only", () => {
    expect(refused({ command: "renameProperty", place: lines, id: "prp_line_sku", name: "quantity" })).toEqual([
      "property_name_taken event/evt_order_completed/properties/prp_lines/type/properties/prp_line_quantity/name",
    ]);
    accepted({ command: "renameProperty", place: lines, id: "prp_line_sku", name: "total" });
    const twice = draftTrait({ name: "email" });
    expect(refused({ command: "addProperty", place: { in: "user" }, property: twice })).toEqual([
      `property_name_taken user_property/${twice.id}/name`,
    ]);
  });
});

describe("properties", () => {
  it("are added, changed, moved and removed at every place", () => {
    const places: PropertyPlace[] = [
      order,
      lines,
      { in: "event", id: "evt_search", path: ["prp_filters", "prp_filter_price"] },
      { in: "bundle", id: "bdl_campaign" },
      { in: "case", event: "evt_payment", id: "cas_card" },
      { in: "user" },
      { in: "group", id: "grp_account" },
    ];
    for (const place of places) {
      const property = draftProperty({ name: "added" });
      let plan = accepted({ command: "addProperty", place, property });
      plan = accepted(
        {
          command: "updateProperty",
          place,
          id: property.id,
          changes: { description: { en: "New" }, privacy: "personal" },
        },
        plan,
      );
      plan = accepted({ command: "renameProperty", place, id: property.id, name: "renamed" }, plan);
      expect(propertyAt(plan, place, property.id)).toMatchObject({
        name: "renamed",
        description: { en: "New" },
        privacy: "personal",
      });
      plan = accepted({ command: "removeProperty", place, id: property.id }, plan);
      expect(plan).toEqual(referencePlan);
    }
  });

  it("move into a bundle with their id", () => {
    const to: PropertyPlace = { in: "bundle", id: "bdl_campaign" };
    const plan = accepted({ command: "moveProperty", place: order, id: "prp_coupon", to, before: "prp_landing" });
    expect(plan.bundles[0]?.properties.map(({ id }) => id)).toEqual(["prp_campaign", "prp_coupon", "prp_landing"]);
    expect(propertyAt(plan, order, "prp_coupon")).toBeUndefined();
  });

  it("have a segment kind on users and group types only", () => {
    const segmentKind = { segmentKind: "customer_data" } as const;
    const edit: Edit = { command: "updateProperty", place: order, id: "prp_total", changes: segmentKind };
    expect(refused(edit)).toEqual(["wrong_kind event/evt_order_completed/properties/prp_total/segmentKind"]);
    const trait = draftTrait({ name: "age", segmentKind: "demographic" });
    accepted({ command: "addProperty", place: { in: "group", id: "grp_account" }, property: trait });
    expect(refused({ command: "addProperty", place: lines, property: trait })).toHaveLength(1);
  });

  it("on users are never required", () => {
    const edit: Edit = {
      command: "updateProperty",
      place: { in: "user" },
      id: "prp_user_plan",
      changes: { required: true },
    };
    expect(refused(edit)).toEqual(["trait_required user_property/prp_user_plan/required"]);
  });

  it("that something needs are kept", () => {
    const place: PropertyPlace = { in: "event", id: "evt_rated" };
    expect(refused({ command: "removeProperty", place, id: "prp_comment" })).toEqual([
      "in_use event/evt_rated/properties/prp_comment",
    ]);
    const cleared = accepted({ command: "removeProperty", place, id: "prp_comment", cascade: true });
    expect(propertyAt(cleared, place, "prp_old_comment")?.deprecation).toEqual({
      text: { en: "Use comment.", fr: "Utilisez comment." },
      on: "2027-06-30",
    });
    const payment: PropertyPlace = { in: "event", id: "evt_payment" };
    expect(refused({ command: "removeProperty", place: payment, id: "prp_method", cascade: true })).toEqual([
      "in_use event/evt_payment/properties/prp_method",
    ]);
  });
});

describe("constraints", () => {
  it.each<[string, PropertyType]>([
    ["bounds_reversed", { kind: "number", minimum: 2, maximum: 1 }],
    ["bounds_reversed", { kind: "number", minimum: 1, exclusiveMaximum: 1 }],
    ["bounds_reversed", { kind: "string", minLength: 3, maxLength: 2 }],
    ["bounds_reversed", { kind: "array", items: { kind: "string" }, minItems: 3, maxItems: 2 }],
    ["enum_empty", { kind: "string", enum: [] }],
    ["enum_repeated", { kind: "integer", enum: [1, 1] }],
    ["enum_too_long", { kind: "integer", enum: Array.from({ length: 1001 }, (_, index) => index) }],
    ["enum_value_not_allowed", { kind: "string", enum: ["A", "b"], pattern: "^[A-Z]$" }],
    ["enum_value_not_allowed", { kind: "integer", enum: [1.5] }],
    ["const_not_allowed", { kind: "string", enum: ["a"], const: "b" }],
    ["const_not_allowed", { kind: "number", const: 5, multipleOf: 2 }],
    ["pattern_unsafe", { kind: "string", pattern: "(?=a)" }],
    ["pattern_unsafe", { kind: "array", items: { kind: "string", pattern: "(a)\\1" } }],
    ["unique_items_unbounded", { kind: "array", items: { kind: "any" }, uniqueItems: true }],
    ["raw_reference", { kind: "raw", schema: { $ref: "https://example.org/x.json" } }],
    ["raw_reference", { kind: "raw", schema: { items: { $ref: "#/definitions/none" } } }],
    [
      "raw_cycle",
      { kind: "raw", schema: { definitions: { a: { items: { $ref: "#/definitions/a" } } }, $ref: "#/definitions/a" } },
    ],
    ["raw_keyword", { kind: "raw", schema: { tsType: "any" } }],
    ["raw_keyword", { kind: "raw", schema: { properties: { a: { type: "text" } } } }],
    ["pattern_unsafe", { kind: "raw", schema: { patternProperties: { "(?!a)": true } } }],
    ["unique_items_unbounded", { kind: "raw", schema: { type: "array", uniqueItems: true } }],
  ])("refuse %s", (code, type) => {
    const errors = refused(typed(type));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^${code} event/evt_order_completed/properties/prp_total/type`));
  });

  it("that fit are taken", () => {
    for (const type of [
      { kind: "number", minimum: 1, maximum: 1 },
      { kind: "array", items: { kind: "any" }, uniqueItems: true, maxItems: 256 },
      { kind: "array", items: { kind: "string" }, uniqueItems: true },
      { kind: "raw", schema: { properties: { tsType: { type: "string" }, $ref: { type: "string" } } } },
      { kind: "number", const: 0.3, multipleOf: 0.1 },
    ] satisfies PropertyType[]) {
      accepted(typed(type));
    }
  });

  it("are changed one at a time, and only where they belong", () => {
    const change = (constraints: object): Edit =>
      ({ command: "updateProperty", place: order, id: "prp_total", changes: { constraints } }) as Edit;
    const plan = accepted(change({ maximum: 10, multipleOf: null, nullable: true }));
    expect(propertyAt(plan, order, "prp_total")?.type).toEqual({
      kind: "number",
      minimum: 0,
      maximum: 10,
      nullable: true,
    });
    const path = "event/evt_order_completed/properties/prp_total/type";
    expect(refused(change({ pattern: "a" }))).toEqual([`wrong_kind ${path}/pattern`]);
    expect(refused(change({ enum: ["a"] }))).toEqual([`wrong_kind ${path}/enum`]);
  });

  it("stop at 1,000 properties and 20,000 expanded nodes", () => {
    const many = newBundle({
      id: "bdl_many",
      name: "Many",
      properties: Array.from({ length: 995 }, (_, index) => draftProperty({ name: `p${index}` })),
    });
    const plan = accepted({ command: "addObject", entry: { kind: "bundle", object: many } });
    expect(refused({ command: "attachBundle", event: "evt_order_completed", bundle: "bdl_many" }, plan)).toEqual([
      "too_many_properties event/evt_order_completed/properties",
    ]);
    accepted({ command: "attachBundle", event: "evt_draft", bundle: "bdl_many" }, plan);
    const levels = Object.fromEntries(
      Array.from({ length: 20 }, (_, level) => [
        `l${level}`,
        { allOf: [{ $ref: `#/definitions/l${level + 1}` }, { $ref: `#/definitions/l${level + 1}` }] },
      ]),
    );
    const doubling: PropertyType = {
      kind: "raw",
      schema: { $ref: "#/definitions/l0", definitions: { ...levels, l20: { type: "string" } } },
    };
    expect(refused(typed(doubling))).toEqual(["too_large event/evt_order_completed/properties"]);
  });

  it("that were imported wrong stop no other edit", () => {
    const imported = applyEdit(referencePlan, typed({ kind: "string", pattern: "(?=a)" }), { tolerant: true });
    if (!imported.ok) throw new Error("an import may bring an unsafe pattern");
    accepted({ command: "updatePlan", changes: { name: { en: "Other" } } }, imported.plan);
    expect(
      applyEdit(referencePlan, { command: "renameEvent", id: "evt_draft", name: "Signed Up" }, { tolerant: true }).ok,
    ).toBe(false);
  });
});

describe("variants", () => {
  const place: PropertyPlace = { in: "event", id: "evt_payment" };

  it("keep a sound discriminator", () => {
    const invalid = ["discriminator_invalid event/evt_payment/variants/discriminator"];
    const optional: Edit = { command: "updateProperty", place, id: "prp_method", changes: { required: false } };
    expect(refused(optional)).toEqual(invalid);
    expect(refused({ command: "setDiscriminator", event: "evt_payment", property: "prp_amount" })).toEqual(invalid);
    const fewer: Edit = {
      command: "updateProperty",
      place,
      id: "prp_method",
      changes: { constraints: { enum: ["card", "transfer"] } },
    };
    expect(refused(fewer)).toEqual(["case_value_unknown event/evt_payment/variants/cases/cas_transfer/match"]);
  });

  it("are added, changed and removed case by case", () => {
    const item = { id: "cas_cash", displayName: {}, match: ["cash"], properties: [] };
    let plan = accepted({ command: "addCase", event: "evt_payment", case: item, before: "cas_card" });
    expect(
      refused({ command: "updateCase", event: "evt_payment", id: "cas_cash", changes: { match: ["card"] } }, plan),
    ).toEqual(["case_value_twice event/evt_payment/variants/cases/cas_card/match"]);
    expect(
      refused({ command: "updateCase", event: "evt_payment", id: "cas_cash", changes: { match: [] } }, plan),
    ).toEqual(["case_without_value event/evt_payment/variants/cases/cas_cash/match"]);
    plan = accepted({ command: "moveCase", event: "evt_payment", id: "cas_cash", before: null }, plan);
    expect(event(plan, "evt_payment").variants?.cases.map(({ id }) => id)).toEqual([
      "cas_card",
      "cas_transfer",
      "cas_cash",
    ]);
    plan = accepted({ command: "removeCase", event: "evt_payment", id: "cas_cash" }, plan);
    expect(plan).toEqual(referencePlan);
    plan = accepted({ command: "setDiscriminator", event: "evt_payment", property: null });
    expect("variants" in event(plan, "evt_payment")).toBe(false);
  });

  it("never replace the discriminator", () => {
    const property = draftProperty({ name: "method" });
    const inCase: PropertyPlace = { in: "case", event: "evt_payment", id: "cas_card" };
    expect(refused({ command: "addProperty", place: inCase, property })).toEqual([
      `case_hides_discriminator event/evt_payment/variants/cases/cas_card/properties/${property.id}/name`,
    ]);
  });
});

describe("objects and links", () => {
  it("in use are kept, unless their uses go too", () => {
    for (const [kind, id] of [
      ["decision", "dec_checkout"],
      ["metric", "met_revenue"],
      ["category", "cat_commerce"],
      ["bundle", "bdl_campaign"],
      ["event", "evt_order_completed"],
    ] as const) {
      expect(refused({ command: "removeObject", kind, id })).toEqual([`in_use ${kind}/${id}`]);
      const plan = accepted({ command: "removeObject", kind, id, cascade: true });
      expect(checkPlan(plan)).toEqual([]);
      expect(JSON.stringify(plan)).not.toContain(`"${id}"`);
    }
  });

  it("have ids that nothing else has", () => {
    const same = newEvent({
      id: "evt_new",
      name: "New",
      identifier: "new",
      properties: [newProperty({ id: "prp_total", name: "a", type: { kind: "any" } })],
    });
    expect(refused({ command: "addObject", entry: { kind: "event", object: same } })).toEqual([
      "id_taken event/evt_new/properties/prp_total",
    ]);
    expect(
      refused({ command: "addObject", entry: { kind: "event", object: event(referencePlan, "evt_old") } }),
    ).toEqual(["id_taken event/evt_old"]);
  });

  it("are linked and unlinked", () => {
    const from = { kind: "property", place: order, id: "prp_coupon" } as const;
    const to = { kind: "decision", id: "dec_checkout" } as const;
    const linked = accepted({ command: "link", from, to });
    expect(propertyAt(linked, order, "prp_coupon")?.serves.decisions).toEqual(["dec_checkout"]);
    expect(accepted({ command: "unlink", from, to }, linked)).toEqual(referencePlan);
    expect(refused({ command: "link", from, to: { kind: "metric", id: "dec_checkout" } })).toHaveLength(1);
    expect(
      refused({
        command: "link",
        from: { kind: "metric", id: "met_revenue" },
        to: { kind: "metric", id: "met_revenue" },
      }),
    ).toEqual(["wrong_kind metric/met_revenue/decisions/met_revenue"]);
  });

  it("are deprecated and restored", () => {
    const target = { kind: "event", id: "evt_payment" } as const;
    const changes = { text: { en: "Gone." }, replacementId: "evt_order_completed" };
    const plan = accepted({ command: "deprecate", target, changes });
    expect(event(plan, "evt_payment")).toMatchObject({ status: "deprecated", deprecation: changes });
    expect(accepted({ command: "restore", target }, plan)).toEqual(referencePlan);
    expect(refused({ command: "deprecate", target, changes: { replacementId: "cat_commerce" } })).toEqual([
      "reference_missing event/evt_payment/deprecation/replacementId",
    ]);
  });

  it("keep the order that was asked for", () => {
    const ids = ["dec_assortment", "dec_checkout"];
    const plan = accepted({ command: "reorderObjects", kind: "decision", ids });
    expect(plan.decisions.map(({ id }) => id)).toEqual(ids);
    expect(
      accepted({ command: "moveObject", kind: "decision", id: "dec_checkout", before: "dec_assortment" }, plan),
    ).toEqual(referencePlan);
  });
});

describe("touched fields", () => {
  const patch = (changes: object): Edit => ({ command: "updateEvent", id: "evt_payment", changes }) as Edit;
  const collide = (a: Edit, b: Edit) => overlappingPaths(touchedFields(a), touchedFields(b)).length > 0;

  it("differ for different fields, languages and elements of one object", () => {
    expect(touchedFields(patch({ description: { fr: "x" }, owner: null, tags: { add: ["a/b"] } }))).toEqual([
      "event/evt_payment/description.fr",
      "event/evt_payment/owner",
      "event/evt_payment/tags/a~1b",
    ]);
    expect(collide(patch({ owner: "a" }), patch({ owner: "b" }))).toBe(true);
    expect(collide(patch({ owner: "a" }), patch({ critical: true }))).toBe(false);
    expect(collide(patch({ description: { fr: "a" } }), patch({ description: { en: "b" } }))).toBe(false);
    expect(collide(patch({ tags: { add: ["a"] } }), patch({ tags: { add: ["b"] } }))).toBe(false);
    expect(collide(patch({ tags: { add: ["a"] } }), patch({ tags: ["b"] }))).toBe(true);
  });

  it("of a part meet those of the whole", () => {
    const update: Edit = {
      command: "updateProperty",
      place: lines,
      id: "prp_line_sku",
      changes: { privacy: "personal" },
    };
    const wholeType: Edit = {
      command: "updateProperty",
      place: order,
      id: "prp_lines",
      changes: { type: { kind: "any" } },
    };
    expect(collide(update, wholeType)).toBe(true);
    expect(collide(update, { command: "removeObject", kind: "event", id: "evt_order_completed" })).toBe(true);
    expect(collide(update, { command: "removeObject", kind: "event", id: "evt_payment" })).toBe(false);
  });
});

describe("repeating recorded edits", () => {
  it("needs no context", () => {
    const published = freezePlan(referencePlan);
    const edits: Edit[] = [
      { command: "renameEvent", id: "evt_payment", name: "Paid" },
      { command: "setIdentifier", id: "evt_payment", identifier: "paid", unlock: true },
    ];
    const result = applyEdits(referencePlan, edits, { published });
    if (!result.ok) throw new Error("refused");
    expect(replayEdits(referencePlan, result.edits)).toEqual(result.plan);
  });
});

describe("problems", () => {
  it("have a sentence in both languages", () => {
    for (const [code, { en, fr }] of Object.entries(PROBLEM_TABLE)) {
      expect(en, code).not.toBe(fr);
      expect(fr, code).not.toMatch(/'| [;:!?»]|« /);
      const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      expect(holes(fr), code).toEqual(holes(en));
    }
  });
});

describe("countries", () => {
  it("are those there are, under the codes they have", () => {
    const allowed = (country: string) => {
      const recipient = { key: "Mailer", description: {}, country, safeguards: {} };
      return editSchema.safeParse({ command: "addRecipient", recipient }).success;
    };
    expect(["GR", "XK", "US"].filter(allowed)).toEqual(["GR", "XK", "US"]);
    expect(["EL", "ZZ", "us"].filter(allowed)).toEqual([]);
  });
});
