/** PDF files by a Chromium of this machine, run over a document in a private folder, without network; the document itself admits no script. */

import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { Line } from "./line.ts";

const MAX_MS = 90_000;
/** One browser takes a core and hundreds of megabytes; whoever comes after so many that wait is asked to come again. */
const WAITING_MAX = 4;

const FOLDER = "gabarit-pdf-";
/** No document is in the making for so long: a folder of that age was left by a process that was ended. */
const LEFT_MS = 3_600_000;

interface Press {
  readonly line: Line;
  /** Aborted when the process leaves. */
  readonly leaving: AbortController;
}

function press(): Press {
  return processState("pdfPress", () => ({ line: new Line(WAITING_MAX), leaving: new AbortController() }));
}

function argumentsFor(folder: string): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    // Whatever a document might name leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    `--user-data-dir=${join(folder, "profile")}`,
    `--print-to-pdf=${join(folder, "document.pdf")}`,
    // Its sandbox refuses to run as root; the document runs nothing.
    ...(isRoot ? ["--no-sandbox"] : []),
    pathToFileURL(join(folder, "document.html")).href,
  ];
}

/** Resolves once the browser has ended well; its whole group is gone by then. */
function run(chromium: string, folder: string, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: folder, TMPDIR: folder, NODE_ENV: "production" as const };
    const child = spawn(chromium, argumentsFor(folder), { detached: true, stdio: ["ignore", "ignore", "pipe"], env });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = `${said}${chunk.toString("utf8")}`.slice(-2000);
    });
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(end, MAX_MS);
    signal.addEventListener("abort", end);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    };
    child.once("error", (error) => {
      settle();
      fail(error);
    });
    child.once("exit", (code) => {
      settle();
      end();
      if (code === 0) done();
      else fail(new Error(`Chromium ended with ${code}: ${said}`));
    });
  });
}

async function print(chromium: string, html: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  try {
    await writeFile(join(folder, "document.html"), html, { mode: 0o600 });
    signal.throwIfAborted();
    await run(chromium, folder, signal);
    return new Uint8Array(await readFile(join(folder, "document.pdf")));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Order {
  readonly chromium: string;
  /** Whoever waits for one already is asked to come again. */
  readonly person: string;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Writes the document once its turn has come. */
  readonly write: () => Promise<string>;
}

/** The document as a PDF, one at a time. `unavailable` when too many wait, the browser fails or the process leaves. */
export function pdfOf({ chromium, person, signal, write }: Order): Promise<Uint8Array<ArrayBuffer>> {
  const { line, leaving } = press();
  const stop = AbortSignal.any([signal, leaving.signal]);
  return line.run(person, async () => {
    if (stop.aborted) throw new UserError("unavailable");
    const html = await write();
    try {
      return await print(chromium, html, stop);
    } catch (error) {
      if (!stop.aborted) log().error({ origin: "pdf", err: error }, "a PDF could not be made");
      throw new UserError("unavailable");
    }
  });
}

/** Ends the browser at work and takes no more orders: for a process that leaves. */
export function endPdfs(): void {
  press().leaving.abort();
}

/** Takes away what processes that were ended left of documents. */
export async function sweepPdfs(now = Date.now(), folder = tmpdir()): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(FOLDER));
  for (const path of names.map((name) => join(folder, name))) {
    // Another process may be faster, and what is another user's stays.
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtimeMs > now - LEFT_MS) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
