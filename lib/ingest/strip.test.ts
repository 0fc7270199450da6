import { expect, it } from "vitest";
import type { Strip } from "../plan/enforcement.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Property, PropertyType } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { judge } from "./judge.ts";
import { readCall } from "./read-call.ts";
import { findStripped, MAX_STRIPPED, withoutStripped } from "./strip.ts";
import { onlyVersion } from "./validate.ts";

const NUMBER = { kind: "number" } as const;
const property = (name: string, type: PropertyType, required = false): Property =>
  newProperty({ id: `prp_${name}`, name, type, required });
const object = (...properties: Property[]): PropertyType => ({ kind: "object", properties, open: false });

const line = object(property("sku", { kind: "string" }, true), property("price", NUMBER));
const ordered = newEvent({
  id: "evt_ordered",
  name: "Ordered",
  identifier: "ordered",
  properties: [
    property("total", NUMBER, true),
    property("coupon", { kind: "string" }),
    property("tags", { kind: "array", items: { kind: "string" } }),
    property("lines", { kind: "array", items: line }),
    property("address", object(property("city", { kind: "string" }, true), property("floor", NUMBER))),
  ],
});
const versions = onlyVersion(freezePlan({ ...referencePlan, events: [ordered] }));

/** What is left out of an order, and what stays; nothing when it is not mended. */
function mended(strip: Strip, properties: object, event = "Ordered") {
  const read = readCall({ type: "track", event, userId: "u", properties }, undefined);
  if (!("call" in read)) throw new Error("unreadable");
  const { call } = read;
  const again = (kept: typeof call) => judge(kept, versions, { unplanned: "violation" }).violations;
  const stripped = findStripped(call, again(call), strip, again);
  if (stripped === undefined) return undefined;
  expect(again(withoutStripped(call, stripped))).toEqual([]);
  expect(call.subject).toBe(properties);
  return [[...stripped].sort(), withoutStripped(call, stripped).subject];
}

it("leaves out what the plan does not name, wherever it stands", () => {
  const sent = { total: 1, x: 1, "a/b": 2, lines: [{ sku: "s", y: 1 }, { sku: "t" }], address: { city: "c", z: {} } };
  expect(mended("unplanned", sent)).toEqual([
    ["/properties/address/z", "/properties/a~1b", "/properties/lines/0/y", "/properties/x"],
    { total: 1, lines: [{ sku: "s" }, { sku: "t" }], address: { city: "c" } },
  ]);
  expect(mended("both", sent)).toEqual(mended("unplanned", sent));
  expect(mended("invalid", sent)).toBeUndefined();
  expect(mended("nothing", sent)).toBeUndefined();
});

it("leaves out an optional property that is wrong, and a list as a whole", () => {
  expect(mended("invalid", { total: 1, coupon: 7, tags: ["a", 2] })).toEqual([
    ["/properties/coupon", "/properties/tags"],
    { total: 1 },
  ]);
  expect(mended("unplanned", { total: 1, coupon: 7 })).toBeUndefined();
  expect(mended("invalid", { total: 1, coupon: 7, x: 1 })).toBeUndefined();
  expect(mended("both", { total: 1, coupon: 7, x: 1 })).toEqual([
    ["/properties/coupon", "/properties/x"],
    { total: 1 },
  ]);
});

it("takes along the optional thing in which something required is wrong or missing", () => {
  expect(mended("invalid", { total: 1, lines: [{ sku: "s", price: "1" }] })).toEqual([
    ["/properties/lines/0/price"],
    { total: 1, lines: [{ sku: "s" }] },
  ]);
  expect(mended("invalid", { total: 1, lines: [{ sku: 1 }] })).toEqual([["/properties/lines"], { total: 1 }]);
  expect(mended("invalid", { total: 1, address: { floor: "2" } })).toEqual([["/properties/address"], { total: 1 }]);
});

it("mends nothing where a required property is missing or wrong, or the event itself is not planned", () => {
  for (const strip of ["unplanned", "invalid", "both"] as const) {
    expect(mended(strip, { coupon: "c" })).toBeUndefined();
    expect(mended(strip, { total: "1" })).toBeUndefined();
    expect(mended(strip, { total: "1", x: 1 })).toBeUndefined();
    expect(mended(strip, { total: 1 }, "Unknown")).toBeUndefined();
  }
});

it("mends nothing that would lose more than a bounded number of properties", () => {
  const many = (count: number) =>
    Object.fromEntries([["total", 1], ...Array.from({ length: count }, (_, index) => [`x${index}`, 1])]);
  expect(mended("both", many(MAX_STRIPPED))?.[1]).toEqual({ total: 1 });
  expect(mended("both", many(MAX_STRIPPED + 1))).toBeUndefined();
});

it("keeps what is named like a part of every object", () => {
  const sent = JSON.parse('{"total":1,"__proto__":{"a":1},"constructor":2}') as object;
  expect(mended("both", sent)).toEqual([["/properties/__proto__", "/properties/constructor"], { total: 1 }]);
});
