/** Runs generated code: bundled by esbuild, in a Node process that refuses to evaluate strings, against a local sink. */

import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { build } from "esbuild";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import type { GeneratedFiles } from "../file.ts";

export interface BundleOptions {
  readonly minify?: boolean;
  readonly target?: string;
  readonly define?: Record<string, string>;
  readonly external?: string[];
}

/** Bundles an entry that imports the SDK from `./index`. Nothing is read from the disk. */
export async function bundleSdk(files: GeneratedFiles, entry: string, options: BundleOptions = {}): Promise<string> {
  const result = await build({
    stdin: { contents: entry, loader: "ts", resolveDir: "/", sourcefile: "/sdk/entry.ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: options.target ?? "es2022",
    minify: options.minify ?? false,
    define: options.define ?? {},
    external: options.external ?? [],
    logLevel: "silent",
    plugins: [
      {
        name: "generated-files",
        setup(builder) {
          builder.onResolve({ filter: /^\./ }, ({ path, importer }) => ({
            path: posix.join(importer === "/sdk/entry.ts" ? "/sdk" : dirname(importer), path),
            namespace: "sdk",
          }));
          builder.onLoad({ filter: /.*/, namespace: "sdk" }, ({ path }) => {
            const name = path.slice("/sdk/".length);
            const text = files.get(name) ?? files.get(`${name}.ts`);
            return text === undefined ? undefined : { contents: text, loader: "ts" };
          });
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? "";
}

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly milliseconds: number;
}

/** Runs a module to its end. `eval` and `new Function` throw in that process. */
export async function runModule(source: string, nodeOptions: readonly string[] = []): Promise<Run> {
  const folder = temporaryFolder("sdk");
  const file = join(folder, "driver.mjs");
  await writeFile(file, source);
  const started = performance.now();
  const child = spawn(process.execPath, ["--disallow-code-generation-from-strings", ...nodeOptions, file], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output, milliseconds: performance.now() - started };
}
