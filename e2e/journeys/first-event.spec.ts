import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSourceByHand, order, send, stored } from "../steps/source.ts";

test("a new source waits for its first event, and shows each with its verdict without being loaded again", async ({
  page,
}) => {
  const slug = await createShop(page, "First event");
  const { key } = await createSourceByHand(page, slug, "Web shop");

  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  const install = page.getByRole("region", { name: "Install the command and generate the SDK" });
  await expect(install).toContainText(`npm i -D ${installation().url}/cli/gabarit.tgz`);
  await expect(install).toContainText(`npx gabarit generate ${slug} --target typescript`);
  await expect(page.getByRole("region", { name: "Start it once" })).toContainText(key);

  // The page itself is told of each: a mark left on it would be gone had it been loaded again.
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  await send(key, [order("first-person")]);
  await expect(arrivals.filter({ hasText: "first-person" })).toContainText("conformant");
  await expect(page.getByText("Waiting for the first event")).toBeHidden();
  await send(key, [order("second-person", { total: "42.50", currency: "USD" })]);
  await expect(arrivals.filter({ hasText: "second-person" })).toContainText("violating");
  // The breach is opened by itself, with the call as it should have been.
  const newest = arrivals.first();
  const corrected = newest.getByRole("region", { name: "The call as it should have been" });
  await expect(corrected).toContainText('"total": 42.5');
  await expect(corrected).toContainText('"currency": "EUR"');
  await expect(newest.getByRole("region", { name: "As received" })).toContainText('"total": "42.50"');

  await send(key, [{ type: "track", event: "Order Complete", userId: "cy", properties: {} }]);
  await expect(arrivals.filter({ hasText: "unplanned" })).toContainText("Order Complete");

  await expect(page.locator("body[data-same-page]")).toBeVisible();
  // The page of health counts the same, each in one place.
  await stored();
  await page.goto(`/en/${slug}/health`);
  await expect(page.getByText("3 received = 1 conformant + 1 violating + 1 unplanned + 0 malformed")).toBeVisible();
});
