import type { MarkedToken, Token, Tokens } from "marked";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { className } from "../_ui/class-name.ts";
import { CodeBlock } from "../_ui/code-block.tsx";
import { CodeLines } from "../_ui/code-lines.tsx";
import type { CodeLanguage } from "../_ui/highlight.ts";
import { anchorOf, anchorOfRow, blockPlaces, docLink, plainText } from "./doc-text.ts";

interface Place {
  readonly language: Language;
  /** What a screen reader calls a piece of code or a table. */
  readonly labelOf: (token: Tokens.Code | Tokens.Table) => string;
}

const LINK = "text-accent-7 underline decoration-accent-5 underline-offset-2 hover:text-accent-9";
const CODE = "break-words rounded-small bg-grey-3 px-1 py-0.5";

/** Names and options stay on one line. */
const SHORT = 26;

const CODE_LANGUAGES: Readonly<Record<string, CodeLanguage>> = {
  ts: "typescript",
  typescript: "typescript",
  json: "json",
  yaml: "yaml",
  sh: "bash",
  bash: "bash",
  sql: "sql",
};

/** Markdown as elements, token by token: raw HTML in a page is shown as the text it is. */
export function DocBody({ tokens, language }: { tokens: readonly Token[]; language: Language }) {
  const t = translator(language, "docs");
  const places = blockPlaces(tokens);
  const labelOf: Place["labelOf"] = (token) => {
    const { heading = "", number = 0 } = places.get(token) ?? {};
    return t(token.type, { heading, number });
  };
  return <div className="flex flex-col gap-3 break-words leading-6">{blocks(tokens, { language, labelOf })}</div>;
}

function blocks(tokens: readonly Token[], place: Place): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: pages are rendered once, in their order.
  return tokens.map((token, at) => <Fragment key={at}>{block(token as MarkedToken, place)}</Fragment>);
}

function block(token: MarkedToken, place: Place): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token} place={place} />;
    case "paragraph":
      return <p className="max-w-reading">{inline(token.tokens, place)}</p>;
    case "list":
      return <List token={token} place={place} />;
    case "code":
      return <Code token={token} label={place.labelOf(token)} />;
    case "table":
      return <DocTable token={token} place={place} />;
    case "blockquote":
      return (
        <blockquote className="max-w-reading border-l-2 pl-3 text-grey-8">{blocks(token.tokens, place)}</blockquote>
      );
    case "hr":
      return <hr />;
    case "space":
    case "def":
      return null;
    case "text":
      return token.tokens ? inline(token.tokens, place) : token.text;
    default:
      return token.raw;
  }
}

const HEADINGS = {
  1: "font-semibold text-figure leading-8",
  2: "mt-5 scroll-mt-4 border-t pt-4 font-semibold text-title",
  3: "mt-2 scroll-mt-4 font-semibold",
} as const;

function Heading({ token, place }: { token: Tokens.Heading; place: Place }) {
  const anchor = anchorOf(plainText(token.tokens));
  if (token.depth === 1) return <h1 className={HEADINGS[1]}>{inline(token.tokens, place)}</h1>;
  const Level = token.depth === 2 ? "h2" : "h3";
  return (
    <Level id={anchor} className={HEADINGS[token.depth === 2 ? 2 : 3]}>
      <a href={`#${anchor}`} className="hover:underline">
        {inline(token.tokens, place)}
      </a>
    </Level>
  );
}

function List({ token, place }: { token: Tokens.List; place: Place }) {
  const Tag = token.ordered ? "ol" : "ul";
  return (
    <Tag className={`flex max-w-reading flex-col gap-1 pl-6 ${token.ordered ? "list-decimal" : "list-disc"}`}>
      {token.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <li key={at}>{blocks(item.tokens, place)}</li>
      ))}
    </Tag>
  );
}

function Code({ token, label }: { token: Tokens.Code; label: string }) {
  const language = CODE_LANGUAGES[token.lang ?? ""];
  if (language) return <CodeBlock code={token.text} language={language} label={label} />;
  return <CodeLines lines={token.text.split("\n").map((text) => [{ text }])} label={label} />;
}

function DocTable({ token, place }: { token: Tokens.Table; place: Place }) {
  const isEmptyHead = token.header.every(({ text }) => text === "");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="overflow-x-auto" aria-label={place.labelOf(token)} tabIndex={0}>
      <table className="border-collapse text-grid">
        {!isEmptyHead && (
          <thead>
            <tr className="border-b">
              {token.header.map((cell) => (
                <th key={cell.text} scope="col" className="py-1.5 pr-4 text-left align-bottom font-medium text-grey-7">
                  {inline(cell.tokens, place)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {token.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <tr key={at} id={anchorOfRow(row)} className="scroll-mt-4 border-b target:bg-accent-3">
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={column} className="min-w-24 max-w-[38em] py-1.5 pr-4 align-top">
                  {inline(cell.tokens, place)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inline(tokens: readonly Token[] | undefined, place: Place): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
  return (tokens ?? []).map((token, at) => <Fragment key={at}>{phrase(token as MarkedToken, place)}</Fragment>);
}

function phrase(token: MarkedToken, place: Place): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-semibold">{inline(token.tokens, place)}</strong>;
    case "em":
      return <em>{inline(token.tokens, place)}</em>;
    case "codespan":
      return <code className={className(CODE, token.text.length <= SHORT && "whitespace-nowrap")}>{token.text}</code>;
    case "link":
      return <DocLink href={docLink(place.language, token.href)}>{inline(token.tokens, place)}</DocLink>;
    case "br":
      return <br />;
    case "text":
      return token.tokens ? inline(token.tokens, place) : token.text;
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

/** Pages of ours are gone to without a reload; files of the API and other sites are plain links. Nothing else is a link. */
function DocLink({ href, children }: { href: string; children: ReactNode }) {
  if (/^\/(en|fr)\//.test(href))
    return (
      <Link href={href} className={LINK}>
        {children}
      </Link>
    );
  if (!/^(https?:\/\/|[/#])/.test(href)) return children;
  return (
    <a href={href} className={LINK} rel="noreferrer">
      {children}
    </a>
  );
}
