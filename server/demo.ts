/** The demo's start: fills its workspace through the listening server, once, and says how to get in. */

import type { Env } from "../lib/base/env.ts";
import type { Language } from "../lib/plan/plan.ts";
import { seedDemo } from "../prisma/seed/demo.ts";
import { DEMO_WORDS } from "../prisma/seed/demo-words.ts";
import type { Application } from "./application.ts";

const STEP = 0.1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On a terminal one line that changes; elsewhere a line per tenth. */
function progressBar(language: Language): (done: number, total: number) => void {
  let shown = 0;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    const text = `  ${DEMO_WORDS[language].progress(Math.floor(share * 100), total)}`;
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
export async function playDemo(
  application: Application,
  { env, language, pages }: { readonly env: Env; readonly language: Language; readonly pages: Promise<void> },
): Promise<void> {
  const words = DEMO_WORDS[language];
  const { dataDir } = application;
  const options = { dataDir, host: ownAddress(env), say, language, progress: progressBar(language) };
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
  if (!built) say(words.waiting);
  await pages;
  say(words.ready(application.address));
  say(words.signIn);
  say(`  ${application.address}${seeded.signInPath}`);
  if (seeded.token === undefined) return;
  say(words.token);
  say(`  ${seeded.token}`);
}
