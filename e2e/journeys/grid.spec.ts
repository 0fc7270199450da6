import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { createShop, saved } from "../steps/project.ts";

// biome-ignore format: one list of columns, as the grid shows them
const COLUMNS = ["name", "displayName", "description", "callType", "category", "status", "owner", "tags"] as const;
type Column = (typeof COLUMNS)[number];

function cell(page: Page, event: string, column: Column) {
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox", { name: `Select ${event}`, exact: true }) });
  return row.getByRole("gridcell").nth(COLUMNS.indexOf(column));
}

/** Puts a text on the clipboard, as a spreadsheet would. */
async function copyFromElsewhere(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}

test("the event grid is worked with by the keyboard alone, as a spreadsheet is", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const slug = await createShop(page, "Grid");
  await page.goto(`/en/${slug}/plan`);
  const boxes = page.getByRole("grid").getByRole("checkbox");
  // Rows may come after the page around them.
  await expect(boxes.nth(4)).toBeVisible();
  const names = await boxes.evaluateAll((all) =>
    all.slice(1).map((box) => (box.getAttribute("aria-label") ?? "").replace("Select ", "")),
  );
  const [first = "", second = "", third = "", fourth = ""] = names;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await test.step("moves, edits, and goes on with Tab", async () => {
    // Keys are heard once the page is alive, which on a busy machine comes after its rows.
    await expect(async () => {
      await cell(page, first, "name").focus();
      await press("End");
      const focused = page.getByRole("gridcell").and(page.locator(":focus"));
      await expect(focused).toHaveAttribute("aria-colindex", "10", { timeout: 1000 });
    }).toPass();
    await press("Control+End", "Control+Home");
    await expect(cell(page, first, "name")).toBeFocused();
    for (const _ of COLUMNS.slice(1, 7)) await press("ArrowRight");
    await expect(cell(page, first, "owner")).toBeFocused();
    await press("Enter");
    await page.keyboard.type("Ana");
    await press("Tab");
    await expect(cell(page, first, "owner")).toHaveText("Ana");
    await expect(cell(page, first, "tags")).toBeFocused();
  });

  await test.step("fills down, and takes it back and does it again", async () => {
    await press("ArrowLeft", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d");
    await expect(page.getByText("3 cells selected")).toBeVisible();
    for (const name of [second, third]) await expect(cell(page, name, "owner")).toHaveText("Ana");
    await saved(page);
    await press("Control+z");
    await expect(page.getByText("Undone: 2 cells filled down")).toBeVisible();
    await expect(cell(page, third, "owner")).toHaveText("Checkout");
    await press("Control+y");
    await expect(page.getByText("Redone: 2 cells filled down")).toBeVisible();
    await expect(cell(page, third, "owner")).toHaveText("Ana");
  });

  await test.step("copies cells within, and pastes a block from a spreadsheet", async () => {
    await press("ArrowUp", "ArrowUp", "Control+c", "ArrowDown", "ArrowDown", "ArrowDown", "Control+v");
    await expect(cell(page, fourth, "owner")).toHaveText("Ana");
    await cell(page, first, "status").focus();
    await copyFromElsewhere(page, `Active\tBen\t"new, old"\r\nSometimes\tBen\tnew\r\n`);
    await press("Control+v");
    const dialog = page.getByRole("dialog", { name: "Paste" });
    await expect(dialog.getByRole("row").filter({ hasText: second })).toContainText("“Sometimes” is not known here.");
    // Nothing has changed yet; behind the window the grid is not for screen readers.
    await expect(page.locator("[role=gridcell]").filter({ hasText: "Ben" })).toHaveCount(0);
    await dialog.getByRole("button", { name: /^Paste the \d that fit$/ }).press("Enter");
    await expect(dialog).toBeHidden();
    for (const name of [first, second]) await expect(cell(page, name, "owner")).toHaveText("Ben");
    await expect(cell(page, first, "tags")).toContainText("new");
  });

  await test.step("adds the events of a longer block once it was said how many; a huge one is refused", async () => {
    await cell(page, first, "name").focus();
    await press("Control+End", "Home");
    const last = names.at(-1) ?? "";
    await copyFromElsewhere(page, `${last}\nWishlist Shared\nWishlist Emptied\n`);
    await press("Control+v");
    const dialog = page.getByRole("dialog", { name: "This adds 2 events" });
    await dialog.getByRole("button", { name: "Paste", exact: true }).press("Enter");
    await expect(page.getByText(`${names.length + 2} of ${names.length + 2} events`)).toBeVisible();
    await expect(cell(page, "Wishlist Emptied", "status")).toHaveText("active");
    await expect(dialog).toBeHidden();
    await cell(page, first, "description").focus();
    await page.evaluate(() => navigator.clipboard.writeText("x".repeat(10_000_000)));
    await press("Control+v");
    await expect(page.getByText("at most 2 MB can be pasted at once. Nothing was changed.")).toBeVisible();
  });

  await test.step("changes checked events together, removes them, and brings them back", async () => {
    await cell(page, "Wishlist Shared", "name").focus();
    await press("Shift+Space", "ArrowDown", "Shift+Space");
    const bar = page.getByRole("region", { name: "Selected events" });
    await expect(bar).toContainText("2 events selected");
    await expect.poll(() => new URL(page.url()).searchParams.get("rows")?.split(",")).toHaveLength(2);
    await bar.getByRole("button", { name: "Tags" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Tags: 2 events" });
    await dialog.getByLabel("Values").focus();
    await page.keyboard.type("wish");
    await press("Enter");
    await dialog.getByRole("button", { name: "Change 2 events" }).press("Enter");
    for (const name of ["Wishlist Shared", "Wishlist Emptied"])
      await expect(cell(page, name, "tags")).toHaveText("wish");
    await bar.getByRole("button", { name: "Remove" }).press("Enter");
    await page
      .getByRole("dialog", { name: "Remove 2 events from the plan?" })
      .getByRole("button", { name: "Remove" })
      .press("Enter");
    await expect(page.getByText(`${names.length} of ${names.length} events`)).toBeVisible();
    await page.getByRole("button", { name: "Undo: 2 events removed" }).press("Enter");
    await expect(cell(page, "Wishlist Emptied", "tags")).toHaveText("wish");
  });

  await test.step("keeps what it shows as a view", async () => {
    await page.getByRole("button", { name: "Views" }).press("Enter");
    await page.getByRole("menuitem", { name: "Save this view" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await expect(dialog.getByLabel("Name of the view")).toBeFocused();
    await page.keyboard.type("Whole plan");
    await press("Enter");
    await expect(page.getByRole("button", { name: "Whole plan" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "Whole plan" })).toBeVisible();
  });

  await test.step("finds and does anything from one window, and has its single keys turned off", async () => {
    // Keys are turned off for a person, in every window: this one is nobody else's.
    const { page: theirs } = await join(page, "Gaston Ferrand", "editor");
    const palette = theirs.getByRole("dialog", { name: "Search everything" });
    const keys = theirs.getByRole("dialog", { name: "Shortcuts" });
    const turnKeys = async () => {
      // What opens an event is asked in the same way, and may still be on its way.
      const isKept = (sent: string | null) => /^\[(true|false)\]$/.test(sent ?? "");
      const kept = theirs.waitForResponse((answer) => isKept(answer.request().postData()));
      await keys.getByRole("switch", { name: "Single-key shortcuts" }).press("Space");
      // It is answered once it is kept.
      expect((await kept).ok()).toBe(true);
    };
    await theirs.goto(`/en/${slug}/plan`);
    await expect(async () => {
      if (!(await palette.isVisible())) await theirs.keyboard.press("Control+k");
      await expect(palette.getByRole("option", { name: /^New event/ })).toBeVisible({ timeout: 5_000 });
    }).toPass();
    await theirs.keyboard.type("wishlist emp");
    await expect(palette.getByRole("option").first()).toContainText("Wishlist Emptied");
    await theirs.keyboard.press("Enter");
    await expect(theirs.getByRole("complementary", { name: "Wishlist Emptied" })).toBeVisible();
    await theirs.keyboard.press("Escape");
    await theirs.keyboard.press("?");
    await turnKeys();
    await theirs.keyboard.press("Escape");
    await expect(keys).toBeHidden();
    await theirs.reload();
    await cell(theirs, first, "name").focus();
    await theirs.keyboard.press("c");
    await theirs.keyboard.press("?");
    await expect(theirs.getByRole("dialog")).toHaveCount(0);
    await theirs.getByRole("button", { name: "Shortcuts" }).press("Enter");
    await turnKeys();
    await theirs.keyboard.press("Escape");
    await expect(keys).toBeHidden();
    await theirs.keyboard.press("c");
    await expect(theirs.getByRole("dialog", { name: "New event" })).toBeVisible();
    await theirs.context().close();
  });
});
