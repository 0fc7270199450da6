/** The routes that are measured, and on each a real click or key that paints something and leads nowhere else. */

import type { Page } from "playwright";

/** What a page is for decides how many bytes of scripts it may take. */
type Kind = "read" | "editor" | "chart" | "sign-in";

/** Kilobytes of scripts on the wire, first load. */
export const SCRIPT_BUDGETS: Readonly<Record<Kind, number>> = { read: 190, editor: 270, chart: 230, "sign-in": 170 };

/** Milliseconds from an interaction to the next paint. */
export const TYPING = 50;
const OPENING = 100;

export interface Route {
  readonly name: string;
  /** Within the project; absolute with a leading double slash, which stands for the language. */
  readonly path: string;
  readonly kind: Kind;
  readonly budget: number;
  readonly interact: (page: Page) => Promise<void>;
  readonly signedOut?: true;
}

/** Opens the search of everything, by its key, and types in it. */
export async function searchEverything(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("order", { delay: 80 });
}

export async function typeIn(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox").first().click();
  await page.keyboard.type(text, { delay: 80 });
}

/** Moves a native choice with the keyboard, which changes what is asked and answers anew. */
async function moveChoice(page: Page): Promise<void> {
  const choice = page.locator("main select:enabled").first();
  await choice.focus();
  await page.keyboard.press("ArrowDown");
}

async function openFirstRow(page: Page): Promise<void> {
  await page.getByRole("gridcell").first().click();
  await page.getByRole("complementary").first().waitFor();
}

async function typeMail(page: Page): Promise<void> {
  await page.getByRole("textbox").first().click();
  await page.keyboard.type("ada@example.com", { delay: 40 });
}

/** A page that is read; unless told otherwise it is used by searching everything from it. */
export const read = (name: string, path: string, interact = searchEverything): Route => ({
  name,
  path,
  kind: "read",
  budget: OPENING,
  interact,
});

/** Addresses that only the data tell. */
export interface Found {
  readonly violation: string;
  readonly source: string;
  readonly report: string;
}

export function routesOf({ violation, source, report }: Found, language: string): readonly Route[] {
  return [
    read("overview", ""),
    {
      name: "plan, filtering",
      path: "/plan",
      kind: "editor",
      budget: TYPING,
      interact: (page) => typeIn(page, "order"),
    },
    { name: "plan, opening an event", path: "/plan", kind: "editor", budget: OPENING, interact: openFirstRow },
    { ...read("bundles", "/plan/bundles"), kind: "editor" },
    { ...read("findings", "/plan/findings"), kind: "editor" },
    read("versions", "/versions"),
    read("sources", "/sources"),
    read("a source", source),
    read("health", "/health"),
    read("violations", "/violations"),
    read("a violation", violation),
    read("cohorts", "/cohorts"),
    { name: "cohort builder", path: "/cohorts/new", kind: "chart", budget: OPENING, interact: moveChoice },
    read("reports", "/reports"),
    { name: "a report", path: report, kind: "chart", budget: OPENING, interact: moveChoice },
    { name: "funnel builder", path: "/reports/new?kind=funnel", kind: "chart", budget: OPENING, interact: moveChoice },
    read("settings", "/settings"),
    read("members", "/settings/members"),
    read("tokens", "/settings/tokens"),
    read("account", "/settings/account"),
    { ...read("docs", `//${language}/docs`, tabOn), signedOut: true },
    {
      name: "sign-in",
      path: `//${language}/sign-in`,
      kind: "sign-in",
      budget: TYPING,
      interact: typeMail,
      signedOut: true,
    },
  ];
}

/** Moves the focus, which shows where it is. */
async function tabOn(page: Page): Promise<void> {
  for (let step = 0; step < 4; step++) await page.keyboard.press("Tab");
}
