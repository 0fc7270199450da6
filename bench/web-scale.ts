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
import { dropHalfFilled, keepRun, keptRun, RUN_FOLDER } from "./web-scale-run.ts";
import { fillTeam, OPEN_BRANCHES, type TeamProject, touch } from "./web-team.ts";

const PORT = 3395;
/** No part is begun later than this, so that a run ends within ten minutes. */
const STARTED_WITHIN_MS = 510_000;
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

type Part = readonly [name: string, measure: () => Promise<readonly BenchRow[]>];

/** One that fails is told so: the others are measured all the same. */
async function measured([name, measure]: Part): Promise<readonly BenchRow[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(error);
    return [{ name, value: Number.NaN, unit: "", goal: "FAILED" }];
  }
}

function partsOf(session: Session, page: Page, demo: Demo, slug: string, team: TeamProject): Part[] {
  const routes = teamRoutes(team).map((route): Part => {
    const edit = () => touch(demo, slug, branchOf(route), team.event, `Before ${route.name}.`);
    return [route.name, () => measureAfterEdit(session, route, edit)];
  });
  return [
    ...routes,
    ["every branch", () => everyBranch(page, session.base, demo, team)],
    ["the grid", () => measureGrid(page, demo)],
  ];
}

/** On a demo that runs: what an earlier run has not measured yet, until the time is over. */
async function measureScale(browser: Browser, demo: Demo, begun: number): Promise<readonly BenchRow[]> {
  keepRun({ token: demo.token });
  const { context, page, slug, base } = await signIn(browser, demo);
  const started = performance.now();
  const known = keptRun().team;
  if (known === undefined) keepRun({ filling: true });
  const team = known ?? (await fillTeam(demo, slug));
  if (known === undefined) {
    const made = [figure("the team’s project made over the API", (performance.now() - started) / 1000, "s")];
    tell(made);
    keepRun({ team, figures: { made } });
  }
  const session: Session = { browser, base, state: await context.storageState() };
  const parts = partsOf(session, page, demo, slug, team);
  for (const [at, part] of parts.entries()) {
    if (keptRun().figures[part[0]] !== undefined) continue;
    if (performance.now() - begun > STARTED_WITHIN_MS) {
      console.error(`${parts.length - at} of ${parts.length} parts are left: the same command goes on with them.`);
      return Object.values(keptRun().figures).flat();
    }
    console.error(`Part ${at + 1} of ${parts.length}: ${part[0]}`);
    const rows = await measured(part);
    tell(rows);
    keepRun({ figures: { ...keptRun().figures, [part[0]]: rows } });
  }
  const { figures } = keptRun();
  keepRun({ figures: {} });
  return Object.values(figures).flat();
}

/**
 * The screens and the grid at full size. The project is made once and kept in a folder; what is measured is kept there too
 * until everything is, so that a run that was ended, or that ran out of time, is gone on with.
 */
export function run(): Promise<readonly BenchRow[]> {
  const begun = performance.now();
  dropHalfFilled();
  const { token } = keptRun();
  console.error(`The project is kept in ${RUN_FOLDER}: remove it to begin anew.`);
  return onDemo(PORT, (browser, demo) => measureScale(browser, demo, begun), { folder: RUN_FOLDER, token });
}
