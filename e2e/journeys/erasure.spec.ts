import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource, send, stored } from "../steps/source.ts";

test("a person is erased: the receipt counts what went, their cohort is one fewer, the audit log says who did it", async ({
  page,
}) => {
  const slug = await createShop(page, "Erased");
  const { key } = await createSource(page, slug, "Web shop");
  const identify = (userId: string) => ({
    type: "identify" as const,
    userId,
    traits: { plan: "trial", country: "FR" },
  });
  await send(key, [
    identify("leaver-1"),
    identify("stayer-1"),
    { type: "track", event: "Never Planned", userId: "leaver-1" },
  ]);
  await stored();
  const trial = JSON.stringify({ kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } });
  const cohort = `/en/${slug}/cohorts/new?q=${encodeURIComponent(trial)}`;
  const count = page.getByRole("complementary", { name: "Who is in it now" }).locator("[data-count]");
  await page.goto(cohort);
  await expect(count).toHaveAttribute("data-count", "2");

  await page.goto(`/en/${slug}/people?search=leaver-1`);
  await page.getByRole("table", { name: "People" }).getByRole("link", { name: "leaver-1" }).click();
  await page.getByRole("link", { name: "Erase this person…" }).click();
  const form = page.getByRole("form", { name: /^Erase person \d+$/ });
  await expect(form).toContainText("2 events under 1 id");
  const heading = await form.getByRole("heading").textContent();
  const number = /\d+/.exec(heading ?? "")?.[0] ?? "";
  const again = form.getByLabel(`The number ${number} once more`);
  await again.fill("0");
  await form.getByRole("button", { name: "Erase for good" }).click();
  await expect(form.getByText("Nothing was erased.")).toBeVisible();
  await again.fill(number);
  await form.getByRole("button", { name: "Erase for good" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Receipt of an erasure");
  await expect(page.locator("[data-state]")).not.toHaveAttribute("data-state", "running");
  await expect(page.locator('[data-removed="received"]')).toHaveText("2");
  await expect(page.locator('[data-removed="people"]')).toHaveText("1");
  await expect(page.getByRole("main")).not.toContainText("leaver-1");

  await page.getByRole("link", { name: "All receipts" }).click();
  await page.getByRole("searchbox", { name: "User id or anonymous id" }).fill("leaver-1");
  await page.getByRole("search").getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("table", { name: "Receipts" }).getByRole("row")).toHaveCount(2);

  await page.goto(cohort);
  await expect(count).toHaveAttribute("data-count", "1");
  await page.goto(`/en/${slug}/settings/audit`);
  await expect(page.getByRole("row").filter({ hasText: "erased a person of the product" })).toHaveCount(1);
  await page.goto(`/en/${slug}/people?search=leaver-1`);
  await expect(page.getByText("leaver-1")).toHaveCount(0);
});
