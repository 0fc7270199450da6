/**
 * What the event grid takes from a key to the paint, in a plan of 2,000 events of 15 properties, in a real Chromium: typing
 * in the search and in a cell, moving, extending what is selected, checking all events, filling down. Durations as the
 * browser's Event Timing reports them (in steps of 8 ms, from the key to the next paint). Then what a frame takes while one
 * scrolls through 5,000 events.
 */

import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright";
import { type BenchRow, percentile } from "./bench-row.ts";
import {
  type Demo,
  importLargePlan,
  LARGE_BRANCH,
  LARGE_COUNT,
  startDemo,
  TALL_BRANCH,
  TALL_COUNT,
} from "./web-demo.ts";

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

/** Of the cells of a row: after its box and its display name; its heading is none. */
const DESCRIPTION = 2;
const TEXT = "thing19 checkout step";

interface Deed {
  readonly name: string;
  readonly keys: number;
  readonly limit: number;
  /** Comes before and does not count. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly act: (page: Page) => Promise<void>;
}

const cell = (page: Page, column: number) => page.getByRole("row").nth(1).getByRole("gridcell").nth(column);

const DEEDS: readonly Deed[] = [
  {
    name: "typing in the search",
    keys: TEXT.length,
    limit: 50,
    prepare: (page) => page.getByRole("searchbox").first().focus(),
    act: (page) => page.keyboard.type(TEXT, { delay: PAUSE_MS }),
  },
  {
    name: "typing in a cell",
    keys: TEXT.length,
    limit: 50,
    prepare: async (page) => {
      await page.getByRole("searchbox").first().fill("");
      await cell(page, DESCRIPTION).focus();
      await page.keyboard.press("Enter");
      await page.locator("[role=grid] :is(input, textarea):focus").waitFor();
    },
    act: (page) => page.keyboard.type(TEXT, { delay: PAUSE_MS }),
  },
  {
    name: "moving down",
    keys: 40,
    limit: 50,
    prepare: (page) => page.keyboard.press("Escape"),
    act: (page) => press(page, "ArrowDown", 40),
  },
  { name: "moving a page", keys: 10, limit: 50, act: (page) => press(page, "PageDown", 10) },
  { name: "extending the selection", keys: 20, limit: 50, act: (page) => press(page, "Shift+ArrowDown", 20) },
  { name: "checking every event", keys: 4, limit: 100, act: (page) => press(page, "Control+a", 4) },
  {
    name: "filling 20 cells down",
    keys: 1,
    limit: 100,
    prepare: async (page) => {
      await page.keyboard.press("Control+Home");
      await cell(page, DESCRIPTION).focus();
      await press(page, "Shift+ArrowDown", 20);
    },
    act: (page) => press(page, "Control+d", 1),
  },
];

async function measure(page: Page): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { name, keys, limit, prepare, act } of DEEDS) {
    await prepare?.(page);
    await page.waitForTimeout(SETTLE_MS);
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

const WHEEL_TURNS = 60;

/** Milliseconds between the frames that are painted while the wheel is turned. */
async function scrolling(page: Page): Promise<BenchRow[]> {
  const row = page.getByRole("row").nth(3);
  const box = await row.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 5);
  await page.evaluate(`
    window.__frames = [];
    let last = performance.now();
    const frame = (now) => { window.__frames.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  `);
  for (let turn = 0; turn < WHEEL_TURNS; turn++) {
    await page.mouse.wheel(0, 2_500);
    await page.waitForTimeout(30);
  }
  const frames = await page.evaluate(() => (window as unknown as { __frames: number[] }).__frames);
  const name = `scrolling ${TALL_COUNT} events`;
  return [
    { name: `${name}: median frame of ${frames.length}`, value: percentile(frames, 50), unit: "ms" },
    { name: `${name}: p95 frame`, value: percentile(frames, 95), unit: "ms", goal: "≤ 50" },
    { name: `${name}: longest frame`, value: Math.max(...frames), unit: "ms" },
  ];
}

/** Both measurements on a demo that runs, by a page that is signed in. */
export async function measureGrid(page: Page, demo: Pick<Demo, "address" | "token">): Promise<BenchRow[]> {
  const [, language = "en", slug = ""] = new URL(page.url()).pathname.split("/");
  const open = (branch: string) =>
    page.goto(`${demo.address}/${language}/${slug}/plan?branch=${branch}`, { waitUntil: "networkidle" });
  await importLargePlan(demo, slug);
  await page.addInitScript(OBSERVE);
  await open(LARGE_BRANCH);
  const keys = await measure(page);
  await importLargePlan(demo, slug, { branch: TALL_BRANCH, count: TALL_COUNT });
  await open(TALL_BRANCH);
  return [...keys, ...(await scrolling(page))];
}

/** The grid's keys and its scrolling at full size. */
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
      return await measureGrid(page, demo);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}
