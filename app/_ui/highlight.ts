/** Colours code on the server; the browser never loads the highlighter. */

import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

/** Each is loaded when it is first asked for. */
const LANGUAGES = {
  bash: () => import("shiki/langs/bash.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  kotlin: () => import("shiki/langs/kotlin.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  xml: () => import("shiki/langs/xml.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

export type CodeLanguage = keyof typeof LANGUAGES;

const EXTENSIONS: Readonly<Record<string, CodeLanguage>> = {
  cjs: "javascript",
  go: "go",
  html: "html",
  java: "java",
  js: "javascript",
  json: "json",
  kt: "kotlin",
  kts: "kotlin",
  md: "markdown",
  mjs: "javascript",
  py: "python",
  sql: "sql",
  toml: "toml",
  ts: "typescript",
  tsx: "typescript",
  xml: "xml",
  yaml: "yaml",
  yml: "yaml",
};

/** The language a file is written in, by its name; undefined for plain text. */
export function languageOfFile(path: string): CodeLanguage | undefined {
  return EXTENSIONS[/\.([a-z]+)$/.exec(path)?.[1] ?? ""];
}

/** A piece of code and the class that colours it, if any. */
export interface CodeToken {
  readonly text: string;
  readonly style?: string;
}

let made: Promise<HighlighterCore> | undefined;

function highlighter(): Promise<HighlighterCore> {
  made ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: "tokens", variablePrefix: "--", variableDefaults: {} })],
    engine: createJavaScriptRegexEngine(),
  });
  return made;
}

const LONGEST = 40_000;

/** Lines of coloured pieces. The theme names variables (`var(--token-string)`), which become classes: no style attributes. */
export async function highlight(code: string, language: CodeLanguage | undefined): Promise<CodeToken[][]> {
  if (language === undefined || code.length > LONGEST) return code.split("\n").map((text) => [{ text }]);
  const made = await highlighter();
  if (!made.getLoadedLanguages().includes(language)) await made.loadLanguage(LANGUAGES[language]());
  const lines = made.codeToTokensBase(code, { lang: language, theme: "tokens" });
  return lines.map((line) =>
    line.map((token) => {
      const name = /--(token-[a-z-]+)/.exec(token.color ?? "")?.[1];
      return name ? { text: token.content, style: name } : { text: token.content };
    }),
  );
}
