/** What every page must stand: accessibility rules in light and dark, no sideways scroll; and a picture of it to look at. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { keepTexts } from "./both-languages.ts";

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

/** Resolves when the page shows what it has: answers are there, fonts are loaded. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .animate-appear") === null);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await still(page);
}

/** Resolves when nothing fades or changes colour any more: what is half way is no colour of ours. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A style that has just changed begins to move with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
  });
}

/** Each breach of a rule in one line: rule, place, why. */
async function breaches(page: Page, runOnly: typeof ALL_RULES | typeof COLOUR_RULES): Promise<string[]> {
  // There are no frames: axe need not open a page of its own to gather what it found in each.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly, resultTypes: ["violations"] })
    .analyze();
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

function themesOf(name: string): readonly ("light" | "dark")[] {
  return EVERY_WAY ? ["light", "dark"] : [name.startsWith("fr-") ? "dark" : "light"];
}

function picture(page: Page, name: string, theme: string, size: string): Promise<Buffer> {
  return page.screenshot({ path: join(PICTURES, `${name}-${theme}-${size}.png`), animations: "disabled" });
}

/** Pictures of what is there for a moment only, as it stands. */
export async function pictures(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of SIZES) {
    await page.setViewportSize(viewport);
    for (const colorScheme of themesOf(name)) {
      await page.emulateMedia({ colorScheme });
      await picture(page, name, colorScheme, size);
    }
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Only colours can differ in a second theme. */
function rulesFor(name: string, theme: number): typeof ALL_RULES | typeof COLOUR_RULES {
  if (theme > 0) return COLOUR_RULES;
  return EVERY_WAY || name.startsWith("en-") ? ALL_RULES : WORD_RULES;
}

/** Rules and picture of the page as it stands, in each theme. */
async function inspectThemes(page: Page, name: string, size: string): Promise<void> {
  for (const [index, colorScheme] of themesOf(name).entries()) {
    await page.emulateMedia({ colorScheme });
    await still(page);
    // The picture first: what a page in the background says of its colours is of its last frame.
    await picture(page, name, colorScheme, size);
    const found = await breaches(page, rulesFor(name, index));
    expect.soft(found, `${name}, ${colorScheme}, ${size}`).toEqual([]);
  }
}

/** Inspects the page that is open, under the name of its pictures; leaves it wide and light. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of SIZES) {
    await page.setViewportSize(viewport);
    await settled(page);
    expect.soft(await sideways(page), `${name} moves sideways at ${size}`).toEqual([]);
    if (EVERY_WAY || viewport === WIDE) await inspectThemes(page, name, size);
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
}

async function inspectOne(page: Page, language: string, name: string, path: string): Promise<void> {
  await test.step(`${name} (${language})`, async () => {
    await page.goto(`/${language}${path}`);
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await inspect(page, `${language}-${name}`);
    await keepTexts(page, language, name);
  });
}

/** Opens addresses and inspects each, a few side by side; a name is the address with its ids left out. */
export async function inspectAll(page: Page, language: string, pages: Readonly<Record<string, string>>): Promise<void> {
  const waiting = Object.entries(pages);
  const more = Array.from({ length: Math.min(LANES, waiting.length) - 1 }, () => page.context().newPage());
  await Promise.all(
    [page, ...(await Promise.all(more))].map(async (lane) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await inspectOne(lane, language, ...next);
    }),
  );
}
