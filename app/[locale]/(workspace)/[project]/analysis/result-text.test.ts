import { expect, it } from "vitest";
import type { RetentionResult } from "../../../../../lib/analysis/question.ts";
import { begunRows, retentionTable } from "./result-text.ts";

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
