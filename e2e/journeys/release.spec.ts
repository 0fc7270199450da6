import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { chooseEvent, expectCount, saveCohort } from "../steps/analysis.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, publish, saved } from "../steps/project.ts";
import { type Call, createSource, send, stored } from "../steps/source.ts";

function added(userId: string, quantity: number): Call {
  return { type: "track", event: "Product Added", userId, properties: { sku: "AB-123", quantity } };
}

/** The cohort's size once its page has answered. */
async function sizeOf(page: Page, cohort: string): Promise<string | null> {
  await page.goto(cohort);
  const count = page.locator("[data-count]");
  await expect(count).toBeVisible();
  return count.getAttribute("data-count");
}

test("held events are released exactly once, after the plan was relaxed, and the cohort grows by them", async ({
  page,
}) => {
  const slug = await createShop(page, "Release");
  const { key } = await createSource(page, slug, "Web shop");
  await send(key, [added("ada", 1), added("ben", 2), added("cy", 3), added("dee", 12), added("eli", 30)]);
  await stored();
  await page.goto(`/en/${slug}/cohorts/new`);
  await chooseEvent(page, page, "Event", "Product added");
  await expectCount(page, 3);
  await saveCohort(page, "With a basket");
  const cohort = page.url();

  await page.goto(`/en/${slug}/violations`);
  const breach = page.getByRole("row").filter({ hasText: "Product Added" });
  await expect(breach).toContainText("quantity");
  await breach.getByRole("link").first().click();
  await expect(page.locator("[data-held]")).toHaveText("2");
  await expect(page.getByRole("link", { name: "With a basket" })).toBeVisible();
  const violation = page.url();
  await page.getByRole("button", { name: "See what would be released" }).click();
  await expect(page.getByText("2 held events looked at, 0 would be released, 2 stay held")).toBeVisible();

  await test.step("the rule is relaxed and published", async () => {
    await page.goto(`/en/${slug}/plan`);
    await page.getByRole("gridcell", { name: "Product Added" }).first().click();
    const panel = panelOf(page, "Product Added");
    await panel.getByRole("button", { name: /^Properties/ }).click();
    await panel.getByRole("button", { name: "quantity", exact: true }).click();
    await panel.getByLabel("At most", { exact: true }).fill("99");
    await panel.getByLabel("At most", { exact: true }).press("Enter");
    await saved(page);
    await publish(page, slug, 2, "Up to 99 of an article.");
    // Publishing alone moves no number.
    expect(await sizeOf(page, cohort)).toBe("3");
  });

  await test.step("the held events are judged again, and released", async () => {
    await page.goto(violation);
    await page.getByLabel("Judged under").selectOption("version 1");
    await page.getByRole("button", { name: "See what would be released" }).click();
    await expect(page.getByText("Under version 1: 2 held events looked at, 0 would be released")).toBeVisible();
    await page.getByLabel("Judged under").selectOption("version 2, the latest");
    await page.getByRole("button", { name: "See what would be released" }).click();
    await expect(page.getByText("Under version 2: 2 held events looked at, 2 would be released")).toBeVisible();
    expect(await sizeOf(await page.context().newPage(), cohort)).toBe("3");
    await page.getByRole("button", { name: "Release 2 events" }).click();
    await expect(page.getByText("2 events were released of 2 judged under version 2.")).toBeVisible();
  });
  expect(await sizeOf(await page.context().newPage(), cohort)).toBe("5");

  await test.step("a second click changes nothing", async () => {
    await page.getByRole("button", { name: "Release 2 events" }).click();
    await expect(page.getByText("Nothing was released of 0 judged under version 2.")).toBeVisible();
    await expect(page.locator("[data-held]")).toHaveText("0");
    expect(await sizeOf(page, cohort)).toBe("5");
    await page.getByText(/conformant events considered/).click();
    await expect(page.locator("[data-statement]")).toContainText("Released later2");
  });
});
