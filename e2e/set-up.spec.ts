import { installation, OWNER, OWNER_STATE } from "./installation/installation.ts";
import { expect, test } from "./journey.ts";
import { makeMonth } from "./steps/traffic.ts";

test.use({ storageState: { cookies: [], origins: [] } });

test("the first visit sets up the installation, for whoever holds the token of the log", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/en\/set-up$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Gabarit");

  await page.getByLabel("Set-up token").fill("a guess of forty characters, not the token");
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByLabel("Workspace").fill("Atelier");
  await page.getByLabel("Project").fill("Boutique");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Paris");
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page.getByText("This is not the set-up token in the log of the latest start.")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue(OWNER.name);
  await expect(page.getByLabel("Set-up token")).toBeFocused();

  await page.goto(`/en/set-up?token=${installation().setUpToken}`);
  await expect(page.getByLabel("Set-up token")).toHaveValue(installation().setUpToken);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill("ondine");
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByLabel("Workspace").fill("Atelier");
  await page.getByLabel("Project").fill("Boutique");
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page.getByText("This is no e-mail address")).toBeVisible();
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page).toHaveURL(/\/en\/boutique$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Boutique");
  await page.context().storageState({ path: OWNER_STATE });

  // The page is closed for good: the token died with its use.
  await page.goto(`/en/set-up?token=${installation().setUpToken}`);
  await expect(page).toHaveURL(/\/en\/boutique$/);
});

test.describe("once set up", () => {
  test.use({ storageState: OWNER_STATE });
  test("a month of a shop arrives", async ({ page }) => {
    await makeMonth(page);
  });
});
