import { expect, it } from "vitest";
import { applyIntro } from "./apply-intro.ts";

it("never says that the plan holds all of a template while a field of it is to be decided", () => {
  expect(applyIntro(0, 0)).toBe("apply.nothing");
  expect(applyIntro(0, 1)).toBe("apply.text");
  expect(applyIntro(3, 0)).toBe("apply.text");
});
