/** The process's entry: starts, says where it is, and leaves in order when it is told to. */

import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { type Env, readEnv, settleEnv } from "../lib/base/env.ts";
import { log, logForReader } from "../lib/base/log.ts";
import { isStartRefusal, StartRefusal } from "../lib/base/start-refusal.ts";
import type { Application, ApplicationOptions } from "./application.ts";

const DRAIN_MS = 9500;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(error: unknown): never {
  if (isStartRefusal(error)) {
    process.stderr.write(`gabarit: ${error.message.replaceAll("\n", " ")}\n`);
    process.exit(2);
  }
  log().fatal({ err: error }, "the start failed");
  process.exit(1);
}

/** The native engines crash a process that leaves while they work: past the deadline it is ended from outside itself. */
function endAfterDeadline(): void {
  setTimeout(() => {
    log().error("the end took too long; what was acknowledged is on disk");
    process.kill(process.pid, "SIGKILL");
  }, DRAIN_MS).unref();
}

async function leave(application: Application, code: number): Promise<void> {
  endAfterDeadline();
  await application.drain();
  process.exit(code);
}

function announce(application: Application): void {
  say(`Gabarit is ready at ${application.address}`);
  if (application.setUpToken === undefined) return;
  say("Nobody has an account yet. Set up the first one with this one-time address:");
  say(`  ${application.address}/set-up?token=${application.setUpToken}`);
}

/** Resolves when the launcher has built the pages and they are loaded; at once when they came with the start. */
function pagesBuilt(application: Application, later: boolean): Promise<void> {
  if (!later || process.send === undefined) return Promise.resolve();
  return new Promise((done, fail) => {
    process.on("message", (message) => {
      if (message === "pages built") application.loadPages().then(done, fail);
    });
  });
}

/** The demo has a folder and engines of its own, whatever the variables say. */
function demoEnv(env: Env): Env {
  return { ...env, dataDir: join(env.dataDir, "demo"), databaseUrl: undefined, clickhouseUrl: undefined };
}

function optionsOf(flags: ReadonlySet<string>): ApplicationOptions {
  const demo = flags.has("--demo");
  const env = demo ? demoEnv(readEnv()) : readEnv();
  settleEnv(env);
  if (flags.has("--reset") && !demo) throw new StartRefusal("--reset starts the demo over and works with it alone.");
  return {
    env,
    development: flags.has("--development"),
    withoutPages: flags.has("--pages-later"),
    reset: flags.has("--reset"),
    withoutSetUp: demo,
  };
}

/** Told to leave while still starting, the process leaves as soon as it has started. */
class Leaving {
  #code: number | undefined;
  #application: Application | undefined;

  started(application: Application): void {
    this.#application = application;
    if (this.#code !== undefined) void leave(application, this.#code);
  }

  leave(code: number): void {
    if (this.#code !== undefined) return;
    this.#code = code;
    if (this.#application !== undefined) void leave(this.#application, code);
  }
}

async function main(): Promise<void> {
  const leaving = new Leaving();
  process.on("SIGTERM", () => leaving.leave(0));
  process.on("SIGINT", () => leaving.leave(0));
  process.on("unhandledRejection", (reason) => log().error({ err: reason }, "unhandled rejection"));
  const flags = new Set(process.argv.slice(2));
  const options = optionsOf(flags);
  if (flags.has("--demo")) logForReader(process.stderr.isTTY);
  // Its engines take most of a second to load: whoever is refused for a variable need not wait for them.
  const { startApplication } = await import("./application.ts");
  const application = await startApplication(options);
  const fail = (error: unknown): void => {
    log().fatal({ err: error }, "the process cannot go on");
    leaving.leave(1);
  };
  process.on("uncaughtException", fail);
  // A launcher that was killed would leave this process behind.
  process.on("disconnect", () => leaving.leave(0));
  const pages = pagesBuilt(application, options.withoutPages);
  process.send?.("listening");
  leaving.started(application);
  if (flags.has("--demo")) {
    const { playDemo } = await import("./demo.ts");
    const language = flags.has("--lang=fr") ? "fr" : "en";
    await playDemo(application, { env: options.env, language, pages }).catch(fail);
  } else {
    announce(application);
    await pages.catch(fail);
  }
}

if (isMainThread) await main().catch(refuse);
