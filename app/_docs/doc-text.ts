/** A page of the documentation as tokens: its title, headings with their anchors, links as addresses. Pure. */

import { Marked, type Token, type Tokens } from "marked";
import type { Language } from "../../lib/plan/plan.ts";
import { docHref, isDocPage } from "./doc-pages.ts";

const marked = new Marked({ gfm: true });

export interface DocHeading {
  readonly depth: number;
  readonly text: string;
  readonly anchor: string;
}

export interface DocText {
  /** The text of the one first-level heading. */
  readonly title: string;
  readonly tokens: readonly Token[];
  /** Every heading, the title first. */
  readonly headings: readonly DocHeading[];
}

/** The anchor of a heading: lower case, letters of any language, hyphens for spaces. */
export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

/** What is read of tokens, without their marks. */
export function plainText(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map((token) => ("tokens" in token && token.tokens ? plainText(token.tokens) : "text" in token ? token.text : ""))
    .join("");
}

/** Rows of a table that begin with a single name in code can be linked to by that name. */
export function anchorOfRow(row: readonly Tokens.TableCell[]): string | undefined {
  const [only, ...others] = row[0]?.tokens ?? [];
  return others.length === 0 && only?.type === "codespan" && /^[\w.-]+$/.test(only.text) ? only.text : undefined;
}

export function readDocText(markdown: string): DocText {
  const tokens = marked.lexer(markdown);
  const headings = tokens
    .filter((token): token is Tokens.Heading => token.type === "heading")
    .map(({ depth, tokens: inner }) => {
      const text = plainText(inner);
      return { depth, text, anchor: anchorOf(text) };
    });
  return { title: headings[0]?.text ?? "", tokens, headings };
}

/** What a piece of code or a table stands under, and its number among those of its page: together no two are alike. */
export interface BlockPlace {
  readonly heading: string;
  readonly number: number;
}

export function blockPlaces(tokens: readonly Token[]): ReadonlyMap<Token, BlockPlace> {
  const places = new Map<Token, BlockPlace>();
  const counts = { code: 0, table: 0 };
  let heading = "";
  for (const token of tokens) {
    if (token.type === "heading") heading = plainText(token.tokens);
    else if (token.type === "code" || token.type === "table")
      places.set(token, { heading, number: ++counts[token.type] });
  }
  return places;
}

/** Where a link of a page leads: `plan.md#events` to that page in the same language; anything else stays as it is. */
export function docLink(language: Language, href: string): string {
  const match = /^([a-z-]+)\.md(#.*)?$/.exec(href);
  return match?.[1] !== undefined && isDocPage(match[1]) ? docHref(language, match[1], match[2]) : href;
}
