import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";

const BRANCH = "payment-of-orders";

/** Changes the owner of an event on the branch. */
async function setOwner(page: Page, slug: string, owner: string): Promise<void> {
  await page.goto(`/en/${slug}/plan?branch=${BRANCH}`);
  await page.getByRole("gridcell", { name: "Order Completed" }).first().click();
  const field = panelOf(page, "Order Completed").getByLabel("Owner", { exact: true });
  await field.fill(owner);
  await field.press("Enter");
  await saved(page);
}

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Says a verdict in the window that asks for it. */
async function say(page: Page, verdict: string, why: string): Promise<void> {
  await act(page, verdict);
  const dialog = page.getByRole("dialog", { name: `Your verdict on ${BRANCH}` });
  await dialog.getByLabel("Comment").fill(why);
  await dialog.getByRole("button", { name: verdict }).click();
  await expect(dialog).toBeHidden();
}

test("two people review a branch: asked, spoken of, sent back, edited, approved and merged into a protected main", async ({
  page,
}) => {
  const slug = await createShop(page, "Reviewed");
  const nina = await join(page, "Nina Sabatier", "editor");
  const theirs = nina.page;

  await page.goto(`/en/${slug}/settings/reviews`);
  await page.getByLabel("Approvals a branch needs").selectOption({ label: "1 approval" });
  await page.getByLabel("main changes only through reviews").check();
  await act(page, "Save the rules");
  await expect(page.getByText("Saved.")).toBeVisible();

  // Nothing is edited on main any more: the way is a branch.
  await theirs.goto(`/en/${slug}/plan`);
  await expect(theirs.getByText("main of this project changes only through reviews.")).toBeVisible();
  await theirs.getByRole("link", { name: "Make a branch" }).click();
  await theirs.getByLabel("What the new branch is about").fill("Payment of orders");
  await act(theirs, "Create the branch");
  await theirs.waitForURL(new RegExp(`branch=${BRANCH}$`));
  await setOwner(theirs, slug, "Payments");

  const review = `/en/${slug}/plan/branches/${BRANCH}`;
  await theirs.goto(review);
  await act(theirs, "Ask for a review");
  await expect(theirs.getByText("Waiting for a review.")).toBeVisible();

  // The reviewer is told, comments on the field and sends it back.
  await page.goto(`/en/${slug}/plan`);
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await page.getByRole("link", { name: /Nina Sabatier asks you to review payment-of-orders/ }).click();
  await expect(page).toHaveURL(new RegExp(`${review}$`));
  await page.getByRole("button", { name: "Comment", exact: true }).first().click();
  const form = page.getByRole("form", { name: "Your comment" });
  await form.getByLabel("About").selectOption({ label: "Owner" });
  await form.getByLabel("Your comment").pressSequentially("Who is that, @Nin");
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("Your comment")).toHaveValue("Who is that, @Nina Sabatier ");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("region", { name: "Thread about Owner" })).toContainText("@Nina Sabatier");
  await say(page, "Request changes", "Name the team.");
  await expect(page.getByText("A reviewer asked for changes.")).toBeVisible();

  await theirs.goto(review);
  await theirs.getByRole("button", { name: "Notifications, 2 unread" }).click();
  await expect(theirs.getByRole("link", { name: /mentioned you in a comment/ })).toBeVisible();
  await theirs.keyboard.press("Escape");
  await setOwner(theirs, slug, "Orders");
  await theirs.goto(review);
  await act(theirs, "Ask for another look");
  await expect(theirs.getByText("Waiting for a review.")).toBeVisible();
  await expect(theirs.getByText("You made or edited this branch: somebody else must approve it.")).toBeVisible();

  await page.goto(review);
  await say(page, "Approve", "");
  await expect(page.getByText("Approved as it stands.")).toBeVisible();

  // An edit ends the approval; it stays in the history, and is given again.
  await setOwner(theirs, slug, "Orders team");
  await page.reload();
  await expect(page.getByText("Waiting for a review.")).toBeVisible();
  await expect(page.getByText("An edit by Nina Sabatier ended the approval of Ondine Marchand")).toBeVisible();
  await expect(page.getByRole("button", { name: "Merge into main" })).toHaveCount(0);
  await say(page, "Approve", "");

  await theirs.goto(review);
  await act(theirs, "Merge into main");
  await theirs
    .getByRole("dialog", { name: `Merge ${BRANCH} into main?` })
    .getByRole("button", { name: "Merge into main" })
    .click();
  await expect(theirs.getByText("This branch was merged into main.")).toBeVisible();
  await theirs.goto(`/en/${slug}/plan`);
  await theirs.getByRole("gridcell", { name: "Order Completed" }).first().click();
  await expect(panelOf(theirs, "Order Completed").getByLabel("Owner", { exact: true })).toHaveValue("Orders team");
  await theirs.context().close();
});
