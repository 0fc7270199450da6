import type { Page } from "@playwright/test";
import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { type Call, createSource, order, send, stored } from "../steps/source.ts";

/** From the acknowledgement to the page. */
const SHOWN_MS = 2_000;
/** What a machine busy with other things delays is sent again. */
const TRIES = 10;

/** Sends events until the page shows one in time; each is shown in the end. Answers how many were sent. */
async function shownInTime(page: Page, key: string, call: (user: string) => Call, verdict: string): Promise<number> {
  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  for (let sent = 1; sent <= TRIES; sent += 1) {
    const user = `${verdict}-person-${sent}`;
    await send(key, [call(user)]);
    const since = Date.now();
    await expect(arrivals.filter({ hasText: user })).toContainText(verdict);
    if (Date.now() - since <= SHOWN_MS) return sent;
  }
  throw new Error(`No event of ${TRIES} was shown within ${SHOWN_MS} ms`);
}

test("a new source waits for its first event, and shows each with its verdict within two seconds", async ({ page }) => {
  const slug = await createShop(page, "First event");
  const { key } = await createSource(page, slug, "Web shop");

  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  const install = page.getByRole("region", { name: "Install the command and generate the SDK" });
  await expect(install).toContainText(`npm i -D ${installation().url}/cli/gabarit.tgz`);
  await expect(install).toContainText(`npx gabarit generate ${slug} --target typescript`);
  await expect(page.getByRole("region", { name: "Start it once" })).toContainText(key);

  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  const conformant = await shownInTime(page, key, (user) => order(user), "conformant");

  const wrong = { total: "42.50", currency: "USD" };
  const violating = await shownInTime(page, key, (user) => order(user, wrong), "violating");
  // The breach is opened by itself, with the call as it should have been.
  const newest = arrivals.first();
  const corrected = newest.getByRole("region", { name: "The call as it should have been" });
  await expect(corrected).toContainText('"total": 42.5');
  await expect(corrected).toContainText('"currency": "EUR"');
  await expect(newest.getByRole("region", { name: "As received" })).toContainText('"total": "42.50"');

  await send(key, [{ type: "track", event: "Order Complete", userId: "cy", properties: {} }]);
  await expect(arrivals.filter({ hasText: "unplanned" })).toContainText("Order Complete");

  // The page of health counts the same, each in one place.
  await stored();
  await page.goto(`/en/${slug}/health`);
  await expect(
    page.getByText(
      `${conformant + violating + 1} received = ${conformant} conformant + ${violating} violating + 1 unplanned + 0 malformed`,
    ),
  ).toBeVisible();
});
