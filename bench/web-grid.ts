/**
 * What the event grid takes from a key or a click to the paint, in a plan of 2,000 events of 15 properties, in a real Chromium:
 * typing in the search and in a cell, moving, selecting, checking, filling down, pasting, undoing, columns, the panel.
 * Durations as the browser's Event Timing reports them (in steps of 8 ms, to the next paint); for what is saved, also when the
 * answer was there. Then what a frame takes while one scrolls through 5,000 events.
 */

import type { Page, Request } from "playwright";
import { type BenchRow, percentile } from "./bench-row.ts";
import { onDemo, signIn } from "./web-browser.ts";
import { type Demo, importLargePlan, LARGE_BRANCH, LARGE_COUNT, TALL_BRANCH, TALL_COUNT } from "./web-demo.ts";
import { cell, DEEDS, DESCRIPTION, type Deed } from "./web-grid-deeds.ts";
import { figure } from "./web-load.ts";

const PORT = 3393;
const SETTLE_MS = 600;
/** A save and all that follows it. */
const SAVED_MS = 2_500;
const SAVED_CELLS = 10;
const ROUND_TRIP_MS = 150;

/** Of every key or click, the longest event it caused; shorter ones than the browser reports (16 ms) count as that. */
const OBSERVE = `
  window.__acts = new Map();
  new PerformanceObserver((list) => list.getEntries().forEach(({ interactionId, duration }) => {
    if (interactionId > 0) window.__acts.set(interactionId, Math.max(window.__acts.get(interactionId) ?? 0, duration));
  })).observe({ type: "event", buffered: true, durationThreshold: 16 });
`;

type Watched = { readonly __acts: Map<number, number> };

/** A save or an undoing names the revision it is made on; what asks for findings, after each of them, names events there. */
function isSave(request: Request): boolean {
  if (request.headers()["next-action"] === undefined) return false;
  const [, , revision] = JSON.parse(request.postData() ?? "[]") as readonly unknown[];
  return typeof revision === "number";
}

/** Milliseconds until what `act` saves was answered. */
async function untilSaved(page: Page, act: () => Promise<void>): Promise<number> {
  // The page reads of an answer what it needs and may leave the rest: for the browser such a request has failed.
  const answered = Promise.race([
    page.waitForEvent("requestfinished", isSave),
    page.waitForEvent("requestfailed", isSave).then(async (request) => {
      if ((await request.response()) === null) throw new Error("a save was not answered");
    }),
  ]);
  const started = performance.now();
  await act();
  await answered;
  return performance.now() - started;
}

interface Taken {
  readonly durations: readonly number[];
  /** Of what is saved: milliseconds from the first key to the answer. */
  readonly saved: number | undefined;
}

async function take(page: Page, { acts, saves, act }: Deed): Promise<Taken> {
  await page.evaluate(() => (window as unknown as Watched).__acts.clear());
  const saved = saves === true ? await untilSaved(page, () => act(page)) : undefined;
  if (saved === undefined) await act(page);
  await page.waitForTimeout(saved === undefined ? SETTLE_MS : SAVED_MS);
  const seen = await page.evaluate(() => [...(window as unknown as Watched).__acts.values()]);
  return { durations: [...seen, ...new Array<number>(Math.max(0, acts - seen.length)).fill(16)], saved };
}

async function measure(page: Page): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const deed of DEEDS) {
    await deed.prepare?.(page);
    await page.waitForTimeout(SETTLE_MS);
    const { durations, saved } = await take(page, deed);
    const row = (what: string, value: number, limit?: number) =>
      figure(`${deed.name}, ${LARGE_COUNT} events: ${what}`, value, "ms", limit);
    rows.push(
      row(`p75 of ${durations.length}`, percentile(durations, 75), deed.limit),
      row("worst", Math.max(...durations), deed.limit),
      ...(saved === undefined ? [] : [row("saved after", saved)]),
    );
  }
  return rows;
}

/** One cell after the other is typed and left; each save is awaited. */
async function saving(page: Page): Promise<BenchRow[]> {
  const taken: number[] = [];
  await cell(page, DESCRIPTION).focus();
  for (let turn = 0; turn < SAVED_CELLS; turn++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(`words ${turn}`);
    taken.push(await untilSaved(page, () => page.keyboard.press("Tab")));
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowDown");
  }
  return [
    figure(`saving a cell, ${LARGE_COUNT} events: median`, percentile(taken, 50), "ms", ROUND_TRIP_MS),
    figure(`saving a cell, ${LARGE_COUNT} events: p95`, percentile(taken, 95), "ms", ROUND_TRIP_MS),
  ];
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
    figure(`${name}: median frame of ${frames.length}`, percentile(frames, 50), "ms"),
    figure(`${name}: p95 frame`, percentile(frames, 95), "ms", 50),
    figure(`${name}: longest frame`, Math.max(...frames), "ms"),
  ];
}

/** All of it on a demo that runs, by a page that is signed in. */
export async function measureGrid(page: Page, demo: Pick<Demo, "address" | "token">): Promise<BenchRow[]> {
  const [, language = "en", slug = ""] = new URL(page.url()).pathname.split("/");
  const open = (branch: string) =>
    page.goto(`${demo.address}/${language}/${slug}/plan?branch=${branch}`, { waitUntil: "networkidle" });
  await importLargePlan(demo, slug);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(OBSERVE);
  await open(LARGE_BRANCH);
  const acts = await measure(page);
  await open(LARGE_BRANCH);
  const saves = await saving(page);
  await importLargePlan(demo, slug, { branch: TALL_BRANCH, count: TALL_COUNT });
  await open(TALL_BRANCH);
  return [...acts, ...saves, ...(await scrolling(page))];
}

/** What is done in the grid and its scrolling at full size. */
export function run(): Promise<readonly BenchRow[]> {
  return onDemo(PORT, async (browser, demo) => measureGrid((await signIn(browser, demo)).page, demo));
}
