import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, type Edit, editSchema, replayEdits } from "../edit.ts";
import { draftEvent, draftProperty } from "../edit-draft.ts";
import type { PropertyPlace } from "../edit-path.ts";
import { hostilePlan } from "../hostile-plan.ts";
import { propertyValueSchema } from "../json-schema.ts";
import { emptyPlan, newBundle, newEvent, newJourney, newProperty, newStep, newTrait } from "../new-object.ts";
import type { Json, Plan, PropertyType } from "../plan.ts";
import { freezePlan } from "../publish.ts";
import { referencePlan } from "../reference-plan.ts";
import { anyPlan } from "../testing/random-edit.ts";
import { valueFor } from "../testing/random-payload.ts";
import { fitsType } from "./example-fits.ts";
import type { FindingContext } from "./facts.ts";
import { findFindings, judgePlan } from "./find-findings.ts";
import { followsCase, inCase } from "./naming.ts";
import { type FindingCode, RULES } from "./table.ts";

const both = (text: string) => ({ en: `${text}.`, fr: `${text} (fr).` });
const served = { decisions: ["dec_keep"], metrics: ["met_sales"] };

function property(id: string, name: string, type: PropertyType, more: object = {}) {
  return newProperty({ id, name, type, description: both(name), serves: served, ...more });
}

function event(id: string, name: string, identifier: string, more: object = {}) {
  const texts = { description: both(name), trigger: both(name) };
  return newEvent({ id, name, identifier, owner: "Team", category: "cat_all", serves: served, ...texts, ...more });
}

/** A plan about which there is nothing to say. */
const soundPlan: Plan = {
  ...emptyPlan("sound"),
  name: both("Sound"),
  categories: [{ id: "cat_all", name: "All", description: both("All") }],
  decisions: [{ id: "dec_keep", name: both("Keep"), description: both("Keep") }],
  metrics: [{ id: "met_sales", name: both("Sales"), description: both("Sales"), decisions: ["dec_keep"], formula: {} }],
  bundles: [
    newBundle({
      id: "bdl_page",
      name: "Page",
      description: both("Page"),
      owner: "Team",
      properties: [property("prp_path", "path", { kind: "string" })],
    }),
  ],
  userProperties: [
    newTrait({
      id: "prp_city",
      name: "city",
      type: { kind: "string" },
      description: both("City"),
      segmentKind: "demographic",
    }),
  ],
  events: [
    event("evt_bought", "Order Completed", "orderCompleted", {
      critical: true,
      roles: ["purchase", "key_value_action"],
      sources: ["web"],
      bundles: ["bdl_page"],
      properties: [
        property("prp_total", "total", { kind: "number", minimum: 0 }, { role: "revenue", examples: [12.5] }),
        property("prp_kind", "kind", { kind: "string", enum: ["gift", "self"] }, { required: true }),
        property("prp_address", "address", {
          kind: "object",
          open: false,
          properties: [property("prp_street", "street", { kind: "string" }, { privacy: "personal" })],
        }),
      ],
    }),
    event("evt_joined", "Account Created", "accountCreated", { roles: ["sign_up", "onboarding_step"] }),
    event("evt_came", "Session Started", "sessionStarted", { roles: ["log_in"] }),
    event("evt_added", "Product Added", "productAdded", { roles: ["add_to_cart"] }),
  ],
};

const bought: PropertyPlace = { in: "event", id: "evt_bought" };
const add = (name: string, more: object = {}): Edit => ({
  command: "addProperty",
  place: bought,
  property: draftProperty({ name, description: both(name), serves: served, ...more }),
});
const change = (changes: object, id = "evt_joined"): Edit => ({ command: "updateEvent", id, changes }) as Edit;
const retype = (type: PropertyType): Edit => ({
  command: "updateProperty",
  place: bought,
  id: "prp_kind",
  changes: { type },
});
const says = (property: string, source: string): Edit => ({
  command: "setPresence",
  event: "evt_bought",
  property,
  source,
  presence: "required",
});
const extra = (name: string, more: object = {}): Edit => ({
  command: "addObject",
  entry: { kind: "event", object: event("evt_extra", name, "extra", more) },
});

const journey = (steps: readonly { readonly id: string; readonly events: readonly string[] }[]): Edit => ({
  command: "addObject",
  entry: {
    kind: "journey",
    object: newJourney({
      id: "jny_buy",
      name: both("Buying"),
      description: both("Buying"),
      steps: steps.map((step) => newStep({ ...step, name: both("Step"), description: both("Step") })),
    }),
  },
});

const shop = {
  key: "shop",
  name: both("Shop"),
  description: both("Shop"),
  legalBasis: "contract" as const,
  recipients: [],
};

const naming = (changes: object): Edit => ({ command: "updateNaming", kind: "event", changes });
const suppress = (given: { readonly rule: string; readonly objectId: string; readonly until?: string }): Edit => ({
  command: "addSuppression",
  suppression: { id: "sup_one", reason: "It is being replaced.", ...given },
});

const transform = (given: object): Edit => ({
  command: "addTransformation",
  transformation: {
    ...{
      key: "one",
      event: "Buy",
      operation: "drop",
      sources: [],
      reason: "Release 2.1 sends it.",
      until: "2099-01-31",
    },
    ...given,
  },
});

interface Case {
  readonly edits: readonly Edit[];
  readonly context?: FindingContext;
  /** The field path the finding points at. */
  readonly path: string;
}

const order = "event/evt_bought/properties";
const CASES: { readonly [C in FindingCode]: Case } = {
  name_collision: { edits: [extra("Order Completed")], path: "event/evt_extra/name" },
  identifier_collision: {
    edits: [{ command: "setIdentifier", id: "evt_joined", identifier: "ordercompleted" }],
    path: "event/evt_joined/identifier",
  },
  broken_reference: { edits: [change({ category: "cat_gone" })], path: "event/evt_joined/category" },
  broken_variants: {
    edits: [{ command: "setDiscriminator", event: "evt_bought", property: "prp_total" }],
    path: "event/evt_bought/variants/discriminator",
  },
  impossible_constraint: {
    edits: [retype({ kind: "string", enum: ["gift"], minLength: 9 })],
    path: `${order}/prp_kind/type/enum`,
  },
  unsafe_pattern: { edits: [retype({ kind: "string", pattern: "(?!a)b" })], path: `${order}/prp_kind/type/pattern` },
  unsafe_schema: {
    edits: [retype({ kind: "raw", schema: { $ref: "https://example.org/s" } })],
    path: `${order}/prp_kind/type/schema`,
  },
  reserved_name: {
    edits: [{ command: "renameProperty", place: bought, id: "prp_total", name: "$gabarit" }],
    path: `${order}/prp_total/name`,
  },
  no_critical_event: { edits: [change({ critical: false }, "evt_bought")], path: "plan" },
  too_many_critical_events: {
    edits: Array.from(
      { length: 10 },
      (_, index): Edit => ({
        command: "addObject",
        entry: {
          kind: "event",
          object: event(`evt_more_${index}`, `Thing ${"abcdefghij"[index]?.repeat(5)} Done`, `more${index}`, {
            critical: true,
          }),
        },
      }),
    ),
    path: "plan",
  },
  serves_nothing: {
    edits: [
      change({}),
      { command: "unlink", from: { kind: "event", id: "evt_joined" }, to: { kind: "decision", id: "dec_keep" } },
      { command: "unlink", from: { kind: "event", id: "evt_joined" }, to: { kind: "metric", id: "met_sales" } },
    ],
    path: "event/evt_joined/serves",
  },
  metric_without_event: {
    edits: [
      {
        command: "addObject",
        entry: {
          kind: "metric",
          object: { id: "met_idle", name: both("Idle"), description: both("Idle"), decisions: [], formula: {} },
        },
      },
    ],
    path: "metric/met_idle",
  },
  unused_decision: {
    edits: [
      {
        command: "addObject",
        entry: { kind: "decision", object: { id: "dec_idle", name: both("Idle"), description: both("Idle") } },
      },
    ],
    path: "decision/dec_idle",
  },
  near_duplicate_event: { edits: [extra("Orders Completed")], path: "event/evt_extra/name" },
  event_naming: {
    edits: [{ command: "renameEvent", id: "evt_joined", name: "account_created" }],
    path: "event/evt_joined/name",
  },
  property_naming: { edits: [add("grandTotal")], path: order },
  odd_name: {
    edits: [{ command: "renameEvent", id: "evt_joined", name: "Account\u200b Created" }],
    path: "event/evt_joined/name",
  },
  mixed_type: {
    edits: [
      {
        command: "addProperty",
        place: { in: "event", id: "evt_joined" },
        property: property("prp_other", "total", { kind: "string" }),
      },
    ],
    path: "event/evt_joined/properties/prp_other/type",
  },
  missing_description: {
    edits: [change({ description: { en: null, fr: null } })],
    path: "event/evt_joined/description",
  },
  sensitive_without_consent: {
    edits: [{ command: "updateProperty", place: bought, id: "prp_kind", changes: { privacy: "sensitive" } }],
    path: `${order}/prp_kind/consentPurpose`,
  },
  deprecated_without_advice: { edits: [change({ status: "deprecated" })], path: "event/evt_joined/deprecation" },
  deprecated_but_required: {
    edits: [
      {
        command: "deprecate",
        target: { kind: "property", place: bought, id: "prp_kind" },
        changes: { text: both("Old") },
      },
    ],
    path: `${order}/prp_kind/required`,
  },
  broken_example: {
    edits: [{ command: "updateProperty", place: bought, id: "prp_total", changes: { examples: [1, -1] } }],
    path: `${order}/prp_total/examples`,
  },
  required_field: {
    edits: [{ command: "updateStandards", changes: { requiredFields: { event: { add: ["steward"] } } } }],
    path: "event/evt_bought/steward",
  },
  personal_by_name: { edits: [add("billing_email", { type: { kind: "string" } })], path: order },
  personal_by_value: {
    edits: [add("reply_to", { type: { kind: "string", format: "email" } })],
    path: order,
  },
  personal_by_received: {
    edits: [add("answer", { type: { kind: "string" } })],
    context: { received: new Map([["evt_bought", new Map([["answer", "email"]])]]) },
    path: order,
  },
  name_prefix: {
    edits: [{ command: "updateNaming", kind: "property", changes: { prefix: "x_" } }],
    path: "event/evt_bought/properties/prp_total/name",
  },
  name_word_order: {
    edits: [naming({ pattern: "object action" }), extra("Apply Coupon")],
    path: "event/evt_extra/name",
  },
  forbidden_word: {
    edits: [naming({ forbiddenWords: ["Click"] }), extra("Coupon Click")],
    path: "event/evt_extra/name",
  },
  object_naming: {
    edits: [
      { command: "updateNaming", kind: "category", changes: { case: "Title Case" } },
      { command: "updateCategory", id: "cat_all", changes: { name: "all_of_it" } },
    ],
    path: "category/cat_all/name",
  },
  cardinality_risk: {
    edits: [add("session_token", { id: "prp_token" })],
    context: { used: ["prp_token"] },
    path: `${order}/prp_token/type`,
  },
  expired: {
    edits: [change({ expiresOn: "2026-03-01" })],
    context: { today: "2026-03-02" },
    path: "event/evt_joined/expiresOn",
  },
  expiring_soon: {
    edits: [change({ expiresOn: "2026-03-31" })],
    context: { today: "2026-03-02" },
    path: "event/evt_joined/expiresOn",
  },
  deprecation_overdue: {
    edits: [
      {
        command: "deprecate",
        target: { kind: "event", id: "evt_joined" },
        changes: { text: both("Gone"), on: "2026-03-01" },
      },
    ],
    context: { today: "2026-03-02" },
    path: "event/evt_joined/deprecation",
  },
  stale_event: {
    edits: [{ command: "updateStandards", changes: { staleDays: 30 } }],
    context: {
      today: "2026-03-02",
      lastSeen: new Map([
        ["evt_joined", new Map([["web", "2026-01-30"]])],
        ["evt_came", new Map([["web", "2026-01-31"]])],
      ]),
    },
    path: "event/evt_joined",
  },
  never_received: {
    edits: [],
    context: {
      lastSeen: new Map(["evt_bought", "evt_came", "evt_added"].map((id) => [id, new Map([["web", "2026-01-30"]])])),
      published: freezePlan(soundPlan),
    },
    path: "event/evt_joined",
  },
  expired_suppression: {
    edits: [suppress({ rule: "missing_owner", objectId: "evt_joined", until: "2026-03-01" })],
    context: { today: "2026-03-02" },
    path: "plan/settings/standards/suppressions/sup_one",
  },
  unused_suppression: {
    edits: [suppress({ rule: "missing_owner", objectId: "evt_joined" })],
    path: "plan/settings/standards/suppressions/sup_one",
  },
  unknown_purpose: {
    edits: [
      { command: "addPurpose", purpose: shop },
      change({ consentPurpose: "shop" }, "evt_bought"),
      change({ consentPurpose: "somewhere" }),
    ],
    path: "event/evt_joined/consentPurpose",
  },
  personal_without_purpose: {
    edits: [
      { command: "addPurpose", purpose: shop },
      change({ consentPurpose: "shop" }, "evt_bought"),
      { command: "updateProperty", place: { in: "user" }, id: "prp_city", changes: { privacy: "personal" } },
    ],
    path: "user_property/prp_city/consentPurpose",
  },
  never_consented: {
    edits: [
      { command: "updateSettings", changes: { personalValues: "consent" } },
      { command: "updateProperty", place: { in: "user" }, id: "prp_city", changes: { privacy: "personal" } },
    ],
    path: "user_property/prp_city/consentPurpose",
  },
  recipient_not_described: {
    edits: [
      { command: "addPurpose", purpose: { ...shop, recipients: ["Mailer", "Printer"] } },
      change({ consentPurpose: "shop" }, "evt_bought"),
      { command: "addRecipient", recipient: { key: "Printer", description: {}, country: "DE", safeguards: {} } },
    ],
    path: "plan/settings/purposes/shop/recipients",
  },
  transfer_without_safeguards: {
    edits: [
      { command: "addRecipient", recipient: { key: "Printer", description: {}, country: "DE", safeguards: {} } },
      { command: "addRecipient", recipient: { key: "Mailer", description: {}, country: "US", safeguards: {} } },
    ],
    path: "plan/settings/recipientDetails/Mailer/safeguards",
  },
  incomplete_transformation: {
    edits: [transform({ operation: "rename_property", property: "Total" })],
    path: "plan/settings/transformations/one/to",
  },
  transformation_to_nothing: {
    edits: [transform({ operation: "rename_event", to: "Bougt" })],
    path: "plan/settings/transformations/one/to",
  },
  expired_transformation: {
    edits: [transform({ operation: "drop", property: "x", until: "2020-01-31" })],
    path: "plan/settings/transformations/one/until",
  },
  step_without_event: {
    edits: [journey([{ id: "stp_one", events: [] }])],
    path: "journey/jny_buy/steps/stp_one/events",
  },
  event_on_no_journey: {
    edits: [journey([{ id: "stp_one", events: ["evt_bought", "evt_came", "evt_added"] }])],
    path: "event/evt_joined",
  },
  presence_elsewhere: { edits: [says("prp_total", "ios")], path: "event/evt_bought/presence/prp_total@ios" },
  presence_of_nothing: { edits: [says("prp_gone", "web")], path: "event/evt_bought/presence/prp_gone@web" },
  presence_everywhere: { edits: [says("prp_total", "web")], path: "event/evt_bought/presence/prp_total@web" },
  unknown_source: { edits: [], context: { sources: ["ios"] }, path: "event/evt_bought/sources" },
  purchase_without_revenue: {
    edits: [{ command: "updateProperty", place: bought, id: "prp_total", changes: { role: null } }],
    path: "event/evt_bought/properties",
  },
  ascii_identifier: {
    edits: [
      { command: "updateSettings", changes: { identifiers: "ascii" } },
      { command: "setIdentifier", id: "evt_joined", identifier: "créé" },
    ],
    path: "event/evt_joined/identifier",
  },
  decision_without_metric: {
    edits: [{ command: "updateMetric", id: "met_sales", changes: { decisions: [] } }],
    path: "decision/dec_keep",
  },
  missing_role: { edits: [change({ roles: [] })], path: "plan" },
  missing_trigger: { edits: [change({ trigger: { en: null, fr: null } })], path: "event/evt_joined/trigger" },
  missing_owner: { edits: [change({ owner: null })], path: "event/evt_joined/owner" },
  missing_translation: { edits: [change({ description: { fr: null } })], path: "event/evt_joined/description.fr" },
  missing_property_description: {
    edits: [
      {
        command: "updateProperty",
        place: { ...bought, path: ["prp_address"] },
        id: "prp_street",
        changes: { description: { en: null, fr: null } },
      },
    ],
    path: `${order}/prp_address/type/properties/prp_street/description`,
  },
  near_duplicate_property: { edits: [add("Total", {})], path: order },
  hidden_bundle_property: {
    edits: [add("path", { type: { kind: "string" } })],
    path: "event/evt_bought/bundles/bdl_page",
  },
  unused_property: { edits: [add("spare", { serves: { decisions: [], metrics: [] } })], path: order },
  unused_bundle: {
    edits: [{ command: "detachBundle", event: "evt_bought", bundle: "bdl_page" }],
    path: "bundle/bdl_page",
  },
  unused_category: {
    edits: [
      {
        command: "addObject",
        entry: { kind: "category", object: { id: "cat_idle", name: "Idle", description: both("Idle") } },
      },
    ],
    path: "category/cat_idle",
  },
};

const of = (plan: Plan, code: string, context: FindingContext = {}) =>
  findFindings(plan, context).filter((finding) => finding.code === code);

describe("every rule", () => {
  it("has nothing to say about a sound plan", () => {
    expect(findFindings(soundPlan, { sources: ["web"] })).toEqual([]);
  });

  it.each(RULES.map(({ code }) => code))("%s finds what is wrong, and only then", (code) => {
    const { edits, context = {}, path } = CASES[code];
    const plan = replayEdits(soundPlan, edits);
    const found = of(plan, code, context);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.target.path.startsWith(path), found[0]?.target.path).toBe(true);
    for (const finding of found) {
      expect(finding.en).not.toBe(finding.fr);
      expect(finding.en + finding.fr).not.toMatch(/\{\w+\}|undefined/);
      const { fix } = finding;
      if (fix === undefined) continue;
      for (const edit of fix) expect(editSchema.parse(edit)).toEqual(edit);
      const mended = applyEdits(plan, fix);
      if (!mended.ok) throw new Error(mended.errors[0]?.en);
      const left = findFindings(mended.plan, context);
      expect(left.filter((one) => one.code === code).length).toBeLessThan(found.length);
      const before = new Set(findFindings(plan, context).map((one) => `${one.code} ${one.target.path}`));
      expect(left.map((one) => `${one.code} ${one.target.path}`).filter((one) => !before.has(one))).toEqual([]);
    }
  });

  it("speaks both languages, with good French typography", () => {
    for (const { code, en, fr, hint } of RULES) {
      expect(hint.en, code).not.toBe(hint.fr);
      for (const text of [fr, hint.fr]) expect(text, code).not.toMatch(/'| [;:!?»]|« /);
      const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      expect(holes(fr), code).toEqual(holes(en));
    }
    expect(new Set(RULES.map(({ code }) => code)).size).toBe(RULES.length);
  });
});

describe("findings", () => {
  it("come errors first and name their property by its dotted path", () => {
    const findings = findFindings(referencePlan);
    const order = ["error", "warning", "info"];
    const ranks = findings.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted());
    const sku = findings.find(({ target }) => target.propertyId === "prp_line_sku");
    expect(sku).toMatchObject({ target: { kind: "event", id: "evt_order_completed", propertyName: "lines[].sku" } });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("spare what saved questions use", () => {
    const plan = replayEdits(soundPlan, CASES.unused_property.edits);
    const [finding] = of(plan, "unused_property");
    expect(of(plan, "unused_property", { used: [finding?.target.propertyId ?? ""] })).toEqual([]);
  });

  it("exist for any plan, however odd", () => {
    expect(findFindings(hostilePlan).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(anyPlan, (plan) => {
        for (const { fix = [] } of findFindings(plan)) for (const edit of fix) editSchema.parse(edit);
      }),
      { numRuns: 60 },
    );
    const broken = { ...soundPlan, events: soundPlan.events.map((item) => ({ ...item, bundles: ["bdl_gone"] })) };
    expect(of(broken, "broken_reference")).toHaveLength(soundPlan.events.length);
  });

  it("of 2,000 events with 15 properties each are all found, each time alike", () => {
    const words = [
      "order",
      "cart",
      "user",
      "page",
      "item",
      "plan",
      "team",
      "file",
      "chat",
      "bill",
      "task",
      "note",
      "mail",
    ];
    const word = (seed: number) => `${words[seed % 13]} ${words[(seed >> 2) % 13]} ${seed.toString(36)}`;
    const base = emptyPlan("large");
    const events = Array.from({ length: 2000 }, (_, index) =>
      newEvent({
        id: `evt_${index}`,
        name: word(index),
        identifier: `event${index}`,
        properties: Array.from({ length: 15 }, (_, at) =>
          newProperty({
            id: `prp_${index}_${at}`,
            name: word(index * 15 + at).replaceAll(" ", "_"),
            type: { kind: "string", maxLength: 9 },
          }),
        ),
      }),
    );
    const plan = { ...base, events };
    const found = findFindings(plan);
    expect(found.length).toBeGreaterThan(30_000);
    expect(findFindings({ ...plan, events: events.map((item) => ({ ...item })) })).toEqual(found);
  }, 60_000);
});

describe("near duplicates", () => {
  const near = (a: string, b: string) => {
    const first = draftEvent(emptyPlan("x"), { name: a, identifier: "a" });
    const second = draftEvent(emptyPlan("x"), { name: b, identifier: "b" });
    return of({ ...emptyPlan("x"), events: [first, second] }, "near_duplicate_event").length > 0;
  };
  it.each([
    ["Order Completed", "order_completed"],
    ["Order Completed", "OrderCompleted"],
    ["Order Completed", "Completed Order"],
    ["Item Viewed", "Items Viewed"],
    ["Checkout Started", "Chekout Started"],
    ["Checkout Started", "Checkuot Started"],
    ["Checkout Started", "Checkouut Started"],
    ["Événement Créé", "événement créé"],
  ])("%s and %s", (a, b) => expect(near(a, b)).toBe(true));

  it.each([
    ["Step 1 Viewed", "Step 2 Viewed"],
    ["Signed Up", "Signed In"],
    ["Video Played", "Video Paused"],
    ["Add", "Ad"],
    ["Log In", "Log On"],
  ])("but not %s and %s", (a, b) => expect(near(a, b)).toBe(false));
});

describe("naming cases", () => {
  it.each([
    ["Title Case", "Order Completed", true],
    ["Title Case", "Add to Cart", true],
    ["Title Case", "Ajout au Panier", true],
    ["Title Case", "PDF Exported", true],
    ["Title Case", "Étape 2 Vue", true],
    ["Title Case", "order completed", false],
    ["Title Case", "Order_Completed", false],
    ["Sentence case", "Order completed", true],
    ["Sentence case", "PDF exported", true],
    ["Sentence case", "Order Completed", false],
    ["snake_case", "order_completed", true],
    ["snake_case", "utm_source_2", true],
    ["snake_case", "$browser", true],
    ["snake_case", "orderCompleted", false],
    ["snake_case", "order__completed", false],
    ["camelCase", "orderCompleted", true],
    ["camelCase", "OrderCompleted", false],
    ["kebab-case", "order-completed", true],
    ["kebab-case", "order_completed", false],
    ["any", "whAtever  ", true],
  ] as const)("%s: %s", (naming, name, expected) => expect(followsCase(name, naming)).toBe(expected));

  it("are followed by what they suggest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("order", "Completed", "étape", "user", "ID", "URL"), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(" ", "_", "-", ""),
        fc.constantFrom("Title Case", "Sentence case", "snake_case", "camelCase", "kebab-case"),
        (words, separator, naming) => {
          const suggested = inCase(words.join(separator), naming);
          expect(suggested === undefined || followsCase(suggested, naming)).toBe(true);
        },
      ),
    );
  });
});

describe("standards", () => {
  const joined = (...edits: Edit[]) => replayEdits(soundPlan, [change({ owner: null }), ...edits]);

  it("let a finding pass, count it, and say nothing of what they do not name", () => {
    const plan = joined(suppress({ rule: "missing_owner", objectId: "evt_joined", until: "2026-03-02" }));
    const { findings, suppressed } = judgePlan(plan, { today: "2026-03-02" });
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([
      { code: "missing_owner", suppressionId: "sup_one", target: { id: "evt_joined" } },
    ]);
    const late = judgePlan(plan, { today: "2026-03-03" });
    expect(late.findings.map(({ code }) => code)).toEqual(["expired_suppression", "missing_owner"]);
    expect(late.suppressed).toEqual([]);
  });

  it("let the finding of one property pass by its id", () => {
    const plan = replayEdits(soundPlan, [
      add("billing_email", { id: "prp_mail", type: { kind: "string" } }),
      suppress({ rule: "personal_by_name", objectId: "prp_mail" }),
    ]);
    expect(findFindings(plan)).toEqual([]);
  });

  it("weigh rules otherwise, or switch them off", () => {
    const weigh = (level: "error" | "off"): Edit => ({
      command: "updateStandards",
      changes: { severities: { missing_owner: level } },
    });
    expect(findFindings(joined(weigh("error"))).map(({ severity }) => severity)).toEqual(["error"]);
    expect(findFindings(joined(weigh("off")))).toEqual([]);
    const back: Edit = { command: "updateStandards", changes: { severities: { missing_owner: null } } };
    expect(findFindings(joined(weigh("off"), back)).map(({ severity }) => severity)).toEqual(["info"]);
  });

  it("say days as people write them", () => {
    const told = (on: string, ...edits: Edit[]) =>
      findFindings(joined(...edits), { today: on }).flatMap(({ code, en, fr }) =>
        code.startsWith("expir") ? [en, fr] : [],
      );
    const nbsp = "\u00a0";
    expect(told("2026-11-15", change({ expiresOn: "2026-12-01" }))).toEqual([
      "“Account Created” expires on December 1, 2026.",
      `«${nbsp}Account Created${nbsp}» expire le 1er décembre 2026.`,
    ]);
    expect(told("2026-12-15", change({ expiresOn: "2026-11-30" }))).toEqual([
      "“Account Created” expired on November 30, 2026.",
      `«${nbsp}Account Created${nbsp}» a expiré le 30 novembre 2026.`,
    ]);
  });

  it("that demand a field speak of it alone", () => {
    const demand: Edit = { command: "updateStandards", changes: { requiredFields: { event: { add: ["owner"] } } } };
    expect(findFindings(joined(demand)).map(({ code }) => code)).toEqual(["required_field"]);
  });

  it.each<[string, object, string, boolean]>([
    ["an acronym keeps its spelling", { acronyms: ["iOS"] }, "iOS App Opened", true],
    ["and only as listed", { acronyms: ["iOS"] }, "iphone App Opened", false],
    ["object, then action", { pattern: "object action" }, "Coupon Applied", true],
    ["a particle belongs to its verb", { pattern: "object action" }, "Visitor Signed Up", true],
    ["irregular verbs", { pattern: "object action" }, "Message Sent", true],
    ["French participles", { pattern: "object action" }, "Panier Abandonné", true],
    ["no verb at the end", { pattern: "object action" }, "Apply Coupon", false],
    ["action, then object", { pattern: "action object" }, "Apply Coupon", true],
    ["plainly the other order", { pattern: "action object" }, "Coupon Applied", false],
    ["one of the verbs", { allowedVerbs: ["applied"] }, "Coupon Applied", true],
    ["none of the verbs", { pattern: "object action", allowedVerbs: ["used"] }, "Coupon Applied", false],
    ["a forbidden word inside another", { forbiddenWords: ["apply"] }, "Coupon Reapplied", true],
    ["a prefix", { prefix: "Shop " }, "Coupon Applied", false],
    ["a prefix that is there", { prefix: "Shop " }, "Shop Coupon Applied", true],
  ])("of naming: %s", (_words, changes, name, isKept) => {
    const plan = replayEdits(soundPlan, [naming(changes), extra(name)]);
    const own = findFindings(plan).filter(({ target }) => target.id === "evt_extra");
    expect(own.map(({ code }) => code).filter((code) => /naming|name_|forbidden/.test(code)).length === 0).toBe(isKept);
  });

  it("ask for the purpose of an event that is itself personal", () => {
    const plan = joined({ command: "addPurpose", purpose: shop }, change({ privacy: "personal" }));
    expect(of(plan, "personal_without_purpose").map(({ target }) => target.path)).toContain(
      "event/evt_joined/consentPurpose",
    );
  });

  it("know synonyms", () => {
    const same: Edit = { command: "updateStandards", changes: { synonyms: [["order", "purchase"]] } };
    const purchase = extra("Purchase Completed");
    expect(of(replayEdits(soundPlan, [purchase]), "near_duplicate_event")).toEqual([]);
    expect(of(replayEdits(soundPlan, [same, purchase]), "near_duplicate_event").length).toBe(1);
  });
});

describe("fixes", () => {
  const mended = (plan: Plan, code: FindingCode): Plan => {
    const [finding] = of(plan, code);
    const result = applyEdits(plan, finding?.fix ?? []);
    if (!result.ok) throw new Error(result.errors[0]?.en);
    return result.plan;
  };

  it("give every property of a name the name of the first", () => {
    const total = (id: string) => ({ id, type: { kind: "number", minimum: 0 }, role: "revenue" });
    const plan = replayEdits(soundPlan, [
      add("order_total", total("prp_one")),
      { ...add("order_totl", total("prp_two")), place: { in: "event", id: "evt_came" } } as Edit,
      { ...add("order_totl", total("prp_three")), place: { in: "event", id: "evt_added" } } as Edit,
    ]);
    const names = mended(plan, "near_duplicate_property").events.flatMap(({ properties }) =>
      properties.map((p) => p.name),
    );
    expect(names.filter((name) => name === "order_total")).toHaveLength(3);
    expect(names).not.toContain("order_totl");
  });

  it("name the active namesake of what is deprecated without advice", () => {
    const plan = replayEdits(soundPlan, [
      extra("Orders Completed"),
      { command: "deprecate", target: { kind: "event", id: "evt_extra" }, changes: {} },
    ]);
    expect(mended(plan, "deprecated_without_advice").events.at(-1)?.deprecation?.replacementId).toBe("evt_bought");
  });
});

describe("example payloads of an event", () => {
  const withExamples = (examples: readonly object[]) => replayEdits(soundPlan, [change({ examples }, "evt_bought")]);

  it("are judged by the event's own schema, nested and bundled properties included", () => {
    const good = { kind: "gift", total: 3, address: { street: "Rue Haute" }, path: "/" };
    expect(of(withExamples([good]), "broken_example")).toEqual([]);
    const bad = [{ total: 3 }, { ...good, total: "3" }, { ...good, more: 1 }, { ...good, address: { town: "Lille" } }];
    const plan = withExamples([good, ...bad]);
    const found = of(plan, "broken_example");
    expect(found.map(({ target }) => target.path)).toEqual(bad.map(() => "event/evt_bought/examples"));
    const told = found.map(({ en, fr }) =>
      [en, fr.replaceAll("\u00a0", " ")].map((text) => text.replace(/^.*?\((.*)\).*$/, "$1")),
    );
    expect(told).toEqual([
      ["“kind” is required and missing", "« kind » est obligatoire et manque"],
      ["“total” must be number", "« total » doit être de type nombre"],
      ["“more” is not in the plan", "« more » n’est pas dans le plan"],
      ["“address.town” is not in the plan", "« address.town » n’est pas dans le plan"],
    ]);
    const [first] = found;
    const mended = applyEdits(plan, first?.fix ?? []);
    expect(mended.ok && mended.plan.events[0]?.examples).toEqual([good]);
  });

  it("are judged anew when the event's bundle changes", () => {
    const plan = withExamples([{ kind: "gift", path: "/" }]);
    expect(of(plan, "broken_example")).toEqual([]);
    const [path] = plan.bundles[0]?.properties ?? [];
    const place = { in: "bundle", id: "bdl_page" } as const;
    const type = { kind: "integer" } as const;
    const next = replayEdits(plan, [{ command: "updateProperty", place, id: path?.id ?? "", changes: { type } }]);
    expect(of(next, "broken_example").length).toBe(1);
  });
});

describe("examples", () => {
  it("fit exactly when the compiled schema accepts them", () => {
    const ajv = new Ajv({ strict: false, ownProperties: true, multipleOfPrecision: 6 });
    addFormats(ajv);
    const types = [...referencePlan.events, ...referencePlan.bundles]
      .flatMap(({ properties }) => properties)
      .concat(referencePlan.userProperties)
      .filter(({ type }) => type.kind !== "raw");
    let fitting = 0;
    for (const property of types) {
      const validate = ajv.compile(propertyValueSchema(property));
      fc.assert(
        fc.property(valueFor(property.type), (value: Json) => {
          if (fitsType(property.type, value)) fitting += 1;
          expect(fitsType(property.type, value)).toBe(validate(value));
        }),
        { numRuns: 100 },
      );
    }
    expect(fitting).toBeGreaterThan(200);
  });
});
