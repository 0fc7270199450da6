import { expect, it } from "vitest";
import { chartCsv } from "./chart-table.ts";

it("quotes what needs it, defuses formulas and leaves numbers alone", () => {
  const csv = chartCsv({
    columns: ["Day", "Value"],
    rows: [
      ['=HYPERLINK("x")', -3],
      ["a, b", null],
      ["-x", 1.5],
    ],
  });
  expect(csv).toBe('\uFEFFDay,Value\r\n"\'=HYPERLINK(""x"")",-3\r\n"a, b",\r\n\'-x,1.5\r\n');
});
