import { expect, test } from "../journey.ts";
import { linkSentTo } from "../steps/mail.ts";
import { join } from "../steps/person.ts";
import { panelOf } from "../steps/plan.ts";
import { createShop, saved } from "../steps/project.ts";

// Whoever prepared the shop changed it too, and may be told of only now.
const CHANGED = /^Ondine Marchand changed Order Completed on main\./;

test("somebody follows an event, is told under the bell when it changes, gets the letter of the day and ends it signed out", async ({
  page,
}) => {
  const slug = await createShop(page, "Followed");
  const lucie = await join(page, "Lucie Morel", "viewer");
  const theirs = lucie.page;

  await theirs.goto(`/en/${slug}/plan`);
  await theirs.getByRole("gridcell", { name: "Order Completed" }).first().click();
  const follow = panelOf(theirs, "Order Completed").getByRole("button", { name: "Follow Order Completed" });
  await expect(follow).toBeEnabled();
  await follow.click();
  await expect(follow).toHaveAttribute("aria-pressed", "true");

  await page.goto(`/en/${slug}/plan`);
  await page.getByRole("gridcell", { name: "Order Completed" }).first().click();
  const owner = panelOf(page, "Order Completed").getByLabel("Owner", { exact: true });
  await owner.fill("Growth");
  await owner.press("Enter");
  await saved(page);

  // What is told is told within seconds.
  const told = theirs.getByRole("link", { name: CHANGED });
  await expect(async () => {
    await theirs.goto(`/en/${slug}/notifications`);
    await expect(told).toBeVisible({ timeout: 1000 });
  }).toPass();
  await theirs.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  const bell = theirs.getByRole("region", { name: "Notifications" });
  await expect(bell.getByRole("link", { name: CHANGED })).toBeVisible();
  await bell.getByRole("link", { name: "Settings" }).click();

  await expect(theirs.getByRole("rowheader", { name: "Order Completed" })).toBeVisible();
  await theirs.getByRole("button", { name: "Send it to me now" }).click();
  await expect(theirs.getByText("The letter was handed to the mail server.")).toBeVisible();

  await theirs.context().clearCookies();
  await theirs.goto(await linkSentTo(lucie.email, /http:\S+\/fewer-letters\/\S+/));
  await theirs.getByRole("button", { name: "End the letter of the day" }).click();
  await expect(theirs.getByText("From now on you get no letter of the day.")).toBeVisible();
});
