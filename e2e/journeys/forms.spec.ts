import type { Page } from "@playwright/test";
import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { join } from "../steps/person.ts";
import { createProject } from "../steps/project.ts";
import { createSource } from "../steps/source.ts";

async function withoutScripts(page: Page, use: (bare: Page) => Promise<void>): Promise<void> {
  const context = await page
    .context()
    .browser()
    ?.newContext({
      baseURL: installation().url,
      storageState: { cookies: [], origins: [] },
      javaScriptEnabled: false,
    });
  if (context === undefined) throw new Error("No browser");
  await use(await context.newPage());
  await context.close();
}

test("signing in and changing settings work without scripts, and a refusal keeps what was typed", async ({ page }) => {
  const slug = await createProject(page, "Without scripts");
  const admin = await join(page, "Noscript Simon", "admin");
  await withoutScripts(page, async (bare) => {
    await bare.goto(`/en/${slug}/settings`);
    await bare.getByLabel("E-mail").fill(admin.email);
    await bare.getByLabel("Password").fill("not the password at all");
    await bare.getByRole("button", { name: "Sign in" }).click();
    await expect(bare.getByRole("alert")).toBeVisible();
    await expect(bare.getByLabel("E-mail")).toHaveValue(admin.email);
    await bare.getByLabel("Password").fill(admin.password);
    await bare.getByRole("button", { name: "Sign in" }).click();

    await expect(bare.getByRole("heading", { name: "Project settings" })).toBeVisible();
    await bare.getByLabel("Name", { exact: true }).fill("");
    await bare.getByLabel("Currency").fill("CHF");
    await bare.getByRole("button", { name: "Save the settings" }).click();
    await expect(bare.getByText("Fill this in.")).toBeVisible();
    await expect(bare.getByLabel("Currency")).toHaveValue("CHF");
    await bare.getByLabel("Name", { exact: true }).fill("Sans scripts");
    await bare.getByRole("button", { name: "Save the settings" }).click();
    await expect(bare.getByText("Saved.")).toBeVisible();
    await bare.goto(`/en/${slug}/settings`);
    await expect(bare.getByLabel("Name", { exact: true })).toHaveValue("Sans scripts");
    await expect(bare.getByLabel("Currency")).toHaveValue("CHF");
  });
});

test("settings of a source open in two windows: what both changed is named, and saving again replaces it", async ({
  page,
}) => {
  const slug = await createProject(page, "Two windows");
  const source = await createSource(page, slug, "Web shop");
  const address = `/en/${slug}/sources/${source.slug}`;
  const editor = await join(page, "Fabien Roy", "editor");
  await page.goto(address);
  await editor.page.goto(address);
  const form = (of: Page) => of.getByRole("form", { name: "Rules" });
  const mode = (of: Page) => form(of).getByLabel("Events that do not conform");
  const save = (of: Page) => form(of).getByRole("button", { name: "Save" }).click();

  await mode(editor.page).selectOption("block");
  await save(editor.page);
  await expect(form(editor.page).getByText(/^Saved/)).toBeVisible();

  await mode(page).selectOption("observe");
  await form(page).getByLabel("Name").fill("Boutique");
  await save(page);
  await expect(form(page).getByText(/Somebody else set this to “Block/)).toBeVisible();
  await expect(mode(page)).toHaveValue("observe");
  await expect(form(page).getByLabel("Name")).toHaveValue("Boutique");
  await save(page);
  await expect(form(page).getByText(/^Saved/)).toBeVisible();
  await editor.page.reload();
  await expect(mode(editor.page)).toHaveValue("observe");
});
