/**
 * One route as a reader meets it: loaded with an empty cache and used once by a real click or key. LCP, CLS and the delay of
 * the interaction as the browser reports them, TTFB, and the bytes of everything by its kind.
 */

import type { Browser, BrowserContext, Page } from "playwright";
import { type BenchRow, percentile } from "./bench-row.ts";
import { VIEWPORT } from "./web-browser.ts";
import { type Route, SCRIPT_BUDGETS } from "./web-routes.ts";

export const RUNS = 5;
export const SETTLE_MS = 400;

export interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  readonly ttfb: number;
  /** When the last byte of the document came. */
  readonly ended: number;
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

export function readVitals(page: Page): Promise<Vitals> {
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
    const asked = navigation?.requestStart ?? 0;
    const ttfb = (navigation?.responseStart ?? 0) - asked;
    return { ...vitals, ttfb, ended: (navigation?.responseEnd ?? 0) - asked, bytes, thirdParty };
  });
}

export interface Session {
  readonly browser: Browser;
  readonly state: Awaited<ReturnType<BrowserContext["storageState"]>>;
  readonly base: string;
}

/** A page whose cache is empty, so that bytes are those of a first load. */
export async function withPage<T>(
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
export async function load(session: Session, route: Route): Promise<Vitals> {
  return withPage(session, route.signedOut === true, async (page) => {
    await page.goto(addressOf(session, route), { waitUntil: "networkidle" });
    const loaded = await readVitals(page);
    await route.interact(page);
    await page.waitForTimeout(SETTLE_MS);
    const { delay, cls } = await readVitals(page);
    return { ...loaded, delay, cls };
  });
}

/** A figure of a route, beside its budget where it has one. */
export function figure(name: string, value: number, unit: string, limit?: number): BenchRow {
  return {
    ...{ name, value, unit },
    ...(limit === undefined ? {} : { goal: `≤ ${limit}${value > limit ? " MISSED" : ""}` }),
  };
}

function rowsOf({ name, kind, budget }: Route, loads: readonly Vitals[]): BenchRow[] {
  const p75 = (read: (vitals: Vitals) => number) => percentile(loads.map(read), 75);
  const kilobytes = (kind: string) => p75(({ bytes }) => bytes[kind] ?? 0);
  const row = (what: string, value: number, unit: string, limit?: number) =>
    figure(`${name}: ${what}`, value, unit, limit);
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
      budget,
    ),
    row(
      "TTFB",
      p75(({ ttfb }) => ttfb),
      "ms",
      150,
    ),
    row("scripts", kilobytes("script"), "kB", SCRIPT_BUDGETS[kind]),
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

/** p75 of its loads, after one outside the count: what the server makes at the first visit is made. */
export async function measureRoute(session: Session, route: Route): Promise<readonly BenchRow[]> {
  await load(session, route);
  const loads: Vitals[] = [];
  for (let run = 0; run < RUNS; run++) loads.push(await load(session, route));
  return rowsOf(route, loads);
}
