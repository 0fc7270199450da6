/** Letters as text and as simple HTML: a few sentences and one link, the same in both. */

import type { Language } from "../plan/plan.ts";
import type { Letter } from "./mailer.ts";

interface LetterParts {
  readonly language: Language;
  readonly subject: string;
  /** Before the link. */
  readonly opening: readonly string[];
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

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const PAGE = "font:16px/1.5 system-ui,sans-serif;color:#1c1917;background:#ffffff;margin:0;padding:24px";
const BUTTON =
  "display:inline-block;padding:10px 16px;border-radius:6px;background:#115e59;color:#ffffff;text-decoration:none";

function htmlOf({ language, subject, opening, link, closing }: LetterParts): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text)}</p>`;
  const url = escaped(link.url);
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="${PAGE}"><div style="max-width:560px">`,
    ...opening.map(paragraph),
    `<p style="margin:0 0 16px"><a href="${url}" style="${BUTTON}">${escaped(link.label)}</a></p>`,
    `<p style="margin:0 0 16px;word-break:break-all;font-size:14px">${url}</p>`,
    ...closing.map(paragraph),
    "</div></body></html>",
  ].join("\n");
}

function textOf({ opening, link, closing }: LetterParts): string {
  return `${[...opening, link.url, ...closing].join("\n\n")}\n`;
}

/** The letter these parts make. */
export function letterOf(parts: LetterParts): Letter {
  const subject = inLine(parts.subject);
  return { subject, text: textOf(parts), html: htmlOf({ ...parts, subject }) };
}
