/** Choosing events in the builders of cohorts and reports. */

import { expect, type Locator, type Page } from "@playwright/test";

/** Chooses an event by its display name in the field `label`. */
export async function chooseEvent(page: Page, within: Page | Locator, label: string, event: string): Promise<void> {
  await within.getByRole("button", { name: new RegExp(`^${label}:`) }).click();
  await page.getByRole("combobox", { name: label }).fill(event);
  await page.getByRole("option", { name: event }).first().click();
  await expect(within.getByRole("button", { name: `${label}: ${event}` })).toBeVisible();
}

/** The count of the cohort being built or looked at, once it is the one of what stands on the page. */
export async function expectCount(page: Page, count: number): Promise<void> {
  await expect(page.getByRole("complementary", { name: "Who is in it now" }).locator("[data-count]")).toHaveAttribute(
    "data-count",
    String(count),
  );
}

/** Saves the cohort on the page under a name; its own page is open afterwards. */
export async function saveCohort(page: Page, name: string): Promise<void> {
  const form = page.getByRole("form", { name: "Save" });
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/cohorts\/(?!new)[^/?]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** Saves the report on the page under a name; its own page is open afterwards. */
export async function saveReport(page: Page, name: string): Promise<void> {
  const form = page.getByRole("form", { name: "Save" });
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/reports\/(?!new)[^/?]+(\?.*)?$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}
