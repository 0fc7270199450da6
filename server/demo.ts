/** The demo's start: fills its workspace through the listening server, once, and says how to get in. */

import type { Env } from "../lib/base/env.ts";
import { seedDemo } from "../prisma/seed/demo.ts";
import type { Application } from "./application.ts";

const STEP = 0.1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On a terminal one line that changes; elsewhere a line per tenth. */
function progressBar(): (done: number, total: number) => void {
  let shown = 0;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    const text = `  ${Math.floor(share * 100)} % of ${total.toLocaleString("en")} events`;
    if (process.stdout.isTTY) process.stdout.write(`\r${text}${share === 1 ? "\n" : ""}`);
    else if (share === 1 || share - shown >= STEP) {
      shown = share;
      say(text);
    }
  };
}

/** Where this process reaches itself. */
function ownAddress({ host, port }: Env): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Resolves when the demo is filled, its pages are there and the addresses are printed. */
export async function playDemo(application: Application, env: Env, pages: Promise<void>): Promise<void> {
  const options = { dataDir: application.dataDir, host: ownAddress(env), say, progress: progressBar() };
  const seeded = await seedDemo(options, async () => {
    await application.settled();
    return true;
  });
  let built = false;
  void pages.then(() => {
    built = true;
  });
  // What is already there has answered by the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  if (!built) say("Waiting for the pages to be built");
  await pages;
  say(`Gabarit’s demo is ready at ${application.address}`);
  say("Sign in once with this address:");
  say(`  ${application.address}${seeded.signInPath}`);
  if (seeded.token === undefined) return;
  say("API token of its owner, shown this once:");
  say(`  ${seeded.token}`);
}
