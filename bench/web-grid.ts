/**
 * What the event grid takes from a key to the paint, in a plan of 2,000 events of 15 properties, in a real Chromium: typing
 * in the search and in a cell, moving, extending what is selected, checking all events, filling down. Durations as the
 * browser's Event Timing reports them (in steps of 8 ms, from the key to the next paint).
 */

import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright";
import { type BenchRow, percentile } from "./bench-row.ts";
import { importLargePlan, LARGE_BRANCH, LARGE_COUNT, startDemo } from "./web-demo.ts";

const PORT = 3393;
const PAUSE_MS = 90;
const SETTLE_MS = 600;

/** Of every key, the longest event it caused; keys shorter than the browser reports (16 ms) count as that. */
const OBSERVE = `
  window.__keys = new Map();
  new PerformanceObserver((list) => list.getEntries().forEach(({ interactionId, duration, name }) => {
    if (interactionId > 0 && name.startsWith("key"))
      window.__keys.set(interactionId, Math.max(window.__keys.get(interactionId) ?? 0, duration));
  })).observe({ type: "event", buffered: true, durationThreshold: 16 });
`;

async function durations(page: Page, keys: number, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => (window as unknown as { __keys: Map<number, number> }).__keys.clear());
  await act();
  await page.waitForTimeout(SETTLE_MS);
  const seen = await page.evaluate(() => [...(window as unknown as { __keys: Map<number, number> }).__keys.values()]);
  return [...seen, ...new Array<number>(Math.max(0, keys - seen.length)).fill(16)];
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await page.keyboard.press(key);
    await page.waitForTimeout(PAUSE_MS);
  }
}

const TEXT = "thing19 checkout step";

interface Deed {
  readonly name: string;
  readonly keys: number;
  readonly limit: number;
  readonly act: (page: Page) => Promise<void>;
}

const cell = (page: Page, column: number) => page.getByRole("row").nth(1).getByRole("gridcell").nth(column);

const DEEDS: readonly Deed[] = [
  {
    name: "typing in the search",
    keys: TEXT.length,
    limit: 50,
    act: async (page) => {
      await page.getByRole("searchbox").first().focus();
      await page.keyboard.type(TEXT, { delay: PAUSE_MS });
      await page.getByRole("searchbox").first().fill("");
    },
  },
  {
    name: "typing in a cell",
    keys: TEXT.length,
    limit: 50,
    act: async (page) => {
      await cell(page, 2).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type(TEXT, { delay: PAUSE_MS });
      await page.keyboard.press("Escape");
    },
  },
  { name: "moving down", keys: 40, limit: 50, act: (page) => press(page, "ArrowDown", 40) },
  { name: "moving a page", keys: 10, limit: 50, act: (page) => press(page, "PageDown", 10) },
  { name: "extending the selection", keys: 20, limit: 50, act: (page) => press(page, "Shift+ArrowDown", 20) },
  { name: "checking every event", keys: 4, limit: 100, act: (page) => press(page, "Control+a", 4) },
  {
    name: "filling 20 cells down",
    keys: 1,
    limit: 100,
    act: async (page) => {
      await cell(page, 6).focus();
      await press(page, "Shift+ArrowDown", 20);
      await press(page, "Control+d", 1);
    },
  },
];

async function measure(page: Page): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { name, keys, limit, act } of DEEDS) {
    const taken = await durations(page, keys, () => act(page));
    const row = (what: string, value: number): BenchRow => ({
      name: `${name}, ${LARGE_COUNT} events: ${what}`,
      value,
      unit: "ms",
      goal: `≤ ${limit}${value > limit ? " MISSED" : ""}`,
    });
    rows.push(row(`p75 of ${taken.length} keys`, percentile(taken, 75)), row("worst key", Math.max(...taken)));
  }
  return rows;
}

/** The grid's keys at full size. */
export async function run(): Promise<readonly BenchRow[]> {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const demo = await startDemo(PORT);
  try {
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en" });
      await page.goto(demo.signIn, { waitUntil: "networkidle" });
      const [, language = "en", slug = ""] = new URL(page.url()).pathname.split("/");
      await importLargePlan(demo, slug);
      await page.addInitScript(OBSERVE);
      const address = `${demo.address}/${language}/${slug}/plan?branch=${LARGE_BRANCH}`;
      await page.goto(address, { waitUntil: "networkidle" });
      return await measure(page);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}
