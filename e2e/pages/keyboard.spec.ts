import { expect, openAs, test } from "../journey.ts";
import { type FullProject, fullProject } from "./full-project.ts";
import { settled } from "./inspect.ts";
import { expectHeld, expectMenu, walk } from "./walk.ts";

test.describe.configure({ mode: "parallel" });

let full: FullProject;

test.beforeAll(() => {
  full = fullProject();
});

const SIGN_IN = "/en/sign-in";

/** Addresses to walk through, of the project unless they say otherwise; the lists are walked side by side. */
const WALKS: Readonly<Record<string, (full: FullProject) => readonly string[]>> = {
  "the plan": ({ event, property, bundle }) => [
    "/plan",
    `/plan?event=${event}`,
    `/plan?event=${event}&tab=properties&property=${property}`,
    `/plan/bundles?bundle=${bundle}`,
    "/plan/decisions",
    "/plan/findings",
    "/plan/import",
    "/plan/branches",
    "/versions",
  ],
  "events and analysis": ({ alert, violation, cohort, reports }) => [
    "",
    "/sources",
    "/sources/web-shop",
    "/health",
    "/live",
    "/alerts",
    alert,
    "/violations",
    violation,
    "/cohorts",
    cohort,
    "/reports/new?kind=funnel",
    reports[0] ?? "",
    reports[2] ?? "",
  ],
  "settings and documentation": () => [
    "/settings/members",
    "/settings/teams",
    "/settings/reviews",
    "/settings/tokens",
    "/settings/webhooks",
    "/settings/destinations",
    "/settings/privacy",
    "/settings/notifications",
    "/notifications",
    "/settings/account",
    "/settings/audit",
    "/en/docs/analysis-rules",
    SIGN_IN,
  ],
};

for (const [part, addresses] of Object.entries(WALKS))
  test(`the Tab key reaches everything, shows where one is, and comes around: ${part}`, async ({ page }) => {
    for (const address of addresses(full)) {
      const walked = address === SIGN_IN ? await openAs(page, undefined) : page;
      await walked.goto(address.startsWith("/en/") ? address : `/en/${full.slug}${address}`);
      await settled(walked);
      // A panel takes the focus when it arrives.
      if (/[?&](event|bundle)=/.test(address))
        await expect(walked.getByRole("complementary").locator(":focus")).toHaveCount(1);
      expect.soft(await walk(walked), address).toEqual([]);
      if (walked !== page) await walked.context().close();
    }
  });

test("dialogs and menus hold the focus and give it back", async ({ page }) => {
  const project = `/en/${full.slug}`;
  await page.goto(`${project}/plan`);
  await expect(page.getByRole("grid")).toBeVisible();
  await expectHeld(page, page.getByRole("button", { name: "Search" }));
  await expectHeld(page, page.getByRole("button", { name: "New event" }));
  await expectHeld(page, page.getByRole("button", { name: "Shortcuts" }));
  for (const name of [/^Project:/, /^Branch:/, /^Language:/, "Theme", /^Account of/, "Columns", "Category"])
    await expectMenu(page, page.getByRole("button", { name }).first());
  await page.goto(`${project}/settings/tokens`);
  await expectHeld(page, page.getByRole("button", { name: "Revoke" }).first());
  await page.goto(`${project}${full.cohort}`);
  await expectHeld(page, page.getByRole("button", { name: "Delete" }));
  await page.goto(`${project}/sources/web-shop`);
  await expectHeld(page, page.getByRole("button", { name: "Archive" }));
});

test("the grid is used with arrows, Enter, Escape and Space", async ({ page }) => {
  await page.goto(`/en/${full.slug}/plan`);
  const cell = (row: number, column: number) => page.getByRole("row").nth(row).getByRole("gridcell").nth(column);
  await cell(1, 0).focus();
  await page.keyboard.press("ArrowDown");
  await expect(cell(2, 0)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(cell(2, 1)).toBeFocused();
  await page.keyboard.press("Enter");
  const editor = page.getByLabel(/^Display name of/);
  await expect(editor).toBeFocused();
  await page.keyboard.type("thrown away");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await expect(cell(2, 1)).toBeFocused();
  await expect(cell(2, 1)).not.toContainText("thrown away");
  await page.keyboard.press("Space");
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(cell(2, 1)).toBeFocused();
});

test("the first stop of a page leads past the navigation", async ({ page }) => {
  await page.goto(`/en/${full.slug}/cohorts`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "New cohort" })).toBeFocused();
});
