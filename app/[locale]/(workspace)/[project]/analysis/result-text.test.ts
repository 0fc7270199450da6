import { describe, expect, it } from "vitest";
import type { MetricResult, RetentionResult } from "../../../../../lib/analysis/question.ts";
import { begunRows, changeSince, metricTable, retentionTable, totalsTable } from "./result-text.ts";

const cells = [
  { count: 4, complete: true },
  { count: 2, complete: false },
  { count: 0, complete: false },
];
const result: RetentionResult = {
  kind: "retention",
  rows: [
    { start: "2026-03-16", size: 0, cells },
    { start: "2026-03-23", size: 4, cells },
  ],
  overall: [1, null, null],
};

it("shows no share for a period that has not begun where the project is, nor for a row without people", () => {
  // Monday 30 March has just begun in Paris, and not yet in UTC.
  const statement = { asOf: "2026-03-29T22:30:00Z", timeZone: "Europe/Paris" };
  const [nobody, some] = begunRows(result, "week", statement);
  expect(nobody?.cells).toEqual([null, null, null]);
  expect(some?.cells).toEqual([cells[0], cells[1], null]);
  expect(begunRows(result, "week", { ...statement, timeZone: "UTC" })[1]?.cells).toEqual([cells[0], null, null]);
});

it("counts months by the calendar", () => {
  const monthly = { ...result, rows: [{ start: "2026-01-01", size: 4, cells }] };
  const statement = { asOf: "2026-02-28T12:00:00Z", timeZone: "UTC" };
  expect(begunRows(monthly, "month", statement)[0]?.cells).toEqual([cells[0], cells[1], null]);
});

it("leaves such cells empty in what is downloaded", () => {
  const rows = begunRows(result, "week", { asOf: "2026-03-29T12:00:00Z", timeZone: "UTC" });
  const table = retentionTable(rows, "Started", "People");
  expect(table.rows[1]).toEqual(["2026-03-23", 4, 4, null, null]);
  expect(table.shade?.[1]).toEqual([undefined, undefined, 1, undefined, undefined]);
});

describe("a metric compared with an earlier period", () => {
  const point = (start: string, value: number | null) => ({ start, value, complete: true });
  const compared: MetricResult = {
    kind: "metric",
    series: [
      {
        total: 3,
        points: [point("2026-03-02", 3)],
        earlier: { total: 4, points: [point("2026-02-23", 3), point("2026-03-01", 1)] },
      },
    ],
  };
  const words = { period: "Period", before: "Before" };
  const name = (_key: unknown, earlier?: boolean) => (earlier ? "Events, before" : "Events");

  it("has each period beside the earlier one, and what is left over of the longer", () => {
    const { columns, rows } = metricTable(compared, words, name);
    expect(columns).toEqual(["Period", "Events", "Before", "Events, before"]);
    expect(rows).toEqual([
      ["2026-03-02", 3, "2026-02-23", 3],
      [null, null, "2026-03-01", 1],
    ]);
    const { earlier: _, ...alone } = compared.series[0] ?? { total: null, points: [] };
    expect(metricTable({ kind: "metric", series: [alone] }, words, name).columns).toEqual(["Period", "Events"]);
  });

  it("has a row of totals, and no change where there was nothing", () => {
    const { rows } = totalsTable(compared, { key: "Measure", total: "Total", before: "Before" }, name);
    expect(rows).toEqual([["Events", 3, 4]]);
    expect([changeSince(3, 4), changeSince(-1, -2), changeSince(3, 0), changeSince(null, 1)]).toEqual([
      -0.25,
      0.5,
      undefined,
      undefined,
    ]);
  });
});
