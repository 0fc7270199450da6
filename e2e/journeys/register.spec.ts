import { expect, test } from "../journey.ts";
import { eventId, openApi } from "../steps/api.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop } from "../steps/project.ts";

test("what expires is renewed on the evidence, and the register of the plan says who holds what for how long", async ({
  page,
}) => {
  const slug = await createShop(page, "Registered");
  const { edit } = openApi(page, slug);
  const id = await eventId(page, slug, "Product Searched");

  await test.step("the plan says why and for whom data is collected", async () => {
    const purpose = { key: "shop", name: { en: "Orders", fr: "Commandes" }, description: { en: "To deliver." } };
    const edits = [
      { command: "addPurpose", purpose: { ...purpose, legalBasis: "contract", recipients: ["Mailer"] } },
      { command: "updateEvent", id, changes: { privacy: "personal", consentPurpose: "shop" } },
      { command: "updateEvent", id, changes: { expiresOn: "2026-01-31", retentionDays: 730 } },
      { command: "updateSettings", changes: { controller: "Boutique SA" } },
      { command: "addRecipient", recipient: { key: "Mailer", description: {}, country: "US", safeguards: {} } },
    ];
    await edit("main", edits);
  });

  await test.step("what expired is renewed with a reason", async () => {
    await page.goto(`/en/${slug}/plan/findings`);
    await page.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Never", { exact: true })).toBeVisible();
    await dialog.getByLabel("Renewed until").fill("2031-06-30");
    await dialog.getByLabel("Reason").fill("Search is being rebuilt.");
    await dialog.getByRole("button", { name: "Renew", exact: true }).click();
    await expect(page.getByText("“Product Searched” is renewed")).toBeVisible();
    await expect(page.getByRole("button", { name: "Decide" })).toHaveCount(0);
    await page.goto(`/en/${slug}/plan?event=${id}&tab=history`);
    await expect(panelOf(page, "Product Searched").getByText("Because: Search is being rebuilt.")).toBeVisible();
  });

  await test.step("the register and the notice, in the other language, and as a file", async () => {
    await page.goto(`/en/${slug}/plan/register?at=main`);
    const row = page.getByRole("row").filter({ hasText: "That it happened" }).filter({ hasText: "Orders" });
    await expect(row).toContainText("2 years");
    await expect(row).toContainText("Mailer (United States)");
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download CSV" }).click();
    expect((await file).suggestedFilename()).toBe(`${slug}-register-main-en.csv`);
    await page.getByRole("link", { name: "Notice for users" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Notice for users");
    await page.getByLabel("Document language").selectOption("fr");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("article")).toContainText("Boutique SA répond des données décrites ici.");
    await expect(page.getByRole("link", { name: /^The safeguards for the recipient/ })).toBeVisible();
  });
});
