import { expect, test } from "../journey.ts";
import { chooseEvent, expectCount, saveCohort, saveReport } from "../steps/analysis.ts";
import { monthOfShop } from "../steps/traffic.ts";

test("a funnel shows what each step loses, and those lost at a bar become a live cohort", async ({ page }) => {
  const slug = monthOfShop();
  await page.goto(`/en/${slug}/reports`);
  await page.getByRole("link", { name: "New funnel" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New funnel");
  await chooseEvent(page, page, "Step 1", "Signed up");
  await chooseEvent(page, page, "Step 2", "Product added");
  await chooseEvent(page, page, "Step 3", "Order completed");

  // A new funnel has three steps; what is added and taken out again shows in the answer.
  const bars = page.getByRole("list", { name: "Funnel, people" }).getByRole("listitem");
  await page.getByRole("button", { name: "Add a step" }).click();
  await expect(bars).toHaveCount(4);
  await page.getByRole("button", { name: "Remove step 4" }).click();
  await expect(bars).toHaveCount(3);
  await expect(bars.nth(0)).toContainText("1. Signed up24100%");
  await expect(bars.nth(1)).toContainText("12 lost (50%)");
  await expect(bars.nth(2)).toContainText("8 lost (66.7%)");
  await expect(page.getByText(/^Rule: /)).toContainText("7 days");
  await saveReport(page, "From sign-up to order");
  await expect(bars.nth(2)).toContainText("3. Order completed4");

  await page.getByRole("link", { name: "Make a cohort of those who stopped at Product added" }).click();
  await expectCount(page, 8);
  await saveCohort(page, "Left the basket");
  await expectCount(page, 8);

  // Restricted to them, nobody paid.
  await page.getByRole("link", { name: "Use in a funnel" }).click();
  // The page of the cohort has steps too.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New funnel");
  await chooseEvent(page, page, "Step 1", "Product added");
  await chooseEvent(page, page, "Step 2", "Order completed");
  await expect(bars.nth(0)).toContainText("1. Product added8");
  await expect(bars.nth(1)).toContainText("8 lost (100%)");
});
