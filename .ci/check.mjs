// Everything that needs no browser: format, lint, types, house rules, dead code, unit and store tests.
import { run, runSteps } from "./steps.mjs";

export const staticSteps = [
  ["format and lint", () => run("biome", ["check", "--error-on-warnings", "."])],
  ["route types", () => run("next", ["typegen"])],
  ["types", () => run("tsc", ["-p", "."])],
  ["dead code", () => run("knip", ["--no-progress"])],
];

export const unitStep = [
  "unit and store tests",
  () => run("vitest", ["run", "--reporter=default", "--reporter=json", "--outputFile.json=test-results/unit.json"]),
];

/** The plan store on PostgreSQL 15 too, where the machine has it; the tests say when it has not. */
export const olderStep = [
  "plan store on PostgreSQL 15",
  () =>
    run("vitest", ["run", "lib/store/migrate", "lib/store/plan-db", "prisma/drift", "lib/plan/store"], {
      TEST_POSTGRES: "15",
    }),
];

if (process.argv[1] === new URL(import.meta.url).pathname) await runSteps([...staticSteps, unitStep, olderStep]);
