import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { createShop, planFile } from "../steps/project.ts";
import { type Call, createSource, send, stored } from "../steps/source.ts";

function added(userId: string, quantity: number): Call {
  return { type: "track", event: "Product Added", userId, properties: { sku: "AB-123", quantity } };
}

test("what was received is judged again under a later version, applied, and taken back under the earlier one", async ({
  page,
}) => {
  const slug = await createShop(page, "Judged again");
  const { key } = await createSource(page, slug, "Web shop");
  await send(key, [added("ada", 12), added("ben", 2)]);
  await stored();
  const { post } = openApi(page, slug);
  const larger = planFile("shop.plan.yaml").replace("maximum: 10", "maximum: 20");
  const { plan } = await post("/import/read?name=shop.plan.yaml", Buffer.from(larger));
  await post("/import", { plan });
  await post("/versions", { notes: "Larger baskets." });

  await page.goto(`/en/${slug}/violations`);
  await page.getByRole("link", { name: "Replays" }).click();
  await expect(page.getByText("Nothing was judged again yet")).toBeVisible();
  await page.getByRole("link", { name: "Judge a range again" }).first().click();
  const form = page.getByRole("form", { name: "Judge a range again" });
  await form.getByLabel("First day").fill("2026-03-02");
  await form.getByLabel("Last day").fill("2026-03-01");
  await form.getByLabel("Event", { exact: true }).fill("Product Added");
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(form.getByText("The last day is before the first.")).toBeVisible();
  await form.getByLabel("First day").fill("");
  await form.getByLabel("Last day").fill("");
  await form.getByRole("button", { name: "Preview" }).click();

  const figure = (effect: string) => page.locator(`[data-effect=${effect}] dd`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Preview under version 2");
  await expect(figure("added")).toHaveText("1");
  await expect(figure("stays")).toHaveText("1");
  await expect(page.getByRole("row").filter({ hasText: "Product Added" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Events that change" })).toContainText('"quantity": 12');
  await page.getByRole("button", { name: "Apply to analysis" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Replay under version 2");
  await expect(figure("added")).toHaveText("1");

  await page.getByRole("link", { name: "Another range" }).click();
  await form.getByLabel("Judged by").selectOption("1");
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(figure("withdrawn")).toHaveText("1");
  await page.goto(`/en/${slug}/replays?search=product`);
  await expect(page.getByRole("row").filter({ hasText: "event Product Added" })).toContainText("version 2");
});
