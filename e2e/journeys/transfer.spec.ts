import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { createProject } from "../steps/project.ts";

test("an owner hands the workspace over and keeps an access with an end, until it is handed back", async ({ page }) => {
  const slug = await createProject(page, "Handed over");
  const client = await join(page, "Clara Petit", "editor");
  const settings = `/en/${slug}/settings`;

  await test.step("the whole workspace is one file, which says what it holds before it is opened", async () => {
    await page.goto(`${settings}/workspace`);
    // Everything that all journeys have made, with its events: on a busy machine it takes its time.
    const timeout = 180_000;
    let file = "";
    // While another journey releases held events an archive ends early, and is asked for again.
    await expect(async () => {
      const taken = page.waitForEvent("download", { timeout: timeout / 3 });
      taken.catch(() => undefined);
      await page.getByRole("button", { name: "Download the archive" }).click();
      await expect(page.getByText(/^The archive is whole:/)).toBeVisible({ timeout: timeout / 3 });
      file = await (await taken).path();
    }).toPass({ timeout });
    await page.getByLabel("Choose an archive, or drop it here").setInputFiles(file);
    const archive = page.getByRole("main");
    await expect(archive.getByText(/^Atelier, taken out on /)).toBeVisible({ timeout });
    await expect(archive.getByRole("listitem").filter({ hasText: `(${slug}, here ` })).toContainText("Handed over");
    await expect(archive.getByRole("button", { name: "Open as a new workspace" })).toBeVisible();
  });

  await test.step("the offer needs the workspace's name, and waits", async () => {
    await page.getByRole("button", { name: /^Hand over the workspace/ }).click();
    const form = page.getByRole("form", { name: "Hand over the workspace" });
    await form.getByLabel("E-mail of the new owner").fill(client.email);
    await form.getByLabel("Your last day of access").fill("2099-12-31");
    await form.getByLabel(/^Type the workspace’s name/).fill("something else");
    await form.getByRole("button", { name: "Offer the workspace" }).click();
    await expect(form.getByText("Type the workspace’s name as it stands: Atelier.")).toBeVisible();
    await form.getByLabel(/^Type the workspace’s name/).fill("Atelier");
    await form.getByRole("button", { name: "Offer the workspace" }).click();
    await expect(page.getByText("The workspace is being handed over")).toBeVisible();
  });

  await test.step("the new owner is told on every page, and accepts", async () => {
    await client.page.goto(`/en/${slug}/plan`);
    await client.page.getByRole("link", { name: "Look at the offer" }).click();
    await client.page.getByRole("button", { name: "Become the owner" }).click();
    await client.page.getByRole("dialog").getByRole("button", { name: "Become the owner" }).click();
    await expect(client.page.getByText("You are the owner of this workspace now.")).toBeVisible();
  });

  await test.step("the former owner is an admin until that day, and is made an owner again", async () => {
    await client.page.goto(`${settings}/members`);
    const former = client.page.getByRole("row", { name: /Ondine/ });
    await expect(former.getByText("Dec 31, 2099")).toBeVisible();
    await former.getByLabel(/^Role of/).selectOption("owner");
    await expect(client.page.getByText(/is now owner/)).toBeVisible();
    await former.getByRole("button", { name: "End of access" }).click();
    const dialog = client.page.getByRole("dialog");
    await expect(dialog.getByLabel("Last day of access")).toHaveValue("2099-12-31");
    await dialog.getByLabel("Last day of access").fill("");
    await dialog.getByRole("button", { name: "Save the date" }).click();
    await expect(former.getByText("no end")).toBeVisible();
  });

  await test.step("the client steps back", async () => {
    await page.goto(`${settings}/members`);
    const row = page.getByRole("row", { name: /Clara Petit/ });
    await row.getByLabel(/^Role of/).selectOption("viewer");
    await expect(page.getByText("Clara Petit is now viewer.")).toBeVisible();
  });

  await client.page.context().close();
});
