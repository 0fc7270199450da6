/** The demo as a new user starts it, in a browser: `npm run proof -- demo`. */

import { defineConfig } from "@playwright/test";
import journeys from "../../playwright.config.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/demo",
  workers: 1,
  forbidOnly: true,
  // It is built and filled first.
  timeout: 900_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: { ...journeys.use, trace: "off" },
});
