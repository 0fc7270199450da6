/**
 * The only ways for text of a plan to enter source code. A name, a description or a value is data: whatever it holds, it
 * stays inside the literal, comment or key that an escaper made of it.
 */

/**
 * Controls, format characters (they reorder or hide the text around them), line separators and halves of surrogate pairs.
 * Tab, line feed and carriage return are left to the caller.
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function codeUnits(character: string): string {
  return character.split("").map(codeUnit).join("");
}

function codeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Shows every unseen character as `\uXXXX`: the same character inside a string literal, plain text inside a comment. */
export function visible(source: string): string {
  return source.replace(UNSEEN, codeUnits);
}

/** A double-quoted string literal of exactly this text. */
export function strLit(text: string): string {
  return visible(JSON.stringify(text));
}

/** A JSON value as an expression; keys are quoted, and `__proto__` is an own key like any other. */
export function jsonLit(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLit).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${valueKey(key)}: ${jsonLit(item)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" ? strLit(value) : JSON.stringify(value);
}

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A key of a type or interface. */
export function propKey(name: string): string {
  return PLAIN_KEY.test(name) ? name : strLit(name);
}

/** A key of an object expression, where a bare `__proto__` would set the prototype instead. */
export function valueKey(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propKey(name);
}

/**
 * Lines fit for the inside of a block comment: no end of comment, no tag that the plan's author did not mean (`@internal`
 * at the start of a word would be read by tools), nothing unseen. Empty lines at both ends are dropped.
 */
export function commentLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) =>
      visible(line.replaceAll("\t", " "))
        .replaceAll("*/", "*\\/")
        .replace(/(^|[\s{*])@/g, "$1\\@")
        .trimEnd(),
    )
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
    .split("\n");
}

/** One line for the inside of a comment. */
export function commentText(text: string): string {
  return commentLines(text).join(" ").trim();
}

/** A documentation comment, or nothing when there is nothing to say. Lines are already escaped. */
export function docComment(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Text as Markdown code, whatever back-ticks it holds. */
export function markdownCode(text: string): string {
  const line = visible(text.replace(/[\t\n\r\u0085\u2028\u2029]+/g, " "));
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
