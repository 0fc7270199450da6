/** Calls of identify and group are checked by no SDK: what their types leave open is told, to everyone who generates one. */

import { expect, it } from "vitest";
import { newGroupType } from "../../lib/plan/new-object.ts";
import type { PropertyType } from "../../lib/plan/plan.ts";
import { generatorOf, TARGETS, type Target, uncheckedBy } from "../targets.ts";
import { property, publishedPlanOf, required } from "../testing/small-plan.ts";

const NAMED: PropertyType = { kind: "string", const: "cm" };
const LIST_OF_TEXTS: PropertyType = { kind: "array", items: { kind: "string" } };

const published = publishedPlanOf(
  {},
  {
    userProperties: [
      property("email", { kind: "string", format: "email", maxLength: 200 }),
      property("plan", { kind: "string", enum: ["free", "pro"] }),
      property("visits", { kind: "integer", minimum: 0 }),
      property("tags", { kind: "array", items: { kind: "string", pattern: "^[a-z]+$" }, uniqueItems: true }),
    ],
    groupTypes: [
      newGroupType({ id: "grp_plain", name: "plain" }),
      newGroupType({
        id: "grp_team",
        name: "a`team",
        properties: [
          property("place", {
            kind: "object",
            open: false,
            properties: [required("zip", { kind: "string", minLength: 4 })],
          }),
          property("raw", { kind: "raw", schema: { minProperties: 1 } }),
        ],
      }),
    ],
  },
);

const OF_PEOPLE = ["email: format", "email: maxLength", "visits: minimum", "tags: uniqueItems", "tags[]: pattern"];
const OF_EMAIL = OF_PEOPLE.slice(0, 2);
const GROUP = { call: "group", name: "a`team", checks: ["place.zip: minLength", "raw: schema"] };

it("lists what types leave open, in the words of the plan", () => {
  for (const target of ["python", "java", "kotlin"] as const) {
    expect(uncheckedBy(target, published)).toEqual([{ call: "identify", name: "identify", checks: OF_PEOPLE }, GROUP]);
  }
  expect(uncheckedBy("bigquery", published)).toEqual([]);
});

it("lists whole numbers where a language has no type for them, and listed values where it takes any literal", () => {
  const typescript = [...OF_EMAIL, "visits: type", ...OF_PEOPLE.slice(2)];
  expect(uncheckedBy("typescript", published)[0]?.checks).toEqual(typescript);
  expect(uncheckedBy("go", published)[0]?.checks).toEqual([...OF_EMAIL, "plan: enum", ...OF_PEOPLE.slice(2)]);
});

it("lists what a language's types are too wide for", () => {
  const open: PropertyType = { kind: "object", open: true, properties: [property("zip", { kind: "string" })] };
  const closed: PropertyType = { kind: "object", open: false, properties: [required("unit", NAMED)] };
  const wide = publishedPlanOf(
    {},
    {
      userProperties: [
        property("rate", { kind: "number", enum: [0.5, 1] }),
        property("rates", { kind: "array", items: { kind: "number", const: 1.5 } }),
        property("seats", { kind: "integer", enum: [1, 2] }),
        property("address", open),
        property("size", closed),
        property("free", { kind: "object", open: true, properties: [] }),
        property("lists", { kind: "union", anyOf: [LIST_OF_TEXTS, { kind: "array", items: { kind: "integer" } }] }),
        property("code", { kind: "string", enum: Array.from({ length: 1001 }, (_, at) => `c${at}`) }),
        property("toString", { kind: "string" }),
      ],
    },
  );
  const checksOf = (target: Target) => uncheckedBy(target, wide)[0]?.checks;
  expect(checksOf("python")).toEqual(["rate: enum", "rates[]: const", "address: properties", "lists: anyOf"]);
  expect(checksOf("typescript")).toEqual(["lists[]: type", "toString: type"]);
  expect(checksOf("java")).toEqual(["code: enum"]);
  expect(checksOf("kotlin")).toEqual(["code: enum"]);
  expect(checksOf("go")).toEqual(["rate: enum", "rates[]: const", "seats: enum", "code: enum"]);
});

it("says in the comment of a property what its type does not, and no more", async () => {
  for (const [target, told] of [
    ["typescript", "Checked at ingest: whole number; at least 0."],
    ["python", "Checked at ingest: at least 0."],
    ["go", "Checked at ingest: at least 0."],
    ["java", "Checked at ingest: at least 0."],
    ["kotlin", "Checked at ingest: at least 0."],
  ] as const) {
    const text = [...(await generatorOf(target)(published, {})).values()].join("\n");
    expect(text, target).toContain(told);
    expect(text.includes("whole number;"), target).toBe(target === "typescript");
  }
});

it.each(TARGETS)("stands in the README of %s", async (target) => {
  const files = await generatorOf(target)(published, {});
  const readme = String(files.get("README.md"));
  expect(readme).toMatch(
    /^## Checked at ingest only\n\n- traits of `identify`: `email: format`, `email: maxLength`, /m,
  );
  expect(readme).toContain("- traits of `group` of `` a`team ``: `place.zip: minLength`, `raw: schema`\n");
});
