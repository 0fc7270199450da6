import { expect, test } from "../journey.ts";
import { eventId, openApi } from "../steps/api.ts";
import { createShop, saved } from "../steps/project.ts";

const BRANCH = "house-rules";

test("a naming rule of the house is set, what breaks it is mended with one click on a branch, or let pass for a while", async ({
  page,
}) => {
  const slug = await createShop(page, "House rules");
  const searched = await eventId(page, slug, "Product Searched");
  const { get, post } = openApi(page, slug);
  await post("/branches", { name: BRANCH, title: "House rules" });
  const at = (part: string) => `/en/${slug}/plan/${part}?branch=${BRANCH}`;
  const findingOf = (event: string) => page.getByRole("listitem").filter({ hasText: `Rename to ${event}` });

  await test.step("the rule", async () => {
    await page.goto(at("settings"));
    const standards = page.getByRole("region", { name: "Standards" });
    await standards
      .locator("summary")
      .filter({ hasText: /^Events$/ })
      .click();
    await standards.getByLabel("Case", { exact: true }).filter({ visible: true }).selectOption("snake_case");
    await saved(page);
  });

  await test.step("mended where it is found, as an edit of the branch", async () => {
    await page.goto(at("findings"));
    await expect(page.getByRole("button", { name: /^Rename to / })).toHaveCount(4);
    // A click that comes before the page listens does nothing: it is made again.
    await expect(async () => {
      const mend = findingOf("product_added").getByRole("button", { name: "Rename to product_added" });
      if (await mend.isEnabled({ timeout: 1_000 }).catch(() => false)) await mend.click({ timeout: 1_000 });
      await expect(findingOf("product_added")).toHaveCount(0, { timeout: 5_000 });
    }).toPass();
    await saved(page);
    const names = async (branch: string) => {
      const { plan } = await get(`/plan?branch=${branch}`);
      return (plan as { readonly events: readonly { readonly name: string }[] }).events.map(({ name }) => name);
    };
    expect(await names(BRANCH)).toContain("product_added");
    expect(await names("main")).not.toContain("product_added");
  });

  await test.step("let pass with a reason, until a day", async () => {
    await page.goto(at("settings"));
    const passed = page.getByRole("region", { name: "Findings let pass" });
    await passed.getByLabel("Code of the rule and id of the object").fill(`event_naming ${searched}`);
    await passed.getByLabel("Code of the rule and id of the object").press("Enter");
    await passed.getByLabel("Reason").fill("The search is bought and names its own events.");
    await passed.getByLabel("Until").fill("2099-12-31");
    await passed.getByLabel("Until").press("Enter");
    await saved(page);
    await page.goto(at("findings"));
    await expect(page.getByText("1 more is let pass by the plan’s standards")).toBeVisible();
    await expect(findingOf("product_searched")).toHaveCount(0);
  });
});
