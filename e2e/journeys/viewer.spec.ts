import type { APIResponse, Page, Request } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";

// The forged requests are answered with errors, which is the point.
test.use({ expectedComplaints: [/status of (403|404|500)/] });

/** An edit is saved on top of a revision; what is typed is looked at for findings without one. */
const SAVING = /^\["[^"]*","[^"]*",\d/;

/** The request with which an edit is saved, as the owner's browser sends it. */
function savingRequest(page: Page): Promise<Request> {
  return page.waitForRequest((request) => "next-action" in request.headers() && SAVING.test(request.postData() ?? ""));
}

/** The same request once more, with the cookies of another browser. */
async function forged(page: Page, request: Request): Promise<APIResponse> {
  const headers = await request.allHeaders();
  const kept = ["next-action", "content-type", "accept", "origin", "next-router-state-tree"];
  return page.request.post(request.url(), {
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
    data: request.postData() ?? "",
  });
}

test("a viewer reads everything and can change nothing, not even by forging an editor's request", async ({ page }) => {
  const slug = await createShop(page, "Viewed");
  const viewer = await join(page, "Vera Leroy", "viewer");

  await test.step("the plan is there to read", async () => {
    await viewer.page.goto(`/en/${slug}/plan`);
    await expect(viewer.page.getByRole("grid")).toHaveAttribute("aria-readonly", "true");
    await expect(viewer.page.getByRole("button", { name: "New event" })).toHaveCount(0);
    await viewer.page.keyboard.press("c");
    await expect(viewer.page.getByRole("dialog")).toHaveCount(0);
    await viewer.page.getByRole("gridcell", { name: "Order Completed" }).first().click();
    const panel = panelOf(viewer.page, "Order Completed");
    await expect(panel.getByLabel("Name", { exact: true })).toBeDisabled();
    await expect(panel.getByRole("button", { name: "Actions on Order Completed" })).toHaveCount(0);
    await panel.getByRole("button", { name: /^Properties/ }).click();
    await expect(panel.getByLabel("Name of the new property")).toHaveCount(0);
  });

  await test.step("nothing to publish, make or see that needs a higher role", async () => {
    await viewer.page.goto(`/en/${slug}/versions`);
    await expect(viewer.page.getByRole("button", { name: /^Publish/ })).toHaveCount(0);
    await viewer.page.goto(`/en/${slug}/sources`);
    await expect(viewer.page.getByRole("link", { name: "New source" })).toHaveCount(0);
    await viewer.page.goto(`/en/${slug}/sources/new`);
    await expect(viewer.page.getByText("Only editors and above see this. You are viewer.")).toBeVisible();
    await viewer.page.goto(`/en/${slug}/settings/tokens`);
    await expect(viewer.page.getByText("Only admins and above see this. You are viewer.")).toBeVisible();
    await viewer.page.goto(`/en/${slug}/settings/members`);
    await expect(viewer.page.getByRole("form", { name: "Invitations" })).toHaveCount(0);
  });

  await test.step("an editor's own request, sent with the viewer's cookies, is refused", async () => {
    await page.goto(`/en/${slug}/plan`);
    await page.getByRole("gridcell", { name: "Product Searched" }).first().click();
    const owner = panelOf(page, "Product Searched").getByLabel("Owner", { exact: true });
    await owner.fill("Marketing");
    const saving = savingRequest(page);
    await owner.press("Enter");
    const request = await saving;
    await saved(page);
    await owner.fill("Search");
    await owner.press("Enter");
    await saved(page);
    await page.reload();
    await expect(owner).toHaveValue("Search");

    // The owner's own cookies pass, only too late; the viewer's do not.
    expect((await forged(page, request)).status()).toBe(200);
    expect((await forged(viewer.page, request)).status()).toBeGreaterThanOrEqual(400);
    await page.reload();
    await expect(owner).toHaveValue("Search");
  });

  await viewer.page.context().close();
});
