/** What every page must stand: accessibility rules in light and dark, no sideways scroll; and a picture of it to look at. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import type { AxeResults } from "axe-core";

import { keepTexts } from "./both-languages.ts";
import { measureAlikeOnce } from "./contrast.ts";
import { misplacedBlocks } from "./misplaced-blocks.ts";
import { contradictions } from "./one-of-a-kind.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PICTURES = fileURLToPath(new URL("../../test-results/screens", import.meta.url));
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const ALL_RULES = {
  type: "tag" as const,
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** The rules whose answer depends on colours; the others say the same in every theme. */
const COLOUR_RULES = { type: "rule" as const, values: ["color-contrast", "link-in-text-block"] };
/** The rules whose answer depends on words as well: there, in a known language, and long enough to be hit. */
const WORD_RULES = {
  type: "rule" as const,
  values: [
    ...COLOUR_RULES.values,
    "html-has-lang",
    "html-lang-valid",
    "valid-lang",
    "document-title",
    "button-name",
    "input-button-name",
    "link-name",
    "select-name",
    "summary-name",
    "label",
    "image-alt",
    "empty-heading",
    "empty-table-header",
    "aria-command-name",
    "aria-dialog-name",
    "aria-input-field-name",
    "aria-progressbar-name",
    "aria-toggle-field-name",
    "aria-tooltip-name",
    "landmark-unique",
    "target-size",
  ],
};
/** Pages inspected side by side: one waits for the server while another is computed. */
const LANES = 2;

/** Resolves when the page shows what it has: answers are there, fonts are loaded, nothing fades or changes colour. */
export async function settled(page: Page): Promise<void> {
  do await page.waitForFunction(() => document.querySelector("[aria-busy=true], .animate-appear") === null);
  while (!(await still(page)));
}

/** Waits until nothing moves any more; whether the page then still shows what it has. */
function still(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    // A style that has just changed begins to move with the next frame; what is half way is no colour of ours.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    return document.querySelector("[aria-busy=true], .animate-appear") === null;
  });
}

/** Each breach of a rule in one line: rule, place, why. */
async function breaches(page: Page, runOnly: typeof ALL_RULES | typeof COLOUR_RULES): Promise<string[]> {
  // There are no frames: the smaller text of axe is put into the page itself, once.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  if (!EVERY_WAY) await measureAlikeOnce(page);
  const { violations } = await page.evaluate(
    (options) => {
      const { axe } = window as unknown as { axe: { run(within: Document, options: object): Promise<AxeResults> } };
      return axe.run(document, options);
    },
    { runOnly, resultTypes: ["violations" as const] },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim()}`,
    ),
  );
}

/** What makes the page wider than its window, where something does. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 0.5 && one.closest("[aria-hidden=true]") === null,
    );
    const innermost = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
    return [
      `${root.scrollWidth - root.clientWidth} px`,
      ...innermost.map(
        (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class")} “${one.textContent?.slice(0, 40)}”`,
      ),
    ];
  });
}

const SIZES = [
  ["1280", WIDE],
  ["360", NARROW],
] as const;
/**
 * `npm run proof -- pages` looks at every page in both themes, wide and narrow, by every rule. Every run of the tests looks
 * at it wide, in English in light by every rule and in French in dark by those that may say something else there, and
 * whether it moves sideways when narrow.
 */
const EVERY_WAY = process.env.EVERY_WAY === "1";

type Theme = "light" | "dark";

/** The theme in which the pages of a language are looked at first: to change it costs as much as to load them. */
export function themeOf(language: string): Theme {
  return language === "fr" ? "dark" : "light";
}

/** Does something in each theme there is to look at; the page shows its first one before and after. */
async function inThemes(page: Page, name: string, look: (theme: Theme, index: number) => Promise<void>): Promise<void> {
  const first = themeOf(name.slice(0, 2));
  await look(first, 0);
  if (!EVERY_WAY) return;
  const second = first === "light" ? "dark" : "light";
  await page.emulateMedia({ colorScheme: second });
  await look(second, 1);
  await page.emulateMedia({ colorScheme: first });
}

/** Nothing moves any more, and where the cursor blinks does not matter: the page need not be prepared. */
async function picture(page: Page, name: string, theme: Theme, size: string): Promise<void> {
  const path = join(PICTURES, `${name}-${theme}-${size}.jpeg`);
  await page.screenshot({ path, type: "jpeg", quality: 90, caret: "initial" });
}

/** Pictures of what is there for a moment only, as it stands. */
export async function pictures(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of SIZES) {
    await page.setViewportSize(viewport);
    await inThemes(page, name, (theme) => picture(page, name, theme, size));
  }
  await page.setViewportSize(WIDE);
}

/** Only colours can differ in a second theme. */
function rulesFor(name: string, theme: number): typeof ALL_RULES | typeof COLOUR_RULES {
  if (theme > 0) return COLOUR_RULES;
  return EVERY_WAY || name.startsWith("en-") ? ALL_RULES : WORD_RULES;
}

/** Rules and picture of the page as it stands, in each theme. */
function inspectThemes(page: Page, name: string, size: string): Promise<void> {
  return inThemes(page, name, async (theme, index) => {
    if (index > 0) await settled(page);
    // The picture first: what a page in the background says of its colours is of its last frame.
    await picture(page, name, theme, size);
    const found = await breaches(page, rulesFor(name, index));
    expect.soft(found, `${name}, ${theme}, ${size}`).toEqual([]);
  });
}

/** Inspects the page that is open, in the theme of its language, under the name of its pictures; leaves it wide. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of SIZES) {
    await page.setViewportSize(viewport);
    await settled(page);
    expect.soft(await sideways(page), `${name} moves sideways at ${size}`).toEqual([]);
    if (viewport === WIDE) expect.soft(await contradictions(page), `${name}: utilities of one kind`).toEqual([]);
    if (EVERY_WAY || viewport === WIDE) await inspectThemes(page, name, size);
  }
  await page.setViewportSize(WIDE);
}

type Look = (page: Page, name: string) => Promise<void>;

async function lookAtOne(page: Page, look: Look, language: string, name: string, path: string): Promise<void> {
  await test.step(`${name} (${language})`, async () => {
    const served = await page.goto(`/${language}${path}`);
    expect.soft(misplacedBlocks((await served?.text()) ?? ""), `${name}: blocks in paragraphs`).toEqual([]);
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await look(page, `${language}-${name}`);
    await keepTexts(page, language, name);
  });
}

/** Addresses by name, which is the address with its ids left out. */
type Addresses = Readonly<Record<string, string>>;

/** Opens addresses and looks at each, a few side by side. */
async function lookAtAll(page: Page, look: Look, language: string, pages: Addresses): Promise<void> {
  const waiting = Object.entries(pages);
  const more = Array.from({ length: Math.min(LANES, waiting.length) - 1 }, () => page.context().newPage());
  // Whoever comes by address follows no link: none is fetched ahead, as for the crawlers that Next knows.
  await page.context().addInitScript(() => {
    const agent = `${navigator.userAgent} Googlebot`;
    Object.defineProperty(navigator, "userAgent", { get: () => agent, configurable: true });
  });
  await Promise.all(
    [page, ...(await Promise.all(more))].map(async (lane) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await lookAtOne(lane, look, language, ...next);
    }),
  );
}

/** Opens addresses and inspects each. */
export function inspectAll(page: Page, language: string, pages: Addresses): Promise<void> {
  return lookAtAll(page, inspect, language, pages);
}

/** Of pages that differ in their words alone, every run inspects the English ones, and of the others keeps the texts. */
export function inspectWords(page: Page, language: string, pages: Addresses): Promise<void> {
  return lookAtAll(page, EVERY_WAY || language === "en" ? inspect : settled, language, pages);
}
