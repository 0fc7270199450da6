// Runs named steps one after another, shows how long each took, and stops at the first that fails.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export const quiet = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

/** Runs a program from node_modules/.bin (or an absolute path) and resolves with its exit code. */
export function run(command, args, env = {}) {
  const local = `${root}node_modules/.bin/${command}`;
  return new Promise((resolve) => {
    const child = spawn(existsSync(local) ? local : command, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...quiet, ...env },
    });
    const stop = (signal) => child.kill(signal);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** `steps`: [name, () => Promise<exit code>]. Exits the process with the first code that is not 0. */
export async function runSteps(steps) {
  const times = [];
  for (const [name, step] of steps) {
    console.log(`\n=== ${name}`);
    const started = Date.now();
    const code = await step();
    times.push(`${name} ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (code !== 0) {
      console.error(`\n${name} failed (exit ${code}). Done before: ${times.slice(0, -1).join(", ") || "nothing"}.`);
      process.exit(code);
    }
  }
  console.log(`\n${times.join(", ")}`);
}
