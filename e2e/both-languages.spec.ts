/** Last of all: what the pages said while they were inspected, in both languages. */

import { expect, test } from "@playwright/test";
import { foreignWords } from "../lib/i18n/testing/glossary.ts";
import { isWritten, untranslated } from "./pages/both-languages.ts";

test("pages say in French what they say in English, word for word only where both languages share them", () => {
  expect(untranslated((text) => isWritten(text) || foreignWords(text).length === 0)).toEqual([]);
});
