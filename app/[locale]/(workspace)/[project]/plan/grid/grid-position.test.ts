import { expect, it } from "vitest";
import { clamped, movedBy, rangeOf, sizeOf } from "./grid-position.ts";

const EXTENT = { rows: 100, columns: 10, page: 20 };
const plain = (key: string) => ({ key, ctrlKey: false, metaKey: false });
const far = (key: string) => ({ key, ctrlKey: true, metaKey: false });

it("moves as the grid pattern of the ARIA guide says", () => {
  const from = { row: 50, column: 5 };
  expect(movedBy(plain("ArrowDown"), from, EXTENT)).toEqual({ row: 51, column: 5 });
  expect(movedBy(plain("Home"), from, EXTENT)).toEqual({ row: 50, column: 0 });
  expect(movedBy(plain("End"), from, EXTENT)).toEqual({ row: 50, column: 9 });
  expect(movedBy(plain("PageDown"), from, EXTENT)).toEqual({ row: 70, column: 5 });
  expect(movedBy(far("Home"), from, EXTENT)).toEqual({ row: 0, column: 0 });
  expect(movedBy(far("End"), from, EXTENT)).toEqual({ row: 99, column: 9 });
  expect(movedBy(plain("a"), from, EXTENT)).toBeUndefined();
});

it("stays inside", () => {
  expect(movedBy(plain("ArrowUp"), { row: 0, column: 0 }, EXTENT)).toEqual({ row: 0, column: 0 });
  expect(movedBy(plain("ArrowRight"), { row: 0, column: 9 }, EXTENT)).toEqual({ row: 0, column: 9 });
  expect(movedBy(plain("PageDown"), { row: 95, column: 2 }, EXTENT)).toEqual({ row: 99, column: 2 });
});

it("knows no key by the name of what every object has", () => {
  expect(movedBy(plain("constructor"), { row: 1, column: 1 }, EXTENT)).toBeUndefined();
});

it("spans the cells between two places, whichever comes first", () => {
  const range = { top: 2, bottom: 5, left: 1, right: 3 };
  expect(rangeOf({ row: 5, column: 1 }, { row: 2, column: 3 })).toEqual(range);
  expect(sizeOf(range)).toBe(12);
  expect(clamped({ row: 200, column: -1 }, EXTENT)).toEqual({ row: 99, column: 0 });
});
