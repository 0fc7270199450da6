import { expect, test } from "../journey.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";
import { createSource, send, stored } from "../steps/source.ts";

const BRANCH = "fewer-of-an-article";

test("a branch is judged on what was received before anything is published", async ({ page }) => {
  const slug = await createShop(page, "Backtested");
  const { key } = await createSource(page, slug, "Web shop");
  await send(
    key,
    [1, 2, 9].map((quantity) => ({
      type: "track",
      event: "Product Added",
      userId: `buyer-${quantity}`,
      properties: { sku: "AB-123", quantity },
    })),
  );
  await stored();

  await page.goto(`/en/${slug}/plan/branches`);
  await page.getByLabel("What the new branch is about").fill("Fewer of an article");
  await page.getByRole("button", { name: "Create the branch" }).click();
  await page.waitForURL(new RegExp(`branch=${BRANCH}$`));
  await page.getByRole("gridcell", { name: "Product Added" }).first().click();
  const panel = panelOf(page, "Product Added");
  await panel.getByRole("button", { name: /^Properties/ }).click();
  await panel.getByRole("button", { name: "quantity", exact: true }).click();
  await panel.getByLabel("At most", { exact: true }).fill("5");
  await panel.getByLabel("At most", { exact: true }).press("Enter");
  await saved(page);

  await page.goto(`/en/${slug}/plan/backtest?branch=${BRANCH}`);
  await expect(page.getByText("This branch was not back-tested yet")).toBeVisible();
  await page.getByRole("button", { name: "Start the back-test" }).click();
  const row = page.getByRole("row").filter({ hasText: "Product Added" });
  await expect(row.getByRole("cell").filter({ hasText: /^1$/ }).first()).toBeVisible();
  await expect(page.getByText("Unchanged, conformant").first()).toBeVisible();

  // Nothing was published, and what is stored stays as it was.
  await page.goto(`/en/${slug}/versions`);
  await expect(page.getByRole("link", { name: "Version 2", exact: true })).toHaveCount(0);
  await page.goto(`/en/${slug}/health`);
  await expect(page.getByText("3 received = 3 conformant + 0 violating + 0 unplanned + 0 malformed")).toBeVisible();
});
