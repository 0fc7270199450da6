import { expect, test } from "vitest";
import { selectPart } from "../../../../../../lib/template/house-select.ts";
import { ecommerce } from "../../../../../../lib/template/plans/ecommerce.ts";
import { besidesOf } from "./besides.ts";
import { takeables } from "./takeable.ts";

const plan = ecommerce.plan("shop", "en");
const buyers = {
  key: "coh_buyers",
  name: "Buyers",
  description: "",
  criterion: {
    kind: "count",
    event: { event: "evt_order_completed" },
    count: { op: ">=", value: 1 },
    window: { lastDays: 30 },
  },
} as const;
const items = takeables(plan, [buyers], "en");
const byId = new Map(items.map((item) => [item.id, item]));

test("what is said to come along is what is saved", () => {
  for (const item of items) {
    const isCohort = item.kind === "cohort";
    const selection = { objects: isCohort ? [] : [item.id], cohorts: isCohort ? [item.id] : [], standards: false };
    const shown = besidesOf(byId, new Set([item.id])).map(({ id }) => id);
    expect(shown.toSorted(), item.name).toEqual(selectPart(plan, [buyers], selection).besides.toSorted());
  }
});

test("each is listed by the name people know it by", () => {
  expect(byId.get("evt_order_completed")).toMatchObject({ name: "Order completed", about: "Order Completed" });
  expect(byId.get("coh_buyers")).toMatchObject({ kind: "cohort", name: "Buyers" });
});
