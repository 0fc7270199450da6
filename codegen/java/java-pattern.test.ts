import { describe, expect, it } from "vitest";
import { javaPattern } from "./java-pattern.ts";

describe("patterns in Java", () => {
  it("mean what they mean in JavaScript", () => {
    expect(javaPattern("^[A-Z&]+$")).toBe("\\A[A-Z\\&]+\\z");
    expect(javaPattern("\\bé")).toContain("(?<=[0-9A-Za-z_])");
    expect(javaPattern("\\p{Script=Greek}\\p{Lu}")).toBe("\\p{IsGreek}\\p{Lu}");
    expect(javaPattern("\\p{Script=Vithkuqi}")).toBeUndefined();
  });
});
