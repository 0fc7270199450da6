/** The process's entry: starts, says where it is, and leaves in order when it is told to. */

import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { type Env, readEnv } from "../lib/base/env.ts";
import { log } from "../lib/base/log.ts";
import { isStartRefusal, StartRefusal } from "../lib/base/start-refusal.ts";
import { type Application, type ApplicationOptions, startApplication } from "./application.ts";

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

/** The launcher says when pages are built; when it is killed, nobody would end this process. */
function listenToLauncher(application: Application, stop: (code: number) => void): void {
  if (process.send === undefined) return;
  process.on("message", (message) => {
    if (message === "pages built") {
      application.loadPages().then(
        () => process.send?.("pages ready"),
        (error: unknown) => {
          log().fatal({ err: error }, "the pages could not be loaded");
          stop(1);
        },
      );
    }
  });
  process.on("disconnect", () => stop(0));
}

/** The demo has a folder and engines of its own, whatever the variables say. */
function demoEnv(env: Env): Env {
  return { ...env, dataDir: join(env.dataDir, "demo"), databaseUrl: undefined, clickhouseUrl: undefined };
}

function optionsOf(flags: ReadonlySet<string>): ApplicationOptions {
  const env = readEnv();
  const demo = flags.has("--demo");
  if (flags.has("--reset") && !demo) throw new StartRefusal("--reset starts the demo over and works with it alone.");
  return {
    env: demo ? demoEnv(env) : env,
    development: flags.has("--development"),
    withoutPages: flags.has("--pages-later"),
    reset: flags.has("--reset"),
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
  const application = await startApplication(optionsOf(new Set(process.argv.slice(2))));
  process.on("uncaughtException", (error) => {
    log().fatal({ err: error }, "uncaught exception");
    leaving.leave(1);
  });
  listenToLauncher(application, (code) => leaving.leave(code));
  announce(application);
  process.send?.("listening");
  leaving.started(application);
}

if (isMainThread) await main().catch(refuse);
