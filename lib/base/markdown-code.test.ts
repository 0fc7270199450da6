import { expect, it } from "vitest";
import { fencedCode, inlineCode } from "./markdown-code.ts";

it("holds backticks and line breaks inside the code", () => {
  expect(inlineCode("a")).toBe("`a`");
  expect(inlineCode("a``b")).toBe("```a``b```");
  expect(inlineCode("`a")).toBe("`` `a ``");
  expect(inlineCode("a\n# b")).toBe("`a # b`");
});

it("fences a block with more backticks than stand in it", () => {
  expect(fencedCode("a", "json")).toBe("```json\na\n```");
  expect(fencedCode("```\na", "diff")).toBe("````diff\n```\na\n````");
});
