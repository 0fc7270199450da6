/**
 * What the demo's first page is for: a wrong event is sent past the generated SDK to the real endpoint, its violation is there
 * within two seconds, and no number moves.
 */

import { expect, type Page, test } from "@playwright/test";
import { type Demo, startDemo } from "../../bench/web-demo.ts";

const PORT = 3392;
const WITHIN_SECONDS = 2;

const WAYS = [["en", "Send a wrong event", "light"]] as const;

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo(PORT);
});

test.afterAll(async () => {
  await demo.stop();
});

interface Sent {
  /** As the page says it. */
  readonly seconds: number;
  readonly before: number;
  readonly after: number;
}

/** Presses the button; answers how long the violation took to show, and the cohort's members before and after. */
async function sendWrongEvent(page: Page, verb: string): Promise<Sent> {
  await page.getByRole("button", { name: verb }).click();
  const shown = page.locator("[data-wrong-verdict]");
  await expect(shown).toHaveAttribute("data-wrong-verdict", "violating");
  const seconds = /(\d+(?:[.,]\d+)?)\s*s/.exec((await shown.textContent()) ?? "")?.[1] ?? "";
  const cohort = page.locator("[data-cohort-before]");
  const members = async (name: string) => Number(await cohort.getAttribute(name));
  return {
    seconds: Number.parseFloat(seconds.replace(",", ".")),
    before: await members("data-cohort-before"),
    after: await members("data-cohort-after"),
  };
}

test("a wrong event is a violation within two seconds, and the cohort does not move", async ({ page }, info) => {
  await page.goto(demo.signIn);
  const members: number[] = [];
  for (const [language, verb, colorScheme] of WAYS) {
    await page.emulateMedia({ colorScheme });
    const [, , slug = ""] = new URL(page.url()).pathname.split("/");
    await page.goto(`${demo.address}/${language}/${slug}`);
    const { seconds, before, after } = await sendWrongEvent(page, verb);
    await page.screenshot({ path: info.outputPath(`first-page-${language}.png`), fullPage: true });
    console.log(`${language}: shown after ${seconds} s; ${before} members before, ${after} after`);
    members.push(before, after);
    expect(seconds).toBeLessThanOrEqual(WITHIN_SECONDS);
  }
  expect(members[0]).toBeGreaterThan(0);
  expect(new Set(members).size, "the cohort has the same members throughout").toBe(1);
});
