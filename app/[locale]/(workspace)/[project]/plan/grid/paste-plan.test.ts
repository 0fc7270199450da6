import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventRow } from "./event-row.ts";
import { COLUMN_KEYS, type ColumnKey } from "./grid-column.ts";
import { rangeOf } from "./grid-position.ts";
import { type PasteTarget, planPaste, spread } from "./paste-plan.ts";
import { copyCells, emptyCells, fillDown } from "./range-edits.ts";
import { rowEdits } from "./row-edits.ts";
import { anyRows, row, WORDS } from "./testing/rows.ts";

const ROWS = [row("A", { owner: "ana" }), row("B"), row("C", { callType: "page" })];
const COLUMNS: readonly ColumnKey[] = ["name", "owner", "status", "category"];

const cell = (line: number, column: number) => ({ row: line, column });
function target(from: [number, number], to: [number, number], rows: readonly EventRow[] = ROWS): PasteTarget {
  const range = rangeOf(cell(...from), cell(...to));
  return { rows, all: rows, columns: COLUMNS, range, words: WORDS };
}
const places = (plan: ReturnType<typeof planPaste>) =>
  plan.refused.map(({ row: line, column, problem }) => `${line} ${column} ${problem}`);

describe("spreading a block over a range", () => {
  it("repeats one value and blocks that fit several times", () => {
    expect(spread([["x"]], rangeOf(cell(0, 0), cell(1, 1)))).toEqual([
      ["x", "x"],
      ["x", "x"],
    ]);
    expect(spread([["x"], ["y"]], rangeOf(cell(0, 0), cell(3, 0))).flat()).toEqual(["x", "y", "x", "y"]);
    expect(spread([["x"], ["y"]], rangeOf(cell(0, 0), cell(2, 0))).flat()).toEqual(["x", "y"]);
  });
});

describe("planning a paste", () => {
  it("changes the cells that differ", () => {
    const plan = planPaste("ana\tdraft\nben\tactive", target([0, 1], [0, 1]));
    expect(plan.changes.map(({ after }) => [after.name, after.owner, after.status])).toEqual([
      ["A", "ana", "draft"],
      ["B", "ben", "active"],
    ]);
    expect(plan).toMatchObject({ cells: 2, refused: [], added: [] });
  });

  it("lists what cannot be, by its place, and keeps the rest for a decision", () => {
    const plan = planPaste("\tx\tsometimes\tBooks\nB2\tben\tdraft\tshop", target([0, 0], [0, 0]));
    expect(places(plan)).toEqual(["0 name empty", "0 status unknown", "0 category unknown"]);
    expect(plan.changes.map(({ after }) => [after.name, after.owner, after.category])).toEqual([
      ["A", "x", undefined],
      ["B2", "ben", "cat_b"],
    ]);
    expect(plan.cells).toBe(5);
  });

  it("counts the events it would add, and needs their names", () => {
    const plan = planPaste("C2\tana\nNew one\tben\tdraft\n\tlost\n\t", target([2, 0], [2, 0]));
    expect(plan.added).toEqual([
      { row: 3, name: "New one", callType: "track", cells: { owner: "ben", status: "draft" } },
    ]);
    expect(places(plan)).toEqual(["4 name empty"]);
  });

  it("lets names be swapped, and refuses one that another event has", () => {
    expect(planPaste("B\nA", target([0, 0], [0, 0])).changes.map(({ after }) => after.name)).toEqual(["B", "A"]);
    const taken = planPaste("B\tnew owner", target([0, 0], [0, 0]));
    expect(places(taken)).toEqual(["0 name taken"]);
    expect(taken.changes.map(({ after }) => [after.name, after.owner])).toEqual([["A", "new owner"]]);
    // The same name on another kind of call is another event.
    expect(planPaste("A", target([2, 0], [2, 0])).refused).toEqual([]);
    expect(places(planPaste("Z\nZ", target([0, 0], [0, 0])))).toEqual(["0 name taken", "1 name taken"]);
    expect(places(planPaste("C\nD\nD", { ...target([2, 0], [2, 0]) }))).toEqual(["3 name taken", "4 name taken"]);
  });

  it("drops what is beyond the last column", () => {
    expect(planPaste("shop\tbeyond\tmore", target([0, 3], [0, 3])).cells).toBe(1);
  });
});

it("changes nothing when what was copied is pasted back", () => {
  const columns = COLUMN_KEYS;
  fc.assert(
    fc.property(anyRows, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (rows, a, b, c, d) => {
      const range = rangeOf(cell(a % rows.length, b % columns.length), cell(c % rows.length, d % columns.length));
      const ground = { rows, columns, range, words: WORDS };
      const plan = planPaste(copyCells(ground), { ...ground, all: rows });
      expect(plan).toEqual({ changes: [], added: [], refused: [], cells: 0 });
    }),
    { numRuns: 500 },
  );
});

it("gives other rows what was copied, where they can take it", () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const [source] = rows;
      if (!source) return;
      const columns = COLUMN_KEYS.slice(1, -2);
      const range = { top: 0, bottom: 0, left: 0, right: columns.length - 1 };
      const blank = row("Blank");
      const text = copyCells({ rows: [source], columns, range, words: WORDS });
      const plan = planPaste(text, { rows: [blank], all: [blank], columns, range, words: WORDS });
      const after = plan.changes[0]?.after ?? blank;
      expect(plan.refused).toEqual([]);
      expect(copyCells({ rows: [after], columns, range, words: WORDS })).toBe(text);
      expect(rowEdits(after, after)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe("filling down and emptying", () => {
  const ground = (top: number, bottom: number) => ({
    ...{ rows: ROWS, columns: COLUMNS, words: WORDS },
    range: { top, bottom, left: 0, right: 1 },
  });
  it("repeats the first row, names apart", () => {
    expect(fillDown(ground(0, 2)).map(({ after }) => [after.name, after.owner])).toEqual([
      ["B", "ana"],
      ["C", "ana"],
    ]);
    expect(fillDown(ground(1, 1)).map(({ after }) => after.owner)).toEqual(["ana"]);
    expect(fillDown(ground(0, 0))).toEqual([]);
  });
  it("empties what can be empty", () => {
    expect(emptyCells(ground(0, 2)).map(({ after }) => [after.name, after.owner])).toEqual([["A", undefined]]);
  });
});
