import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionsIn, partsOf } from "./mention.ts";

const person = (id: string, name: string) => ({ personId: id, name, email: `${id}@example.test` });
const people = [
  person("ada", "Ada"),
  person("lace", "Ada Lovelace"),
  person("s1", "Sam"),
  person("s2", "Sam"),
  person("eve", "Ève"),
];
const ids = (text: string) => mentionsIn(text, people).map(({ personId }) => personId);

describe("mentions", () => {
  it.each([
    ["@Ada, what do you think?", ["ada"]],
    ["@ada lovelace knows", ["lace"]],
    ["@Adam is somebody else", []],
    ["write to me@Ada", []],
    ["@Sam is two people", []],
    ["@s2@example.test is one of them", ["s2"]],
    ["(@Ève) and @Ada and @Ada", ["eve", "ada"]],
    ["@", []],
  ])("%s", (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it("are found again in the text, with links, and the parts are the text", () => {
    const text = "See https://example.test/a?b=1, @Ada Lovelace (or @ada).";
    expect(partsOf(text, mentionsIn(text, people))).toEqual([
      { kind: "text", text: "See " },
      { kind: "link", text: "https://example.test/a?b=1", href: "https://example.test/a?b=1" },
      { kind: "text", text: ", " },
      { kind: "mention", text: "@Ada Lovelace", personId: "lace" },
      { kind: "text", text: " (or " },
      { kind: "mention", text: "@ada", personId: "ada" },
      { kind: "text", text: ")." },
    ]);
  });

  it("lead to no script", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "http://", "https://[bad"])
      expect(partsOf(text, []).some(({ kind }) => kind === "link")).toBe(false);
  });

  it("never lose a sign of what was written", () => {
    const words = fc.constantFrom("@Ada", "@Ada Lovelace", "https://x.test/", "@", " ", "é", "\n", "@Sam", ".", "a@b");
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (list) => {
        const text = list.join("");
        expect(
          partsOf(text, mentionsIn(text, people))
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
