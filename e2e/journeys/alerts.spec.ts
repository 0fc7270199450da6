import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send, stored } from "../steps/source.ts";

const FIRES = "The alert Broken orders fires.";

test("a rule is made with a suggested threshold, traffic breaks it, the bell tells, and it recovers", async ({
  page,
}) => {
  const slug = await createShop(page, "Watched");
  const { key } = await createSource(page, slug, "Web shop");

  // Hers, since the bell of whoever walks the other journeys is counted in one of them.
  const { page: theirs } = await join(page, "Ines Caradec", "editor");
  await theirs.goto(`/en/${slug}/health`);
  await theirs.getByRole("link", { name: "Alerts" }).click();
  await theirs.getByRole("link", { name: "New alert" }).first().click();
  await theirs.getByLabel("Source").selectOption({ label: "Web shop" });
  await theirs.getByLabel("Event", { exact: true }).selectOption({ label: "Order Completed" });
  await theirs.getByLabel("Window").selectOption({ label: "15 minutes" });
  await theirs.getByRole("button", { name: "Suggest a threshold" }).click();
  const name = theirs.getByLabel("Name");
  await expect(name).toHaveValue("Violation rate: Web shop, Order Completed");
  await expect(
    theirs.getByText("The last seven days say too little: 5% is a usual value to begin with."),
  ).toBeVisible();
  await name.fill("Broken orders");
  await theirs.getByLabel("Fires from … % on").fill("50");
  await theirs.getByRole("button", { name: "Create the alert" }).click();
  await expect(theirs.getByRole("heading", { name: "Broken orders" })).toBeVisible();

  const check = theirs.getByRole("button", { name: "Check now" });
  await check.click();
  await expect(theirs.getByText(/^Looked at: Not judged: no event in the last 15 minutes/)).toBeVisible();
  const wrong = Array.from({ length: 20 }, (_, number) => order(`wrong-${number}`, { total: "42.50" }));
  await send(key, wrong);
  await stored();
  await check.click();
  await expect(theirs.getByText(/^Looked at: 100% of 20 events of the last 15 minutes did not conform/)).toBeVisible();
  await expect(theirs.locator("[data-alert-state=firing]")).toBeVisible();
  const firings = theirs.getByRole("region", { name: "Firings" }).getByRole("row");
  await expect(firings.filter({ hasText: "lasts" })).toHaveCount(1);

  await send(
    key,
    Array.from({ length: 30 }, (_, number) => order(`right-${number}`)),
  );
  await stored();
  await check.click();
  await expect(theirs.getByText(/^Looked at: 40% of 50 events/)).toBeVisible();
  await expect(theirs.locator("[data-alert-state=ok]")).toBeVisible();

  // What is told is told within seconds; under the bell it leads to the rule.
  await expect(async () => {
    await theirs.goto(`/en/${slug}/notifications`);
    await expect(theirs.getByRole("link", { name: "The alert Broken orders is over." })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await theirs.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  const bell = theirs.getByRole("region", { name: "Notifications" });
  await bell.getByRole("link", { name: FIRES }).click();
  await expect(theirs.getByRole("heading", { name: "Broken orders" })).toBeVisible();

  await theirs.getByRole("button", { name: "Delete" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(theirs.getByText("No alert yet")).toBeVisible();
});
