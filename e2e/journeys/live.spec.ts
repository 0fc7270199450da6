import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send } from "../steps/source.ts";

test("what arrives at any source shows with a branch's verdict beside its own, and a payload is tested before it is sent", async ({
  page,
}) => {
  const slug = await createShop(page, "Inspected");
  const { key } = await createSource(page, slug, "Web shop");
  const { get, post, edit } = openApi(page, slug);
  const { plan } = (await get("/plan")) as { plan: { events: { id: string; name: string }[] } };
  const planned = plan.events.find(({ name }) => name === "Order Completed");
  await post("/branches", { name: "without-orders", title: "No orders any more" });
  await edit("without-orders", [{ command: "removeObject", kind: "event", id: planned?.id ?? "", cascade: true }]);

  await page.goto(`/en/${slug}/health`);
  await page.getByRole("link", { name: "Live events" }).click();
  await page.getByLabel("Judge by a branch too").selectOption("without-orders");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/branch=without-orders/);
  await expect(page.getByText("Waiting for the next event of this kind")).toBeVisible();
  await send(key, [order("inspected-person")]);
  const row = page.getByRole("region", { name: "What arrives" }).getByRole("listitem").first();
  await expect(row).toHaveAttribute("data-verdict", "conformant");
  await expect(row).toContainText("on the branch: unplanned");
  await expect(row).toContainText("web-shop");
  // Many more than a screen holds: the first is still there, and says what it was.
  for (const batch of [1, 2]) {
    await send(
      key,
      Array.from({ length: 10 }, (_, nth) => order(`later-${batch}-${nth}`)),
    );
    await expect(row).toContainText(`later-${batch}-`);
  }
  const oldest = page.getByRole("region", { name: "What arrives" }).locator("li[data-verdict]").nth(20);
  await expect(oldest).not.toContainText("inspected-person");
  await oldest.locator("summary").click();
  await expect(oldest).toContainText("inspected-person");

  const box = page.getByRole("form", { name: "Test this payload" });
  await box.getByLabel("Payload").fill("{not json");
  await box.getByRole("button", { name: "Judge" }).click();
  await expect(page.getByText(/^This is no JSON/)).toBeVisible();
  const { properties } = order("tested", { total: "42.50", currency: "USD" });
  await box.getByLabel("Payload").fill(JSON.stringify({ event: "Order Completed", userId: "tested", properties }));
  await box.getByRole("button", { name: "Judge" }).click();
  await expect(page.getByText("1 call was judged.")).toBeVisible();
  const tested = page.getByRole("region", { name: "Test this payload" }).getByRole("listitem").first();
  await expect(tested).toHaveAttribute("data-verdict", "violating");
  await expect(tested.getByRole("region", { name: "The call as it should have been" })).toContainText('"total": 42.5');
});
