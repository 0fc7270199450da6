/** The project whose pages are inspected when there is something on them: the month of the shop and more. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { STATE_FOLDER } from "../installation/installation.ts";
import { chooseEvent, expectCount, saveCohort, saveReport } from "../steps/analysis.ts";
import { tick } from "../steps/plan.ts";
import { createProject, saved } from "../steps/project.ts";
import { createToken } from "../steps/sdk.ts";
import { createSource } from "../steps/source.ts";
import { monthOfShop } from "../steps/traffic.ts";

const MADE = join(STATE_FOLDER, "full-project.json");

export interface FullProject {
  readonly slug: string;
  /** Slug of another project, in which there is nothing yet. */
  readonly empty: string;
  /** Paths within the project of one object of each kind. */
  readonly event: string;
  readonly property: string;
  readonly bundle: string;
  readonly violation: string;
  readonly cohort: string;
  readonly person: string;
  readonly reports: readonly string[];
}

async function idInAddress(page: Page, name: string): Promise<string> {
  await expect.poll(() => new URL(page.url()).searchParams.get(name)).not.toBeNull();
  return new URL(page.url()).searchParams.get(name) ?? "";
}

async function firstLink(page: Page, address: string): Promise<string> {
  await page.goto(address);
  const link = page.getByRole("table").getByRole("row").nth(1).getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
}

/** One report of a kind as it is offered, saved; answers its path. */
async function report(page: Page, slug: string, kind: string, name: string): Promise<string> {
  await page.goto(`/en/${slug}/reports/new?kind=${kind}`);
  await saveReport(page, name);
  return new URL(page.url()).pathname.slice(4 + slug.length);
}

/** Completes the month of the shop with what no journey leaves there. */
async function complete(page: Page): Promise<FullProject> {
  const slug = monthOfShop();
  await createToken(page, slug, "Nightly export");
  await createSource(page, slug, "Warehouse");

  await page.goto(`/en/${slug}/plan`);
  await page.getByRole("gridcell", { name: "Order Completed" }).first().click();
  const event = await idInAddress(page, "event");
  const panel = page.getByRole("complementary", { name: "Order Completed" });
  await panel.getByRole("button", { name: /^Properties/ }).click();
  await panel.getByRole("button", { name: "payment", exact: true }).click();
  const property = await idInAddress(page, "property");
  await page.goto(`/en/${slug}/plan/bundles`);
  await page.getByRole("button", { name: /Campaign/ }).click();
  const bundle = await idInAddress(page, "bundle");

  await page.goto(`/en/${slug}/plan/branches`);
  await page.getByLabel("What the new branch is about").fill("Rework of the checkout");
  await page.getByRole("button", { name: "Create the branch" }).click();
  await page.waitForURL(/branch=rework-of-the-checkout$/);
  await page.goto(`/en/${slug}/plan?branch=rework-of-the-checkout&event=${event}`);
  const owner = page.getByRole("complementary", { name: "Order Completed" }).getByLabel("Owner", { exact: true });
  await owner.fill("Payments");
  await owner.press("Enter");
  await saved(page);

  // Main has something to publish, too.
  await page.goto(`/en/${slug}/plan`);
  await page.getByRole("gridcell", { name: "Product Searched" }).first().click();
  await tick(page.getByRole("complementary", { name: "Product Searched" }).getByLabel("Critical event"));
  await saved(page);

  await page.goto(`/en/${slug}/cohorts/new`);
  await chooseEvent(page, page, "Event", "Product added");
  await expectCount(page, 12);
  await saveCohort(page, "Filled a basket");
  const cohort = new URL(page.url()).pathname.slice(4 + slug.length);
  const reports = [
    await report(page, slug, "metric", "Events a day"),
    await report(page, slug, "funnel", "A funnel"),
    await report(page, slug, "retention", "A retention"),
    await report(page, slug, "active_users", "Active users"),
  ];
  const violation = (await firstLink(page, `/en/${slug}/violations`)).slice(4 + slug.length);
  const person = (await firstLink(page, `/en/${slug}/people?search=person-05`)).slice(4 + slug.length);
  return {
    slug,
    empty: await createProject(page, "Empty"),
    event,
    property,
    bundle,
    violation,
    cohort,
    person,
    reports,
  };
}

/** Makes what the pages are inspected with. */
export async function makeFullProject(page: Page): Promise<void> {
  writeFileSync(MADE, JSON.stringify(await complete(page)));
}

/** What `makeFullProject` made. */
export function fullProject(): FullProject {
  return JSON.parse(readFileSync(MADE, "utf8")) as FullProject;
}
