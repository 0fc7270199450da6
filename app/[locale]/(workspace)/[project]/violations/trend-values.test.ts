import { expect, it } from "vitest";
import { trendValues } from "./trend-values.ts";

const NOW = new Date("2026-03-30T10:30:00Z");

it("counts quiet days as zero, by the project's own days, across a change of the clock", () => {
  const trend = [
    // Midnight in Paris before and after the change of 29 March.
    { at: new Date("2026-03-27T23:00:00Z"), events: 4 },
    { at: new Date("2026-03-29T22:00:00Z"), events: 2 },
  ];
  expect(trendValues(trend, 7, "Europe/Paris", NOW)).toEqual([0, 0, 0, 0, 4, 0, 2]);
});

it("counts by hour where the store does, in a zone that is off by a quarter too", () => {
  const trend = [{ at: new Date("2026-03-30T09:15:00Z"), events: 3 }];
  const values = trendValues(trend, 1, "Asia/Kathmandu", NOW);
  expect(values).toHaveLength(24);
  expect(values.slice(-3)).toEqual([0, 3, 0]);
});
