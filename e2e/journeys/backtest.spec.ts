import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";
import { createSource, send, stored } from "../steps/source.ts";

const BRANCH = "fewer-of-an-article";

interface PlanEvent {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly properties: readonly { readonly id: string; readonly name: string; readonly type: unknown }[];
}

test("a branch is judged on what was received before anything is published, and takes in what main changed", async ({
  page,
}) => {
  const slug = await createShop(page, "Backtested");
  const { get, edit } = openApi(page, slug);
  const { key } = await createSource(page, slug, "Web shop");
  await send(
    key,
    [1, 2, 9].map((quantity) => ({
      type: "track",
      event: "Product Added",
      userId: `buyer-${quantity}`,
      properties: { sku: "AB-123", quantity },
    })),
  );
  await stored();

  await page.goto(`/en/${slug}/plan/branches`);
  await page.getByLabel("What the new branch is about").fill("Fewer of an article");
  await page.getByRole("button", { name: "Create the branch" }).click();
  await page.waitForURL(new RegExp(`branch=${BRANCH}$`));
  await page.getByRole("gridcell", { name: "Product Added" }).first().click();
  const panel = panelOf(page, "Product Added");
  await panel.getByRole("button", { name: /^Properties/ }).click();
  await panel.getByRole("button", { name: "quantity", exact: true }).click();
  await panel.getByLabel("At most", { exact: true }).fill("5");
  await panel.getByLabel("At most", { exact: true }).press("Enter");
  await saved(page);

  await page.goto(`/en/${slug}/plan/backtest?branch=${BRANCH}`);
  await expect(page.getByText("This branch was not back-tested yet")).toBeVisible();
  await page.getByRole("button", { name: "Start the back-test" }).click();
  const row = page.getByRole("row").filter({ hasText: "Product Added" });
  await expect(row.getByRole("cell").filter({ hasText: /^1$/ }).first()).toBeVisible();
  await expect(page.getByText("Unchanged, conformant").first()).toBeVisible();

  // Nothing was published, and what is stored stays as it was.
  await page.goto(`/en/${slug}/versions`);
  await expect(page.getByRole("link", { name: "Version 2", exact: true })).toHaveCount(0);
  await page.goto(`/en/${slug}/health`);
  await expect(page.getByText("3 received = 3 conformant + 0 violating + 0 unplanned + 0 malformed")).toBeVisible();

  await test.step("the diff shows a call that breaks, and how many such came", async () => {
    await page.goto(`/en/${slug}/plan/branches/${BRANCH}`);
    const change = page.getByRole("listitem").filter({ hasText: "A payload that breaks" });
    await expect(change).toContainText("Received and valid until now: 1 in the last 7 days, 1 in the last 30.");
    await change.locator("summary").click();
    await expect(change.getByRole("region", { name: "A call that was valid before and breaks now" })).toContainText(
      /"quantity": ([6-9]|10)\b/,
    );
  });

  await test.step("what main changed meanwhile is decided field by field, and comes in", async () => {
    const { plan } = await get("/plan");
    const { events } = plan as { readonly events: readonly PlanEvent[] };
    const added = events.find(({ name }) => name === "Product Added");
    const quantity = added?.properties.find(({ name }) => name === "quantity");
    const place = { in: "event", id: added?.id };
    const changes = { constraints: { maximum: 8 } };
    await edit("main", [
      { command: "updateProperty", place, id: quantity?.id, changes },
      { command: "updateEvent", id: added?.id, changes: { owner: "Basket team" } },
    ]);
    await page.reload();
    const form = page.getByRole("form", { name: "Decide each field that both sides changed" });
    await expect(form.getByRole("group")).toHaveCount(1);
    await expect(form.getByRole("group")).toContainText("8");
    const decide = form.getByRole("button", { name: "Bring main’s changes in with these decisions" });
    await expect(decide).toBeDisabled();
    await form.getByRole("radio", { name: /^As on the branch/ }).check();
    await decide.click();
    await expect(page.getByText("The branch has everything main has")).toBeVisible();
    await expect(form).toBeHidden();
    const rebased = (await get(`/plan?branch=${BRANCH}`)).plan as { readonly events: readonly PlanEvent[] };
    const kept = rebased.events.find(({ id }) => id === added?.id);
    expect(kept?.owner).toBe("Basket team");
    expect(kept?.properties.find(({ id }) => id === quantity?.id)?.type).toMatchObject({ maximum: 5 });
  });
});
