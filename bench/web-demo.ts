/** The demo as `npm run demo` starts it, in a folder of its own, and a plan of 2,000 events on a branch of it. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { largePlan } from "../codegen/testing/large-plan.ts";
import type { Plan, PlanEvent } from "../lib/plan/plan.ts";

const START_MS = 900_000;
export const LARGE_BRANCH = "two-thousand-events";
export const LARGE_COUNT = 2_000;
/** More rows than anybody should plan: what scrolling is measured on. */
export const TALL_BRANCH = "five-thousand-events";
export const TALL_COUNT = 5_000;

export interface Demo {
  readonly address: string;
  /** One-time address that signs in. */
  readonly signIn: string;
  /** API token of its owner. */
  readonly token: string;
  stop(): Promise<void>;
}

/** Where a demo is kept beyond one run, and the token that its first start told. */
export interface KeptDemo {
  readonly folder: string;
  readonly token: string | undefined;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) {
    const left = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await left;
  }
}

/** Builds what is not built, fills the demo through its own ingest unless it is kept, and resolves once it is ready. */
export function startDemo(port: number, kept?: KeptDemo): Promise<Demo> {
  const dataDir = kept?.folder ?? mkdtempSync(join(tmpdir(), "gabarit-web-"));
  const root = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn(process.execPath, ["server/launch.mjs", "demo"], {
    cwd: root,
    env: { ...process.env, PORT: String(port), GABARIT_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    await stopChild(child);
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => void stop().finally(() => reject(new Error(reason)));
    const timer = setTimeout(() => fail("the demo did not start in time"), START_MS);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const signIn = /^\s+(http:\S+\/sign-in\/\S+)$/m.exec(text)?.[1];
      const token = kept?.token ?? /^\s+(gbt_\S+)$/m.exec(text)?.[1];
      if (signIn === undefined || token === undefined) return;
      clearTimeout(timer);
      resolve({ address: `http://localhost:${port}`, signIn, token, stop });
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`the demo ended with ${code}`);
    });
  });
}

/** Nested properties of the large plan share their ids, which a stored plan does not let them. */
function withOwnIds(event: PlanEvent, at: number): PlanEvent {
  return JSON.parse(JSON.stringify(event).replaceAll(/"prp_(kind|unit|size)"/g, `"prp_$1_${at}"`)) as PlanEvent;
}

/** The large plan as a project can hold it. */
export function largeStoredPlan(slug: string, count = LARGE_COUNT): Plan {
  const large = largePlan(count);
  return { ...large, slug, events: large.events.map(withOwnIds) };
}

/** Puts a plan of so many events on a branch, as an import does. */
export async function importLargePlan(
  { address, token }: Pick<Demo, "address" | "token">,
  slug: string,
  { branch, count } = { branch: LARGE_BRANCH, count: LARGE_COUNT },
): Promise<void> {
  const plan = largeStoredPlan(slug, count);
  const answer = await fetch(`${address}/api/v1/projects/${slug}/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ plan, branch, remove: true }),
  });
  if (!answer.ok)
    throw new Error(`the large plan was refused: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
}
