/** Colours code on the server; the browser never loads the highlighter. */

import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

export type CodeLanguage = "typescript" | "json" | "yaml" | "bash" | "sql";

/** A piece of code and the class that colours it, if any. */
export interface CodeToken {
  readonly text: string;
  readonly style?: string;
}

let made: Promise<HighlighterCore> | undefined;

function highlighter(): Promise<HighlighterCore> {
  made ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: "tokens", variablePrefix: "--", variableDefaults: {} })],
    langs: [
      import("shiki/langs/typescript.mjs"),
      import("shiki/langs/json.mjs"),
      import("shiki/langs/yaml.mjs"),
      import("shiki/langs/bash.mjs"),
      import("shiki/langs/sql.mjs"),
    ],
    engine: createJavaScriptRegexEngine(),
  });
  return made;
}

const LONGEST = 40_000;

/** Lines of coloured pieces. The theme names variables (`var(--token-string)`), which become classes: no style attributes. */
export async function highlight(code: string, language: CodeLanguage): Promise<CodeToken[][]> {
  if (code.length > LONGEST) return code.split("\n").map((text) => [{ text }]);
  const lines = (await highlighter()).codeToTokensBase(code, { lang: language, theme: "tokens" });
  return lines.map((line) =>
    line.map((token) => {
      const name = /--(token-[a-z-]+)/.exec(token.color ?? "")?.[1];
      return name ? { text: token.content, style: name } : { text: token.content };
    }),
  );
}
