/** An ingest server in a process of its own that a test ends as it likes: asked to, or by kill -9 at any moment. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import { afterAll, beforeAll } from "vitest";
import { temporaryFolder } from "../../base/testing/temporary-folder.ts";
import { closeEventDb } from "../../store/event-db.ts";
import { closePlanDb } from "../../store/plan-db.ts";
import { projectRoot } from "../../store/project-root.ts";

/** A small generator (mulberry32), so that a run can be repeated from its printed seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface KilledProcess {
  readonly dataDir: string;
  /** Of the process that runs now. */
  readonly port: number;
  /** Resolves with the milliseconds until it listened; rejects when it ended before. */
  readonly start: (databaseUrl: string, env?: Readonly<Record<string, string>>) => Promise<number>;
  /** Resolves with the exit status, null after a signal. */
  readonly end: (signal: "SIGKILL" | "SIGTERM") => Promise<number | null>;
  /** Resolves once it is gone by itself. */
  readonly gone: () => Promise<void>;
  /** Writes a line to its standard input. */
  readonly tell: (line: string) => void;
}

/** Call at the top of a test file: one process at a time, over one folder for all of the file's tests. */
export function useKilledProcess(
  name: string,
  program = new URL("./server-process.ts", import.meta.url),
): KilledProcess {
  const root = projectRoot();
  const dataDir = temporaryFolder(name);
  let programs = "";
  let child: ChildProcess | undefined;
  let port = 0;

  // Bundled, as the product is: it is started many times, and its sources start several times as slowly.
  beforeAll(async () => {
    mkdirSync(join(root, "build"), { recursive: true });
    programs = mkdtempSync(join(root, "build", `${name}-`));
    const workers = ["forwarder", "rejudging"].map((worker) => new URL(`../${worker}-worker.ts`, import.meta.url));
    const entryPoints = [program, ...workers].map((url) => fileURLToPath(url));
    await build({
      ...{ entryPoints, outdir: programs, entryNames: "[name]", absWorkingDir: root, logLevel: "silent" },
      ...{ bundle: true, platform: "node", format: "esm", target: "node20", packages: "external" },
    });
    await stop();
  });

  afterAll(async () => {
    child?.kill("SIGKILL");
    await closeEventDb();
    await closePlanDb();
    rmSync(programs, { recursive: true, force: true });
  });

  return {
    dataDir,
    get port() {
      return port;
    },
    start: async (databaseUrl, env = {}) => {
      const started = performance.now();
      const running = spawn(
        process.execPath,
        [join(programs, `${basename(program.pathname, ".ts")}.js`), dataDir, databaseUrl],
        {
          cwd: root,
          env: { ...process.env, ...env },
          stdio: ["pipe", "pipe", "pipe"],
        },
      );
      child = running;
      // What is told to a process that is being killed gets nowhere, and that is no error.
      running.stdin.on("error", () => undefined);
      let errors = "";
      running.stderr.on("data", (bytes: Buffer) => {
        errors = `${errors}${bytes.toString("utf8")}`.slice(-4_000);
      });
      await new Promise<void>((resolve, reject) => {
        running.stdout.on("data", (bytes: Buffer) => {
          const found = /listening (\d+)/.exec(bytes.toString("utf8"))?.[1];
          if (found === undefined) return;
          port = Number(found);
          resolve();
        });
        running.once("exit", (code, signal) =>
          reject(new Error(`Ended before it listened (${code ?? signal}): ${errors}`)),
        );
      });
      return performance.now() - started;
    },
    end: async (signal) => {
      const running = child;
      if (running === undefined) return null;
      const ended = new Promise<number | null>((resolve) => running.once("exit", (code) => resolve(code)));
      running.kill(signal);
      return ended;
    },
    gone: () =>
      new Promise<void>((resolve) => {
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once("exit", () => resolve());
      }),
    tell: (line) => void child?.stdin?.write(`${line}\n`),
  };
}
