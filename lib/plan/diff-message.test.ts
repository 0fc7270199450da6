import { expect, it } from "vitest";
import { changeMessage } from "./diff-message.ts";
import type { ChangeCode } from "./diff-table.ts";
import { CHANGE_TABLE } from "./diff-table.ts";

const CODE = (Object.keys(CHANGE_TABLE) as ChangeCode[]).find((code) => CHANGE_TABLE[code].fr.includes("{after}"));

it.each([
  [0.5, "0.5", "0,5"],
  [100_000, "100000", "100\u202f000"],
  [[0.5, 100_000], "[0.5,100000]", "[0,5\u00a0; 100\u202f000]"],
  [["0.5"], '["0.5"]', '["0.5"]'],
  ["1.5", "1.5", "1.5"],
])("writes the numbers of %j as the language of the sentence does", (after, en, fr) => {
  if (CODE === undefined) throw new Error("no sentence tells a value");
  const message = changeMessage(CODE, { name: "Paid", after });
  expect(message.en).toContain(en);
  expect(message.fr).toContain(fr);
});
