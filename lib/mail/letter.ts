/** Letters as text and as simple HTML: a few sentences and one link, the same in both. */

import { escaped } from "../base/html-text.ts";
import type { Language } from "../plan/plan.ts";
import type { Letter } from "./mailer.ts";

/** A part of a longer letter: what it is about, and what leads on, line by line. */
export interface LetterSection {
  readonly title: string;
  /** The title of what follows it, not of its own lines alone. */
  readonly heading?: boolean;
  readonly texts?: readonly string[];
  readonly lines: readonly { readonly text: string; readonly url: string }[];
}

interface LetterParts {
  readonly language: Language;
  readonly subject: string;
  /** Before the link. */
  readonly opening: readonly string[];
  readonly sections?: readonly LetterSection[];
  readonly link: { readonly label: string; readonly url: string };
  /** After it: how long it works, what to do when it was not expected. */
  readonly closing: readonly string[];
}

/** A name from outside as part of a sentence: one line, and short enough to read. */
export function inLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const letters = [...line];
  return letters.length > 120 ? `${letters.slice(0, 119).join("")}…` : line;
}

const PAGE = "font:16px/1.5 system-ui,sans-serif;color:#1c1917;background:#ffffff;margin:0;padding:24px";
const BUTTON =
  "display:inline-block;padding:10px 16px;border-radius:6px;background:#115e59;color:#ffffff;text-decoration:none";

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text)}</p>`;

function htmlSection({ title, heading = false, texts = [], lines }: LetterSection): string {
  const size = heading ? "font-size:18px;margin:24px 0 8px" : "font-size:15px;margin:0 0 8px";
  const level = heading ? "h1" : "h2";
  const items = lines.map(
    ({ text, url }) =>
      `<li style="margin:0 0 6px"><a href="${escaped(url)}" style="color:#115e59">${escaped(text)}</a></li>`,
  );
  const list = items.length === 0 ? "" : `<ul style="margin:0 0 16px;padding-left:20px">${items.join("")}</ul>`;
  return `<${level} style="${size}">${escaped(title)}</${level}>${texts.map(paragraph).join("")}${list}`;
}

function textSection({ title, heading = false, texts = [], lines }: LetterSection): string {
  const items = lines.map(({ text, url }) => `- ${text}\n  ${url}`);
  return [heading ? `== ${title} ==` : title, ...texts, ...items].join("\n");
}

function htmlOf({ language, subject, opening, sections = [], link, closing }: LetterParts): string {
  const url = escaped(link.url);
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="${PAGE}"><div style="max-width:560px">`,
    ...opening.map(paragraph),
    ...sections.map(htmlSection),
    `<p style="margin:0 0 16px"><a href="${url}" style="${BUTTON}">${escaped(link.label)}</a></p>`,
    `<p style="margin:0 0 16px;word-break:break-all;font-size:14px">${url}</p>`,
    ...closing.map(paragraph),
    "</div></body></html>",
  ].join("\n");
}

function textOf({ opening, sections = [], link, closing }: LetterParts): string {
  return `${[...opening, ...sections.map(textSection), link.url, ...closing].join("\n\n")}\n`;
}

/** The letter these parts make. */
export function letterOf(parts: LetterParts): Letter {
  const subject = inLine(parts.subject);
  return { subject, text: textOf(parts), html: htmlOf({ ...parts, subject }) };
}
