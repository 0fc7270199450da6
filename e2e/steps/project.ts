/** Projects of their own for journeys that would disturb each other, made as people make them. */

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { openApi } from "./api.ts";
import { sendBareForm } from "./bare-form.ts";

/** The text of a plan file beside these tests. */
export function planFile(name: string): string {
  return readFileSync(new URL(`../plans/${name}`, import.meta.url), "utf8");
}

const WORKSPACE = "/en/boutique/settings/workspace";

/** A new empty project of the workspace; answers its slug. */
export async function createProject(page: Page, name: string): Promise<string> {
  const made = await sendBareForm(page.request, WORKSPACE, "timeZone", { name, timeZone: "Europe/Paris" });
  return /\/en\/([^/]+)\/plan$/.exec(made.headers().location ?? "")?.[1] ?? "";
}

/** The same, made on the page that offers it; the plan of the new project is open afterwards. */
export async function createProjectByHand(page: Page, name: string): Promise<string> {
  await page.goto(WORKSPACE);
  const form = page.getByRole("form", { name: "New project" });
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL(/\/en\/[^/]+\/plan$/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** Imports the text of a plan, through the preview. */
export async function importPlan(page: Page, slug: string, text: string): Promise<void> {
  await page.goto(`/en/${slug}/plan/import`);
  await page.getByLabel("Or paste").fill(text);
  await page.getByRole("button", { name: "See what would change" }).click();
  await page.getByRole("button", { name: /^Import \d+ changes?$/ }).click();
  await page.waitForURL(new RegExp(`/en/${slug}/plan$`));
  await expect(page.getByRole("grid", { name: "Events of the plan" })).toBeVisible();
}

/** Publishes what main holds; answers when the version stands in the list. */
export async function publish(page: Page, slug: string, version: number, notes: string): Promise<void> {
  await page.goto(`/en/${slug}/versions`);
  await page.getByLabel("Notes").fill(notes);
  await page.getByRole("button", { name: `Publish version ${version}` }).click();
  await expect(page.getByRole("link", { name: `Version ${version}`, exact: true })).toBeVisible();
}

/** A project with the shop's plan as its version 1. */
export async function createShop(page: Page, name: string): Promise<string> {
  const slug = await createProject(page, name);
  const { post } = openApi(page, slug);
  const { plan } = await post("/import/read?name=shop.plan.yaml", Buffer.from(planFile("shop.plan.yaml")));
  await post("/import", { plan });
  await post("/versions", { notes: "The first plan of the shop." });
  return slug;
}

/** Resolves when nothing is being saved any more. */
export async function saved(page: Page): Promise<void> {
  // An edit just made is said to be saved from the next frame on.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(page.getByRole("status").filter({ hasText: /^Saving$/ })).toHaveCount(0);
}
