import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// An odd zone (+05:45), so that a forgotten UTC shows.
const TZ = "Asia/Kathmandu";
process.env.TZ = TZ;

const IGNORED = ["**/node_modules/**", "**/.next/**", "build/**", "data/**", "e2e/**", "codegen/golden/**"];

/** Test files that want a process of their own: they put something else in the place of a module, or are a whole installation. */
const ALONE = /\b(vi\.mock|openInstallation)\b|@vitest-environment-options|defineProperty\(Object\.prototype/;

/** Where there is no page, what is put in the place of a global would meet the tests of other files. */
const STUBBED = /\bvi\.stubGlobal\b/;

/** Test files that want a page. One page after another in the same window: see `clean-page.ts`. */
const PAGE = /^\/\/ @vitest-environment happy-dom$/m;

function* testFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && /\.test\.tsx?$/.test(entry.name)) yield path;
    if (entry.isDirectory() && !/^(node_modules|\.next|\.git|build|data|e2e)$/.test(entry.name)) yield* testFiles(path);
  }
}

/** As a pattern that means this path: folders of pages have brackets in their names. */
function patternOf(path: string): string {
  return path.replaceAll(/[()[\]{}!*?@+]/g, "\\$&");
}

const root = import.meta.dirname;
const texts = [...testFiles(root)].map(
  (file) => [patternOf(file.slice(root.length + 1)), readFileSync(file, "utf8")] as const,
);
const filesWhere = (isOne: (text: string) => boolean) => texts.filter(([, text]) => isOne(text)).map(([file]) => file);
const isPage = (text: string) => PAGE.test(text) && !ALONE.test(text);
const pages = filesWhere(isPage);
const alone = filesWhere((text) => ALONE.test(text) || (STUBBED.test(text) && !isPage(text)));

/** Of each project, what takes longest. */
const LONGEST = [
  "plan/fields-operated",
  "cli/known-answers",
  "_access/actions-matrix",
  "_access/unstorable-input",
  "_access/pages",
  "server/process",
  "_rest/matrix",
  "ingest/kill",
  "action/action",
  "kotlin/sdk-kotlin",
  "archive/archive-events",
  "ingest/wire-faults",
  "protocol/translation",
  "sample/traffic",
  "analysis/property",
  "analysis/noise",
  "analysis/source",
  "codegen/corpora",
  "store/embedded-postgres",
  "plan/store",
  "seed/demo",
  "store/backup",
  "cli/bundle",
  "typescript/random-plans",
  "format/formats",
].map((name) => new RegExp(`${name}\\.test\\.tsx?$`));

/** Begun last, a long file keeps one worker while the others have nothing left to do. A new clone knows no durations. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => name.test(moduleId));
      return projects.indexOf(project.name) * (LONGEST.length + 1) + (at < 0 ? LONGEST.length : at);
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

const common = {
  environment: "node",
  // An event store holds its folder per process: one at a time, each file closes its own.
  pool: "forks" as const,
  // As the server is started.
  execArgv: ["--disable-proto=delete"],
  env: { TZ, UV_THREADPOOL_SIZE: "12" },
  // Room for a machine that is busy with other things; nothing waits that long on its own.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    // One more than the cores that are asked for: many tests wait for an engine or for a process they started.
    maxWorkers: 3,
    teardownTimeout: 30_000,
    globalSetup: ["lib/store/test-cluster.ts"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: "alone",
          isolate: true,
          include: alone,
          exclude: IGNORED,
          setupFiles: ["lib/store/testing-start.ts"],
        },
      },
      {
        // What is loaded once serves every file: loading takes longer than most of them.
        test: {
          ...common,
          name: "pages",
          isolate: false,
          environment: "happy-dom",
          unstubGlobals: true,
          include: pages,
          exclude: IGNORED,
          setupFiles: ["lib/store/testing-start.ts", "app/_ui/testing/clean-page.ts"],
        },
      },
      {
        test: {
          ...common,
          name: "together",
          isolate: false,
          // Pages and actions are called as Next calls them, with a request of the test's: see `useRequest`.
          alias: [{ find: /^next\/(headers|cache)$/, replacement: join(root, "app/_access/testing/request.ts") }],
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...IGNORED, ...alone, ...pages],
          setupFiles: ["lib/store/testing-start.ts"],
        },
      },
    ],
  },
});
