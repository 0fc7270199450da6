import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send, stored } from "../steps/source.ts";

const FIRES = "The alert Broken orders fires.";

test("a rule is made with a suggested threshold, traffic breaks it, the bell tells, and it recovers", async ({
  page,
}) => {
  const slug = await createShop(page, "Watched");
  const { key } = await createSource(page, slug, "Web shop");

  await page.goto(`/en/${slug}/health`);
  await page.getByRole("link", { name: "Alerts" }).click();
  await page.getByRole("link", { name: "New alert" }).first().click();
  await page.getByLabel("Source").selectOption({ label: "Web shop" });
  await page.getByLabel("Event", { exact: true }).selectOption({ label: "Order Completed" });
  await page.getByLabel("Window").selectOption({ label: "15 minutes" });
  await page.getByRole("button", { name: "Suggest a threshold" }).click();
  const name = page.getByLabel("Name");
  await expect(name).toHaveValue("Violation rate: Web shop, Order Completed");
  await expect(page.getByText("The last seven days say too little: 5% is a usual value to begin with.")).toBeVisible();
  await name.fill("Broken orders");
  await page.getByLabel("Fires from … % on").fill("50");
  await page.getByRole("button", { name: "Create the alert" }).click();
  await expect(page.getByRole("heading", { name: "Broken orders" })).toBeVisible();

  const check = page.getByRole("button", { name: "Check now" });
  await check.click();
  await expect(page.getByText(/^Looked at: Not judged: no event in the last 15 minutes/)).toBeVisible();
  const wrong = Array.from({ length: 20 }, (_, number) => order(`wrong-${number}`, { total: "42.50" }));
  await send(key, wrong);
  await stored();
  await check.click();
  await expect(page.getByText(/^Looked at: 100% of 20 events of the last 15 minutes did not conform/)).toBeVisible();
  await expect(page.locator("[data-alert-state=firing]")).toBeVisible();
  const firings = page.getByRole("region", { name: "Firings" }).getByRole("row");
  await expect(firings.filter({ hasText: "lasts" })).toHaveCount(1);

  await send(
    key,
    Array.from({ length: 30 }, (_, number) => order(`right-${number}`)),
  );
  await stored();
  await check.click();
  await expect(page.getByText(/^Looked at: 40% of 50 events/)).toBeVisible();
  await expect(page.locator("[data-alert-state=ok]")).toBeVisible();

  // What is told is told within seconds; under the bell it leads to the rule.
  await expect(async () => {
    await page.goto(`/en/${slug}/notifications`);
    await expect(page.getByRole("link", { name: "The alert Broken orders is over." })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  const bell = page.getByRole("region", { name: "Notifications" });
  await bell.getByRole("link", { name: FIRES }).click();
  await expect(page.getByRole("heading", { name: "Broken orders" })).toBeVisible();

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No alert yet")).toBeVisible();
});
