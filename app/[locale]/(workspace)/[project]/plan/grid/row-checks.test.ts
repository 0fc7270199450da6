import { expect, it } from "vitest";
import { readChecks, toggled, toggledAll, writeChecks } from "./row-checks.ts";

const IDS = ["a", "b", "c", "d", "e"];
const set = (...ids: string[]) => new Set(ids);

it("checks one row, and with Shift all from the one before", () => {
  const one = toggled(set(), IDS, "b");
  expect(one).toEqual(set("b"));
  expect(toggled(one, IDS, "d", "b")).toEqual(set("b", "c", "d"));
  expect(toggled(set("b", "c", "d"), IDS, "b", "d")).toEqual(set());
  expect(toggled(one, IDS, "d", "filtered out")).toEqual(set("b", "d"));
});

it("checks all that the filters leave and keeps what they hide", () => {
  expect(toggledAll(set("z", "a"), ["a", "b"])).toEqual(set("z", "a", "b"));
  expect(toggledAll(set("z", "a", "b"), ["a", "b"])).toEqual(set("z"));
});

it("is written in the address while that stays short", () => {
  const all = set(...IDS);
  expect(writeChecks(set(), IDS)).toBeUndefined();
  expect(writeChecks(set("c", "a"), IDS)).toBe("c,a");
  expect(writeChecks(all, IDS)).toBe("*");
  const many = Array.from({ length: 100 }, (_, index) => `evt_${index}`);
  expect(writeChecks(new Set(many.slice(1)), many)).toBeUndefined();
  expect(readChecks("c,a,gone", IDS, all)).toEqual(set("c", "a"));
  expect(readChecks("*", ["a", "b"], all)).toEqual(set("a", "b"));
  expect(readChecks(null, IDS, all)).toEqual(set());
});
