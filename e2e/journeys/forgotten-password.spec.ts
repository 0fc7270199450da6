import { expect, openAs, test } from "../journey.ts";
import { linkSentTo } from "../steps/mail.ts";
import { joinByHand, signIn } from "../steps/person.ts";

test("a forgotten password is replaced through a link in a letter, which works once", async ({ page }) => {
  const person = await joinByHand(page, "Odile Faure", "viewer");
  const forgetful = await openAs(page, undefined);
  await forgetful.goto("/en/sign-in");
  await forgetful.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(forgetful.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await forgetful.getByLabel("E-mail").fill(person.email);
  await forgetful.getByRole("button", { name: "Send the link" }).click();
  await expect(forgetful.getByText(`If ${person.email} has an account here, the link is on its way.`)).toBeVisible();

  const link = await linkSentTo(person.email, /https?:\/\/\S+\/reset\/\S+/);
  await forgetful.goto(link);
  const password = "another walk along the sea";
  await forgetful.getByLabel("New password").fill(password);
  await forgetful.getByRole("button", { name: "Save and sign in" }).click();
  await forgetful.waitForURL(/\/en\/(?!sign-in)[a-z0-9-]+$/);

  // Every other browser is signed out; the old password and the link are worth nothing any more.
  await person.page.goto("/en/boutique/plan");
  await expect(person.page).toHaveURL(/\/en\/sign-in\?next=/);
  await person.page.goto(link);
  await expect(person.page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await signIn(person.page, { email: person.email, password });
  await person.page.context().close();
  await forgetful.context().close();
});
