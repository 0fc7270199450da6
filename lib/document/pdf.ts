/** PDF files by a Chromium of this machine, run over a document in a private folder, without network; the document itself admits no script. */

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";

const MAX_MS = 90_000;
/** One browser takes a core and hundreds of megabytes; whoever comes after so many that wait is asked to come again. */
const WAITING_MAX = 4;

interface Queue {
  waiting: number;
  last: Promise<unknown>;
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
function run(chromium: string, folder: string): Promise<void> {
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
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(error);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      end();
      if (code === 0) done();
      else fail(new Error(`Chromium ended with ${code}: ${said}`));
    });
  });
}

async function print(chromium: string, html: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), "gabarit-pdf-"));
  try {
    await writeFile(join(folder, "document.html"), html, { mode: 0o600 });
    await run(chromium, folder);
    return new Uint8Array(await readFile(join(folder, "document.pdf")));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The document as a PDF, one at a time. `unavailable` when too many wait or the browser fails. */
export async function pdfOf(chromium: string, html: string): Promise<Uint8Array<ArrayBuffer>> {
  const queue = processState<Queue>("pdfQueue", () => ({ waiting: 0, last: Promise.resolve() }));
  if (queue.waiting >= WAITING_MAX) throw new UserError("unavailable");
  queue.waiting++;
  const printed = queue.last.then(() => print(chromium, html));
  queue.last = printed.catch(() => undefined);
  try {
    return await printed;
  } catch (error) {
    log().error({ origin: "pdf", err: error }, "a PDF could not be made");
    throw new UserError("unavailable");
  } finally {
    queue.waiting--;
  }
}
