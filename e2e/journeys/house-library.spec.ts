import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { createProject, createShop } from "../steps/project.ts";

test("a part of a plan is kept for the house, starts another project as a branch, and its next version is offered", async ({
  page,
}) => {
  const shop = await createShop(page, "House shop");
  const other = await createProject(page, "Next shop");
  const event = "Order Completed";

  await test.step("an event is saved, with what it refers to", async () => {
    await page.goto(`/en/${shop}/plan/templates`);
    await page.getByRole("link", { name: "Save as template" }).first().click();
    await page.getByLabel("Name (English)").fill("Buying");
    await page.getByRole("searchbox", { name: "Search what to take" }).fill(event);
    await page
      .getByRole("group", { name: /^Events/ })
      .getByRole("checkbox", { name: /^Order completed/ })
      .check();
    await expect(page.getByRole("region", { name: "Also takes" })).toContainText("Metrics");
    await page.getByRole("button", { name: "Save template" }).click();
    await page.waitForURL(/\/templates\/house\/hst_/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buying");
  });
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  await test.step("it is applied to another project as a branch, which is merged", async () => {
    await page.goto(`/en/${other}/plan/templates?search=buying`);
    await page.getByRole("link", { name: "See Buying" }).click();
    await page.getByRole("button", { name: /^Write to a branch: \d+ changes$/ }).click();
    await page.waitForURL(new RegExp(`/en/${other}/plan/branches/buying-v1$`));
    await page.getByRole("button", { name: "Merge into main" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Merge into main" }).click();
    await expect(page.getByText("This branch was merged into main.")).toBeVisible();
  });

  await test.step("its next version is offered, and becomes a branch in turn", async () => {
    const { post } = openApi(page, shop);
    await post("/house-templates", { template: id, name: { en: "Buying" }, notes: "All of the shop", take: "all" });
    await page.goto(`/en/${other}/plan/templates`);
    await expect(page.getByText("Version 2 of Buying is there")).toBeVisible();
    await page.getByRole("link", { name: "See what changes" }).click();
    await expect(page.getByRole("heading", { name: /^Bring version 2 to/ })).toBeVisible();
    await page.getByRole("button", { name: /^Write to a branch/ }).click();
    await page.waitForURL(new RegExp(`/en/${other}/plan/branches/buying-v2$`));
  });
});
