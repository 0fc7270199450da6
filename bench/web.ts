/**
 * What a reader waits for, on the demo's data in a real Chromium: each route is loaded five times with an empty cache and used
 * once by a real click or key. LCP, CLS and the delay of the interaction as the browser reports them, TTFB, and the bytes of
 * everything by its kind; p75 of the loads beside the budget.
 */

import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { type BenchRow, percentile } from "./bench-row.ts";
import { type Demo, importLargePlan, LARGE_BRANCH, LARGE_COUNT, startDemo } from "./web-demo.ts";
import { type Route, routesOf, SCRIPT_BUDGETS } from "./web-routes.ts";

const PORT = 3391;
const RUNS = 5;
const SETTLE_MS = 400;
const VIEWPORT = { width: 1280, height: 800 };

interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  readonly ttfb: number;
  readonly delay: number;
  /** Kilobytes on the wire by kind: document, script, style, font, image, data. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly thirdParty: number;
}

/** Interactions shorter than the least that Chromium reports (16 ms) count as none. */
const OBSERVE = `
  window.__vitals = { lcp: 0, cls: 0, delay: 0 };
  const watch = (type, see, more) => new PerformanceObserver((list) => list.getEntries().forEach(see))
    .observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", (entry) => { window.__vitals.lcp = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.__vitals.cls += entry.value; });
  watch("event", (entry) => {
    if (entry.interactionId > 0) window.__vitals.delay = Math.max(window.__vitals.delay, entry.duration);
  }, { durationThreshold: 16 });
`;

function readVitals(page: Page): Promise<Vitals> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const bytes: Record<string, number> = { document: (navigation?.transferSize ?? 0) / 1000 };
    const kinds: Record<string, string> = {
      js: "script",
      css: "style",
      woff2: "font",
      svg: "image",
      png: "image",
      ico: "image",
    };
    let thirdParty = 0;
    for (const { name, transferSize } of resources) {
      const url = new URL(name);
      if (url.origin !== location.origin) thirdParty += 1;
      const kind = kinds[url.pathname.split(".").at(-1) ?? ""] ?? "data";
      bytes[kind] = (bytes[kind] ?? 0) + transferSize / 1000;
    }
    const vitals = (window as unknown as { __vitals: { lcp: number; cls: number; delay: number } }).__vitals;
    return { ...vitals, ttfb: (navigation?.responseStart ?? 0) - (navigation?.requestStart ?? 0), bytes, thirdParty };
  });
}

interface Session {
  readonly browser: Browser;
  readonly state: Awaited<ReturnType<BrowserContext["storageState"]>>;
  readonly base: string;
}

/** A page whose cache is empty, so that bytes are those of a first load. */
async function withPage<T>(
  { browser, state }: Session,
  signedOut: boolean,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT, ...(signedOut ? {} : { storageState: state }) });
  await context.addInitScript(OBSERVE);
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

function addressOf({ base }: Session, { path }: Route): string {
  return path.startsWith("//") ? `${new URL(base).origin}${path.slice(1)}` : `${base}${path}`;
}

/** What was loaded is read before the interaction, and its delay after it. */
async function load(session: Session, route: Route): Promise<Vitals> {
  return withPage(session, route.signedOut === true, async (page) => {
    await page.goto(addressOf(session, route), { waitUntil: "networkidle" });
    const loaded = await readVitals(page);
    await route.interact(page);
    await page.waitForTimeout(SETTLE_MS);
    const { delay, cls } = await readVitals(page);
    return { ...loaded, delay, cls };
  });
}

function rowsOf(route: Route, loads: readonly Vitals[]): BenchRow[] {
  const p75 = (read: (vitals: Vitals) => number) => percentile(loads.map(read), 75);
  const kilobytes = (kind: string) => p75(({ bytes }) => bytes[kind] ?? 0);
  const row = (what: string, value: number, unit: string, limit?: number): BenchRow => ({
    name: `${route.name}: ${what}`,
    value,
    unit,
    ...(limit === undefined ? {} : { goal: `≤ ${limit}${value > limit ? " MISSED" : ""}` }),
  });
  return [
    row(
      "LCP",
      p75(({ lcp }) => lcp),
      "ms",
      800,
    ),
    row(
      "CLS",
      p75(({ cls }) => cls),
      "",
      0.02,
    ),
    row(
      "interaction to next paint",
      p75(({ delay }) => delay),
      "ms",
      route.budget,
    ),
    row(
      "TTFB",
      p75(({ ttfb }) => ttfb),
      "ms",
      150,
    ),
    row("scripts", kilobytes("script"), "kB", SCRIPT_BUDGETS[route.kind]),
    row("styles", kilobytes("style"), "kB", 20),
    row("document", kilobytes("document"), "kB"),
    row("fonts and images", kilobytes("font") + kilobytes("image"), "kB"),
    row("data", kilobytes("data"), "kB"),
    row(
      "requests to others",
      p75(({ thirdParty }) => thirdParty),
      "",
      0,
    ),
  ];
}

/** From the last key to the paint that shows the rows it leaves, in a plan of 2,000 events. */
async function filtering(session: Session): Promise<BenchRow> {
  const delays: number[] = [];
  for (let run = 0; run < RUNS; run++)
    delays.push(
      await withPage(session, false, async (page) => {
        await page.goto(`${session.base}/plan?branch=${LARGE_BRANCH}`, { waitUntil: "networkidle" });
        await page.getByRole("searchbox").first().click();
        await page.keyboard.type("thing19 c", { delay: 100 });
        await page.waitForTimeout(SETTLE_MS);
        return (await readVitals(page)).delay;
      }),
    );
  const value = percentile(delays, 75);
  const goal = `≤ 100${value > 100 ? " MISSED" : ""}`;
  return { name: `filtering ${LARGE_COUNT} events to the repaint, worst key`, value, unit: "ms", goal };
}

async function measure(browser: Browser, demo: Demo): Promise<BenchRow[]> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "en" });
  const page = await context.newPage();
  await page.goto(demo.signIn, { waitUntil: "networkidle" });
  const [, language = "en", slug = ""] = new URL(page.url()).pathname.split("/");
  const base = `${demo.address}/${language}/${slug}`;
  const first = async (list: string) => {
    await page.goto(`${base}/${list}`, { waitUntil: "networkidle" });
    const link = page.locator(`main tbody a[href*="/${slug}/${list}/"]`).first();
    return ((await link.getAttribute("href")) ?? "").replace(`/${language}/${slug}`, "").replace(/\?.*/, "");
  };
  const found = {
    violation: await first("violations"),
    source: await first("sources"),
    report: await first("reports"),
  };
  const session: Session = { browser, base, state: await context.storageState() };
  const rows: BenchRow[] = [];
  for (const route of routesOf(found, language)) {
    // Once outside the count: what the server makes at the first visit is made.
    await load(session, route);
    const loads: Vitals[] = [];
    for (let run = 0; run < RUNS; run++) loads.push(await load(session, route));
    rows.push(...rowsOf(route, loads));
  }
  await importLargePlan(demo, slug);
  return [...rows, await filtering(session)];
}

/** p75 of five first loads per route on the demo's data. */
export async function run(): Promise<readonly BenchRow[]> {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const demo = await startDemo(PORT);
  try {
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      return await measure(browser, demo);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}
