import type { Locator, Page } from "@playwright/test";
import { expect, openAs, test } from "../journey.ts";
import { settled } from "../pages/inspect.ts";
import { join, signIn } from "../steps/person.ts";

/** Opens a menu and takes one of its items; the menu of a page that has just come may need a second click. */
async function choose(page: Page, menu: string, item: Locator): Promise<void> {
  await expect(async () => {
    if (!(await item.isVisible())) await page.getByRole("button", { name: menu, exact: true }).click();
    await expect(item).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await item.click();
}

test("language and theme are changed where one stands, and are still so at the next visit", async ({ page }) => {
  const person = await join(page, "Fanny Noel", "editor");
  const theirs = person.page;
  await theirs.goto("/en/boutique/violations?days=7&sort=events");

  await choose(theirs, "Theme", theirs.getByRole("menuitemcheckbox", { name: "Dark" }));
  await expect(theirs.locator("html")).toHaveAttribute("data-theme", "dark");
  // Colours change over some frames.
  await settled(theirs);
  const dark = await theirs.evaluate(() => getComputedStyle(document.body).backgroundColor);

  await choose(theirs, "Language: English", theirs.getByRole("menuitem", { name: "Français" }));
  // The same page with the same filters.
  await expect(theirs).toHaveURL(/\/fr\/boutique\/violations\?days=7&sort=events$/);
  await expect(theirs.locator("html")).toHaveAttribute("lang", "fr");
  await expect(theirs.locator("html")).toHaveAttribute("data-theme", "dark");
  await settled(theirs);
  expect(await theirs.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark);

  // The bare address leads to the language last used.
  await theirs.goto("/");
  await expect(theirs).toHaveURL(/\/fr\/[\w-]+$/);
  await theirs.reload();
  await expect(theirs.locator("html")).toHaveAttribute("data-theme", "dark");

  // The profile's language greets the same person in another browser.
  await theirs.goto("/fr/boutique/settings/account");
  const profile = theirs.getByRole("form", { name: "Profil" });
  await profile.getByLabel("Langue").selectOption("fr");
  await profile.getByRole("button", { name: "Enregistrer le profil" }).click();
  await expect(profile.getByText("Enregistré.")).toBeVisible();
  const elsewhere = await openAs(page, undefined);
  await signIn(elsewhere, person);
  await elsewhere.goto("/");
  await expect(elsewhere).toHaveURL(/\/fr\/[\w-]+$/);

  await theirs.context().close();
  await elsewhere.context().close();
});
