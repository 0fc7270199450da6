// Bundles the command line into one file and packs it as npm would: build/cli/gabarit.tgz, the same bytes for the same
// sources.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transform } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * What the file begins with: it finds the parts below in comments, which Node passes over quickly, and reads those that a command
 * asks for. Reading everything at each start would take most of the time that a start takes.
 */
const head = (places) => `#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
const file = fileURLToPath(import.meta.url);
const whole = readFileSync(file);
const places = ${JSON.stringify(places)};
const outside = createRequire(import.meta.url);
const loaded = new Map();
function load(name) {
  if (!Object.hasOwn(places, name)) return outside(name);
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const [fromEnd, length] = places[name];
  const text = JSON.parse(whole.toString("latin1", whole.length - fromEnd, whole.length - fromEnd + length));
  const names = ["module", "exports", "require", "__filename", "__dirname", "gabaritUrl"];
  const run = compileFunction(text, names, { filename: file + "#" + name });
  run(module, module.exports, load, file, dirname(file), import.meta.url);
  return module.exports;
}
load(${JSON.stringify(MAIN)});
`;

/** The part that begins. */
const MAIN = "./packaged-main.js";

/** The parts as one file; each is a line of ASCII, and known by how far from the end it begins. */
function joined(parts) {
  const lines = parts.map(([name, text]) => [name, JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped)]);
  const places = {};
  let fromEnd = 0;
  for (const [name, line] of lines.toReversed()) {
    fromEnd += line.length + 1;
    places[name] = [fromEnd, line.length];
    fromEnd += 2;
  }
  return head(places) + lines.map(([, line]) => `//${line}\n`).join("");
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const COMMON = {
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  logLevel: "warning",
  conditions: ["production"],
  define: { "process.env.NODE_ENV": '"production"' },
};

/** Texts are read faster than the program that would write them down. */
const messages = {
  name: "messages",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]i18n[\\/]messages[\\/].*\.json$/ }, ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, "utf8"))))});`,
    })),
};

/**
 * What nobody asks for here: json-schema-to-typescript formats what it prints with Prettier only when told to, and zod has
 * sentences in fifty languages, of which ours are imported by their own names.
 */
const leftOut = {
  name: "left-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^prettier$/ }, () => ({ path: "prettier", namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: `exports.format = () => { throw new Error("nothing is formatted here"); };`,
    }));
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

/** What one command alone needs, and is large: packed text until that command asks for it. Node reads the rest faster. */
const PACKED = ["typescript"];

async function packed(name) {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [fileURLToPath(import.meta.resolve(name))],
    format: "cjs",
    write: false,
  });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
  const text = outputFiles[0].contents;
  const params = { [BROTLI_PARAM_QUALITY]: 9, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: text.length };
  return brotliCompressSync(text, { params }).toString("base64");
}

const packedParts = {
  name: "packed-parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(?:${PACKED.join("|")})$`) }, ({ path }) => ({ path, namespace: "packed" }));
    onLoad({ filter: /.*/, namespace: "packed" }, async ({ path }) => ({
      contents: `const { brotliDecompressSync } = require("node:zlib");
const text = brotliDecompressSync(Buffer.from(${JSON.stringify(await packed(path))}, "base64")).toString("utf8");
new Function("module", "exports", "require", "__filename", "__dirname", text)(module, exports, require, __filename, __dirname);`,
      resolveDir: root,
    }));
  },
};

/** Bundles the command line into one file that Node runs, and answers what esbuild says of its parts. */
export async function bundleInto(outfile) {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: [fileURLToPath(new URL("./packaged-main.ts", import.meta.url))],
    outdir: root,
    format: "esm",
    splitting: true,
    chunkNames: "[hash]",
    write: false,
    metafile: true,
    // Its other file has a `require` of its own, which hides ours from what goes before it.
    alias: { "web-tree-sitter": createRequire(import.meta.url).resolve("web-tree-sitter") },
    plugins: [messages, leftOut, packedParts],
  });
  const parts = outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, {
      ...{ format: "cjs", platform: "node", target: "node20", minify: true },
      supported: { "dynamic-import": false },
      define: { "import.meta.url": "gabaritUrl" },
    });
    return [`./${basename(path)}`, code];
  });
  writeFileSync(outfile, joined((await Promise.all(parts)).sort(([a], [b]) => (a < b ? -1 : 1))));
  return metafile;
}

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

/** The archives of the product are written in TypeScript, which Node 20 does not read. */
async function archiver() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "lib", "base", "tar.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** Builds `build/cli/gabarit.tgz` and answers its path. */
export async function bundleCli() {
  const folder = join(root, "build", "cli");
  const contents = join(folder, "package");
  rmSync(contents, { recursive: true, force: true });
  mkdirSync(contents, { recursive: true });
  await bundleInto(join(contents, "gabarit.mjs"));
  writeFileSync(join(contents, "package.json"), `${JSON.stringify(manifest(), undefined, 2)}\n`);
  writeFileSync(join(contents, "README.md"), readFileSync(join(root, "cli", "package-readme.md")));
  writeFileSync(join(contents, "LICENSE"), readFileSync(join(root, "LICENSE")));
  const { tgz } = await archiver();
  const files = ["LICENSE", "README.md", "gabarit.mjs", "package.json"];
  const texts = files.map((name) => [name, readFileSync(join(contents, name), "utf8")]);
  const archive = join(folder, "gabarit.tgz");
  const fresh = `${archive}.${process.pid}`;
  writeFileSync(fresh, tgz(texts, "package"));
  renameSync(fresh, archive);
  return archive;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await bundleCli()}\n`);
