import { expect, it } from "vitest";
import { goPattern } from "./go-pattern.ts";

it("patterns are RE2's own, without what versions of Go read differently", () => {
  expect(goPattern("^[A-Z]{2}\\d+$")).toBe("^[A-Z]{2}[0-9]+$");
  expect(goPattern("\\p{Lu}\\p{Script=Greek}")).toBe("\\p{Lu}\\p{Greek}");
  expect(goPattern("\\p{LC}")).toBeUndefined();
  expect(goPattern("\\p{Script=Vithkuqi}")).toBeUndefined();
  expect(goPattern("(?:a{40}){40}")).toBeUndefined();
  expect(goPattern("a{1001}")).toBeUndefined();
});
