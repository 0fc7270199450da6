import type { Locator, Page } from "playwright";
import { expect, test } from "../journey.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";

/** What changes about one object: the box its heading stands in. */
function changesOf(scope: Locator, page: Page, name: string): Locator {
  return scope.locator("div", { has: page.getByRole("heading", { name }) }).last();
}

test("a plan is published with notes, and the next version shows what it would change", async ({ page }) => {
  const slug = await createShop(page, "Publish");

  await page.goto(`/en/${slug}/plan`);
  await page.getByRole("gridcell", { name: "Product Searched" }).first().click();
  const panel = panelOf(page, "Product Searched");
  await panel.getByRole("group", { name: "Description" }).getByLabel("English").fill("The shop was searched.");
  await panel.getByRole("button", { name: /^Properties/ }).click();
  await saved(page);
  await panel.getByRole("button", { name: "query", exact: true }).click();
  await panel.getByLabel("Greatest length").fill("20");
  await panel.getByLabel("Greatest length").press("Enter");
  await saved(page);

  await page.getByRole("link", { name: "Versions" }).click();
  const next = page.getByRole("region", { name: "Next version" });
  await expect(next.getByText("1 breaking")).toBeVisible();
  await next.getByText("See the changes").click();
  const changed = changesOf(next, page, "Product Searched");
  await expect(changed.getByRole("listitem").filter({ hasText: "breaking" })).toContainText("query");
  await expect(changed.locator("ins")).toHaveText("The shop was searched.");

  await page.getByLabel("Notes").fill("Searches are shorter now.\nNothing else changes.");
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(next.getByText("Nothing changed.")).toBeVisible();
  await page.getByRole("link", { name: "Version 2", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Version 2");
  await expect(page.getByText("Searches are shorter now.")).toBeVisible();
  await expect(changesOf(page.getByRole("main"), page, "Product Searched")).toContainText("breaking");

  await page.getByLabel("Compare with").selectOption({ label: "an empty plan" });
  await expect(page).toHaveURL(/from=0$/);
  await expect(changesOf(page.getByRole("main"), page, "Order Completed")).toBeVisible();
});
