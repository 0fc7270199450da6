import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { bundleCli } from "./bundle.mjs";

const run = promisify(execFile);
let folder = "";
let program = "";

beforeAll(async () => {
  folder = temporaryFolder();
  await run("tar", ["-xzf", await bundleCli(), "-C", folder]);
  program = join(folder, "package", "gabarit.mjs");
}, 120_000);

describe("the packaged command line", () => {
  it("is one file without pages or database drivers", () => {
    const manifest = JSON.parse(readFileSync(join(folder, "package", "package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(manifest).toMatchObject({ name: "gabarit", bin: { gabarit: "gabarit.mjs" } });
    expect(manifest.dependencies).toBeUndefined();
    const text = readFileSync(program, "utf8");
    for (const driver of ["@prisma/client", "chdb/connection", "lmdb", "next/dist"])
      expect(text).not.toContain(`"${driver}`);
    expect(text.length).toBeLessThan(10 * 1024 * 1024);
    // What a start reads is a small part of it: no plan, no generator, no compiler.
    const places = JSON.parse(/^const places = (.*);$/m.exec(text)?.[1] ?? "{}") as Record<string, [number, number]>;
    const partOf = (name: string): string => {
      const [fromEnd, length] = places[name] ?? [0, 0];
      return JSON.parse(text.slice(text.length - fromEnd, text.length - fromEnd + length)) as string;
    };
    const read = new Set<string>();
    const readWith = (name: string): void => {
      if (read.has(name)) return;
      read.add(name);
      for (const [, needed = ""] of partOf(name).matchAll(/[=,]\w*\(?require\("(\.\/[^"]+)"\)/g)) readWith(needed);
    };
    readWith("./packaged-main.js");
    const started = [...read].map(partOf).join("");
    expect(Object.keys(places).length).toBeGreaterThan(read.size + 10);
    expect(started.length).toBeLessThan(1024 * 1024);
    expect(started).not.toContain("brotliDecompressSync");
  });

  it("runs where nothing else is installed", async () => {
    const cwd = join(folder, "app");
    mkdirSync(cwd);
    writeFileSync(join(cwd, "plan.yaml"), writePlanFile(referencePlan));
    const gabarit = (...args: string[]) => run(process.execPath, [program, ...args], { cwd });
    expect((await gabarit("--help", "--lang", "fr")).stdout).toContain("Utilisation");
    await gabarit("export", "plan.yaml", "--to", "xlsx", "--out", "plan.xlsx");
    const again = await gabarit("import", "plan.xlsx", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ format: "xlsx", loss: [], plan: { slug: "reference" } });
    await gabarit("generate", "plan.yaml", "--target", "typescript", "--out", "sdk");
    expect(readFileSync(join(cwd, "sdk/index.ts"), "utf8")).not.toBe("");
    writeFileSync(join(cwd, "a.ts"), 'import { homePage } from "./sdk";\nhomePage();\n');
    writeFileSync(join(cwd, "a.go"), 'package a\nimport "gabarit.local/reference/events"\nvar a = events.SignedUp()\n');
    const { stdout } = await gabarit("status", "plan.yaml", "--no-state");
    expect(stdout).toMatch(/ {4}a\.go:3 call\n(?:.*\n)* {4}a\.ts:2 call\n/);
    writeFileSync(
      join(cwd, "events.ndjson"),
      '{"type":"track","event":"Article Rated","userId":"u","properties":{"stars":"4"}}\n',
    );
    const verdict = await gabarit("validate", "plan.yaml", "events.ndjson").catch(
      (error: { code: number; stdout: string }) => error,
    );
    expect(verdict).toMatchObject({ code: 1, stdout: expect.stringContaining('"verdict":"violating"') });
  }, 120_000);
});
