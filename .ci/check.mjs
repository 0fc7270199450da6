// Everything that needs no browser: format, lint, types, house rules, dead code, unit and store tests.
import { run, runSteps, together } from "./steps.mjs";

/** The plan store on PostgreSQL 15 too, where the machine has it; the tests say when it has not. */
export const older = () =>
  run(
    "vitest",
    ["run", "lib/store/migrate", "lib/store/plan-db", "prisma/drift", "lib/plan/store"],
    { TEST_POSTGRES: "15" },
    true,
  );

/** The compiler that is itself compiled: it says what the other says in a third of the time. */
const types = () => run("node", ["node_modules/typescript-native/bin/tsc", "-p", "."]);

/** One thread: it runs beside what leaves a processor free. */
export const deadCode = () => run("knip", ["--no-progress"], {}, true);

export const staticSteps = [
  [
    "format, lint, route types",
    () =>
      together(
        () => run("biome", ["check", "--error-on-warnings", "."], {}, true),
        () => run("next", ["typegen"], {}, true),
      ),
  ],
  ["types", types],
];

export const unitStep = [
  "unit and store tests",
  () => run("vitest", ["run", "--reporter=default", "--reporter=json", "--outputFile.json=test-results/unit.json"]),
];

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await runSteps([
    ...staticSteps,
    ["dead code, plan store on PostgreSQL 15", () => together(deadCode, older)],
    unitStep,
  ]);
}
