import { expect, test } from "../journey.ts";
import { DOT } from "../steps/picture.ts";
import { createProject, saved } from "../steps/project.ts";

test("a new project starts from the template of its trade, and a picture shows where an event fires", async ({
  page,
}) => {
  const slug = await createProject(page, "Started");
  await page.goto(`/en/${slug}/plan`);

  await test.step("the template is read, then applied", async () => {
    await page.getByRole("link", { name: "Start from a template" }).click();
    await page.getByRole("link", { name: "See what it holds (SaaS)" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("SaaS");
    await page.getByRole("radio", { name: /^Directly on main/ }).check();
    await page.getByRole("button", { name: /^Apply: \d+ changes$/ }).click();
    await page.waitForURL(new RegExp(`/en/${slug}/plan$`));
    await expect(page.getByRole("grid").getByRole("row").nth(10)).toBeVisible();
    await page.goto(`/en/${slug}/plan/findings`);
    await expect(page.getByText("The rules find nothing")).toBeVisible();
  });

  await test.step("a place with its picture", async () => {
    await page.goto(`/en/${slug}/plan`);
    await page.getByRole("row").nth(1).getByRole("gridcell").first().click();
    const panel = page.getByRole("complementary");
    const places = panel.getByRole("region", { name: "Places where it fires" });
    await places.getByLabel("Where and when, in a few words").fill("On the page of prices");
    await places.getByLabel("Where and when, in a few words").press("Enter");
    await saved(page);
    const place = places.locator("summary").filter({ hasText: "On the page of prices" });
    await places
      .getByLabel(/^Add a picture/)
      .filter({ visible: true })
      .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: DOT });
    const picture = places.locator("img");
    await expect(picture).toHaveCount(1);
    await saved(page);
    await page.reload();
    await place.click();
    await expect(picture).toHaveJSProperty("naturalWidth", 1);
  });
});
