/** The project whose pages are inspected when there is something on them: the month of the shop and more. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { STATE_FOLDER } from "../installation/installation.ts";
import { saveReport } from "../steps/analysis.ts";
import { openApi } from "../steps/api.ts";
import { createProject } from "../steps/project.ts";
import { createSource } from "../steps/source.ts";
import { monthOfShop } from "../steps/traffic.ts";

const MADE = join(STATE_FOLDER, "full-project.json");
const BRANCH = "rework-of-the-checkout";

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
  readonly workshop: string;
  readonly acceptance: string;
  readonly replay: string;
  readonly house: string;
  readonly alert: string;
  readonly webhook: string;
  readonly destination: string;
  readonly receipt: string;
  readonly reports: readonly string[];
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

/** A workshop that is being held; answers its path. */
async function workshop(page: Page, slug: string): Promise<string> {
  await page.goto(`/en/${slug}/plan/workshop`);
  // What is typed before the page listens is gone.
  await expect(async () => {
    if (!/wks_/.test(page.url())) {
      await page.getByLabel("What it is about", { exact: true }).fill("Held", { timeout: 1_000 });
      await page.getByRole("button", { name: "Start the workshop" }).click({ timeout: 1_000 });
    }
    await page.waitForURL(/\/plan\/workshop\/wks_/, { timeout: 5_000 });
  }).toPass();
  return new URL(page.url()).pathname.slice(4 + slug.length);
}

/** A run that goes on; answers its path. */
async function acceptance(page: Page, slug: string): Promise<string> {
  const run = await openApi(page, slug).post("/acceptance-runs", { source: "web-shop", who: { kind: "first" } });
  return `/acceptance/${run.id}`;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface ShopPlan {
  readonly events: readonly (Named & { readonly properties: readonly Named[] })[];
  readonly bundles: readonly Named[];
}

function idOf(list: readonly Named[] | undefined, name: string): string {
  const found = list?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`No ${name} in the plan of the shop`);
  return found.id;
}

/** Completes the month of the shop with what no journey leaves there. */
async function complete(page: Page): Promise<FullProject> {
  const slug = monthOfShop();
  const { get, post, edit } = openApi(page, slug);
  await post("/tokens", { name: "Nightly export", role: "viewer", scopes: ["plan:read"] });
  await createSource(page, slug, "Warehouse");
  const { plan } = await get("/plan");
  const { events, bundles } = plan as unknown as ShopPlan;
  const event = idOf(events, "Order Completed");
  const paid = events.find(({ id }) => id === event);

  await post("/branches", { name: BRANCH, title: "Rework of the checkout" });
  await edit(BRANCH, [{ command: "updateEvent", id: event, changes: { owner: "Payments" } }]);
  // Main has something to publish, too.
  const searched = idOf(events, "Product Searched");
  await edit("main", [{ command: "updateEvent", id: searched, changes: { critical: true } }]);

  const criterion = {
    kind: "count",
    event: { event: "Product Added" },
    count: { op: ">=", value: 1 },
    window: { lastDays: 30 },
  };
  const cohort = await post("/cohorts", { name: "Filled a basket", criterion });
  const reports = [
    await report(page, slug, "metric", "Events a day"),
    await report(page, slug, "funnel", "A funnel"),
    await report(page, slug, "retention", "A retention"),
    await report(page, slug, "active_users", "Active users"),
  ];
  const house = await post("/house-templates", { name: { en: "House rules", fr: "Dossier" }, take: "all" });
  const hook = { name: "Note", url: "https://hooks.example.com/gabarit", format: "signed", kinds: ["expiring"] };
  const webhook = await post("/webhooks", hook);
  const lake = { name: "Warehouse", kind: "segment", url: "https://lake.example.com/v1/batch", secret: "key" };
  const destination = await post("/destinations", lake);
  const erasure = await post("/erasures", { userId: "somebody-who-left" });
  const alert = await post("/alerts", { name: "Out of the ordinary", kind: "rate", windowMinutes: 1440, threshold: 1 });
  await post(`/alerts/${alert.id}/check`, {});
  const replay = await post("/replays", { apply: true, event: "Product Added" });
  return {
    slug,
    empty: await createProject(page, "Empty"),
    event,
    property: idOf(paid?.properties, "payment"),
    bundle: idOf(bundles, "Campaign"),
    violation: (await firstLink(page, `/en/${slug}/violations`)).slice(4 + slug.length),
    cohort: `/cohorts/${cohort.id}`,
    person: (await firstLink(page, `/en/${slug}/people?search=person-05`)).slice(4 + slug.length),
    workshop: await workshop(page, slug),
    acceptance: await acceptance(page, slug),
    replay: `/replays/${replay.id}`,
    house: `/plan/templates/house/${house.id}`,
    alert: `/alerts/${alert.id}`,
    webhook: `/settings/webhooks/${webhook.id}`,
    destination: `/settings/destinations/${destination.id}`,
    receipt: `/settings/privacy/${erasure.id}`,
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
