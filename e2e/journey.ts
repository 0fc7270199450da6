/** The test of every journey: a browser of the owner, whose pages may not complain while they are used. */

import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { installation, OWNER_STATE } from "./installation/installation.ts";

export { expect };

/** What a page complained about: errors in the console, uncaught ones, and reports of the content security policy. */
export function listenForComplaints(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on("dialog", (dialog) => {
    // A page asks before it is left with something unsaved: a journey that leaves means it.
    if (dialog.type() === "beforeunload") void dialog.accept();
    else {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    }
  });
  return complaints;
}

/**
 * Has every page of a context end its way to an address when nothing is left of what it streamed: that stands hidden at the end
 * of the document until React puts it in its place, and for a moment longer where the place was drawn without it. Where a page
 * failed half way, as one that is not there, what belonged to it stays: it is waited for no longer than a reveal takes.
 */
function untilInPlace(context: BrowserContext): void {
  context.on("page", (page) => {
    const inPlace = () =>
      expect(page.locator("body > div[hidden][id^='S:']"))
        .toHaveCount(0, { timeout: 2000 })
        .catch(() => undefined);
    const { goto, reload } = page;
    page.goto = async (...asked) => {
      const answer = await goto.apply(page, asked);
      await inPlace();
      return answer;
    };
    page.reload = async (...asked) => {
      const answer = await reload.apply(page, asked);
      await inPlace();
      return answer;
    };
  });
}

interface Journey {
  /** Texts that a page of this journey is expected to complain with, such as a refused address. */
  readonly expectedComplaints: readonly RegExp[];
  readonly complaints: readonly string[];
}

export const test = base.extend<Journey>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needs of a fixture from its pattern.
  baseURL: async ({}, use) => use(installation().url),
  storageState: OWNER_STATE,
  context: async ({ context }, use) => {
    untilInPlace(context);
    await use(context);
  },
  expectedComplaints: [[], { option: true }],
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints = listenForComplaints(context);
      await use(complaints);
      const unexpected = complaints.filter((text) => !expectedComplaints.some((one) => one.test(text)));
      base.expect(unexpected, "complaints of the pages").toEqual([]);
    },
    { auto: true },
  ],
});

/** A second person, or the same one in another browser; ends with the test that opened it. */
export async function openAs(
  page: Page,
  storageState: string | undefined,
  colorScheme: "light" | "dark" = "light",
): Promise<Page> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("No browser");
  const context = await browser.newContext({
    baseURL: installation().url,
    // Without a state of its own a context takes that of the test's settings: the owner's.
    storageState: storageState ?? { cookies: [], origins: [] },
    viewport: page.viewportSize(),
    locale: "en-GB",
    reducedMotion: "reduce",
    colorScheme,
  });
  untilInPlace(context);
  return context.newPage();
}
