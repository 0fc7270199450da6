import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";

test("a second editor's late save is refused for the field both changed, and nothing typed is lost", async ({
  page,
}) => {
  const slug = await createShop(page, "Two editors");
  const editor = await join(page, "Edgar Petit", "editor");

  for (const each of [page, editor.page]) {
    await each.goto(`/en/${slug}/plan`);
    await each.getByRole("gridcell", { name: "Product Added" }).first().click();
    await expect(panelOf(each, "Product Added").getByLabel("Name", { exact: true })).toHaveValue("Product Added");
  }
  const mine = panelOf(page, "Product Added");
  const theirs = panelOf(editor.page, "Product Added");

  // Different fields of the same event: both are kept, though the second save stands on an older revision.
  await mine.getByLabel("Owner", { exact: true }).fill("Basket team");
  await mine.getByLabel("Owner", { exact: true }).press("Enter");
  await saved(page);
  await theirs.getByLabel("Category").selectOption({ label: "Account" });
  await saved(editor.page);
  await expect(theirs.getByLabel("Owner", { exact: true })).toHaveValue("Basket team");
  await expect(theirs.getByRole("alert")).toHaveCount(0);

  // The same field: refused, with both values side by side.
  const description = "Description";
  await mine.getByRole("group", { name: description }).getByLabel("English").fill("What the first one wrote.");
  await mine.getByLabel("Owner", { exact: true }).focus();
  await saved(page);
  const second = theirs.getByRole("group", { name: description }).getByLabel("English");
  await second.fill("What the second one wrote.");
  await theirs.getByLabel("Owner", { exact: true }).focus();
  const refusal = theirs.getByRole("alert");
  await expect(refusal).toContainText("Ondine Marchand changed this meanwhile");
  await expect(refusal).toContainText("What the first one wrote.");
  await expect(refusal).toContainText("What the second one wrote.");

  await page.reload();
  await expect(mine.getByRole("group", { name: description }).getByLabel("English")).toHaveValue(
    "What the first one wrote.",
  );
  await refusal.getByRole("button", { name: "Put yours" }).click();
  await expect(refusal).toHaveCount(0);
  await saved(editor.page);
  await page.reload();
  await expect(mine.getByRole("group", { name: description }).getByLabel("English")).toHaveValue(
    "What the second one wrote.",
  );
  await expect(mine.getByLabel("Category")).toHaveText(/Account/);
  await expect(mine.getByLabel("Owner", { exact: true })).toHaveValue("Basket team");
  await editor.page.context().close();
});
