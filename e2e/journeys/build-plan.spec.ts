import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { addProperty, editProperty, leavePanel, panelOf, planEvent, tick } from "../steps/plan.ts";
import { createProjectByHand, saved } from "../steps/project.ts";

/** Written one by one. */
const TYPED = ["Signed Up", "Logged In", "Logged Out", "Password Changed", "Home Viewed", "Product Viewed"];
/** Kept in a list somewhere else, and pasted. */
const LISTED = [
  "Profile Completed",
  "Category Viewed",
  "Product Searched",
  "Filter Applied",
  "Product Compared",
  "Review Read",
  "Review Written",
  "Product Added",
  "Product Removed",
  "Basket Viewed",
  "Basket Shared",
  "Checkout Started",
  "Address Entered",
  "Shipping Chosen",
  "Coupon Applied",
  "Payment Failed",
  "Order Cancelled",
  "Parcel Shipped",
  "Parcel Received",
  "Return Asked",
  "Newsletter Joined",
  "Newsletter Left",
  "Support Asked",
];

/** Pastes names below the last event of the grid, which keeps its own. */
async function pasteEvents(page: Page, names: readonly string[]): Promise<void> {
  const last = page.getByRole("row").last();
  const name = (await last.getByRole("checkbox").getAttribute("aria-label"))?.replace("Select ", "") ?? "";
  await page.evaluate((text) => navigator.clipboard.writeText(text), [name, ...names].join("\n"));
  await last.getByRole("gridcell").first().focus();
  await page.keyboard.press("Control+v");
  const dialog = page.getByRole("dialog", { name: `This adds ${names.length} events` });
  await dialog.getByRole("button", { name: "Paste", exact: true }).click();
  await expect(dialog).toBeHidden();
}

test("a plan of thirty events is written with keyboard and mouse, and is there after a reload", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const slug = await createProjectByHand(page, "Build");

  await test.step("a bundle", async () => {
    await page.getByRole("link", { name: "Properties", exact: true }).click();
    await page.getByRole("link", { name: "Bundles" }).click();
    await page.getByLabel("Name of the new bundle").fill("Visit");
    await page.getByLabel("Name of the new bundle").press("Enter");
    const panel = panelOf(page, "Visit");
    await addProperty(panel, "campaign", "text");
    await editProperty(page, panel, "campaign", async (editor) => {
      await tick(editor.getByLabel("May be null"));
    });
    await expect(panel.getByText("text or null")).toBeVisible();
  });

  await test.step("the event with everything in it", async () => {
    await page.getByRole("link", { name: "Events", exact: true }).click();
    await page.getByRole("button", { name: "New event" }).click();
    const dialog = page.getByRole("dialog", { name: "New event" });
    await dialog.getByLabel("Name").fill("Order Completed");
    await dialog.getByRole("button", { name: "Create the event" }).click();
    const panel = panelOf(page, "Order Completed");
    await panel.getByRole("group", { name: "Description" }).getByLabel("English").fill("An order was paid.");
    await tick(panel.getByLabel("Critical event"));
    await panel.getByRole("button", { name: /^Properties/ }).click();
    const own = panel.getByRole("region", { name: "Its own properties" });

    await addProperty(own, "payment", "text");
    await editProperty(page, panel, "payment", async (editor) => {
      await tick(editor.getByLabel("Required"));
      await editor.getByLabel("Allowed values").fill("card,");
      await editor.getByLabel("Allowed values").pressSequentially("transfer");
      await editor.getByLabel("Allowed values").press("Enter");
      await expect(editor.getByRole("button", { name: "Remove transfer" })).toBeVisible();
    });
    await addProperty(own, "coupon", "text");
    await editProperty(page, panel, "coupon", async (editor) => {
      await tick(editor.getByLabel("May be null"));
    });
    await expect(own.getByRole("listitem").filter({ hasText: "coupon" })).toContainText("text or null");

    // An object in a list, an object in that object: each level where it is shown.
    await addProperty(own, "shipping", "object");
    await own.getByRole("button", { name: "shipping", exact: true }).click();
    const inside = panel.getByRole("region", { name: "Properties inside" });
    await addProperty(inside, "address", "object");
    await inside.getByRole("button", { name: "address", exact: true }).click();
    await addProperty(panel.getByRole("region", { name: "Properties inside" }), "city", "text");
    await panel.getByRole("button", { name: "All properties" }).click();
    await expect(own.getByRole("button", { name: "city", exact: true })).toBeVisible();
  });

  await test.step("its variants and its bundle", async () => {
    const panel = panelOf(page, "Order Completed");
    await panel
      .getByRole("combobox", { name: "Choose a bundle" })
      .or(panel.getByRole("button", { name: /^Choose a bundle/ }))
      .click();
    await page.getByRole("option", { name: "Visit" }).click();
    await panel.getByRole("button", { name: "Attach" }).click();
    await expect(panel.getByRole("link", { name: "Visit" })).toBeVisible();

    await panel.getByLabel("Property that chooses the variant").selectOption({ label: "payment" });
    await panel.getByLabel("Value of the new variant").selectOption({ label: "card" });
    await panel.getByRole("button", { name: "Add a variant" }).click();
    await expect(panel.getByRole("heading", { level: 4, name: "card" })).toBeVisible();
    await panel.getByRole("button", { name: "Add a variant" }).click();
    await expect(panel.getByRole("heading", { level: 4, name: "transfer" })).toBeVisible();
    const card = panel.getByRole("region", { name: "Properties of this variant only" }).first();
    await addProperty(card, "card_brand", "text");
    await saved(page);
    await leavePanel(panel);
  });

  await test.step("six more, by keyboard, and those of a list", async () => {
    for (const name of TYPED) await leavePanel(await planEvent(page, name));
    await pasteEvents(page, LISTED);
    await expect(page.getByText("30 of 30 events")).toBeVisible();
  });

  await test.step("a cell edited where it stands", async () => {
    const row = page.getByRole("row").filter({ hasText: "Signed Up" });
    await row.getByRole("gridcell").nth(1).dblclick();
    await page.getByLabel("Display name of Signed Up").fill("Signed up");
    await page.keyboard.press("Enter");
    await expect(row.getByRole("gridcell").nth(1)).toHaveText("Signed up");
    await expect(row.getByRole("gridcell").nth(1)).toBeFocused();
    await saved(page);
  });

  await test.step("after a reload", async () => {
    await page.goto(`/en/${slug}/plan`);
    await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "31");
    await expect(page.getByText("30 of 30 events")).toBeVisible();
    await page.getByRole("searchbox").or(page.getByPlaceholder("Name, description, property")).fill("basket");
    await expect(page.getByText("2 of 30 events")).toBeVisible();
    await page.goto(`/en/${slug}/plan`);
    await page.getByRole("gridcell", { name: "Order Completed" }).first().click();
    const panel = panelOf(page, "Order Completed");
    await panel.getByRole("button", { name: "Code", exact: true }).click();
    const schema = panel.getByRole("region", { name: "JSON Schema of its properties" }).first();
    for (const part of ['"city"', '"card_brand"', '"campaign"', '"transfer"', '"null"'])
      await expect(schema).toContainText(part);
    await expect(panel.getByRole("region", { name: "Call to paste" }).first()).toContainText("orderCompleted(");
  });
});
