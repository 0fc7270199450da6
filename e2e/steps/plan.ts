/** Writing a plan with the keyboard and the mouse, as its screens want it. */

import { expect, type Locator, type Page } from "@playwright/test";
import { saved } from "./project.ts";

/** The panel of one event, bundle or other object. */
export function panelOf(page: Page, name: string): Locator {
  return page.getByRole("complementary", { name, exact: true });
}

/** Plans an event by the keyboard alone, from the grid; its panel is open afterwards. */
export async function planEvent(page: Page, name: string): Promise<Locator> {
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New event" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  const panel = panelOf(page, name);
  await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(name);
  return panel;
}

/** Closes a panel with Escape, so that the keys of the grid count again. */
export async function leavePanel(panel: Locator): Promise<void> {
  await panel.getByRole("heading", { level: 2 }).press("Escape");
  await expect(panel).toBeHidden();
}

/** Adds a property to the list within `place`, and answers the list's row of it. */
export async function addProperty(place: Locator, name: string, type: string): Promise<Locator> {
  await place.getByLabel("Name of the new property").last().fill(name);
  await place.getByLabel("Type of the new property").last().selectOption({ label: type });
  await place.getByRole("button", { name: "Add", exact: true }).last().click();
  const row = place.getByRole("button", { name, exact: true });
  await expect(row).toBeVisible();
  return row;
}

/** Opens a property of the panel's list, edits it, and goes back to the list. */
export async function editProperty(
  page: Page,
  panel: Locator,
  name: string,
  edit: (editor: Locator) => Promise<void>,
): Promise<void> {
  await panel.getByRole("button", { name, exact: true }).click();
  await expect(panel.getByRole("heading", { level: 3, name, exact: true })).toBeVisible();
  await edit(panel);
  await saved(page);
  await panel.getByRole("navigation", { name: "Where this property stands" }).getByRole("button").first().click();
}

/** Ticks a box whose state is the plan's: it shows what was saved. */
export async function tick(box: Locator): Promise<void> {
  await box.click();
  await expect(box).toBeChecked();
}
