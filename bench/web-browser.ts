/** A Chromium beside the demo, and its owner signed in: what every measurement of the screens begins with. */

import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { type Demo, type KeptDemo, startDemo } from "./web-demo.ts";

export const VIEWPORT = { width: 1280, height: 800 };

export interface SignedIn {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly language: string;
  /** Of the demo's project. */
  readonly slug: string;
  /** Where its screens are. */
  readonly base: string;
}

/** Signs in with the address that works once. */
export async function signIn(browser: Browser, { address, signIn: once }: Demo): Promise<SignedIn> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "en" });
  const page = await context.newPage();
  await page.goto(once, { waitUntil: "networkidle" });
  const [, language = "en", slug = ""] = new URL(page.url()).pathname.split("/");
  return { context, page, language, slug, base: `${address}/${language}/${slug}` };
}

async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Runs with a demo of its own, which is stopped afterwards, and removed unless it is kept. */
export async function onDemo<T>(
  port: number,
  use: (browser: Browser, demo: Demo) => Promise<T>,
  kept?: KeptDemo,
): Promise<T> {
  const demo = await startDemo(port, kept);
  try {
    return await withBrowser((browser) => use(browser, demo));
  } finally {
    await demo.stop();
  }
}
