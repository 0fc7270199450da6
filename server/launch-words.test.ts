import { expect, it } from "vitest";
import { launchWords, terminalLanguage } from "./launch-words.mjs";

it.each([
  [[], {}, "en"],
  [[], { LANG: "fr_FR.UTF-8" }, "fr"],
  [[], { LANG: "fr_CA.UTF-8", LC_ALL: "C" }, "en"],
  [[], { LANG: "C", LC_MESSAGES: "fr_FR" }, "fr"],
  [[], { LANG: "fur_IT" }, "en"],
  [["--lang", "fr"], { LANG: "en_GB" }, "fr"],
  [["--lang=en"], { LC_ALL: "fr_FR" }, "en"],
] as const)("the demo speaks as it is told, else as its terminal does: %j %j", (flags, env, language) => {
  expect(terminalLanguage(flags, env)).toEqual({ language, rest: [] });
  expect(terminalLanguage(["--reset", ...flags], env).rest).toEqual(["--reset"]);
});

it("says what is being built in that language", () => {
  expect(launchWords("fr").done(launchWords("fr").server, "3")).toBe("Construction du serveur\u00a0: fait en 3\u00a0s");
  expect(launchWords("en").done(launchWords("en").pages, "3")).toBe("Building the pages: done in 3 s");
});
