/** What a spec says, what it leaves to ingest and names, and that it never asks for more than the plan does. */

import { describe, expect, it } from "vitest";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Json, Property } from "../../lib/plan/plan.ts";
import type { PropertyPresence } from "../../lib/plan/plan-presence.ts";
import { check } from "../typescript/runtime/validate.ts";
import { compileSpec } from "./compile-spec.ts";
import { eventSpec } from "./event-spec.ts";
import { uncheckedEvents } from "./ingest-only.ts";
import { isRunnablePattern } from "./pattern-limit.ts";
import { runnableSpec } from "./testing/runnable-spec.ts";

describe("checks without a word in a spec", () => {
  it.each<[schema: Json, path: string, keyword: string, valid: Json]>([
    [{ items: [{ type: "string" }] }, "", "items", ["a"]],
    [{ properties: { a: { dependencies: { b: ["c"] } } } }, "a", "dependencies", { a: { b: 1, c: 1 } }],
    [{ properties: { a: { items: { format: "uri-reference" } } } }, "a[]", "format", { a: ["../x"] }],
    [{ additionalProperties: { pattern: "^(a+)+$" } }, "*", "pattern", { x: "aaa" }],
    [{ not: { propertyNames: { pattern: "^(a+)+$" } } }, "", "not", { b: 1 }],
    [{ oneOf: [{ items: [{}] }, { type: "string" }] }, "", "oneOf", "a"],
    [{ if: { items: [{ type: "string" }] }, else: false }, "", "if", [1]],
    [{ $ref: "#/definitions/none" }, "", "$ref", 1],
    [{ $ref: "other.json" }, "", "$ref", 1],
    [
      { definitions: { t: { properties: { t: { $ref: "#/definitions/t" } } } }, $ref: "#/definitions/t" },
      "t",
      "$ref",
      {},
    ],
    [{ items: { contains: { type: "string" } } }, "[]", "contains", [["a"]]],
    [{ maximum: "5" }, "", "maximum", 9],
    [{ type: "text" }, "", "type", 9],
  ])("%j: %s %s", (schema, path, keyword, valid) => {
    const { spec, ingestOnly } = compileSpec(schema);
    expect(ingestOnly).toEqual([{ path, keyword }]);
    expect(check(runnableSpec(spec), valid)).toBeUndefined();
  });

  it("never let a key look unplanned that a pattern of keys names", () => {
    const { spec, ingestOnly } = compileSpec({
      properties: { a: { type: "number" } },
      patternProperties: { "^x": { type: "string" } },
      additionalProperties: false,
    });
    expect(ingestOnly.map(({ keyword }) => keyword).sort()).toEqual(["additionalProperties", "patternProperties"]);
    expect(check(spec, { a: 1, x1: "" })).toBeUndefined();
    expect(check(spec, { a: "1" })).toMatchObject({ path: "/a", keyword: "type" });
  });

  it("end where references would grow without bound", () => {
    const doubled = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `d${at}`,
        { allOf: [{ $ref: `#/definitions/d${at + 1}` }, { $ref: `#/definitions/d${at + 1}` }] },
      ]),
    );
    const { spec, ingestOnly } = compileSpec({
      definitions: { ...doubled, d20: { type: "string" } },
      $ref: "#/definitions/d0",
    });
    expect(ingestOnly).toEqual([{ path: "", keyword: "$ref" }]);
    expect(JSON.stringify(spec).length).toBeLessThan(1_000_000);
    expect(check(spec, "text")).toBeUndefined();
  });

  it("are not looked for where ajv looks for nothing", () => {
    expect(compileSpec({ format: "colour", unknown: 1, definitions: { a: { dependencies: {} } }, title: "t" })).toEqual(
      {
        spec: [],
        ingestOnly: [],
      },
    );
  });
});

describe("a list without repeated items", () => {
  it("takes no longer for each item the more there are", () => {
    const many = Array.from({ length: 150_000 }, (_, at) => ({ at }));
    expect(check(["uniqueItems", 1], many)).toBeUndefined();
    expect(check(["uniqueItems", 1], [...many, { at: 7 }])).toMatchObject({ keyword: "uniqueItems" });
  });

  it("is told by values, whatever the order of their keys and whatever these are called", () => {
    const proto = (value: number) => JSON.parse(`{"a":[{}],"__proto__":${value}}`);
    const unlike = [0, "0", null, false, [], {}, [0], { a: [{}] }, proto(1), proto(2), "", [""], { "": 0 }];
    expect(check(["uniqueItems", 1], unlike)).toBeUndefined();
    for (const again of [-0, JSON.parse('{"__proto__":1,"a":[{}]}'), [""]]) {
      expect(check(["uniqueItems", 1], [...unlike, again])).toMatchObject({ keyword: "uniqueItems" });
    }
  });
});

describe("patterns that an application may run", () => {
  it.each([
    "^[A-Z0-9-]+$",
    "^(?:cat|dog)s?$",
    "a.*b",
    "^\\p{Lu}\\w{2,}$",
    "(ab)?",
    "^(?:ab){1}c$",
    "[)(|]+",
    "^(\\+|-)?\\d+(\\.\\d+)?$",
    "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
    "^\\p{L}{1,40}(?:x)?$",
  ])("%s", (pattern) => {
    expect(isRunnablePattern(pattern)).toBe(true);
  });
  it.each([
    "^(a+)+$",
    "^(a|a)*$",
    "(?:a?){20}",
    "((a+)b)*",
    "(?=x)",
    "(a)\\1",
    "\\p{Alphabetic}",
    "(",
    "[z-a]",
    "^.*.*.*x$",
    "a*a*b",
    "^a*b|a*a*c",
    "^a+a+a{3,}b$",
    `^${"a?".repeat(30)}${"a".repeat(30)}$`,
  ])("not %s", (pattern) => {
    expect(isRunnablePattern(pattern)).toBe(false);
  });
});

it("leaves a pattern that goes back too far to ingest in every dialect", () => {
  const schema = { type: "string", pattern: "^(a+)+$" };
  const { spec, ingestOnly } = compileSpec(schema, { pattern: (source) => source });
  expect([spec, ingestOnly]).toEqual([["type", 16], [{ path: "", keyword: "pattern" }]]);
});

describe("presence that differs by source", () => {
  const property = (name: string): Property =>
    newProperty({ id: `prp_${name}`, name, type: { kind: "string" }, required: name === "must" });

  function specOf(presence: readonly PropertyPresence[]) {
    const event = newEvent({
      id: "evt_1",
      name: "Opened",
      identifier: "opened",
      sources: ["web", "ios"],
      properties: [property("must"), property("may")],
      presence,
    });
    const plan = { ...emptyPlan("presence"), events: [event] };
    return { plan, ...eventSpec(plan, event) };
  }

  it("asks for what every source sends, and refuses what none may", () => {
    const { spec, ingestOnly } = specOf([
      { property: "prp_may", source: "ios", presence: "never" },
      { property: "prp_may", source: "web", presence: "never" },
    ]);
    expect(ingestOnly).toEqual([]);
    expect(check(spec, {})).toMatchObject({ path: "/must", keyword: "required" });
    expect(check(spec, { must: "", may: "" })).toMatchObject({ path: "/may", keyword: "false schema" });
  });

  it("leaves to ingest what only some sources send or must not send", () => {
    const { plan, spec, ingestOnly } = specOf([
      { property: "prp_must", source: "ios", presence: "never" },
      { property: "prp_may", source: "web", presence: "required" },
    ]);
    expect(ingestOnly).toEqual([
      { path: "must", keyword: "presence" },
      { path: "may", keyword: "presence" },
    ]);
    expect(check(spec, {})).toBeUndefined();
    expect(uncheckedEvents(plan)).toEqual([{ name: "Opened", checks: ["must: presence", "may: presence"] }]);
  });
});
