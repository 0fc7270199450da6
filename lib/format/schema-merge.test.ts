import { expect, it } from "vitest";
import { mergeSchemaText } from "./schema-merge.ts";

function merge(base: unknown, text: unknown, now: unknown) {
  const [was, mine, is] = [base, text, now].map((one) => JSON.stringify(one)) as [string, string, string];
  const { text: merged = "", conflicts } = mergeSchemaText(was, mine, is) ?? {};
  return { merged: JSON.parse(merged) as unknown, conflicts };
}

it("keeps what came meanwhile and what was typed, and the text where both changed the same", () => {
  const base = { properties: { total: { minimum: 0 }, page: { type: "string" }, old: {} }, required: ["total", "old"] };
  const text = { properties: { total: { minimum: 5 }, page: { type: "string" } }, required: ["total", "page"] };
  const now = {
    properties: { total: { minimum: 1, maximum: 9 }, page: { type: "number" }, old: {}, coupon: {} },
    required: ["old", "coupon"],
  };
  expect(merge(base, text, now)).toEqual({
    merged: {
      properties: { total: { minimum: 5, maximum: 9 }, page: { type: "number" }, coupon: {} },
      required: ["page", "coupon"],
    },
    conflicts: ["/properties/total/minimum"],
  });
});

it("takes what is there now where nothing was typed, and reads no text that is no JSON", () => {
  expect(merge({ a: 1 }, { a: 1 }, { b: [2] })).toEqual({ merged: { b: [2] }, conflicts: [] });
  expect(mergeSchemaText("{}", "{", "{}")).toBeUndefined();
});

it("tells what one took away and the other changed, and nothing of what both did alike", () => {
  const base = { properties: { gone: { minimum: 0 }, alike: {} } };
  const now = { properties: { gone: { minimum: 1 }, alike: { type: "string" } } };
  const text = { properties: { alike: { type: "string" } } };
  expect(merge(base, text, now)).toEqual({ merged: text, conflicts: ["/properties/gone"] });
  expect(merge(base, now, text)).toEqual({ merged: now, conflicts: ["/properties/gone"] });
});
