// Builds what a start needs, and only what changed since the last build: the server and its workers (esbuild), the
// pages (Next). Plain JavaScript: it runs before anything is built.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "build");
const stampFile = join(out, "stamp.json");

const SHARED = ["lib", "codegen", "package-lock.json"];
const SOURCES = {
  server: [...SHARED, "server", "cli", "prisma"],
  pages: [...SHARED, "app", "public", "docs", "next.config.ts", "postcss.config.mjs"],
};

function isSource(path) {
  return (
    !/\.test\.tsx?$|(^|\/)(prisma-client|testing|golden|adr)(\/|$)|\.md$/.test(path) || /^docs\/(en|fr)\//.test(path)
  );
}

function* filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (/\.[a-z]+$/.test(path)) {
    yield full;
    return;
  }
  for (const entry of readdirSync(full, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield join(entry.parentPath, entry.name);
  }
}

/** One hash over the names and contents of everything that goes into a part. */
function fingerprint(part) {
  const hash = createHash("sha256");
  const files = SOURCES[part].flatMap((path) => [...filesOf(path)]).map((file) => relative(root, file));
  for (const file of files.filter(isSource).sort()) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

function stamp(part, value) {
  mkdirSync(out, { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ ...readStamp(), [part]: value }));
}

function isThere(part) {
  return existsSync(part === "server" ? join(out, "server.js") : join(root, ".next", "BUILD_ID"));
}

/** A function that builds the part, or undefined when what is there is current. */
export function pendingBuild(part) {
  const current = fingerprint(part);
  if (isThere(part) && readStamp()[part] === current) return undefined;
  return async () => {
    await (part === "server" ? buildServer() : buildPages());
    stamp(part, current);
  };
}

/** Threads of their own are bundles of their own: `**\/x-worker.ts` becomes `build/x-worker.js`. */
function workers() {
  return [...filesOf("lib"), ...filesOf("codegen")].filter((file) => file.endsWith("-worker.ts"));
}

/** Bundles `{ name: file }` into a folder below the root, each entry with the workers that the code starts beside it. */
export async function bundle(entries, outdir) {
  const { build } = await import("esbuild");
  const entryPoints = { ...entries };
  for (const file of workers()) entryPoints[file.split("/").at(-1).replace(/\.ts$/, "")] = file;
  await build({
    entryPoints,
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // What only the demo needs is a file of its own, loaded when it is the demo.
    splitting: true,
    chunkNames: "chunk-[hash]",
    packages: "external",
    sourcemap: "linked",
    logLevel: "silent",
    absWorkingDir: root,
  });
}

async function buildServer() {
  if (existsSync(out)) for (const name of readdirSync(out)) if (/\.js(\.map)?$/.test(name)) rmSync(join(out, name));
  const entries = { server: join(root, "server", "main.ts") };
  const cli = join(root, "cli", "main.ts");
  if (existsSync(cli)) entries.cli = cli;
  await bundle(entries, out);
  if (existsSync(join(root, "cli", "bundle.mjs"))) await (await import("../cli/bundle.mjs")).bundleCli();
  // Its own process would otherwise stay for as long as the server runs.
  await (await import("esbuild")).stop();
}

function buildPages() {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const end = () => child.kill();
  process.once("exit", end);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => {
      process.off("exit", end);
      if (code === 0) done();
      else fail(new Error(`The pages could not be built.\n${output}`));
    });
  });
}
