// `npm test`: everything that takes minutes. Static checks and unit tests first, then journeys in a real Chromium.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { deadCode, older, staticSteps, unitStep } from "./check.mjs";
import { findChromium } from "./chromium.mjs";
import { root, run, runSteps, together } from "./steps.mjs";

mkdirSync(`${root}test-results`, { recursive: true });
const chromium = await findChromium();

await runSteps([
  ...staticSteps,
  // Before the unit tests: those of the whole process start it as it is built.
  [
    "build, dead code, plan store on PostgreSQL 15",
    () => together(() => run("node", ["server/launch.mjs", "build"], {}, true), deadCode, older),
  ],
  unitStep,
  [
    "browser journeys and pages",
    () => run("playwright", ["test"], chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
  ],
]);

function read(file) {
  const path = `${root}test-results/${file}`;
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

const unit = read("unit.json");
const browser = read("browser.json")?.stats;
const passed = (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0);
const failed = (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0);
const skipped = (unit?.numPendingTests ?? 0) + (browser?.skipped ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
