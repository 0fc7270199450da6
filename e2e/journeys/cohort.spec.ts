import { expect, test } from "../journey.ts";
import { chooseEvent, expectCount, saveCohort } from "../steps/analysis.ts";
import { monthOfShop } from "../steps/traffic.ts";

test("a cohort shows its count and some members while it is built, and nothing is saved before it is said", async ({
  page,
}) => {
  const slug = monthOfShop();
  await page.goto(`/en/${slug}/cohorts`);
  await page.getByRole("link", { name: "New cohort" }).click();
  await chooseEvent(page, page, "Event", "Product added");
  await expectCount(page, 12);
  const now = page.getByRole("complementary", { name: "Who is in it now" });
  await expect(now.getByRole("listitem")).toHaveCount(5);
  await expect(now).toContainText("people of 24 known (50%)");

  // What is being built stands in the address, so that a reload loses nothing.
  await page.getByLabel("Value", { exact: true }).fill("2");
  await expectCount(page, 0);
  await page.reload();
  await expectCount(page, 0);
  await page.getByLabel("Value", { exact: true }).fill("1");
  await expectCount(page, 12);

  await page.getByRole("button", { name: "Add a condition" }).last().click();
  await page.getByRole("menuitem", { name: "A property of the person" }).click();
  const condition = page.locator("[data-criterion=property]");
  await condition.getByRole("button", { name: /^Property:/ }).click();
  await page.getByRole("option", { name: /^plan/ }).click();
  await condition.getByLabel("Value").selectOption("pro");
  await expectCount(page, 4);
  await expect(now.getByRole("listitem")).toHaveText(["person-02", "person-08", "person-14", "person-20"]);

  const other = await page.context().newPage();
  await other.goto(`/en/${slug}/cohorts?search=Pro`);
  await expect(other.getByText("No cohort fits")).toBeVisible();

  await saveCohort(page, "Pro with a basket");
  await expectCount(page, 4);
  await other.goto(`/en/${slug}/cohorts?search=Pro`);
  const row = other.getByRole("row").filter({ hasText: "Pro with a basket" });
  await expect(row.locator("[data-size]")).toHaveText("4");
  await other.close();

  const csv = await page.request.get(`${page.url()}/members?format=csv`);
  expect((await csv.text()).trim().split(/\r?\n/)).toHaveLength(5);
});
