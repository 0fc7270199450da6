import type { Locator } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { chooseEvent, expectCount, saveCohort, saveReport } from "../steps/analysis.ts";
import { monthOfShop } from "../steps/traffic.ts";

/** How many started, over all rows of a retention table. */
async function started(table: Locator): Promise<number> {
  const sizes = await table.locator("tbody tr td:nth-child(2)").allTextContents();
  return sizes.map(Number).reduce((sum, size) => sum + size, 0);
}

test("the retention of a cohort stands beside that of everyone else", async ({ page }) => {
  const slug = monthOfShop();
  await page.goto(`/en/${slug}/cohorts/new`);
  await chooseEvent(page, page, "Event", "Product searched");
  await expectCount(page, 16);
  await saveCohort(page, "Searchers");

  await page.getByRole("link", { name: "Use in retention" }).click();
  await chooseEvent(page, page, "First", "Signed up");
  await chooseEvent(page, page, "Comes back with", "Product searched");
  await expect(page.getByLabel("People", { exact: true })).toHaveText(/Searchers/);
  const tables = page.getByRole("table", { name: /^Retention per/ });
  await expect(tables).toHaveCount(1);
  await expect.poll(() => started(tables.first())).toBe(16);

  await page.getByLabel("Compare with everyone else").check();
  await expect(page.getByRole("heading", { name: "In the cohort" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Everyone else" })).toBeVisible();
  await expect(tables).toHaveCount(2);
  await expect.poll(() => started(tables.nth(1))).toBe(8);
  await expect.poll(() => started(tables.first())).toBe(16);

  await expect(page).toHaveURL(/[?&]compare=complement/);
  await page.reload();
  await expect(tables).toHaveCount(2);
  await expect.poll(() => started(tables.nth(1))).toBe(8);

  await saveReport(page, "Searchers come back");
  await expect(page.getByRole("heading", { name: "Everyone else" })).toBeVisible();
  await page.goto(`/en/${slug}/reports`);
  await expect(page.getByRole("row").filter({ hasText: "Searchers come back" })).toContainText("Retention");
});
