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

/**
 * Runs a program from node_modules/.bin (or an absolute path) and resolves with its exit code. `hold` keeps what it says
 * until it has ended, for programs that run at the same time.
 */
export function run(command, args, env = {}, hold = false) {
  const local = `${root}node_modules/.bin/${command}`;
  return new Promise((resolve) => {
    const said = hold ? "pipe" : "inherit";
    const child = spawn(existsSync(local) ? local : command, args, {
      cwd: root,
      stdio: ["ignore", said, said],
      env: { ...process.env, ...quiet, ...env },
    });
    const held = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => held.push(chunk));
    const stop = (signal) => child.kill(signal);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.once("close", (code, signal) => {
      process.stdout.write(Buffer.concat(held));
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}

/** Runs several at the same time; the exit code is the first that is not 0. */
export async function together(...works) {
  const codes = await Promise.all(works.map((work) => work()));
  return codes.find((code) => code !== 0) ?? 0;
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
