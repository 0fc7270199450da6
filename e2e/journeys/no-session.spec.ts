/** Whoever has no session gets no data, in whichever of its forms a page is asked for. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installation } from "../installation/installation.ts";
import { expect, test } from "../journey.ts";
import { createProject } from "../steps/project.ts";
import { createSource } from "../steps/source.ts";

const PROJECT = fileURLToPath(new URL("../../app/[locale]/(workspace)/[project]", import.meta.url));

/** An address for every page of a project. */
function addresses(): string[] {
  return readdirSync(PROJECT, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file) && !file.includes("[...rest]"))
    .map((file) =>
      file
        .replace(/\/?page\.tsx$/, "")
        .replace("[source]", "zanzibar")
        .replace("[version]", "1")
        .replace(/\[\w+\]/g, "x"),
    )
    .map((path) => (path === "" ? "" : `/${path}`));
}

const TREE = encodeURIComponent(JSON.stringify(["", { children: [["locale", "en", "d"], {}] }, null, null, true]));

/** Headers and queries with which Next's own client, a prefetching browser or someone curious asks. */
const FORMS: Readonly<
  Record<string, { readonly headers?: Readonly<Record<string, string>>; readonly query?: string }>
> = {
  "a page": {},
  "its data": { headers: { RSC: "1" } },
  "its data, as the router asks": { headers: { RSC: "1", "Next-Router-State-Tree": TREE }, query: "?_rsc=abc12" },
  "the query alone": { query: "?_rsc=abc12" },
  "a prefetch": { headers: { RSC: "1", "Next-Router-Prefetch": "1" }, query: "?_rsc=abc12" },
  "a prefetch of a segment": {
    headers: { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
    query: "?_rsc=abc12",
  },
  "a browser's prefetch": { headers: { Purpose: "prefetch", "Sec-Purpose": "prefetch" } },
  "a made-up part of the server": { headers: { "x-middleware-subrequest": "middleware:middleware:middleware" } },
  "data of the older router": { headers: { "x-nextjs-data": "1" } },
};
/** Addresses that end as Next's files of data do, asked for as a page and as data. */
const ASKED: readonly (readonly [ending: string, forms: readonly string[]])[] = [
  ["", Object.keys(FORMS)],
  [".rsc", ["a page", "its data"]],
  [".segments/_tree.segment.rsc", ["a page", "its data"]],
];

test("pages, their data and their prefetches tell whoever has no session nothing", async ({ page, playwright }) => {
  const slug = await createProject(page, "Zanzibar");
  const { key } = await createSource(page, slug, "Zanzibar");
  const said = new RegExp(`Zanzibar|${key}|Ondine`);
  const shown = await page.request.get(`${installation().url}/en/${slug}/sources/zanzibar`, { headers: { RSC: "1" } });
  expect(await shown.text(), "what is looked for is there for the owner").toMatch(said);

  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const pages = addresses();
  expect(pages.length).toBeGreaterThan(30);
  for (const path of pages)
    for (const [ending, forms] of ASKED)
      for (const form of forms) {
        const { headers = {}, query = "" } = FORMS[form] ?? {};
        const address = `/en/${slug}${path}${ending}${query}`;
        // A cookie that no session belongs to opens no more than none.
        const made = form === "its data" ? { Cookie: `gabarit_session=${"x".repeat(43)}` } : {};
        const answer = await stranger.get(installation().url + address, {
          headers: { ...headers, ...made },
          maxRedirects: 0,
        });
        expect(answer.status(), `${form}: ${address}`).toBeLessThan(500);
        expect(await answer.text(), `${form}: ${address}`).not.toMatch(said);
      }
  await stranger.dispose();
});

test("the session's cookie is kept from scripts and from other sites", async ({ page }) => {
  await page.goto("/en/boutique/settings/account");
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.endsWith("gabarit_session"));
  expect(session).toMatchObject({ name: "gabarit_session", httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("gabarit_session");
});
