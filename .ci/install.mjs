// An engineer who never clones this repository: in an empty folder, from a running server and no registry, installs the
// command line and a published version's SDK, generates, type-checks, and sends events that conform. `npm run proof -- install`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./steps.mjs";

const LIMIT_SECONDS = 60;
const TOKEN = "bootstrap-token-of-an-empty-folder-of-a-test";
const SLUG = "default";
const PLAN = `gabarit: 1
slug: ${SLUG}
name: { en: Shop }
events:
  - name: Order Completed
    description: An order was paid.
    properties:
      - { name: total, type: number, minimum: 0, required: true }
      - { name: coupon, type: string, nullable: true }
`;
const ROUND = { userId: "ada" };

const folder = mkdtempSync(join(tmpdir(), "gabarit-install-"));
const app = join(folder, "app");
const times = [];

/** Runs a program to its end; what it said, and its status. */
async function run(command, args, { cwd = app, env = {} } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      npm_config_cache: join(folder, "npm-cache"),
      // Nothing may come from elsewhere.
      npm_config_registry: "http://127.0.0.1:9/",
      npm_config_audit: "false",
      npm_config_fund: "false",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const [code] = await once(child, "close");
  return { code, said };
}

async function runWell(command, args, options) {
  const { code, said } = await run(command, args, options);
  assert.equal(code, 0, `${command} ${args.join(" ")}: ${said}`);
  return said;
}

async function step(name, work) {
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  times.push([name, seconds]);
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${name}`);
  return result;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function startProduct() {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "build", "server.js")], {
    cwd: root,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_ENV: "production", PORT: String(port) },
      ...{ GABARIT_DATA_DIR: join(folder, "data"), GABARIT_BOOTSTRAP_TOKEN: TOKEN },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  await Promise.race([once(child, "message"), ended]);
  assert.equal(child.exitCode, null, "the server did not start");
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function api(url, method, path, body) {
  const response = await fetch(`${url}/api/v1/projects/${SLUG}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.json();
}

/** Waits until so many events have their verdicts, which all are the same. */
async function expectConformant(url, count) {
  for (let time = 0; time < 100; time++) {
    const { items } = await api(url, "GET", "/events?limit=100");
    if (items.length >= count) {
      assert.deepEqual(
        items.map(({ verdict }) => verdict),
        Array(count).fill("conformant"),
      );
      return;
    }
    await sleep(100);
  }
  assert.fail(`${count} events did not arrive`);
}

const program = (from, key, host) => `import { close, init, orderCompleted } from "${from}";
init({ writeKey: "${key}", host: "${host}" });
orderCompleted({ total: 49.9, coupon: null }, ${JSON.stringify(ROUND)});
// @ts-expect-error the plan wants a number
export const wrong = () => orderCompleted({ total: "49.9" });
void close();
`;

/** As the TypeScript of this repository compiles it; an application has its own. */
async function typeCheckAndCompile() {
  const options = {
    ...{ strict: true, module: "nodenext", target: "es2022", skipLibCheck: false, types: [], outDir: "out" },
    ...{ lib: ["es2022", "dom"], rootDir: "." },
  };
  writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts", "src"] }));
  await runWell(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."]);
}

async function installWithNpm(url, key) {
  const env = { GABARIT_URL: url, GABARIT_TOKEN: TOKEN };
  await step("npm i -D .../cli/gabarit.tgz", () => runWell("npm", ["i", "-D", `${url}/cli/gabarit.tgz`]));
  await step("npx gabarit --help", async () => {
    assert.match(await runWell("npx", ["gabarit", "--help"]), /generate/);
  });
  await step("npm i .../sdk/default@1.tgz", async () => {
    appendFileSync(join(app, ".npmrc"), `${url.replace("http:", "")}/sdk/:_authToken=\${GABARIT_TOKEN}\n`);
    await runWell("npm", ["i", `${url}/sdk/${SLUG}@1.tgz`], { env });
  });
  const lock = readFileSync(join(app, "package-lock.json"), "utf8");
  assert.match(lock, /"integrity": "sha512-/);
  assert.doesNotMatch(lock, new RegExp(TOKEN));
  await step("npx gabarit generate", async () => {
    const options = ["--target", "typescript", "--out", "src/tracking", "--import-extension", "js"];
    await runWell("npx", ["gabarit", "generate", SLUG, ...options], { env });
  });
  await step("tsc", () => {
    writeFileSync(join(app, "package-app.ts"), program(`${SLUG}-tracking`, key, url));
    writeFileSync(join(app, "source-app.ts"), program("./src/tracking/index.js", key, url));
    return typeCheckAndCompile();
  });
  await step("one event from the package, one from the sources", async () => {
    for (const name of ["package-app", "source-app"]) await runWell(process.execPath, [join("out", `${name}.js`)]);
    await expectConformant(url, 2);
  });
}

/** What a lock file asks for is what is there, now and later; what it does not ask for is refused. */
async function installAgain(url) {
  const env = { GABARIT_TOKEN: TOKEN };
  rmSync(join(app, "node_modules"), { recursive: true });
  rmSync(join(folder, "npm-cache"), { recursive: true });
  await runWell("npm", ["ci"], { env });
  rmSync(join(app, "node_modules"), { recursive: true });
  rmSync(join(folder, "npm-cache"), { recursive: true });
  const refused = await run("npm", ["ci"], { env: { GABARIT_TOKEN: "gbt_wrong" } });
  assert.notEqual(refused.code, 0);
  assert.match(refused.said, /This API token is unknown, revoked or expired\./);
  const inAddress = url.replace("://", `://token:${TOKEN}@`);
  const other = join(folder, "other");
  mkdirSync(other);
  writeFileSync(join(other, "package.json"), "{}");
  await runWell("npm", ["i", `${inAddress}/sdk/${SLUG}@latest.tgz`], { cwd: other });
  assert.ok(existsSync(join(other, "node_modules", `${SLUG}-tracking`, "package.json")));
}

/** A folder that was generated as a package is installed as it lies there. */
async function installFolder(url) {
  const env = { GABARIT_URL: url, GABARIT_TOKEN: TOKEN };
  await runWell("npm", ["i", "-D", `${url}/cli/gabarit.tgz`]);
  const options = ["--target", "typescript", "--mode", "package", "--package-name", "@acme/events", "--out", "events"];
  await runWell("npx", ["gabarit", "generate", SLUG, ...options], { env });
  await runWell("npm", ["i", "./events"], { env });
  const script = `import("@acme/events").then((sdk) => { if (typeof sdk.orderCompleted !== "function") process.exit(1); })`;
  await runWell(process.execPath, ["-e", script]);
}

async function installWithPip(url, key) {
  const withToken = url.replace("://", `://token:${TOKEN}@`);
  const pip = (target, ...args) => ["-m", "pip", "install", "--no-cache-dir", "--target", target, ...args];
  await runWell("python3", pip("py", `${withToken}/sdk/tracker_${SLUG}-1.0.0-py3-none-any.whl`));
  await runWell("python3", pip("py2", "--index-url", `${withToken}/sdk/simple/`, `tracker-${SLUG}==1.0.0`));
  const calls = `from tracker_${SLUG} import close, init, order_completed
init(write_key="${key}", host="${url}")
order_completed({"total": 49.9, "coupon": None}, user_id="ada")
raise SystemExit(close())`;
  for (const path of ["py", "py2"]) await runWell("python3", ["-c", calls], { env: { PYTHONPATH: join(app, path) } });
  await expectConformant(url, 4);
  const refused = await run("python3", pip("py3", `${url}/sdk/tracker_${SLUG}-1.0.0-py3-none-any.whl`));
  assert.notEqual(refused.code, 0);
  assert.match(refused.said, /401/);
}

async function hasPip() {
  try {
    return (await run("python3", ["-m", "pip", "--version"])).code === 0;
  } catch {
    return false;
  }
}

mkdirSync(app);
const { url, stop } = await startProduct();
try {
  writeFileSync(join(app, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "plan.yaml"), PLAN);
  const cli = [join(root, "build", "cli.js"), "publish", "plan.yaml", "-m", "First"];
  await runWell(process.execPath, cli, { cwd: folder, env: { GABARIT_URL: url, GABARIT_TOKEN: TOKEN } });
  const source = await api(url, "POST", "/sources", { name: "App", platform: "node", environment: "production" });
  const { key } = source.writeKeys[0];
  await installWithNpm(url, key);
  const total = times.reduce((sum, [, seconds]) => sum + seconds, 0);
  console.log(`${total.toFixed(1).padStart(6)} s  in all, of ${LIMIT_SECONDS}`);
  assert.ok(total <= LIMIT_SECONDS, `an empty folder sent its first event after ${total.toFixed(1)} s`);
  await step("npm ci, a wrong token, a token in the address", () => installAgain(url));
  await step("npm i of a generated folder", () => installFolder(url));
  if (await hasPip()) await step("pip install, by address and by index", () => installWithPip(url, key));
  else console.log("Skipped: there is no python3 with pip to install the wheel with.");
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
