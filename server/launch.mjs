// `npm start`, `npm run dev`, `npm run demo`, `npm run build`: builds what changed, then runs the server as a child.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pendingBuild, root } from "./build.mjs";
import { launchWords, terminalLanguage } from "./launch-words.mjs";
import { SERVER_FLAGS, THREADS } from "./node-flags.mjs";

const MODES = ["start", "dev", "demo", "build"];
const [mode = "start", ...given] = process.argv.slice(2);
// The demo is looked at by whoever started it; a server's words go to logs.
const { language, rest } = mode === "demo" ? terminalLanguage(given, process.env) : { language: "en", rest: given };
const flags = mode === "demo" ? [...rest, `--lang=${language}`] : rest;
const words = launchWords(language);

function fail(message, code) {
  process.stderr.write(`gabarit: ${message}\n`);
  process.exit(code);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node.js 20.19 or later is needed; this is ${process.version}.`, 2);
}

function loadEnvFile() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Says what is being done, for how long, and that it is done; on a terminal the seconds run. */
async function step(name, work, terminal = process.stdout.isTTY) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  if (!terminal) process.stdout.write(`${name} …\n`);
  const timer = setInterval(() => process.stdout.write(terminal ? `\r${name} … ${seconds()} s` : ""), 500);
  try {
    await work();
    process.stdout.write(`${terminal ? "\r" : ""}${words.done(name, seconds())}\n`);
  } finally {
    clearInterval(timer);
  }
}

async function build(part, name, terminal) {
  const pending = pendingBuild(part);
  if (pending === undefined) return;
  try {
    await step(name, pending, terminal);
  } catch (error) {
    fail(error.message, 1);
  }
}

const buildServer = () => build("server", words.server);
const buildPages = (terminal) => build("pages", words.pages, terminal);

function serverCommand() {
  if (mode !== "dev") return [...SERVER_FLAGS, join(root, "build", "server.js")];
  return ["--import", "tsx", join(root, "server", "main.ts"), "--development"];
}

function serverEnvironment() {
  return {
    ...process.env,
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? THREADS,
  };
}

function runServer(extra) {
  const child = spawn(process.execPath, [...serverCommand(), ...extra, ...flags], {
    cwd: process.cwd(),
    env: serverEnvironment(),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // Ctrl-C reaches both; a signal to this process alone is passed on. The child leaves in order, then so do we.
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
  return child;
}

checkNode();
if (!MODES.includes(mode)) fail(`Usage: node server/launch.mjs ${MODES.join("|")}`, 2);
loadEnvFile();

if (mode === "dev") {
  runServer([]);
} else {
  await buildServer();
  if (mode === "demo") {
    const pagesPending = pendingBuild("pages") !== undefined;
    // The first start fills the demo while its pages are built.
    const child = runServer(pagesPending ? ["--demo", "--pages-later"] : ["--demo"]);
    if (pagesPending) {
      // The running line is the demo's.
      await buildPages(false);
      child.send("pages built");
    }
  } else {
    await buildPages();
    if (mode === "start") runServer([]);
  }
}
