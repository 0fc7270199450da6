import { expect, it } from "vitest";
import { mergeSchemaText } from "./schema-merge.ts";

function mergedOf(base: unknown, text: unknown, now: unknown): unknown {
  return JSON.parse(
    mergeSchemaText(...([base, text, now].map((one) => JSON.stringify(one)) as [string, string, string])) ?? "",
  );
}

it("keeps what came meanwhile and what was typed, and the text where both changed the same", () => {
  const base = { properties: { total: { minimum: 0 }, page: { type: "string" }, old: {} }, required: ["total", "old"] };
  const text = { properties: { total: { minimum: 5 }, page: { type: "string" } }, required: ["total", "page"] };
  const now = {
    properties: { total: { minimum: 1, maximum: 9 }, page: { type: "number" }, old: {}, coupon: {} },
    required: ["old", "coupon"],
  };
  expect(mergedOf(base, text, now)).toEqual({
    properties: { total: { minimum: 5, maximum: 9 }, page: { type: "number" }, coupon: {} },
    required: ["page", "coupon"],
  });
});

it("takes what is there now where nothing was typed, and reads no text that is no JSON", () => {
  expect(mergedOf({ a: 1 }, { a: 1 }, { b: [2] })).toEqual({ b: [2] });
  expect(mergeSchemaText("{}", "{", "{}")).toBeUndefined();
});
