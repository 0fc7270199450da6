// Bundles the command line into one file and packs it as npm would: build/cli/gabarit.tgz.
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** CommonJS packages inside the bundle ask for `require` and `__dirname`. */
const BANNER = `#!/usr/bin/env node
import { createRequire as gabaritRequire } from "node:module";
import { fileURLToPath as gabaritPath } from "node:url";
import { dirname as gabaritDirname } from "node:path";
const require = gabaritRequire(import.meta.url);
const __filename = gabaritPath(import.meta.url);
const __dirname = gabaritDirname(__filename);`;

function manifest() {
  const { version, license, engines, description } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    name: "gabarit",
    version,
    description,
    license,
    engines,
    type: "module",
    bin: { gabarit: "gabarit.mjs" },
    files: ["gabarit.mjs"],
  };
}

/** Bundles the command line into one file that Node runs. */
export async function bundleInto(outfile) {
  await build({
    entryPoints: [fileURLToPath(new URL("./packaged-main.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    minify: true,
    keepNames: true,
    legalComments: "eof",
    logLevel: "warning",
    conditions: ["production"],
    banner: { js: BANNER },
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

/** Builds `build/cli/gabarit.tgz` and answers its path. */
export async function bundleCli() {
  const folder = join(root, "build", "cli");
  const contents = join(folder, "package");
  rmSync(contents, { recursive: true, force: true });
  mkdirSync(contents, { recursive: true });
  await bundleInto(join(contents, "gabarit.mjs"));
  writeFileSync(join(contents, "package.json"), `${JSON.stringify(manifest(), undefined, 2)}\n`);
  for (const name of ["LICENSE", "README.md"]) {
    try {
      copyFileSync(join(root, name), join(contents, name));
    } catch {
      // A folder without them still makes a package.
    }
  }
  const archive = join(folder, "gabarit.tgz");
  const fresh = `${archive}.${process.pid}`;
  await promisify(execFile)("tar", [
    "-czf",
    fresh,
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "-C",
    folder,
    "package",
  ]);
  renameSync(fresh, archive);
  return archive;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await bundleCli()}\n`);
