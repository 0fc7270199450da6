import { expect, openAs, test } from "../journey.ts";
import { join, signIn } from "../steps/person.ts";

test("signing out everywhere ends the session of every browser, this one too", async ({ page }) => {
  const person = await join(page, "Solene Roux", "editor");
  const second = await openAs(page, undefined);
  await signIn(second, person);

  await second.goto("/en/boutique/settings/account");
  await expect(second.getByRole("table", { name: "Where you are signed in" }).getByRole("row")).toHaveCount(3);
  await second.getByRole("button", { name: "Sign out everywhere" }).click();
  const question = second.getByRole("dialog", { name: "Sign out everywhere?" });
  await question.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(second).toHaveURL(/\/en\/sign-in/);

  await person.page.goto("/en/boutique/plan");
  await expect(person.page).toHaveURL(/\/en\/sign-in\?next=/);
  await person.page.getByLabel("E-mail").fill(person.email);
  await person.page.getByLabel("Password").fill("not the password at all");
  await person.page.getByRole("button", { name: "Sign in" }).click();
  await expect(
    person.page
      .getByRole("alert")
      .or(person.page.getByText(/do not match|wrong|not right/i))
      .first(),
  ).toBeVisible();
  await person.page.getByLabel("Password").fill(person.password);
  await person.page.getByRole("button", { name: "Sign in" }).click();
  // Back where one wanted to be.
  await expect(person.page).toHaveURL(/\/en\/boutique\/plan$/);

  await person.page.context().close();
  await second.context().close();
});
