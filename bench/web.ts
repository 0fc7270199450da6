/**
 * What a reader waits for: the demo is started in a folder of its own, and each route is opened in a real Chromium. LCP and
 * CLS as the browser reports them, interaction delay as the worst event timing while typing, TTFB and bytes of the page.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { type BenchRow, median } from "./bench-row.ts";

const PORT = 3391;
const ADDRESS = `http://localhost:${PORT}`;
const RUNS = 5;
const START_MS = 300_000;

const ROUTES = [
  { path: "", kind: "read" },
  { path: "/plan", kind: "editor" },
  { path: "/violations", kind: "read" },
  { path: "/sources", kind: "read" },
  { path: "/cohorts", kind: "chart" },
  { path: "/reports", kind: "read" },
  { path: "/settings", kind: "read" },
] as const;

/** Bytes of scripts on the wire, by what a page is for. */
const BUDGETS = { read: "≤ 190 kB", editor: "≤ 270 kB", chart: "≤ 230 kB" };

interface Started {
  readonly process: ChildProcess;
  /** One-time address that signs in. */
  readonly signIn: string;
}

function startDemo(dataDir: string): Promise<Started> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn(process.execPath, ["server/launch.mjs", "demo"], {
    cwd: root,
    env: { ...process.env, PORT: String(PORT), GABARIT_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the demo did not start in time")), START_MS);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const address = /^\s+(http:\S+\/sign-in\/\S+)$/m.exec(text)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve({ process: child, signIn: address });
    });
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
  });
}

interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  readonly ttfb: number;
  readonly scriptBytes: number;
  readonly styleBytes: number;
}

const OBSERVE = `
  window.__vitals = { lcp: 0, cls: 0, delay: 0 };
  new PerformanceObserver((list) => { for (const e of list.getEntries()) window.__vitals.lcp = e.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.__vitals.cls += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) window.__vitals.delay = Math.max(window.__vitals.delay, e.duration); })
    .observe({ type: "event", buffered: true, durationThreshold: 16 });
`;

async function visit(page: Page, address: string): Promise<Vitals> {
  await page.goto(address, { waitUntil: "networkidle" });
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const sum = (end: string) =>
      resources
        .filter(({ name }) => new URL(name).pathname.endsWith(end))
        .reduce((total, one) => total + one.transferSize, 0);
    const vitals = (window as unknown as { __vitals: { lcp: number; cls: number } }).__vitals;
    return {
      lcp: vitals.lcp,
      cls: vitals.cls,
      ttfb: (navigation?.responseStart ?? 0) - (navigation?.requestStart ?? 0),
      scriptBytes: sum(".js"),
      styleBytes: sum(".css"),
    };
  });
}

/** The worst delay from a key to the next paint while filtering the grid of the plan. */
async function typingDelay(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "networkidle" });
  await page.getByRole("searchbox").first().click();
  await page.keyboard.type("order completed", { delay: 60 });
  await page.waitForTimeout(300);
  return page.evaluate(() => (window as unknown as { __vitals: { delay: number } }).__vitals.delay);
}

async function measure(browser: Browser, signIn: string): Promise<BenchRow[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
  await context.addInitScript(OBSERVE);
  const page = await context.newPage();
  await page.goto(signIn, { waitUntil: "networkidle" });
  const [, language, slug] = new URL(page.url()).pathname.split("/");
  const base = `${ADDRESS}/${language}/${slug}`;
  const rows: BenchRow[] = [];
  for (const { path, kind } of ROUTES) {
    const visits: Vitals[] = [];
    // A new context has an empty cache, so bytes are those of a first load.
    for (let run = 0; run < RUNS; run++) {
      const fresh = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        storageState: await context.storageState(),
      });
      await fresh.addInitScript(OBSERVE);
      visits.push(await visit(await fresh.newPage(), `${base}${path}`));
      await fresh.close();
    }
    const middle = (read: (vitals: Vitals) => number) => median(visits.map(read));
    const name = path === "" ? "/" : path;
    rows.push(
      { name: `${name} LCP`, value: middle(({ lcp }) => lcp), unit: "ms", goal: "≤ 800" },
      { name: `${name} CLS`, value: middle(({ cls }) => cls), unit: "", goal: "≤ 0.02" },
      { name: `${name} TTFB`, value: middle(({ ttfb }) => ttfb), unit: "ms", goal: "≤ 150" },
      {
        name: `${name} scripts`,
        value: middle(({ scriptBytes }) => scriptBytes) / 1000,
        unit: "kB",
        goal: BUDGETS[kind],
      },
      { name: `${name} styles`, value: middle(({ styleBytes }) => styleBytes) / 1000, unit: "kB", goal: "≤ 20 kB" },
    );
  }
  const delays: number[] = [];
  for (let run = 0; run < RUNS; run++) delays.push(await typingDelay(page, `${base}/plan`));
  rows.push({ name: "/plan typing to next paint", value: median(delays), unit: "ms", goal: "≤ 50" });
  return rows;
}

/** Medians of five first loads per route on the demo's data. */
export async function run(): Promise<readonly BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "gabarit-web-"));
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const demo = await startDemo(dataDir);
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    return await measure(browser, demo.signIn);
  } finally {
    await browser.close();
    const left = new Promise((resolve) => demo.process.once("exit", resolve));
    demo.process.kill("SIGTERM");
    await left;
    rmSync(dataDir, { recursive: true, force: true });
  }
}
