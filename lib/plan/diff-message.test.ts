import { expect, it } from "vitest";
import { DayValue } from "./day.ts";
import { changeMessage } from "./diff-message.ts";
import type { ChangeCode } from "./diff-table.ts";
import { CHANGE_TABLE } from "./diff-table.ts";

const CODE = (Object.keys(CHANGE_TABLE) as ChangeCode[]).find((code) => CHANGE_TABLE[code].fr.includes("{after}"));

it.each([
  [0.5, "0.5", "0,5"],
  [100_000, "100000", "100\u202f000"],
  [[0.5, 100_000], "0.5 and 100000", "0,5 et 100\u202f000"],
  [[0.5, 1, 2], "0.5, 1, and 2", "0,5\u00a0; 1 et 2"],
  [["0.5"], "“0.5”", "«\u00a00.5\u00a0»"],
  ["1.5", "1.5", "1.5"],
])("writes the numbers of %j as the language of the sentence does", (after, en, fr) => {
  if (CODE === undefined) throw new Error("no sentence tells a value");
  const message = changeMessage(CODE, { name: "Paid", after });
  expect(message.en).toContain(en);
  expect(message.fr).toContain(fr);
});

it.each([
  [["transfer"], "“transfer”", "«\u00a0transfer\u00a0»"],
  [["card", "transfer"], "“card” and “transfer”", "«\u00a0card\u00a0» et «\u00a0transfer\u00a0»"],
  [["a", true, null], "“a”, true, and null", "«\u00a0a\u00a0», true et null"],
  [[], "nothing", "rien"],
  [["x".repeat(100), "y"], `“${"x".repeat(80)}…”, …`, `«\u00a0${"x".repeat(80)}…\u00a0», …`],
])("a list is written in words, as the language joins them: %j", (after, en, fr) => {
  expect(changeMessage("detail_changed", { name: "Tags", after })).toEqual({
    en: `Tags changed from nothing to ${en}.`,
    fr: `Tags : de rien à ${fr}.`,
  });
});

it("days are written in words, with the articles that French puts before them", () => {
  const [before, after] = [new DayValue("2026-11-30"), new DayValue("2026-12-01")];
  expect(changeMessage("detail_changed", { name: "X", after })).toEqual({
    en: "X changed from nothing to December 1, 2026.",
    fr: "X : de rien au 1er décembre 2026.",
  });
  expect(changeMessage("detail_changed", { name: "X", before, after }).fr).toBe(
    "X : du 30 novembre 2026 au 1er décembre 2026.",
  );
  expect(changeMessage("detail_changed", { name: "X", before }).fr).toBe("X : du 30 novembre 2026 à rien.");
});

it("what is yes or no is told as that", () => {
  expect(changeMessage("detail_changed", { name: "X", before: false, after: true })).toEqual({
    en: "X changed from no to yes.",
    fr: "X : de non à oui.",
  });
});
