// `npm run proof [-- NAME ...]`: what takes too long for every run, by name.
import { findChromium } from "./chromium.mjs";
import { run } from "./steps.mjs";

const PROOFS = {
  // Fifty ends by kill -9 at random moments: nothing acknowledged is lost, nothing counts twice; the same of replays and erasures.
  kill: () =>
    run("vitest", ["run", "lib/ingest/kill", "lib/ingest/replay-kill", "lib/privacy/erasure-kill"], {
      TEST_KILL_CYCLES: "50",
    }),
  // Known answers of real event logs, sent to and asked of the product as it is started.
  "known-answers": async () => {
    const built = await run("node", ["server/launch.mjs", "build"]);
    return built === 0 ? run("vitest", ["run", "cli/known-answers"], { TEST_SERVER: "built" }) : built;
  },
  // The command line and SDKs as an engineer without this repository installs them, from a running server and nowhere else.
  install: async () => {
    const built = await run("node", ["server/launch.mjs", "build"]);
    return built === 0 ? run("node", [".ci/install.mjs"]) : built;
  },
  // Questions against the naive evaluation and against noise, and the SDKs of random plans, far longer than in every run.
  questions: () => run("vitest", ["run", "lib/analysis/property", "lib/analysis/noise"], { TEST_LONG: "1" }),
  // The laws of formats, plans, edits and ingest on new random cases; what fails prints the seed to repeat it with.
  laws: () =>
    run("vitest", ["run", "lib/format", "lib/plan", "lib/ingest", "lib/store/journal", "lib/base"], { TEST_LONG: "1" }),
  // The validator of the SDKs against ajv on a million payloads, and on every keyword of the JSON Schema test suite.
  parity: () => run("vitest", ["run", "codegen/spec"], { TEST_LONG: "1" }),
  // Real, hostile and a hundred random plans: their Python packages on the wire, and under mypy --strict and pyright.
  "sdk-python": () => run("vitest", ["run", "codegen/python"], { TEST_LONG: "1" }),
  // The same in TypeScript, and its code under other releases of the compiler.
  "random-plans": () =>
    run("vitest", ["run", "codegen/typescript/random-plans", "codegen/typescript/compilers"], { TEST_LONG: "1" }),
  // The Java SDKs of hostile and random plans: compiled, run, and compared with what the plans say.
  "sdk-java": () => run("vitest", ["run", "codegen/java/sdk-java"], { TEST_LONG: "1" }),
  // The same of the Kotlin SDKs, by the rules of the oldest language they are for and of today's.
  "sdk-kotlin": () => run("vitest", ["run", "codegen/kotlin/sdk-kotlin"], { TEST_LONG: "1" }),
  // The Go SDKs of hostile, real and random plans: formatted, vetted, compiled, run, and compared with what the plans say.
  "sdk-go": () => run("vitest", ["run", "codegen/go/sdk-go"], { TEST_LONG: "1" }),
  // Tables in chDB with payloads read back; sqlglot and dbt read what is generated; types compile; texts stay where they are.
  exports: () => run("vitest", ["run", "codegen/exports"], { TEST_LONG: "1" }),
  // Every use in four hundred files written to trip scanners, and nothing else.
  status: () => run("vitest", ["run", "cli/status/scan"], { TEST_LONG: "1" }),
  // Sixty days of three hundred people for each industry's template.
  templates: () => run("vitest", ["run", "lib/template/sample"], { TEST_LONG: "1" }),
  // The plan store, access and migrations on PostgreSQL 15 as well as on the embedded 18.
  "postgresql-15": () =>
    run("vitest", ["run", "lib/store/migrate", "lib/store/plan-db", "prisma/drift", "lib/plan/store", "lib/access"], {
      TEST_POSTGRES: "15",
    }),
  // Every page in both languages and themes, wide and narrow: accessibility, complaints of the browser, pictures.
  pages: async () => {
    const built = await run("node", ["server/launch.mjs", "build"]);
    return built === 0
      ? run("playwright", ["test", "--project=both-languages"], { ...(await chromium()), EVERY_WAY: "1" })
      : built;
  },
  // The demo as a new user starts it: a wrong event is a violation within two seconds, and no number moves.
  demo: async () => run("playwright", ["test", "--config=e2e/demo/demo.config.ts"], await chromium()),
};

const chromium = async () => {
  const path = await findChromium();
  return path === undefined ? {} : { CHROMIUM_PATH: path };
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => PROOFS[name] === undefined);
if (unknown !== undefined) {
  console.error(`No proof called ${unknown}. There are: ${Object.keys(PROOFS).join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length === 0 ? Object.keys(PROOFS) : asked) {
  console.log(`\n=== ${name}`);
  const code = await PROOFS[name]();
  if (code !== 0) process.exit(code);
}
