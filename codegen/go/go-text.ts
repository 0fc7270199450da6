/** The only ways for text of a plan to enter Go source, in the form that gofmt gives it. */

import type { Json } from "../../lib/plan/plan.ts";
import { linesOfText, SHORT_ESCAPES, seenLine } from "../model/literal-text.ts";
import type { Purposes } from "../model/purposes.ts";

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** Half a surrogate pair becomes the three bytes that the runtime knows it by; a string of Go cannot hold it otherwise. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character >= " " && character <= "~") return SHORT_ESCAPES[character] ?? character;
  if (code >= 0xd800 && code < 0xe000) {
    return [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      .map((byte) => `\\x${hexadecimal(byte, 2)}`)
      .join("");
  }
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return character;
  if (code < 0x80) return SHORT_ESCAPES[character] ?? `\\x${hexadecimal(code, 2)}`;
  return code <= 0xffff ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`;
}

/** A string literal of exactly this text. */
export function goString(text: string): string {
  return `"${[...text].map(escaped).join("")}"`;
}

/** A JSON value as the text of it, in plain ASCII between back-ticks. */
export function goJson(value: Json): string {
  const text = JSON.stringify(value).replace(/[^ -~]|`/g, (unit) => `\\u${hexadecimal(unit.charCodeAt(0), 4)}`);
  return `\`${text}\``;
}

/** A number as a constant of `int64` where it is whole and JavaScript counts it exactly, of `float64` elsewhere. */
export function goNumber(value: number): string {
  return Number.isSafeInteger(value) ? `int64(${String(value)})` : `float64(${String(value)})`;
}

/** A string, number, boolean or null as an expression, of a type that the runtime takes as it is. */
export function goScalar(value: Json): string {
  if (typeof value === "string") return goString(value);
  if (typeof value === "number") return goNumber(value);
  return value === null ? "nil" : String(value);
}

/** The purposes of a call as an expression; nothing when it has none. */
export function goPurposes({ call, keys }: Purposes): string | undefined {
  if (call === undefined && keys.length === 0) return undefined;
  const ofKeys = keys.map(([key, purposes]) => `.Key(${[key, ...purposes].map(goString).join(", ")})`);
  return `wire.Ask(${goString(call ?? "")})${ofKeys.join("")}`;
}

/** Beginnings of lines that gofmt takes for lists, headings, links or code. */
const MARKED = /^(?:[#[\]()<>*+•–—-]|\d+[.)]|Deprecated:|[A-Z]{2,}\()/u;

/** Lines fit for a `//` comment, none of them empty: gofmt leaves what is one paragraph as it is. */
export function goLines(text: string): string[] {
  const lines = linesOfText(text)
    .map((line) =>
      seenLine(line)
        .replaceAll("`", "'")
        .replace(/'{2,}/g, (quotes) => '"'.repeat(quotes.length - 1))
        .trim(),
    )
    .filter((line) => line !== "");
  return lines.map((line) => (MARKED.test(line) ? `| ${line}` : line));
}

/** One escaped line. */
export function goLine(text: string): string {
  return goLines(text).join(" ").trim();
}

/** A name of the plan as it is marked in a comment; escaped before. One that nobody can see is told as such. */
export function goCode(escaped: string): string {
  return escaped === "" ? "(blank)" : `"${escaped}"`;
}

/** A documentation comment of escaped lines, and the paragraph that goes with a deprecation. */
export function goDoc(lines: readonly string[], deprecated?: string): string {
  const all = [...lines, ...(deprecated === undefined ? [] : ["", `Deprecated: ${deprecated || "see the plan."}`])];
  return all.map((line) => `${`// ${line}`.trimEnd()}\n`).join("");
}
