/** Journeys in a real Chromium, against the production server started on an empty data folder. */

import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// The one that draws no windows, where it is installed, needs a quarter less of the machine.
const SYSTEM_CHROMIUM = [process.env.CHROMIUM_PATH, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(
  (path) => path && existsSync(path),
);

// Chromium refuses its sandbox to root; what it would fetch on its own is kept off.
const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-gpu",
  "--disable-sync",
  "--no-pings",
];

const LONGEST = "journeys/build-plan.spec.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/playwright",
  globalSetup: "./e2e/installation/start.ts",
  // One installation for all; what would disturb each other has projects and people of its own.
  // One more than a small machine has processors: a journey spends part of its time waiting for its server.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // Room for a machine that is busy with other things; nothing waits that long on its own.
  timeout: 600_000,
  // What is asked again and again by itself ends too, and says what it waited for.
  expect: { timeout: 30_000, toPass: { timeout: 120_000 } },
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: {
      ...(SYSTEM_CHROMIUM ? { executablePath: SYSTEM_CHROMIUM } : {}),
      args: CHROMIUM_FLAGS,
    },
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    reducedMotion: "reduce",
    // A picture and the tree of the page are kept of what fails; to record all of it costs half as much again.
    trace: process.env.TRACE === "1" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
  },
  // What is made for the pages is beside the journeys, the longest of which begins first; the many short tests come last, so
  // that all workers end together.
  projects: [
    { name: "set-up", testMatch: "set-up.spec.ts" },
    { name: "full-project", testMatch: "full-project.spec.ts", dependencies: ["set-up"] },
    { name: "longest-journey", testMatch: LONGEST, dependencies: ["set-up"] },
    { name: "journeys", testMatch: "journeys/*.spec.ts", testIgnore: LONGEST, dependencies: ["set-up"] },
    {
      name: "pages",
      testMatch: "pages/*.spec.ts",
      dependencies: ["full-project"],
      // What is wrong with a page is said in words, and every page has its pictures.
      use: { screenshot: "off" },
    },
    { name: "both-languages", testMatch: "both-languages.spec.ts", dependencies: ["pages"] },
  ],
});
