/** The process's entry: starts, says where it is, and leaves in order when it is told to. */

import { isMainThread } from "node:worker_threads";
import { readEnv } from "../lib/base/env.ts";
import { log } from "../lib/base/log.ts";
import { isStartRefusal } from "../lib/base/start-refusal.ts";
import { type Application, startApplication } from "./application.ts";

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
  say(`Nobody has an account yet. Open ${application.address}/set-up and enter this one-time token:`);
  say(`  ${application.setUpToken}`);
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

async function main(): Promise<void> {
  const flags = new Set(process.argv.slice(2));
  const application = await startApplication({
    env: readEnv(),
    development: flags.has("--development"),
    withoutPages: flags.has("--pages-later"),
  });
  let leaving = false;
  const stop = (code: number): void => {
    if (leaving) return;
    leaving = true;
    void leave(application, code);
  };
  process.on("SIGTERM", () => stop(0));
  process.on("SIGINT", () => stop(0));
  process.on("uncaughtException", (error) => {
    log().fatal({ err: error }, "uncaught exception");
    stop(1);
  });
  process.on("unhandledRejection", (reason) => log().error({ err: reason }, "unhandled rejection"));
  listenToLauncher(application, stop);
  announce(application);
  process.send?.("listening");
}

if (isMainThread) await main().catch(refuse);
