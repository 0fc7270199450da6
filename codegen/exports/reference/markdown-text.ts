/** Markdown by hand: texts of a plan are data in it. */

import { markdownText } from "../../../lib/document/block-text.ts";
import { markdownCode, visible } from "../../escape.ts";

/** A text in one line without markup. */
export function plain(text: string): string {
  return markdownText(visible(text.replace(/[\s\u0085]+/g, " ")));
}

/** Paragraphs of a text of several lines. */
export function paragraphs(text: string): string {
  return text
    .split(/[\n\r\u0085\u2028\u2029]+/)
    .map(plain)
    .filter((line) => line !== "")
    .join("\n\n");
}

/** Code in a cell of a table, where a stroke would end it. */
export function cellCode(text: string): string {
  return markdownCode(text).replaceAll("|", "\\|");
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads.map(plain)), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Parts that say something, an empty line between them. */
export function joined(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join("\n\n");
}
