import { expect, it } from "vitest";
import { groupOf, PARTS, partAt } from "./plan-part.ts";

it("marks the part one is in, and for a screen without a tab the one it is reached from", () => {
  for (const { key, path } of PARTS) expect(partAt(path)).toBe(key);
  expect(partAt("plan/branches/new-checkout")).toBe("branches");
  expect(partAt("plan/backtest")).toBe("branches");
  expect(partAt("plan/templates/ecommerce")).toBe("import");
});

it("puts a part beside those it belongs with", () => {
  expect(groupOf("code")).toBe(groupOf("documents"));
  expect(groupOf("coverage")).toBe(groupOf("decisions"));
  expect(groupOf("versions")).not.toBe(groupOf("branches"));
});
