import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { witnessSides } from "../backtest/witness-judge.ts";
import { judge } from "../ingest/judge.ts";
import { readCall } from "../ingest/read-call.ts";
import { onlyVersion } from "../ingest/validate.ts";
import { type Change, diffPlans } from "./diff.ts";
import { applyEdit, type Edit } from "./edit.ts";
import type { Json, JsonObject, Plan, PropertyType } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { afterAccepted, anyEdit } from "./testing/random-edit.ts";
import { findWitness } from "./witness.ts";
import type { Witness } from "./witness-answer.ts";

function edited(plan: Plan, ...edits: readonly Edit[]): Plan {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    if (!result.ok) throw new Error(JSON.stringify(result));
    return result.plan;
  }, plan);
}

function witnessesOf(before: Plan, after: Plan): { change: Change; witness: Witness | undefined }[] {
  const sides = witnessSides(before, after, ["web", "ios"]);
  return diffPlans(before, after).map((change) => ({ change, witness: findWitness(change, sides) }));
}

/** Judged anew, by a version made for it: not through what the witness was found with. */
function verdict(plan: Plan, call: JsonObject, sourceSlug?: string) {
  const read = readCall({ ...call, userId: "u1" });
  if (!("call" in read)) return "unreadable";
  const rule = { unplanned: "violation" as const, ...(sourceSlug === undefined ? {} : { sourceSlug }) };
  return judge(read.call, onlyVersion({ version: 7, hash: "h", plan, eventVersions: {} }), rule).verdict;
}

/** The call under the event's later name: a rename is a change of its own. */
function renamed(call: JsonObject, change: Change, after: Plan): JsonObject {
  const event = change.kind === "event" || change.kind === "bundle" ? after.events : [];
  if (/^event_(removed|renamed)$|^call_type|^former_name|^sources_/.test(change.code)) return call;
  const later = event.find(({ id }) => change.events.includes(id) && id === eventIdOf(call));
  if (later === undefined) return call;
  const properties = call.properties as Json;
  return later.callType === "track"
    ? { type: "track", event: later.name, properties }
    : { type: later.callType, name: later.name, properties };
}

let eventIdOf: (call: JsonObject) => string | undefined = () => undefined;

/** The witness of the one change with this code after these edits of the reference plan. */
function witnessAfter(code: string, ...edits: readonly Edit[]) {
  const after = edited(referencePlan, ...edits);
  const found = witnessesOf(referencePlan, after).find(({ change }) => change.code === code);
  return found?.witness;
}

function payloadAfter(code: string, ...edits: readonly Edit[]): JsonObject {
  const witness = witnessAfter(code, ...edits);
  if (witness?.outcome !== "payload") throw new Error(JSON.stringify(witness));
  return (witness.call.properties ?? witness.call.traits) as JsonObject;
}

const order = { in: "event", id: "evt_order_completed" } as const;

describe("a witness", () => {
  it("is a payload without the property that is now required", () => {
    const payload = payloadAfter("property_required", {
      command: "updateProperty",
      place: order,
      id: "prp_coupon",
      changes: { required: true },
    });
    expect(payload).not.toHaveProperty("coupon");
  });

  it("shows its own change, whatever else breaks the event", () => {
    const type = (one: PropertyType, two: PropertyType): Plan => {
      const plan = planWith(string);
      const properties = [leaf("one", one), leaf("two", two)];
      return { ...plan, events: plan.events.map((event) => ({ ...event, properties })) };
    };
    const before = type({ ...string, enum: ["a", "b"] }, { ...integer, nullable: true });
    const after = type({ ...string, enum: ["a"] }, { ...integer, maximum: 5 });
    const shown = witnessesOf(before, after).map(({ change, witness }) => [
      change.code,
      witness?.outcome === "payload" ? [witness.call.properties, witness.breaks.path] : witness,
    ]);
    expect(shown).toEqual([
      ["values_removed", [{ one: "b" }, "/properties/one"]],
      ["null_refused", [{ two: null }, "/properties/two"]],
      ["bounds_narrowed", [{ two: 12 }, "/properties/two"]],
    ]);
  });

  it("takes the plan’s own examples where they fit", () => {
    const payload = payloadAfter("event_closed", {
      command: "updateEvent",
      id: "evt_search",
      changes: { open: false },
    });
    expect(payload).toMatchObject({ unplanned_key: true });
    const lost = payloadAfter("property_removed", { command: "removeProperty", place: order, id: "prp_currency" });
    expect(lost.currency).toBe("EUR");
  });

  it("names the call and its source where the name or the source is what changed", () => {
    expect(
      witnessAfter("sources_narrowed", { command: "updateEvent", id: "evt_payment", changes: { sources: ["web"] } }),
    ).toMatchObject({ outcome: "payload", source: "ios", breaks: { code: "unplanned_on_source" } });
    expect(
      witnessAfter("former_name_removed", {
        command: "updateEvent",
        id: "evt_signed_up",
        changes: { formerNames: [] },
      }),
    ).toMatchObject({ outcome: "payload", breaks: { code: "unplanned_event" } });
  });
});

type Pair = readonly [before: PropertyType, after: PropertyType];
const string = { kind: "string" } as const;
const number = { kind: "number" } as const;
const integer = { kind: "integer" } as const;
const list = (items: PropertyType, more: object = {}): PropertyType => ({ kind: "array", items, ...more });
const leaf = (name: string, type: PropertyType, required = false) => ({
  ...template,
  id: `prp_${name}`,
  name,
  type,
  required,
});
const template = {
  displayName: {},
  description: {},
  privacy: "none",
  tags: [],
  status: "active",
  examples: [],
  serves: { decisions: [], metrics: [] },
} as const;
const object = (open: boolean, ...properties: ReturnType<typeof leaf>[]): PropertyType => ({
  kind: "object",
  open,
  properties,
});

const base = referencePlan.events[0];
if (base === undefined) throw new Error("the reference plan has events");

/** A plan with one event that has one property. */
function planWith(type: PropertyType, required = false): Plan {
  const event = {
    ...base,
    id: "evt_one",
    name: "One",
    identifier: "one",
    formerNames: [],
    formerIdentifiers: [],
    sources: [],
    bundles: [],
    open: false,
    properties: [leaf("value", type, required)],
  };
  const {
    variants: _variants,
    rawSchema: _raw,
    ...plain
  } = event as typeof event & { variants?: unknown; rawSchema?: unknown };
  return { ...referencePlan, events: [plain as Plan["events"][number]] };
}

const DECIDABLE: readonly (readonly [what: string, code: string, pair: Pair])[] = [
  ["a type", "type_changed", [string, integer]],
  ["a number made whole", "type_changed", [number, integer]],
  ["a union member", "type_changed", [{ kind: "union", anyOf: [string, integer] }, string]],
  [
    "a union member inside a list",
    "type_changed",
    [{ kind: "union", anyOf: [list(string), list(integer)] }, list(string)],
  ],
  ["anything", "type_changed", [{ kind: "any" }, string]],
  ["null", "null_refused", [{ ...string, nullable: true }, string]],
  [
    "null among listed values",
    "null_refused",
    [
      { ...string, enum: ["a"], nullable: true },
      { ...string, enum: ["a"] },
    ],
  ],
  [
    "a listed value",
    "values_removed",
    [
      { ...string, enum: ["a", "b"] },
      { ...string, enum: ["a"] },
    ],
  ],
  [
    "a listed number",
    "values_removed",
    [
      { ...integer, enum: [1, 2] },
      { ...integer, enum: [2] },
    ],
  ],
  ["free text", "values_listed", [string, { ...string, enum: ["text", "x"] }]],
  [
    "a free number",
    "values_listed",
    [
      { ...integer, minimum: 0, maximum: 3 },
      { ...integer, enum: [0, 1] },
    ],
  ],
  ["a constant", "values_listed", [{ kind: "boolean" }, { kind: "boolean", const: true }]],
  [
    "an upper bound",
    "bounds_narrowed",
    [
      { ...number, maximum: 10 },
      { ...number, maximum: 9.999 },
    ],
  ],
  [
    "an open bound",
    "bounds_narrowed",
    [
      { ...number, minimum: 0 },
      { ...number, exclusiveMinimum: 0 },
    ],
  ],
  [
    "a bound between",
    "bounds_narrowed",
    [
      { ...number, exclusiveMaximum: 10 },
      { ...number, maximum: 9.9999 },
    ],
  ],
  [
    "a whole bound",
    "bounds_narrowed",
    [
      { ...integer, maximum: 10 },
      { ...integer, exclusiveMaximum: 10 },
    ],
  ],
  [
    "a bound with a step",
    "bounds_narrowed",
    [
      { ...number, multipleOf: 0.25, maximum: 8 },
      { ...number, multipleOf: 0.25, maximum: 7.9 },
    ],
  ],
  ["a step", "step_changed", [number, { ...number, multipleOf: 0.01 }]],
  [
    "a step for another",
    "step_changed",
    [
      { ...integer, multipleOf: 4 },
      { ...integer, multipleOf: 6 },
    ],
  ],
  [
    "a length",
    "bounds_narrowed",
    [
      { ...string, maxLength: 40 },
      { ...string, maxLength: 12 },
    ],
  ],
  ["a least length", "bounds_narrowed", [string, { ...string, minLength: 1 }]],
  [
    "a length of an address",
    "bounds_narrowed",
    [
      { ...string, format: "email" },
      { ...string, format: "email", maxLength: 30 },
    ],
  ],
  [
    "a length of a pattern",
    "bounds_narrowed",
    [
      { ...string, pattern: "^[A-Z]{2,8}$" },
      { ...string, pattern: "^[A-Z]{2,8}$", maxLength: 4 },
    ],
  ],
  ["a format", "format_changed", [string, { ...string, format: "uuid" }]],
  [
    "a format for another",
    "format_changed",
    [
      { ...string, format: "date-time" },
      { ...string, format: "date" },
    ],
  ],
  ["a pattern", "pattern_changed", [string, { ...string, pattern: "^[A-Z]{3}-\\d+$" }]],
  ["the length of a list", "bounds_narrowed", [list(string), list(string, { maxItems: 3 })]],
  ["the least length of a list", "bounds_narrowed", [list(string), list(string, { minItems: 2 })]],
  [
    "a longer list of different items",
    "bounds_narrowed",
    [list(integer, { uniqueItems: true, maxItems: 20 }), list(integer, { uniqueItems: true, maxItems: 4 })],
  ],
  ["different items", "unique_items_required", [list(string), list(string, { uniqueItems: true })]],
  [
    "a listed value in a list",
    "values_removed",
    [list({ ...string, enum: ["a", "b"] }), list({ ...string, enum: ["b"] })],
  ],
  [
    "a bound in a list of at least two",
    "bounds_narrowed",
    [
      list(integer, { minItems: 2, uniqueItems: true }),
      list({ ...integer, minimum: 5 }, { minItems: 2, uniqueItems: true }),
    ],
  ],
  ["an open object", "object_closed", [object(true), object(false)]],
  ["an open object in a list", "object_closed", [list(object(true)), list(object(false))]],
  [
    "a nested property",
    "property_removed",
    [object(false, leaf("a", string), leaf("b", string)), object(false, leaf("a", string))],
  ],
  ["a nested required property", "property_added_required", [object(false), object(false, leaf("a", string, true))]],
  [
    "a nested property made required",
    "property_required",
    [object(false, leaf("a", string)), object(false, leaf("a", string, true))],
  ],
  [
    "a property of items",
    "values_removed",
    [
      list(object(false, leaf("a", { ...string, enum: ["x", "y"] }, true))),
      list(object(false, leaf("a", { ...string, enum: ["x"] }, true))),
    ],
  ],
  ["a type under an open object", "property_added_to_open", [object(true), object(true, leaf("a", integer))]],
];

describe("a witness is found when what is refused is", () => {
  it.each(DECIDABLE)("%s (%s)", (_what, code, [was, is]) => {
    for (const required of [true, false]) {
      const [before, after] = [planWith(was, required), planWith(is, required)];
      const found = witnessesOf(before, after).filter(({ change }) => change.code === code);
      expect(found.length).toBeGreaterThan(0);
      for (const { witness } of found) {
        if (witness?.outcome !== "payload") throw new Error(`${code}: ${JSON.stringify(witness)}`);
        expect(verdict(before, witness.call)).toBe("conformant");
        expect(verdict(after, witness.call)).toBe("violating");
      }
    }
  });

  it.each<readonly [string, PropertyType, PropertyType]>([
    ["two spellings of one pattern", { ...string, pattern: "^[0-9]+$" }, { ...string, pattern: "^[0-9][0-9]*$" }],
  ])("is honestly undecidable for %s", (_what, was, is) => {
    const [found] = witnessesOf(planWith(was), planWith(is));
    expect(found?.witness).toMatchObject({ outcome: "undecidable", reason: "pattern" });
  });

  it("is undecidable for a raw schema that no value built shows", () => {
    const raw = (schema: JsonObject): PropertyType => ({ kind: "raw", schema });
    const [found] = witnessesOf(
      planWith(raw({ pattern: "^q{7}" })),
      planWith(raw({ pattern: "^q{7}", title: "same" })),
    );
    expect(found?.witness).toMatchObject({ outcome: "undecidable", reason: "raw_schema" });
  });

  it("says that an open event still admits what it lost, and that a new name in code breaks no payload", () => {
    const open = (plan: Plan): Plan => ({ ...plan, events: plan.events.map((event) => ({ ...event, open: true })) });
    const before = open(planWith(string));
    const without: Plan = { ...before, events: before.events.map((event) => ({ ...event, properties: [] })) };
    expect(witnessesOf(before, without)[0]?.witness).toMatchObject({ outcome: "no_payload", reason: "still_admitted" });
    const renamedInCode: Plan = { ...before, events: before.events.map((event) => ({ ...event, identifier: "two" })) };
    expect(witnessesOf(before, renamedInCode)[0]?.witness).toMatchObject({
      outcome: "no_payload",
      reason: "code_only",
    });
  });

  it("gives compatible changes no witness", () => {
    const all = witnessesOf(planWith({ ...string, maxLength: 3 }), planWith(string));
    expect(all.map(({ change, witness }) => [change.severity, witness])).toEqual([["compatible", undefined]]);
  });
});

/** Changes whose witness never depends on what patterns or raw schemas admit. */
const ALWAYS = new Set([
  "event_removed",
  "event_closed",
  "sources_narrowed",
  "property_required",
  "property_added_required",
  "null_refused",
  "values_removed",
  "values_listed",
  "bounds_narrowed",
  "step_changed",
  "unique_items_required",
]);

describe("over arbitrary pairs of plans", () => {
  const pairs = fc
    .tuple(fc.array(anyEdit, { maxLength: 5 }), fc.array(anyEdit, { minLength: 1, maxLength: 6 }))
    .map(([first, then]) => {
      const before = afterAccepted(referencePlan, first);
      return [before, afterAccepted(before, then)] as const;
    });

  it("every payload is valid before and invalid after, and the decidable changes have one", () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        for (const { change, witness } of witnessesOf(before, after)) {
          expect(witness === undefined, change.code).toBe(change.severity !== "breaking");
          if (witness?.outcome === "payload") {
            const { call, source } = witness;
            eventIdOf = (given) =>
              before.events.find(
                ({ name, callType }) => callType === given.type && name === (given.event ?? given.name),
              )?.id;
            expect(verdict(before, call, source), JSON.stringify([change, call])).toBe("conformant");
            expect(verdict(after, renamed(call, change, after), source), JSON.stringify([change, call])).not.toBe(
              "conformant",
            );
          } else if (ALWAYS.has(change.code) && witness?.outcome === "undecidable") {
            throw new Error(`no witness of ${JSON.stringify(change)}: ${JSON.stringify(witness)}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
