import { expect, test } from "../journey.ts";
import { eventId, openApi } from "../steps/api.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";
import { createSource } from "../steps/source.ts";

test("the schema of an event is a view of its controls, a source may send otherwise, and a field says who wrote it and why", async ({
  page,
}) => {
  const slug = await createShop(page, "Detailed");
  await createSource(page, slug, "Web shop");
  const id = await eventId(page, slug, "Product Searched");
  const { edit } = openApi(page, slug);
  const renamed = { command: "updateEvent", id, changes: { owner: "Discovery" } };
  await edit("main", [renamed], "The team has another name.");
  const panel = panelOf(page, "Product Searched");
  const schema = panel.getByRole("region", { name: "JSON Schema of its properties" }).first();
  const fromShop = panel.getByRole("group", { name: "Presence per source" }).getByRole("combobox");
  const openQuery = async () => {
    await panel.getByRole("button", { name: /^Properties/ }).click();
    await panel.getByRole("button", { name: "query", exact: true }).click();
  };

  await test.step("what a control says stands in the schema", async () => {
    await page.goto(`/en/${slug}/plan?event=${id}`);
    await openQuery();
    await panel.getByLabel("Greatest length").fill("20");
    await panel.getByLabel("Greatest length").press("Enter");
    await saved(page);
    await fromShop.selectOption({ label: "Not sent" });
    await saved(page);
    await panel.getByRole("button", { name: "Code", exact: true }).click();
    await expect(schema).toContainText('"maxLength": 20');
  });

  await test.step("what the schema says stands in the control", async () => {
    await panel.getByRole("button", { name: "Edit", exact: true }).click();
    const text = panel.getByLabel("JSON Schema of the event");
    await text.fill((await text.inputValue()).replace('"maxLength": 20', '"maxLength": 12'));
    await panel.getByRole("button", { name: "Show what changes" }).click();
    await expect(panel.getByRole("region", { name: "What changes" })).toContainText("breaking");
    await panel.getByRole("button", { name: "Apply" }).click();
    await expect(schema).toContainText('"maxLength": 12');
    await openQuery();
    await expect(panel.getByLabel("Greatest length")).toHaveValue("12");
    await expect(fromShop).toHaveValue("never");
  });

  await test.step("who wrote a field, when and why", async () => {
    await panel.getByRole("button", { name: "Definition", exact: true }).click();
    await panel.getByRole("button", { name: "Earlier values of Owner", exact: true }).click();
    const moments = page.getByRole("dialog").getByRole("listitem");
    await expect(moments.first()).toContainText("Discovery");
    await expect(moments.first()).toContainText(/Preparation, .*\d{4}/);
    await expect(moments.first()).toContainText("Because: The team has another name.");
    await expect(moments.last()).toContainText("Search");
  });
});
