import { readFileSync } from "node:fs";
import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send, stored } from "../steps/source.ts";

// A file that cannot be read is refused by its status.
test.use({ expectedComplaints: [/status of 422/] });

test("what nobody planned is seen as it comes and is ticked into a branch", async ({ page }) => {
  const slug = await createShop(page, "Discovered");
  const { key } = await createSource(page, slug, "Web shop");
  const wish = (at: number) => ({
    ...{ type: "track" as const, event: "Wish Saved", userId: `wisher-${at % 4}` },
    properties: { list: at % 2 === 0 ? "gifts" : "own", price: at, contact: "jo@example.com" },
  });
  await send(key, [...Array.from({ length: 24 }, (_, at) => wish(at)), order("buyer", { gift_wrap: true })]);
  await stored();

  await page.goto(`/en/${slug}/discovery`);
  const row = page.getByRole("row").filter({ hasText: "Wish Saved" });
  await expect(row).toContainText("24");
  await page.getByRole("link", { name: "Wish Saved" }).click();
  const profile = page.getByRole("table", { name: "Properties of the event" });
  await expect(profile.getByRole("row").filter({ hasText: "price" })).toContainText("median 11.5");
  await expect(profile.getByRole("row").filter({ hasText: "contact" })).toContainText("•••");
  await expect(page.getByText("jo@example.com")).toHaveCount(0);

  await page.getByRole("link", { name: "Back to discovery" }).click();
  await page.getByRole("link", { name: "Unplanned properties" }).click();
  await page.getByRole("checkbox", { name: "Choose gift_wrap" }).check();
  await page.getByRole("button", { name: "Add to the plan" }).click();
  await page.waitForURL(/\/plan\/branches\/discovered$/);

  await page.goto(`/en/${slug}/discovery`);
  await page.getByRole("button", { name: "Add to the plan" }).click();
  await expect(page.getByText("Choose at least one event or property.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Choose Wish Saved" }).check();
  await page.getByRole("checkbox", { name: "Keep the lists of values" }).check();
  await page.getByLabel("On the branch").selectOption("discovered");
  await page.getByRole("button", { name: "Add to the plan" }).click();
  await page.waitForURL(/\/plan\/branches\/discovered$/);
  await expect(page.getByText("Wish Saved").first()).toBeVisible();
  await expect(page.getByText("gift_wrap").first()).toBeVisible();

  await page.goto(`/en/${slug}/discovery/audit`);
  const entry = (url: string, text: string) => ({ request: { method: "POST", url, postData: { text } } });
  const viewed = JSON.stringify({ event: "Viewed", userId: "u", properties: { mail: "ada@example.org" } });
  const har = { log: { entries: [entry("https://api.example.org/v1/t", viewed)] } };
  const drop = page.getByLabel("HAR, CSV or NDJSON file");
  await drop.setInputFiles({ name: "broken.har", mimeType: "application/json", buffer: Buffer.from('{"log":{') });
  await page.getByRole("button", { name: "Make the audit" }).click();
  await expect(page.getByText("This is not a whole HAR file.")).toBeVisible();
  await drop.setInputFiles({
    name: "site.har",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(har)),
  });
  await page.getByLabel("Language of the audit").selectOption({ label: "French" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Make the audit" }).click(),
  ]);
  const audit = readFileSync(await download.path(), "utf8");
  expect(audit).toContain("Données personnelles en clair (1)");
  expect(audit).not.toContain("ada@example.org");
});
