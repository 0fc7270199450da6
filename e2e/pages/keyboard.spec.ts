import { expect, openAs, test } from "../journey.ts";
import { type FullProject, fullProject } from "./full-project.ts";
import { settled } from "./inspect.ts";
import { expectHeld, expectMenu, walk } from "./walk.ts";

let full: FullProject;

test.beforeAll(() => {
  full = fullProject();
});

test("the Tab key reaches everything, shows where one is, and comes around", async ({ page }) => {
  const project = `/en/${full.slug}`;
  const addresses = [
    project,
    `${project}/plan`,
    `${project}/plan?event=${full.event}`,
    `${project}/plan?event=${full.event}&tab=properties&property=${full.property}`,
    `${project}/plan/bundles?bundle=${full.bundle}`,
    `${project}/plan/decisions`,
    `${project}/plan/findings`,
    `${project}/plan/import`,
    `${project}/plan/branches`,
    `${project}/versions`,
    `${project}/sources`,
    `${project}/sources/web-shop`,
    `${project}/health`,
    `${project}/violations`,
    `${project}${full.violation}`,
    `${project}/cohorts`,
    `${project}${full.cohort}`,
    `${project}/reports/new?kind=funnel`,
    `${project}${full.reports[0]}`,
    `${project}${full.reports[2]}`,
    `${project}/settings/members`,
    `${project}/settings/teams`,
    `${project}/settings/reviews`,
    `${project}/settings/tokens`,
    `${project}/settings/account`,
    `${project}/settings/audit`,
    "/en/docs/analysis-rules",
  ];
  for (const address of addresses) {
    await page.goto(address);
    await settled(page);
    // A panel takes the focus when it arrives.
    if (/[?&](event|bundle)=/.test(address))
      await expect(page.getByRole("complementary").locator(":focus")).toHaveCount(1);
    expect.soft(await walk(page), address).toEqual([]);
  }
  const stranger = await openAs(page, undefined);
  await stranger.goto("/en/sign-in");
  expect.soft(await walk(stranger), "the page to sign in").toEqual([]);
  await stranger.context().close();
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
