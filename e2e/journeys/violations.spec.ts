import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { type Call, createSource, send, stored } from "../steps/source.ts";

function added(userId: string, quantity: number): Call {
  return { type: "track", event: "Product Added", userId, properties: { sku: "AB-123", quantity } };
}

test("a broken release is triaged by keyboard, its rule relaxed on a branch, its brief copied, and a name transformed until it is fixed", async ({
  page,
  context,
}) => {
  const slug = await createShop(page, "Triage");
  const { key } = await createSource(page, slug, "Web shop");
  const wish: Call = { type: "track", event: "Wish Saved", userId: "ada", properties: { sku: "AB-123" } };
  await send(key, [added("ada", 12), added("ben", 30), added("cy", 44), wish]);
  await stored();
  await page.goto(`/en/${slug}/violations`);
  const breach = page.getByRole("row").filter({ hasText: "Product Added" });
  const unplanned = page.getByRole("row").filter({ hasText: "Wish Saved" });
  // Three people against one.
  await expect(page.getByRole("row").nth(1)).toContainText("Product Added");

  await test.step("both are ignored at once, and opened again", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("j");
    await expect(breach.getByRole("link")).toBeFocused();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(page.getByText("2 selected")).toBeVisible();
    await page.keyboard.press("i");
    await expect(page.getByRole("dialog", { name: "Ignore 2 violations" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByText("2 violations ignored.")).toBeVisible();
    await expect(breach).toHaveCount(0);
    await page.keyboard.press("z");
    await expect(breach).toBeVisible();
    await expect(unplanned).toContainText("Open");
  });

  await test.step("one is assigned", async () => {
    await breach.getByRole("link").focus();
    await page.keyboard.press("a");
    await expect(page.getByRole("dialog", { name: "Assign 1 violation" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(breach).toContainText("Assigned");
  });

  await breach.getByRole("link").click();
  await test.step("the brief says what to mend", async () => {
    await expect(page.getByRole("row", { name: "44" })).toBeVisible();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy brief for the developer" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const brief = await page.evaluate(() => navigator.clipboard.readText());
    expect(brief).toContain("- Where: `/properties/quantity`");
    expect(brief).toContain("- Expected: `10`");
    expect(brief).toContain(page.url());
  });

  await test.step("the rule is relaxed as far as what came needs it", async () => {
    await page.getByRole("button", { name: "Relax rule" }).click();
    await page.waitForURL(/\/plan\/branches\/violation-/);
    await expect(page.getByText("44").first()).toBeVisible();
  });

  await test.step("a name written like a planned one is transformed until it is fixed", async () => {
    await send(key, [{ ...added("dee", 3), event: "product_added" }]);
    await stored();
    await page.goto(`/en/${slug}/violations`);
    await page.getByRole("row").filter({ hasText: "product_added" }).getByRole("link").click();
    await page.getByRole("button", { name: "Propose transformation" }).click();
    await page.waitForURL(/\/plan\/branches\/violation-/);
    await expect(page.getByText("product_added").first()).toBeVisible();
  });
});
