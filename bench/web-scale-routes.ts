/** Every screen a team works with, in a project of 2,000 events and 50 open branches. */

import type { Page } from "playwright";
import { type Route, read, searchEverything, TYPING, typeIn } from "./web-routes.ts";
import type { TeamProject } from "./web-team.ts";

/** Opens the menu of the branches, all of which are in it. */
async function openBranches(page: Page): Promise<void> {
  await page
    .locator("header")
    .getByRole("button", { name: /^Branch/ })
    .click();
  await page.getByRole("menu").waitFor();
}

/** Goes from one tab of an event's panel to the next. */
async function openTab(page: Page): Promise<void> {
  await page.getByRole("complementary").getByRole("navigation").getByRole("button").nth(1).click();
}

const editor = (route: Route): Route => ({ ...route, kind: "editor" });
const branchPath = (name: string) => `/plan/branches/${name}`;

export function teamRoutes({ reviewed, conflicting, wide, event }: TeamProject): readonly Route[] {
  return [
    read("overview, branch menu", "", openBranches),
    read("overview, search of everything", "", searchEverything),
    {
      name: "plan, filtering",
      path: "/plan",
      kind: "editor",
      budget: TYPING,
      interact: (page) => typeIn(page, "thing19"),
    },
    editor(read("plan of a branch, search of everything", `/plan?branch=${reviewed}`)),
    editor(read("an event’s panel, next tab", `/plan?event=${event}`, openTab)),
    editor(read("findings", "/plan/findings")),
    editor(read("findings of a branch", `/plan/findings?branch=${reviewed}`)),
    editor(read("decisions", "/plan/decisions")),
    editor(read("tree of decisions", "/plan/decisions/tree")),
    editor(read("metrics", "/plan/metrics")),
    editor(read("journeys", "/plan/journeys")),
    editor(read("coverage", "/plan/coverage")),
    editor(read("standards", "/plan/settings")),
    editor(read("branches", "/plan/branches")),
    editor(read("a branch in review", branchPath(reviewed))),
    editor(read("a branch in conflict", branchPath(conflicting))),
    editor(read("a branch that changes every event", branchPath(wide))),
    editor(read("versions and what would be published", "/versions")),
    editor(read("documents", "/plan/documents")),
    editor(read("register", "/plan/register")),
  ];
}
