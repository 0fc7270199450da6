import { describe, expect, it } from "vitest";
import { spreadLabels, type TrendSeries, trendLayout } from "./trend-layout.ts";

function series(values: readonly (number | null)[]): TrendSeries {
  return { key: "a", name: "Active", points: values.map((value, index) => ({ label: `12 Mar ${index}`, value })) };
}

describe("trendLayout", () => {
  it("stands on zero and holds the bounds", () => {
    const layout = trendLayout(
      [{ key: "a", name: "a", points: [{ label: "x", value: 90, low: 80, high: 132 }] }],
      { width: 600, height: 200 },
      String,
    );
    expect(layout.y(0)).toBe(layout.bottom);
    expect(layout.y(132)).toBeGreaterThanOrEqual(layout.top);
  });

  it("draws a flat line at zero without dividing by it", () => {
    const layout = trendLayout([series([0, 0, 0])], { width: 600, height: 200 }, String);
    expect(layout.y(0)).toBe(layout.bottom);
    expect(Number.isFinite(layout.y(1))).toBe(true);
  });

  it("labels no more periods than fit", () => {
    const layout = trendLayout([series(Array.from({ length: 90 }, (_, i) => i))], { width: 600, height: 200 }, String);
    const [first = 0, second = 0] = layout.xTicks;
    expect(layout.x(second) - layout.x(first)).toBeGreaterThan(60);
  });

  it("takes no period at all", () => {
    expect(trendLayout([], { width: 600, height: 200 }, String).xTicks).toEqual([0]);
  });
});

it("spreads labels that would cover each other, inside the chart", () => {
  const spread = spreadLabels([100, 102, 40, 198], 14, 196);
  const sorted = [...spread].sort((a, b) => a - b);
  for (let at = 1; at < sorted.length; at++)
    expect((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(14);
  expect(Math.max(...spread)).toBeLessThanOrEqual(196);
  expect(spread[2]).toBe(40);
});
