/**
 * What a reader waits for, on the demo's data in a real Chromium: each route is loaded five times with an empty cache and used
 * once by a real click or key; p75 of the loads beside the budget.
 */

import type { Browser } from "playwright";
import { type BenchRow, percentile, tell } from "./bench-row.ts";
import { onDemo, signIn } from "./web-browser.ts";
import { type Demo, importLargePlan, LARGE_BRANCH, LARGE_COUNT } from "./web-demo.ts";
import { measureRoute, RUNS, readVitals, SETTLE_MS, type Session, withPage } from "./web-load.ts";
import { routesOf } from "./web-routes.ts";

const PORT = 3391;

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
  const { context, page, language, slug, base } = await signIn(browser, demo);
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
    const measured = await measureRoute(session, route);
    tell(measured);
    rows.push(...measured);
  }
  await importLargePlan(demo, slug);
  return [...rows, await filtering(session)];
}

/** p75 of five first loads per route on the demo's data. */
export function run(): Promise<readonly BenchRow[]> {
  return onDemo(PORT, measure);
}
