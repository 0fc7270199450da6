import { expect, it } from "vitest";
import { DATA_TARGETS, TARGETS } from "../../codegen/targets.ts";
import { targetOf, targetOptions } from "./target-name.ts";

it("offers every target under its own name", () => {
  expect(targetOptions().map(({ value }) => value)).toEqual([...TARGETS, ...DATA_TARGETS]);
  for (const { value, label } of targetOptions()) expect(label, value).not.toBe(value === "dbt" ? "" : value);
  expect(targetOf("python")).toBe("python");
  expect(targetOf("toString")).toBe("typescript");
});
