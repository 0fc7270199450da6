/** What every page must stand: accessibility rules in light and dark, no sideways scroll; and a picture of it to look at. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PICTURES = fileURLToPath(new URL("../../test-results/screens", import.meta.url));
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Resolves when the page shows what it has: answers are there, fonts are loaded. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true], .animate-appear")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/** Each breach of a rule in one line: rule, place, why. */
async function breaches(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim()}`,
    ),
  );
}

/** How many pixels the page can be moved sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Inspects the page that is open, under the name of its pictures. */
export async function inspect(page: Page, name: string): Promise<void> {
  await settled(page);
  const picture = (scheme: string, size: string) =>
    page.screenshot({ path: join(PICTURES, `${name}-${scheme}-${size}.png`), animations: "disabled" });
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect.soft(await breaches(page), `${name}, ${scheme}`).toEqual([]);
    await picture(scheme, "1280");
  }
  expect.soft(await sideways(page), `${name} moves sideways at 1280`).toBe(0);
  await page.setViewportSize(NARROW);
  await settled(page);
  expect.soft(await sideways(page), `${name} moves sideways at 360`).toBe(0);
  await picture("dark", "360");
  await page.emulateMedia({ colorScheme: "light" });
  await picture("light", "360");
  await page.setViewportSize(WIDE);
}
