/**
 * The only ways for text of a plan to enter Java source. `javac` reads `\uXXXX` before anything else, in comments too, so no
 * backslash of a plan stands in one; literals are plain ASCII, so that no wrong source encoding changes what is sent.
 */

import type { Json } from "../../lib/plan/plan.ts";
import { constantPieces } from "../jvm/constant-pieces.ts";
import { linesOfText, SHORT_ESCAPES, seenLine } from "../model/literal-text.ts";
import type { Purposes } from "../model/purposes.ts";

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Octal below the space: `\u000a` would end the line before the literal is read. */
function octalEscape(unit: string): string {
  return `\\${unit.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

function escaped(unit: string): string {
  if (unit >= " " && unit <= "~") return SHORT_ESCAPES[unit] ?? unit;
  return unit < " " ? (SHORT_ESCAPES[unit] ?? octalEscape(unit)) : unicodeEscape(unit);
}

function quoted(text: string): string {
  return `"${text.split("").map(escaped).join("")}"`;
}

/** A string expression of exactly this text. */
export function javaString(text: string): string {
  const pieces = constantPieces(text).map(quoted);
  return pieces.length === 1 ? pieces.join() : `String.join("", ${pieces.join(", ")})`;
}

/** A number as a literal of `long` where it is whole and JavaScript counts it exactly, of `double` elsewhere. */
export function javaNumber(value: number): string {
  return Number.isSafeInteger(value) ? `${value}L` : `${value}d`;
}

/** A string, number or boolean as an expression. */
export function javaScalar(value: Json): string {
  if (typeof value === "string") return javaString(value);
  return typeof value === "number" ? javaNumber(value) : String(value);
}

/** The purposes of a call as an expression; nothing when it has none. */
export function javaPurposes({ call, keys }: Purposes): string | undefined {
  if (call === undefined && keys.length === 0) return undefined;
  const named = [...new Set(keys.flatMap(([, purposes]) => purposes))].sort();
  const ofKeys = named.map((purpose) => {
    const asking = keys.filter(([, purposes]) => purposes.includes(purpose)).map(([key]) => key);
    return `.keys(${[purpose, ...asking].map(javaString).join(", ")})`;
  });
  return `new Purposes(${call === undefined ? "null" : javaString(call)})${ofKeys.join("")}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "@": "&#64;",
  "\\": "&#92;",
  "{": "&#123;",
  "}": "&#125;",
  "`": "&#96;",
};

/** Lines fit for the inside of a documentation comment, which is HTML; empty lines at both ends are dropped. */
export function javadocLines(text: string): string[] {
  return linesOfText(text)
    .map((line) =>
      seenLine(line)
        .replace(/[&<>@\\{}`]/g, (character) => ENTITIES[character] ?? character)
        .replaceAll("*/", "*&#47;")
        .trimEnd(),
    )
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
    .split("\n");
}

/** A name of the plan as it is marked in a comment; escaped before. One that nobody can see is told as such. */
export function javadocCode(escaped: string): string {
  return escaped === "" ? "(blank)" : `<code>${escaped}</code>`;
}

/** One escaped line. */
export function javadocText(text: string): string {
  return javadocLines(text).join(" ").trim();
}

/** A documentation comment of escaped lines, indented, with the annotation that goes with a deprecation. */
export function javadoc(lines: readonly string[], deprecated: string | undefined, indent: string): string {
  const all = [...lines, ...(deprecated === undefined ? [] : [`@deprecated ${deprecated || "See the plan."}`])];
  const annotation = deprecated === undefined ? "" : `${indent}@Deprecated\n`;
  if (all.length === 0) return annotation;
  if (all.length === 1) return `${indent}/** ${all[0]} */\n${annotation}`;
  return `${indent}/**\n${all.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n${annotation}`;
}
