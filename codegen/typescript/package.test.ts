/** A package installs as it is: for `import` and `require`, in Node and bundlers, with types in every way of resolving them. */

import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { messageTexts, startSink } from "../testing/sink.ts";
import { RUNTIME_PACKAGE } from "./package-text.ts";
import { packageText } from "./write-runtime-text.ts";

/** What the package takes of React's types; all of them would take long to check. */
const REACT_TYPES = `export type ReactNode = unknown;
export type FunctionComponent<P> = (props: P) => ReactNode;
export declare function useEffect(effect: () => void): void;
`;

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

let app: string;

function packed(plan: Plan): Promise<GeneratedFiles> {
  return generate(freezePlan(plan), { target: "typescript", mode: "package" });
}

function write(folder: string, files: Iterable<readonly [string, string]>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** As `npm install ./folder` leaves it: the files in `node_modules`, and React beside them. */
beforeAll(async () => {
  app = temporaryFolder("package");
  for (const plan of [referencePlan, hostilePlan]) {
    write(join(app, "node_modules", `${plan.slug}-tracking`), await packed(plan));
  }
  write(join(app, "node_modules/@types/react"), [
    ["index.d.ts", REACT_TYPES],
    ["package.json", JSON.stringify({ name: "@types/react", version: "19.0.0", types: "index.d.ts" })],
  ]);
  symlinkSync(join(ROOT, "node_modules/react"), join(app, "node_modules/react"));
});

const ENTRIES = ["", "/adapters", "/offline", "/react", "/testing", "/validate", "/specs", "/development"];

function problems(files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(
    files.map((name) => join(app, name)),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2020.d.ts"],
      types: [],
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipDefaultLibCheck: true,
      ...options,
    },
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

describe("an installed package", () => {
  it("type-checks from modules and CommonJS under node16, and under bundler", () => {
    const calls = `init({ writeKey: "k", host: "h", consent: "granted", offline: offlineStorage(), adapter: undefined });
orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [{ sku: "s", quantity: 1 }] });
track("Signed Up");
// @ts-expect-error no currency of the plan
orderCompleted({ order_id: "A", total: 1, currency: "GBP", discount: null, lines: [] });
// @ts-expect-error exact optional properties
orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [], coupon: undefined });
record().expectSent("Signed Up");
export const buy = useEvent(orderCompleted);
// @ts-expect-error options stand elsewhere in a call that is no event
export const wrong = [useEvent(identify), useEvent(track)];
export const more = [segment, specsFor(spec), all];
`;
    const names: [string, string][] = [
      ["", "identify, init, orderCompleted, track"],
      ["/adapters", "segment"],
      ["/offline", "offlineStorage"],
      ["/react", "useEvent"],
      ["/testing", "record"],
      ["/validate", "specsFor"],
      ["/specs", "orderCompleted as spec"],
      ["/development", "all"],
    ];
    const imports = names.map(([entry, list]) => `import { ${list} } from "reference-tracking${entry}";\n`).join("");
    write(app, [
      ["app.mts", imports + calls],
      ["app.cts", imports + calls],
      ["app.ts", imports + calls],
      ["hostile.mts", ENTRIES.map((entry, at) => `export * as e${at} from "hostile-tracking${entry}";\n`).join("")],
    ]);
    const { Node16, Bundler } = ts.ModuleResolutionKind;
    expect(
      problems(["app.mts", "app.cts", "hostile.mts"], { module: ts.ModuleKind.Node16, moduleResolution: Node16 }),
    ).toEqual([]);
    expect(problems(["app.ts"], { module: ts.ModuleKind.ESNext, moduleResolution: Bundler })).toEqual([]);
  });

  it("gives `import` and `require` the same names at every entry, and what both send is what the plan says", async () => {
    const published = freezePlan(hostilePlan);
    const drive = drivePlan(published, await generate(published, { target: "typescript" }));
    const source = drive.source.replace('from "./index"', 'from "hostile-tracking"').replace(/^declare .*$/gm, "");
    const body = source.replace("const dropped: string[]", "const dropped");
    const sink = await startSink();
    const host = `const HOST = ${JSON.stringify(sink.url)};\n`;
    const entries = JSON.stringify(ENTRIES.map((entry) => `hostile-tracking${entry}`));
    const named = (load: string): string =>
      `Promise.all(${entries}.map(async (name) => Object.keys(${load}).filter((key) => !/^(__esModule|default|module.exports)$/.test(key)).sort()))
  .then((names) => require("node:fs").writeFileSync(process.argv[2], JSON.stringify(names)));\n`;
    write(app, [
      [
        "run.mjs",
        `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n${body.replace(/^import .*\n/, (line) => line + host)}${named("await import(name)")}`,
      ],
      [
        "run.cjs",
        `${body.replace(/^import .*\n/, `const sdk = require("hostile-tracking");\n${host}`)}${named("require(name)")}`,
      ],
    ]);
    const results: string[] = [];
    for (const file of ["run.mjs", "run.cjs"]) {
      sink.received.length = 0;
      const output = join(app, `${file}.json`);
      const { stderr } = await run(process.execPath, [
        "--disallow-code-generation-from-strings",
        join(app, file),
        output,
      ]);
      expect(stderr).toBe("");
      const arrived = sink.received.flatMap(({ body: text }) => messageTexts(text));
      expect(arrived).toEqual(drive.expected.map(({ text }) => text));
      results.push(ts.sys.readFile(output) ?? "");
    }
    await sink.close();
    expect(results[0]).toBe(results[1]);
    expect(JSON.parse(results[0] ?? "[]")).toHaveLength(ENTRIES.length);
  });

  it("gives a test runner that stands in for a browser what it can `require`", async () => {
    const asked = JSON.stringify(ENTRIES.map((entry) => `reference-tracking${entry}`));
    const script = `console.log(${asked}.map((name) => require.resolve(name)).join("\\n"))`;
    const { stdout } = await run(process.execPath, ["--conditions=browser", "-e", script], { cwd: app });
    for (const path of stdout.trim().split("\n")) expect(path).toMatch(/\.cjs$/);
  });

  it("costs in a bundle what the sources cost, for browsers too", async () => {
    const bundled = async (platform: "browser" | "node"): Promise<string> => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { init, signedUp } from "reference-tracking"; init({ writeKey: "", host: "", consent: "granted" }); signedUp();`,
          resolveDir: app,
        },
        bundle: true,
        write: false,
        minify: true,
        format: "esm",
        platform,
        define: { "process.env.NODE_ENV": '"production"' },
      });
      return outputFiles[0]?.text ?? "";
    };
    for (const text of [await bundled("browser"), await bundled("node")]) {
      expect(text).toContain("Signed Up");
      expect(text).not.toContain("Order Completed");
      expect(text).not.toContain("at most");
    }
  });
});

describe("the files of a package", () => {
  it("are the same for the same plan, one file an event, and no other event's bytes change with one of them", async () => {
    const files = await packed(referencePlan);
    expect([...(await packed(referencePlan))]).toEqual([...files]);
    const events = (found: GeneratedFiles) => [...found].filter(([path]) => /^dist\/(events|specs)\//.test(path));
    expect(events(files)).toHaveLength(referencePlan.events.length * 2);
    const [first, ...rest] = referencePlan.events;
    const kept = rest.filter((event) => event.deprecation?.replacementId !== first?.id).reverse();
    const fewer = await packed({ ...referencePlan, events: kept });
    expect(events(fewer).length).toBe(kept.length * 2);
    for (const [path, text] of events(fewer)) expect(text, path).toBe(files.get(path));
  });

  it("say in the README how to start, and every event with its call", async () => {
    const readme = (await packed(hostilePlan)).get("README.md") ?? "";
    expect(readme).toContain('from "hostile-tracking";');
    for (const { identifier } of Object.values<{ identifier: string }>(
      JSON.parse((await packed(hostilePlan)).get("plan.lock.json") ?? "{}").events,
    )) {
      expect(readme).toContain(`- \`${identifier}\`: `);
    }
  });

  it("ask for each other alone, modules by no other way than `import` (failure 11 of other generators)", async () => {
    const files = await packed(referencePlan);
    // Types stand in files of their own.
    const standing = (path: string, name: string) =>
      posix.join(dirname(path), /\.d\.c?ts$/.test(path) ? name.replace(/\.(c?)js$/, ".d.$1ts") : name);
    const asked = (text: string) =>
      [...text.matchAll(/(?:from|import|require\() ?"([^"]+)"/g)].map((found) => found[1] ?? "");
    let links = 0;
    for (const [path, text] of files) {
      if (!/\.(c?js|d\.c?ts)$/.test(path)) continue;
      if (/\.js$/.test(path)) expect(text, path).not.toMatch(/\brequire\b/);
      for (const name of asked(text)) {
        links++;
        if (name === "react") expect(path).toMatch(/^dist\/react\./);
        else expect([...files.keys()], `${path} asks for ${name}`).toContain(standing(path, name));
      }
    }
    expect(links).toBeGreaterThan(100);
  });

  it("name a package by the plan, its version and its content, free of side effects and dependencies", async () => {
    const published = freezePlan(referencePlan);
    const manifest = JSON.parse((await packed(referencePlan)).get("package.json") ?? "{}");
    expect(manifest).toMatchObject({
      name: "reference-tracking",
      version: `${published.version}.0.0`,
      type: "module",
      sideEffects: false,
      gabarit: { plan: "reference", version: published.version, hash: published.hash },
    });
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.peerDependencies).toBeUndefined();
    expect(manifest.peerDependenciesMeta).toEqual({ react: { optional: true } });
    const named = await generate(published, { target: "typescript", mode: "package", packageName: "@acme/events" });
    expect(JSON.parse(named.get("package.json") ?? "{}").name).toBe("@acme/events");
    for (const packageName of ["", "../x", "Upper", "@a", 'a"b', "a b", "x".repeat(215)]) {
      await expect(generate(published, { target: "typescript", mode: "package", packageName })).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
  });

  it("hold the runtime as it is compiled from the sources today (else: npx tsx codegen/typescript/write-runtime-text.ts)", () => {
    const fresh = Object.fromEntries(
      [...packageText().matchAll(/^ {2}"(.+)":\n.*\n {4}(".*"),$/gm)].map((match) => [
        match[1],
        JSON.parse(match[2] ?? '""'),
      ]),
    );
    expect(RUNTIME_PACKAGE).toEqual(fresh);
  });
});
