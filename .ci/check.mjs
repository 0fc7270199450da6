// Everything that needs no browser: format, lint, types, house rules, dead code, unit and store tests.
import { run, runSteps, together } from "./steps.mjs";

/** The plan store on PostgreSQL 15 too, where the machine has it; the tests say when it has not. */
const older = () =>
  run(
    "vitest",
    ["run", "lib/store/migrate", "lib/store/plan-db", "prisma/drift", "lib/plan/store"],
    { TEST_POSTGRES: "15" },
    true,
  );

/** Types are checked by one core; what needs little more than another runs beside it. */
export const staticSteps = [
  ["format and lint", () => run("biome", ["check", "--error-on-warnings", "."])],
  ["route types", () => run("next", ["typegen"])],
  [
    "types, dead code, plan store on PostgreSQL 15",
    () =>
      together(
        () => run("tsc", ["-p", "."], {}, true),
        async () => {
          const code = await older();
          return code === 0 ? run("knip", ["--no-progress"], {}, true) : code;
        },
      ),
  ],
];

export const unitStep = [
  "unit and store tests",
  () => run("vitest", ["run", "--reporter=default", "--reporter=json", "--outputFile.json=test-results/unit.json"]),
];

if (process.argv[1] === new URL(import.meta.url).pathname) await runSteps([...staticSteps, unitStep]);
