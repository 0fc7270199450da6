import type { Page, Request } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { type FullProject, fullProject } from "./full-project.ts";
import { inspect, pictures, settled, themeOf } from "./inspect.ts";

const SHEET = "event;property;type;required\nBasket Shared;channel;string;yes\n;people;integer;no\n";
const BROKEN = "gabarit: 1\nevents:\n  - name: [unfinished\n";

let full: FullProject;

/** What a page is called in the reader's language, for finding it. */
const WORDS = {
  en: {
    look: "See what would change",
    preview: "See what would be released",
    actions: /^Actions/,
    waiting: "Waiting for the first event",
    violations: "Violations",
    unreadable: "This cannot be read",
    loading: "Loading",
    unreachable: "The page cannot reach the server",
    unanswered: "The answer did not arrive",
    menu: "Open the menu",
    account: /^Account/,
  },
  fr: {
    look: "Voir ce qui changerait",
    preview: "Voir ce qui serait libéré",
    actions: /^Actions/,
    waiting: "En attente du premier événement",
    violations: "Violations",
    unreadable: "Ceci est illisible",
    loading: "Chargement",
    unreachable: "La page n’atteint pas le serveur",
    unanswered: "La réponse n’est pas arrivée",
    menu: "Ouvrir le menu",
    account: /^Compte/,
  },
} as const;

/** Whether this fetches a page ahead. */
function isAhead(request: Request): boolean {
  return request.headers()["next-router-prefetch"] !== undefined;
}

/** Whether it fetches only where the parts of the page lie. */
function isOfTree(request: Request): boolean {
  return request.headers()["next-router-segment-prefetch"] !== undefined;
}

/** Presses a key until the page listens. */
async function openByKey(page: Page, key: string): Promise<void> {
  await expect(async () => {
    if (!(await page.getByRole("dialog").isVisible())) await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

test.beforeAll(() => {
  full = fullProject();
});

/** Chooses something else in a builder, whose first answer came with the page. */
async function askAnew(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole("main").getByRole("combobox").last().selectOption({ index: 1 });
}

for (const language of ["en", "fr"] as const) {
  const words = WORDS[language];
  const to = (path: string) => `/${language}/${full.slug}${path}`;

  test.describe(language, () => {
    test.describe.configure({ mode: "parallel" });
    test.use({ colorScheme: themeOf(language) });

    test(`what opens above a page (${language})`, async ({ page }) => {
      await page.goto(to("/plan"));
      await expect(page.getByRole("grid")).toBeVisible();
      await openByKey(page, "c");
      await page.getByRole("dialog").getByRole("textbox").first().fill("order completed");
      await inspect(page, `${language}-dialog-new-event`);
      await page.keyboard.press("Escape");
      await openByKey(page, "?");
      await inspect(page, `${language}-dialog-shortcuts`);
      await page.keyboard.press("Escape");
      await openByKey(page, "Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("order");
      await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
      await inspect(page, `${language}-dialog-search`);
      await page.keyboard.press("Escape");
      await page.goto(to(`/plan?event=${full.event}`));
      await page.getByRole("complementary").getByRole("button", { name: words.actions }).click();
      await pictures(page, `${language}-menu-event`);
      await page.goto(to("/violations"));
      await page.getByRole("button", { name: words.account }).click();
      await pictures(page, `${language}-menu-account`);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 360, height: 740 });
      await page.getByRole("button", { name: words.menu }).click();
      await pictures(page, `${language}-menu-rail`);
    });

    test(`before an act (${language})`, async ({ page }) => {
      await page.goto(to("/plan/import"));
      await page.getByRole("textbox").last().fill(SHEET);
      await page.getByRole("button", { name: words.look }).click();
      await expect(page.getByRole("main").getByText("Basket Shared").first()).toBeVisible();
      await inspect(page, `${language}-import-preview`);
      await page.getByRole("textbox").last().fill(BROKEN);
      await page.getByRole("button", { name: words.look }).click();
      await expect(page.getByRole("main").getByRole("alert").filter({ hasText: words.unreadable })).toBeVisible();
      await inspect(page, `${language}-import-broken`);
      await page.goto(to(full.violation));
      await page.getByRole("button", { name: words.preview }).click();
      await expect(page.locator("[data-preview]")).toBeVisible();
      await inspect(page, `${language}-violation-preview`);
      await page.goto(to("/sources/warehouse"));
      await expect(page.getByText(words.waiting)).toBeVisible();
      await inspect(page, `${language}-source-waiting`);
    });

    test(`while a page is on its way (${language})`, async ({ page }) => {
      const fetched: string[] = [];
      page.on("request", (request) => {
        if (isAhead(request)) fetched.push(request.url());
      });
      await page.goto(to("/sources"));
      await settled(page);
      await page.waitForLoadState("networkidle");
      expect(fetched, "what merely stands on a page is not fetched ahead").toEqual([]);
      const link = page.getByRole("navigation").getByRole("link", { name: words.violations });
      // Pointed at, it is: first where the page lies, then what it shows at once.
      const frame = page.waitForResponse((response) => isAhead(response.request()) && !isOfTree(response.request()));
      await link.hover();
      const address = (await frame).url();
      // The browser keeps its time once all of it is there.
      await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, address);
      await page.route(
        (url) => url.searchParams.has("_rsc"),
        () => undefined,
      );
      await link.click();
      const waiting = page.getByRole("status", { name: words.loading });
      await expect(waiting).toBeVisible();
      // Its shapes fade in after a while; nothing replaces them here, so that they are what the picture shows.
      await expect(waiting.locator(".animate-appear").first()).toHaveCSS("opacity", "1");
      await pictures(page, `${language}-loading`);
    });

    test.describe("without an answer", () => {
      test.use({ expectedComplaints: [/ERR_FAILED|Failed to fetch/] });
      test(`what did not arrive (${language})`, async ({ page }) => {
        await page.route("**/answer", (route) => route.abort());
        await page.goto(to("/cohorts/new"));
        await askAnew(page);
        await expect(page.getByText(words.unanswered)).toBeVisible();
        await inspect(page, `${language}-cohort-unanswered`);
        await page.goto(to(full.reports[1] ?? ""));
        await askAnew(page);
        await expect(page.getByText(words.unanswered)).toBeVisible();
        await inspect(page, `${language}-report-unanswered`);
        await page.goto(to("/sources/warehouse"));
        await settled(page);
        await page.route("**/sources/warehouse", (route) => route.abort());
        await expect(page.getByText(words.unreachable)).toBeVisible();
        await inspect(page, `${language}-source-unreachable`);
      });
    });
  });
}
