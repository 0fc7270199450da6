/** Sums do not depend on the order in which the engine reads, nor show the error of adding tenths. */

import { expect, test } from "vitest";
import { useEventDb } from "../../store/testing.ts";
import { answerCohort } from "../cohort/cohort.ts";
import { insertWorld } from "../naive/insert.ts";
import { worldPlan, worldSlots } from "../naive/plan.ts";
import { indexSlots } from "../property-slots.ts";
import type { MetricQuestion } from "../question.ts";
import { newRun } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { answerMetric } from "./metric.ts";

useEventDb();

const run = newRun({});
const AS_OF = Date.parse("2026-04-01T00:00:00Z");
const PRICE = { property: "prp_price" } as const;
let projects = 0;

/** Purchases of one person, a minute apart, in this order. */
async function bought(prices: readonly number[]): Promise<AnalysisScope> {
  const project = ++projects;
  const events = prices.map((price, index) => ({
    uid: index + 1,
    person: 1,
    event: "evt_b",
    ts: AS_OF - (index + 1) * 60_000,
    properties: { prp_price: price },
    automatic: {},
    group: "",
  }));
  const calendar = { timeZone: "UTC", weekStart: 1 };
  await insertWorld(project, { events, traits: [], links: [], ...calendar, asOf: AS_OF, roles: {}, propertyRoles: {} });
  const slots = indexSlots(worldSlots);
  return { project, environment: "production", asOf: AS_OF, calendar, plan: worldPlan, slots, cohorts: new Map() };
}

async function total(scope: AnalysisScope, kind: "sum" | "mean" | "median"): Promise<number | null | undefined> {
  const question: MetricQuestion = {
    kind: "metric",
    event: { event: "evt_b" },
    measure: { kind, property: PRICE },
    interval: "total",
    range: { lastDays: 30 },
  };
  return (await answerMetric(scope, question, { run })).series[0]?.total;
}

test("tenths add up to what people reckon", async () => {
  expect(await total(await bought([0.1, 0.2]), "sum")).toBe(0.3);
  const ten = await bought(Array.from({ length: 10 }, () => 0.1));
  expect(await total(ten, "sum")).toBe(1);
  expect(await total(ten, "mean")).toBe(0.1);
  expect(await total(await bought([119.97, 159.99]), "median")).toBe(139.98);
  expect(await total(await bought([1e300, 1e300]), "sum")).toBe(2e300);
});

test("the order of the events does not show, also where large and small amounts meet", async () => {
  const prices = Array.from({ length: 3_000 }, (_, index) =>
    index % 7 === 0 ? 99_999.99 : ((index * 37) % 1_000) / 100,
  );
  const cents = prices.reduce((sum, price) => sum + Math.round(price * 100), 0);
  const orders = [prices, [...prices].reverse(), [...prices].sort((a, b) => a - b), [...prices].sort((a, b) => b - a)];
  const sums = await Promise.all(orders.map(async (order) => total(await bought(order), "sum")));
  expect(sums).toEqual(orders.map(() => cents / 100));
});

test("a metric and a cohort reckon alike", async () => {
  const scope = await bought([0.1, 0.2]);
  const criterion = {
    kind: "sum",
    event: { event: "evt_b" },
    property: PRICE,
    window: { ever: true },
    sum: { op: "=", value: (await total(scope, "sum")) ?? -1 },
  } as const;
  const { members } = await answerCohort(scope, { kind: "cohort", criterion, members: "all" }, { run });
  expect(members).toHaveLength(1);
});
