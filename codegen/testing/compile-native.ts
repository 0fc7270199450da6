/** Compiles generated files with the compiler of TypeScript that is itself compiled: in a fifth of the time, by the same rules. */

import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";

/** The strictest options an application may use, and nothing but the ES2020 library, as a `tsconfig.json` says them. */
export const STRICT_OPTIONS = {
  target: "es2020",
  lib: ["es2020"],
  types: [],
  module: "preserve",
  moduleResolution: "bundler",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  // The library itself is not what is tested, and the same each time.
  skipDefaultLibCheck: true,
  declaration: true,
} as const;

/** Writes TypeScript sources by path into a folder that any compiler can be told to compile with `-p .`; the others are left out. */
export function writeProject(files: Iterable<readonly [string, string]>): string {
  const folder = temporaryFolder("compile");
  for (const [path, text] of files) {
    if (!path.endsWith(".ts")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...STRICT_OPTIONS, noEmit: true } }),
  );
  return folder;
}

const NATIVE = join(dirname(createRequire(import.meta.url).resolve("typescript-native/package.json")), "bin/tsc");

/** Every error and syntax problem in lines; nothing where there is none. */
export function nativeProblems(files: Iterable<readonly [string, string]>): Promise<string> {
  const cwd = writeProject(files);
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [NATIVE, "-p", "."], { cwd, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error !== null && stdout === "") reject(new Error(`the compiler did not run: ${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}
