/** What a page says in each language, so that text left in English on a French page is found. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { STATE_FOLDER } from "../installation/installation.ts";

const FOLDER = join(STATE_FOLDER, "texts");

/** What the journeys and this folder have written into the installation: names of projects, people, objects and their keys. */
const WRITTEN = new Set(
  `Month|Empty|empty|Boutique|Atelier|Build|First event|Held|Hostile|Publish|Release|Sdk|Two editors|Viewed|Zanzibar|month|month@1
|Rework of the checkout|rework-of-the-checkout|Checkout|Payments|Campaign|Account|Growth|Commerce|Search|money|currency|payment|card
|transfer|country|account|Note|Web shop|web-shop|Warehouse|warehouse|Nightly export|Filled a basket|Left the basket
|Pro with a basket|Searchers|Searchers come back|A retention|A funnel|Active users|Events a day|From sign-up to order
|The first plan of the shop.|Signed Up|Product Searched|Product Added|Where to simplify the checkout
|Share of baskets that become orders|Ondine Marchand|Clara Petit|Handed over|Edgar Petit|Fanny Noel|Odile Faure|Nina Sabatier|Gaston Ferrand|Grid|Workshop|Reviewed|Backtested|Started|Import|Two windows|Registered|Without scripts|Sans scripts|Solene Roux|Ines Caradec|Vera Leroy
|House shop|Next shop|Buying|All of the shop|Fabien Roy|Lucie Morel|Followed|Noscript Simon|Basket team|Marketing|Preparation|Fewer of an article|On the page of prices|Web shop, version 1|Dossier|A client|Payment of orders
|web-shop · Production|Held · Gabarit|from-sign-up-to-order|House rules|house-rules|Detailed|Triage|Watched|Inspected|Acceptance|Erased|Mended|Leaving|Discovered|Broken orders|Out of the ordinary|Judged again`
    .split("|")
    .map((text) => text.trim()),
);

/** Names that no language translates: commands, codes of audit actions and rules, formats of JSON Schema, time zones, addresses, ids, hashes, what an audit entry holds. */
const NAMES = [
  /^[a-z]+\.[a-z_]+$/,
  /^expired$/,
  /^(gabarit|npm run) [a-z-]+$/,
  /^(date-time|date|time|duration|email|uri|uuid|hostname|ipv[46])$/,
  /^[A-Z][a-z]+\/[A-Z][a-z]+$/,
  /^\S+@\S+$/,
  /^\/\S+$/,
  /^person-\d+$/,
  /^[a-z]{3}_[0-9a-z]{16}$/,
  /^[0-9a-f]{64}$/,
  /^[a-z]\w*: .+/,
  /^<img /,
];

/** True for what may stand alike on a page in both languages. */
export function isWritten(text: string): boolean {
  return WRITTEN.has(text) || NAMES.some((pattern) => pattern.test(text));
}

/** Texts people read or hear on the page: not those of code, of what somebody wrote into the plan, or of another language. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SKIPPED =
      "script, style, code, pre, kbd, samp, [translate=no], .font-mono, [aria-hidden=true], option[lang], nextjs-portal";
    const own = document.documentElement.lang;
    const isForeign = (element: Element | null): boolean =>
      element === null || element.closest(SKIPPED) !== null || element.closest("[lang]")?.getAttribute("lang") !== own;
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (!isForeign(node.parentElement)) found.add(node.textContent?.trim() ?? "");
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
      if (!isForeign(element))
        for (const name of ["aria-label", "placeholder", "title", "alt"])
          found.add(element.getAttribute(name)?.trim() ?? "");
    return [...found];
  });
}

function fileOf(language: string, name: string): string {
  return join(FOLDER, `${language}-${name}.json`);
}

/** Keeps what the open page says, for `untranslated`. */
export async function keepTexts(page: Page, language: string, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(language, name), JSON.stringify(await textsOf(page)));
}

/** Texts that a page says alike in both languages, save those that `isShared`: `page: text`. Pages read in one only are named. */
export function untranslated(isShared: (text: string) => boolean): string[] {
  const kept = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
  const names = [...new Set(kept.map((name) => name.slice(3)))].sort();
  const read = (language: string, name: string) => JSON.parse(readFileSync(fileOf(language, name), "utf8")) as string[];
  return names.flatMap((name) => {
    if (!kept.includes(`en-${name}`) || !kept.includes(`fr-${name}`)) return [`${name} was read in one language only`];
    const english = new Set(read("en", name));
    return read("fr", name)
      .filter((text) => english.has(text) && !isShared(text))
      .map((text) => `${name}: ${text}`);
  });
}
