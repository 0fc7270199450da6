/**
 * What a team of ten waits for when its plan has 2,000 events of 15 properties and 50 branches are open: every screen it works
 * with, first right after somebody's edit and then as the other web bench loads them; every branch once, and the memory that
 * takes; then the grid's own keys.
 */

import type { Browser, Page } from "playwright";
import { type BenchRow, percentile, tell } from "./bench-row.ts";
import { onDemo, signIn } from "./web-browser.ts";
import type { Demo } from "./web-demo.ts";
import { measureGrid } from "./web-grid.ts";
import { figure, load, measureRoute, type Session } from "./web-load.ts";
import type { Route } from "./web-routes.ts";
import { teamRoutes } from "./web-scale-routes.ts";
import { fillTeam, OPEN_BRANCHES, type TeamProject, touch } from "./web-team.ts";

const PORT = 3395;
/** A page that takes longer has failed. */
const LONGEST_MS = 120_000;
const RESIDENT = /^process_resident_memory_bytes (\S+)$/m;

/** Megabytes that the server's process holds. */
async function memory({ address }: Pick<Demo, "address">): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(RESIDENT.exec(text)?.[1] ?? Number.NaN) / 1_000_000;
}

/** The branch that a route shows. */
function branchOf({ path }: Route): string {
  return /(?:branch=|branches\/)([a-z0-9-]+)/.exec(path)?.[1] ?? "main";
}

/** A route as whoever comes after an edit finds it, then as it is found again. */
async function measureAfterEdit(session: Session, route: Route, edit: () => Promise<void>): Promise<BenchRow[]> {
  await edit();
  const { ttfb, lcp, ended } = await load(session, route);
  const warm = await measureRoute(session, route);
  return [
    figure(`${route.name}, right after an edit: LCP`, lcp, "ms", 800),
    figure(`${route.name}, right after an edit: TTFB`, ttfb, "ms", 150),
    figure(`${route.name}, right after an edit: last byte`, ended, "ms"),
    ...warm,
  ];
}

/** Every branch's review and its grid asked for once, one after the other: none of them in memory before. */
async function everyBranch(page: Page, base: string, demo: Demo, { branches }: TeamProject): Promise<BenchRow[]> {
  const before = await memory(demo);
  const rows: BenchRow[] = [];
  for (const [what, pathOf] of [
    ["review", (name: string) => `/plan/branches/${name}`],
    ["grid", (name: string) => `/plan?branch=${name}`],
  ] as const) {
    const taken: number[] = [];
    for (const name of branches) {
      const started = performance.now();
      const answer = await page.request.get(`${base}${pathOf(name)}`, { timeout: LONGEST_MS });
      if (!answer.ok()) throw new Error(`${pathOf(name)}: ${answer.status()}`);
      await answer.body();
      taken.push(performance.now() - started);
    }
    const name = `${what} of each of ${OPEN_BRANCHES} branches, whole page`;
    rows.push(
      figure(`${name}: p75`, percentile(taken, 75), "ms"),
      figure(`${name}: longest`, Math.max(...taken), "ms"),
    );
  }
  const after = await memory(demo);
  return [
    ...rows,
    figure("server’s memory before all branches were opened", before, "MB"),
    figure("server’s memory after all branches were opened", after, "MB"),
  ];
}

/** What a part of the bench measured, told at once. One that fails is told so: the others are measured all the same. */
async function part(name: string, measure: () => Promise<readonly BenchRow[]>): Promise<readonly BenchRow[]> {
  try {
    const rows = await measure();
    tell(rows);
    return rows;
  } catch (error) {
    console.error(error);
    return [{ name, value: Number.NaN, unit: "", goal: "FAILED" }];
  }
}

/** On a demo that runs. */
export async function measureScale(browser: Browser, demo: Demo): Promise<BenchRow[]> {
  const { context, page, slug, base } = await signIn(browser, demo);
  const started = performance.now();
  const team = await fillTeam(demo, slug);
  const rows = [figure("the team’s project made over the API", (performance.now() - started) / 1000, "s")];
  tell(rows);
  const session: Session = { browser, base, state: await context.storageState() };
  for (const route of teamRoutes(team)) {
    const edit = () => touch(demo, slug, branchOf(route), team.event, `Before ${route.name}.`);
    rows.push(...(await part(route.name, () => measureAfterEdit(session, route, edit))));
  }
  rows.push(...(await part("every branch", () => everyBranch(page, base, demo, team))));
  rows.push(...(await part("the grid", () => measureGrid(page, demo))));
  return rows;
}

/** The screens and the grid at full size. */
export function run(): Promise<readonly BenchRow[]> {
  return onDemo(PORT, measureScale);
}
