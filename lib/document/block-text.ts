/** Blocks of a document as Markdown and as HTML. Texts of a plan are data there: no sign in them is markup. */

import { escaped } from "../base/html-text.ts";
import type { Language } from "../plan/plan.ts";
import type { Block } from "./notice.ts";

/** Text in which Markdown sees no markup. */
export function markdownText(text: string): string {
  const escaped = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|#~]/g, "\\$&");
  // What would begin a list or a heading at the start of a line.
  return escaped.replace(/^([-+]|\d+[.)])(?=\s)/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

function markdownBlock(block: Block): string {
  if (block.kind === "heading") return `${"#".repeat(block.level)} ${markdownText(block.text)}`;
  if (block.kind === "paragraph") return markdownText(block.text);
  return block.items.map((item) => `- ${markdownText(item)}`).join("\n");
}

export function blocksMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdownBlock).join("\n\n")}\n`;
}

function htmlBlock(block: Block): string {
  if (block.kind === "heading") return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
  if (block.kind === "paragraph") return `<p>${escaped(block.text)}</p>`;
  return `<ul>\n${block.items.map((item) => `  <li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
}

/** A fragment, to be put into a page of one's own. */
export function blocksHtml(blocks: readonly Block[], language: Language): string {
  return `<article lang="${language}">\n${blocks.map(htmlBlock).join("\n")}\n</article>\n`;
}
