// A Chromium for the browser journeys: the system's, else one the system can install, else Playwright's own. The one that
// draws no windows comes first: the journeys need a quarter less of the machine in it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "./steps.mjs";

const KNOWN = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function found() {
  return KNOWN.find((path) => path !== undefined && path !== "" && existsSync(path));
}

/** The path of an executable, or `undefined` when Playwright's own download is in place; exits with one line otherwise. */
export async function findChromium() {
  const system = found();
  if (system !== undefined) return system;
  const apt = spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (apt && process.getuid?.() === 0) {
    await run("apt-get", ["update", "-qq"]);
    for (const name of ["chromium-headless-shell", "chromium"]) {
      await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
      const installed = found();
      if (installed !== undefined) return installed;
    }
  }
  if ((await run("playwright", ["install", "chromium"], { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "" })) === 0)
    return undefined;
  console.error("No Chromium: install one, or set CHROMIUM_PATH to its executable.");
  process.exit(1);
}
