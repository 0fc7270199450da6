import { expect, it } from "vitest";
import { applyIntro } from "./apply-intro.ts";

it("never says that the plan holds all of a template while a field of it is to be decided", () => {
  expect(applyIntro(0, 0, 0)).toBe("apply.nothing");
  expect(applyIntro(0, 1, 0)).toBe("apply.text");
  expect(applyIntro(3, 0, 0)).toBe("apply.text");
});

it("says that nothing changes, not that the plan holds all, where the plan keeps its own of something", () => {
  expect(applyIntro(0, 0, 2)).toBe("apply.kept");
  expect(applyIntro(1, 0, 2)).toBe("apply.text");
});
