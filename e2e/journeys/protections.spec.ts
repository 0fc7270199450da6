/** The headers of every address there is, and of those that are not; and names that are markup, on every page. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { APIResponse, Page } from "@playwright/test";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { createProject } from "../steps/project.ts";
import { createSourceByHand, send, stored } from "../steps/source.ts";

const APP = fileURLToPath(new URL("../../app", import.meta.url));

/** An address for every page and route file; what it names need not be there. */
function everyAddress(): string[] {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map((file) =>
      file
        .replace(/(^|\/)(page|route)\.tsx?$/, "")
        .replace(/\([^)]*\)\/?/g, "")
        .replace("[locale]", "fr")
        .replace("[project]", "boutique")
        .replace(/\[+\.*[^\]]+\]+/g, "x")
        .replace(/\/$/, ""),
    )
    .map((path) => `/${path}`);
}

const PARTS = ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"];
/** A document that needs no account: it runs nothing, loads nothing and tells nobody where one came from. */
const DOCUMENT = /^\/share\//;
/** The preview of a document, which the screen around it shows in a frame. */
const FRAMED = /\/plan\/documents\/view$/;

/** While another journey releases held events an archive ends early, and is asked for again. */
async function answerOf(page: Page, address: string): Promise<APIResponse> {
  for (let left = address.endsWith("/archive") ? 5 : 0; ; left--)
    try {
      return await page.request.get(address, { maxRedirects: 0 });
    } catch (error) {
      if (left === 0) throw error;
    }
}

test("every page, route, file and refusal carries its protections, and scripts the nonce of their answer", async ({
  page,
}) => {
  const { url } = installation();
  const addresses = [...new Set(everyAddress()), "/", "/fr/nichts", "/nichts.txt", "/_next/static/nichts.js"];
  expect(addresses.length).toBeGreaterThan(60);
  const nonces = new Set<string>();
  let assets: string[] = [];
  for (const address of addresses) {
    const answer = await answerOf(page, url + address);
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, address).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers["x-powered-by"], address).toBeUndefined();
    if (FRAMED.test(address)) {
      expect(policy, address).toMatch(/^default-src 'none'; style-src 'sha256-.*frame-ancestors 'self'$/);
      continue;
    }
    for (const part of PARTS) expect(policy, address).toContain(part);
    const isDocument = DOCUMENT.test(address);
    expect(headers, address).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": isDocument ? "no-referrer" : "same-origin",
    });
    if (isDocument) {
      expect(policy, address).toMatch(/^default-src 'none'; style-src 'sha256-[^;]*; img-src data:;/);
      expect(await answer.text(), address).not.toContain("<script");
      continue;
    }
    expect(policy, address).toContain("object-src 'none'");
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonces.has(nonce), address).toBe(false);
    nonces.add(nonce);
    const text = await answer.text();
    if (!headers["content-type"]?.startsWith("text/html")) continue;
    const scripts = text.match(/<script\b[^>]*>/g) ?? [];
    for (const script of scripts) expect(script, address).toContain(`nonce="${nonce}"`);
    assets = [...text.matchAll(/"(\/_next\/static\/[^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
  }
  expect(assets.length).toBeGreaterThan(1);
  for (const asset of assets.slice(0, 5)) {
    const answer = await page.request.get(url + asset);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["x-content-type-options"], asset).toBe("nosniff");
  }
  for (const bare of ["/healthz", "/readyz", "/metrics", "/cli/gabarit.tgz"])
    expect((await page.request.get(url + bare)).headers(), bare).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
});

const IMAGE = "<img src=x onerror=globalThis.canary=1>";
const SCRIPT = "</script><script>globalThis.canary=1</script>";

function hostilePlan(slug: string): Plan {
  const text = { en: IMAGE, fr: SCRIPT };
  return {
    ...emptyPlan(slug),
    name: text,
    description: text,
    events: [
      newEvent({
        id: "evt_hostile",
        name: IMAGE,
        identifier: "hostile",
        displayName: text,
        description: text,
        trigger: text,
        owner: SCRIPT,
        tags: [IMAGE],
        properties: [
          newProperty({ id: "prp_hostile", name: IMAGE, description: text, type: { kind: "string", enum: [SCRIPT] } }),
        ],
      }),
    ],
  };
}

test("names that are markup are text on every page: of the project, a token, a cohort, a report, a source, events", async ({
  page,
}) => {
  const slug = await createProject(page, IMAGE);
  const { post } = openApi(page, slug);
  await post("/tokens", { name: IMAGE, role: "viewer" });
  await post("/import", { plan: hostilePlan(slug) });
  await post("/versions", { notes: SCRIPT });
  const count = { kind: "count", event: { event: IMAGE }, count: { op: ">=", value: 1 }, window: { lastDays: 7 } };
  const cohort = await post("/cohorts", { name: IMAGE, description: SCRIPT, criterion: count });
  const report = await post("/reports", {
    name: IMAGE,
    description: SCRIPT,
    question: {
      kind: "metric",
      event: { event: IMAGE },
      measure: { kind: "count" },
      interval: "day",
      range: { lastDays: 7 },
      breakdown: { property: IMAGE },
    },
  });
  const { slug: source, key } = await createSourceByHand(page, slug, IMAGE);
  await send(key, [
    { type: "track", event: IMAGE, userId: IMAGE, properties: { [IMAGE]: SCRIPT } },
    { type: "track", event: IMAGE, userId: SCRIPT, properties: { [IMAGE]: IMAGE, [SCRIPT]: SCRIPT } },
    { type: "track", event: SCRIPT, userId: SCRIPT, properties: {} },
  ]);
  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  await expect(arrivals.filter({ hasText: IMAGE }).first()).toBeVisible();
  await stored();
  await page.goto(`/en/${slug}/violations`);
  const violation = await page.getByRole("row").getByRole("link").first().getAttribute("href");
  const inside = [
    "",
    "/plan",
    "/plan?event=evt_hostile",
    "/plan/findings",
    "/plan/decisions",
    "/plan/settings",
    "/plan/branches",
    "/versions",
    "/versions/1",
    "/sources",
    `/sources/${source}`,
    "/health",
    "/violations",
    `/${(violation ?? "").split("/").slice(3).join("/")}`,
    "/cohorts",
    `/cohorts/${cohort.id}`,
    "/cohorts/new",
    "/reports",
    `/reports/${report.id}`,
    "/settings",
    "/settings/workspace",
    "/settings/members",
    "/settings/tokens",
    "/settings/account",
    "/settings/audit",
  ];
  const showing =
    /^(\/plan|\/sources.*|\/violations.*|\/cohorts(\/coh.*)?|\/reports(\/rep.*)?|\/settings\/(tokens|audit|workspace))$/;
  for (const [index, path] of inside.entries()) {
    // One language for each page: it is the names that are tried.
    await page.goto(`/${index % 2 === 0 ? "en" : "fr"}/${slug}${path}`);
    await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
    if (showing.test(path)) await expect(page.locator("main"), path).toContainText("onerror=globalThis.canary=1>");
    expect(await page.evaluate(() => "canary" in globalThis), path).toBe(false);
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  }
  await page.goto("/en");
  await expect(page.locator("main")).toContainText(IMAGE);
  expect(await page.evaluate(() => "canary" in globalThis)).toBe(false);
});
