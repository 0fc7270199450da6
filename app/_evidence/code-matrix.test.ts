import { expect, it } from "vitest";
import type { MatrixRow } from "../../lib/plan/code-matrix.ts";
import { matrixCsv } from "./code-matrix.ts";

it("gives a spreadsheet no formula, wherever a posted run has one", () => {
  const formula = "=HYPERLINK(0)";
  const row: MatrixRow = {
    ...{ name: formula, source: "web", planned: false, state: "unplanned" },
    coded: { release: formula, sites: [{ path: formula, line: 3 }], tests: 0 },
    received: { last: 0, count: 1, versions: [1], releases: [formula] },
  };
  const cells = matrixCsv([row], "en").split("\r\n")[1]?.split(",") ?? [];
  expect(cells.filter((cell) => cell.includes("HYPERLINK"))).toEqual([
    "'=HYPERLINK(0)",
    "'=HYPERLINK(0)",
    "'=HYPERLINK(0):3",
    "'=HYPERLINK(0)",
  ]);
});
