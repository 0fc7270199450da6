/** The only ways for text of a plan to enter Kotlin source. Comments nest there, and `$` means something in literals. */

import type { Json } from "../../lib/plan/plan.ts";
import { javadocLines } from "../java/java-text.ts";
import { constantPieces } from "../jvm/constant-pieces.ts";
import type { JvmType } from "../jvm/jvm-model.ts";
import { SHORT_ESCAPES as OF_C } from "../model/literal-text.ts";
import { inCode } from "./kotlin-names.ts";

/** `$` begins a template; a form feed has no letter here. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = { ...OF_C, $: "\\$", "\f": "\\u000c" };

function escaped(unit: string): string {
  if (unit >= " " && unit <= "~") return SHORT_ESCAPES[unit] ?? unit;
  return SHORT_ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function quoted(text: string): string {
  return `"${text.split("").map(escaped).join("")}"`;
}

/** A string expression of exactly this text; it fits on one line. */
export function kotlinString(text: string): string {
  const pieces = constantPieces(text).map(quoted);
  return pieces.length === 1 ? pieces.join() : `listOf(${pieces.join(", ")}).joinToString("")`;
}

/** A number as a literal of `Long` where it is whole and JavaScript counts it exactly, of `Double` elsewhere. */
export function kotlinNumber(value: number): string {
  if (Number.isSafeInteger(value)) return `${value}L`;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A string, number, boolean or null as an expression. */
export function kotlinScalar(value: Json): string {
  if (typeof value === "string") return kotlinString(value);
  return typeof value === "number" ? kotlinNumber(value) : String(value);
}

/** A JSON value as an expression of its text. */
export function kotlinJson(value: unknown): string {
  return kotlinString(JSON.stringify(value));
}

/** A type as a parameter has it. */
export function kotlinType(type: JvmType): string {
  return type.kind === "null" || type.kind === "any" || !type.nullable ? baseType(type) : `${baseType(type)}?`;
}

function baseType(type: JvmType): string {
  switch (type.kind) {
    case "string":
      return "String";
    case "number":
      return "Number";
    case "integer":
      return "Long";
    case "boolean":
      return "Boolean";
    case "null":
      return "Nothing?";
    case "any":
      return "Any?";
    case "named":
      return inCode(type.name);
    case "list":
      return `Iterable<${kotlinType(type.item)}>`;
  }
}

/** Lines fit for the inside of a documentation comment; empty lines at both ends are dropped. */
export function kdocLines(text: string): string[] {
  return javadocLines(text).map((line) => line.replaceAll("/*", "/&#42;").replaceAll("[", "&#91;"));
}

/** One escaped line. */
export function kdocText(text: string): string {
  return kdocLines(text).join(" ").trim();
}

/** A name of the plan as it is marked in a comment; escaped before. One that nobody can see is told as such. */
export function kdocCode(name: string): string {
  if (name === "") return "(blank)";
  return /^[\p{L}\p{Nd}_. :-]+$/u.test(name) ? `\`${name}\`` : `<code>${name}</code>`;
}

/** What stands in a comment as the text of an annotation. */
export function plainText(comment: string): string {
  return comment
    .replace(/<\/?code>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

/** A documentation comment of escaped lines; nothing when there are none. */
export function kdoc(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Every line a step further in. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
