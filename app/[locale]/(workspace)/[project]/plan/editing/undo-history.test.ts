import { expect, it } from "vitest";
import { afterChange, afterTurn, NO_HISTORY, nextOf } from "./undo-history.ts";

const change = (revision: number) => ({ revision, what: `change ${revision}` });

it("undoes the latest first, redoes in the order of undoing, and forgets what was undone at the next change", () => {
  const two = afterChange(afterChange(NO_HISTORY, change(1)), change(2));
  expect(nextOf(two, "undo")?.revision).toBe(2);
  const one = afterTurn(two, "undo", 3);
  expect(nextOf(one, "undo")?.revision).toBe(1);
  // Redoing takes back the change that undid.
  expect(nextOf(one, "redo")).toEqual({ revision: 3, what: "change 2" });
  const none = afterTurn(one, "undo", 4);
  expect(nextOf(none, "undo")).toBeUndefined();
  expect(nextOf(afterTurn(none, "redo", 5), "redo")?.revision).toBe(3);
  expect(nextOf(afterTurn(none, "redo", 5), "undo")).toEqual({ revision: 5, what: "change 1" });
  expect(afterChange(one, change(9)).undone).toEqual([]);
});

it("drops what can never be undone", () => {
  const two = afterChange(afterChange(NO_HISTORY, change(1)), change(2));
  expect(afterTurn(two, "undo", undefined)).toEqual({ done: [change(1)], undone: [] });
  expect(afterTurn(NO_HISTORY, "undo", 3)).toEqual(NO_HISTORY);
});

it("takes back one change whatever came after it", () => {
  const two = afterChange(afterChange(NO_HISTORY, change(1)), change(2));
  expect(nextOf(two, "undo", 1)).toEqual(change(1));
  expect(nextOf(two, "undo", 7)).toBeUndefined();
  expect(afterTurn(two, "undo", 3, 1)).toEqual({ done: [change(2)], undone: [{ revision: 3, what: "change 1" }] });
});
