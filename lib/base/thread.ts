/** Threads of this process, each with an entry of its own. */

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts the thread whose entry is the file of that name (without extension) beside the caller (`import.meta.url`). Source
 * runs through tsx, which a thread has to register for itself; a build lies beside the caller as JavaScript.
 */
export function startThread(caller: string, name: string, options: WorkerOptions = {}): Worker {
  if (!caller.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, caller), options);
  const tsx = pathToFileURL(createRequire(caller).resolve("tsx/esm/api")).href.replace(/\.cjs$/, ".mjs");
  const entry = new URL(`./${name}.ts`, caller).href;
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})));`;
  return new Worker(start, { ...options, eval: true });
}
