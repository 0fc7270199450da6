import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send } from "../steps/source.ts";

/** From the acknowledgement to the page. */
const SHOWN_MS = 2_000;

test("a new source waits for its first event, and shows each with its verdict within two seconds", async ({ page }) => {
  const slug = await createShop(page, "First event");
  const { key } = await createSource(page, slug, "Web shop");

  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  const install = page.getByRole("region", { name: "Install the command and generate the SDK" });
  await expect(install).toContainText(`npm i -D ${installation().url}/cli/gabarit.tgz`);
  await expect(install).toContainText(`npx gabarit generate ${slug} --target typescript`);
  await expect(page.getByRole("region", { name: "Start it once" })).toContainText(key);

  await send(key, [order("ada")]);
  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  const first = arrivals.filter({ hasText: "Order Completed" });
  await expect(first.getByText("conformant")).toBeVisible({ timeout: SHOWN_MS });

  await send(key, [order("ben", { total: "42.50", currency: "USD" })]);
  const second = arrivals.filter({ hasText: "violating" });
  await expect(second).toBeVisible({ timeout: SHOWN_MS });
  // The breach is opened by itself, with the call as it should have been.
  const corrected = second.getByRole("region", { name: "The call as it should have been" });
  await expect(corrected).toContainText('"total": 42.5');
  await expect(corrected).toContainText('"currency": "EUR"');
  await expect(second.getByRole("region", { name: "As received" })).toContainText('"total": "42.50"');

  await send(key, [{ type: "track", event: "Order Complete", userId: "cy", properties: {} }]);
  await expect(arrivals.filter({ hasText: "unplanned" })).toContainText("Order Complete", { timeout: SHOWN_MS });

  // The page of health counts the same three, each in one place.
  await page.goto(`/en/${slug}/health`);
  await expect(page.getByText("3 received = 1 conformant + 1 violating + 1 unplanned + 0 malformed")).toBeVisible();
});
