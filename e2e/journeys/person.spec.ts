import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { type Call, createSourceByHand, send, stored } from "../steps/source.ts";

const TRIAL: Call = { type: "identify", userId: "person-42", traits: { plan: "trial", country: "FR" } };

test("a value that breaks the plan is held: the person shows it, and stays in the cohort they were in", async ({
  page,
}) => {
  const slug = await createShop(page, "Held");
  const { key } = await createSourceByHand(page, slug, "Web shop");
  await send(key, [TRIAL, { type: "identify", userId: "person-43", traits: { plan: "pro" } }]);
  await send(key, [{ type: "identify", userId: "person-42", traits: { plan: 42 } }]);
  await expect(page.getByRole("region", { name: "What arrives" }).locator("[data-verdict]")).toHaveCount(3);
  await stored();

  const trial = JSON.stringify({ kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } });
  await page.goto(`/en/${slug}/cohorts/new?q=${encodeURIComponent(trial)}`);
  const now = page.getByRole("complementary", { name: "Who is in it now" });
  await expect(now.locator("[data-count]")).toHaveAttribute("data-count", "1");
  await now.getByRole("link", { name: "person-42" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("person-42");
  const profile = page.getByRole("table", { name: "Profile" });
  await expect(profile.getByRole("row").filter({ hasText: "plan" })).toContainText("trial");
  const held = page.getByRole("table", { name: "Held traits" });
  await expect(held.getByRole("row")).toHaveCount(2);
  await expect(held.getByRole("row").last()).toContainText("42");

  // Payloads are asked for one by one.
  const last = page.getByRole("listitem").filter({ hasText: "1 trait held" });
  await last.getByText("identify").click();
  await expect(last.getByRole("region", { name: "Payload" })).toContainText('"plan": 42');

  await page.getByRole("navigation").getByRole("link", { name: "People" }).click();
  await page.getByRole("searchbox", { name: "User id or anonymous id" }).fill("PERSON-43");
  await page.getByRole("search").getByRole("button", { name: "Search" }).click();
  const list = page.getByRole("table", { name: "People" });
  await expect(list.getByRole("row")).toHaveCount(2);
  await list.getByRole("link", { name: "person-43" }).click();
  await expect(page.getByText("Nothing was held back.")).toBeVisible();
});
