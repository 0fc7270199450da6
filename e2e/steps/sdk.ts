/** The generated SDK as an application's repository gets it: the packaged command line, a bundler, a page elsewhere. */

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { build } from "esbuild";
import { installation } from "../installation/installation.ts";

const run = promisify(execFile);

/** A new API token of the project, made in its settings; answers its secret, which is shown once. */
export async function createToken(page: Page, slug: string, name: string): Promise<string> {
  await page.goto(`/en/${slug}/settings/tokens`);
  const form = page.getByRole("form", { name: "Create the token" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Role").selectOption("viewer");
  await form.getByLabel("read the plan").check();
  await form.getByRole("button", { name: "Create the token" }).click();
  const secret = form.locator("[data-revealed=secret]");
  await expect(secret).toBeVisible();
  return (await secret.textContent()) ?? "";
}

/** An application's folder of its own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "gabarit-app-"));
}

/** Fetches the command line that the server hands out, as `npm i -D <address>/cli/gabarit.tgz` does; answers its program. */
export async function installCommand(folder: string): Promise<string> {
  const response = await fetch(`${installation().url}/cli/gabarit.tgz`);
  expect(response.status).toBe(200);
  const archive = join(folder, "gabarit.tgz");
  writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
  await run("tar", ["-xzf", archive, "-C", folder]);
  return join(folder, "package", "gabarit.mjs");
}

const ZIP_ENTRY = 0x0201_4b50;
const DEFLATED = 8;

/** Writes the files of a ZIP archive into a folder, as any program that opens one finds them: by its directory at the end. */
function unpack(archive: Buffer, folder: string): void {
  let at = archive.readUInt32LE(archive.length - 6);
  for (; archive.readUInt32LE(at) === ZIP_ENTRY; ) {
    const [size, nameSize] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const name = archive.toString("utf8", at + 46, at + 46 + nameSize);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + size);
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, archive.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(bytes) : bytes);
    at += 46 + nameSize + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

/** Downloads the TypeScript SDK of version 1 from its page and unpacks it in the folder; answers the name of its own folder. */
export async function downloadSdk(page: Page, slug: string, folder: string): Promise<string> {
  await page.goto(`/en/${slug}/plan/code?at=1`);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "TypeScript as ZIP" }).click();
  const archive = await file;
  unpack(readFileSync(await archive.path()), folder);
  return archive.suggestedFilename().replace(/\.zip$/, "");
}

/** Runs the packaged command line against the server; answers all it says. */
export async function gabarit(program: string, token: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [program, ...args], {
    env: { ...process.env, GABARIT_URL: installation().url, GABARIT_TOKEN: token },
  });
  return stdout + stderr;
}

/** Bundles an entry written into the folder, as an application's bundler would. */
export async function bundle(folder: string, source: string, platform: "node" | "browser"): Promise<string> {
  const entry = join(folder, `${platform}-entry.ts`);
  const outfile = join(folder, `${platform}.js`);
  writeFileSync(entry, source);
  await build({ entryPoints: [entry], outfile, bundle: true, platform, format: platform === "node" ? "cjs" : "iife" });
  return outfile;
}

/** Runs a bundle in a Node process of its own until it ends by itself. */
export async function runInNode(file: string): Promise<void> {
  await run(process.execPath, [file]);
}

/** Serves a page that loads one script, on an origin of its own. */
export async function servePage(script: string): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/app.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(
      isScript
        ? script
        : '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1><script src="/app.js"></script>',
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("No address");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}
