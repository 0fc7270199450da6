/** The only ways for text of a plan to enter Python code. Python has other escapes than ECMAScript beyond the BMP. */

import type { Json } from "../../lib/plan/plan.ts";

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/u;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function visible(text: string): string {
  return [...text].map((character) => (UNSEEN.test(character) ? escaped(character) : character)).join("");
}

/** A double-quoted string literal of exactly this text. */
export function pyString(text: string): string {
  return `"${visible(text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n"))}"`;
}

/** A JSON value as an expression. */
export function pyValue(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pyString(value);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (Array.isArray(value)) return `[${value.map(pyValue).join(", ")}]`;
  const entries = Object.entries(value).map(([key, item]) => `${pyString(key)}: ${pyValue(item as Json)}`);
  return `{${entries.join(", ")}}`;
}

/** A tuple, of one or none too. */
export function pyTuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** Lines of a text, fit for the inside of a documentation string in triple quotes. Empty lines at both ends are dropped. */
export function docLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => visible(line.replaceAll("\t", " ").replace(/[\\"]/g, "\\$&")).trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
    .split("\n");
}

/** One line for the inside of a documentation string. */
export function docLine(text: string): string {
  return docLines(text).join(" ").trim();
}

/** A documentation string of lines that are already escaped; nothing when there is nothing to say. */
export function docString(lines: readonly string[], indentation = ""): string {
  const [first] = lines;
  if (first === undefined) return "";
  if (lines.length === 1) return `${indentation}"""${first}"""\n`;
  const body = lines.map((line, at) => (at === 0 ? line : `${indentation}${line}`.trimEnd())).join("\n");
  return `${indentation}"""${body}\n${indentation}"""\n`;
}
