/**
 * Durable ingest beside bare node:http + JSON.parse: the same bodies from the same sender, each server a process of its
 * own, taking turns, each once the others have nothing left to do. Every message id is new, so that nothing is skipped as
 * a duplicate.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bundle, root } from "../server/build.mjs";
import { SERVER_FLAGS, THREADS } from "../server/node-flags.mjs";
import { benchMessage } from "./bench-plan.ts";
import { type BenchRow, median } from "./bench-row.ts";

const CONNECTIONS = 16;
const WARM_UP_MS = 12_000;
/** Functions are optimised by use: on a busy machine the warm-up goes on until the server has had this much of it. */
const WARM_UP_CPU_SECONDS = 8;
const WARM_UP_AT_MOST_MS = 90_000;
const ROUND_MS = 2_500;
const ROUNDS = 5;

const BUILT = join(root, "build", "bench");

/** Stands where the number of a message goes: replaced in the bytes of each request. */
const MARK = "@@@@@@@@@@@@";

interface Running {
  readonly name: string;
  readonly port: number;
  readonly writeKey: string;
  readonly child: ChildProcess;
}

/** Every server runs as the product does: bundled the same way, in a Node process with the same settings. */
async function start(name: string, mode: string): Promise<Running> {
  const child = spawn(process.execPath, [...SERVER_FLAGS, join(BUILT, "ingest-server.js"), mode], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", UV_THREADPOOL_SIZE: THREADS },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString("utf8")));
    child.once("exit", (code) => reject(new Error(`The ${name} server ended (${code}).`)));
  });
  return { name, child, ...(JSON.parse(line) as { port: number; writeKey: string }) };
}

async function stop({ child }: Running): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** A request whose message ids are renewed in place, at next to no cost: the sender shares the servers' cores. */
class Template {
  readonly bytes: Buffer;
  readonly #marks: readonly number[];

  private constructor(bytes: Buffer, marks: readonly number[]) {
    this.bytes = bytes;
    this.#marks = marks;
  }

  static of(events: number, server: Running): Template {
    const batch = Array.from({ length: events }, (_, index) => benchMessage(index, `bench-${MARK}`));
    const body = JSON.stringify({ writeKey: server.writeKey, sentAt: new Date().toISOString(), batch });
    const head = `POST /v1/batch HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const bytes = Buffer.from(head + body);
    const marks: number[] = [];
    for (let at = bytes.indexOf(MARK); at !== -1; at = bytes.indexOf(MARK, at + 1)) marks.push(at);
    return new Template(bytes, marks);
  }

  /** For a connection of its own: its bytes may change once the request before is answered. */
  copy(): Template {
    return new Template(Buffer.from(this.bytes), this.#marks);
  }

  renew(): Buffer {
    for (const mark of this.#marks) {
      let rest = ++number;
      for (let at = mark + MARK.length - 1; at >= mark; at--) {
        this.bytes[at] = ZERO + (rest % 10);
        rest = Math.trunc(rest / 10);
      }
    }
    return this.bytes;
  }
}

const ZERO = 48;
let number = 0;

interface Load {
  readonly requests: number;
  readonly latencies: number[];
}

/** One connection that sends the next request when the last is answered. */
function sendOver(
  port: number,
  shared: Template,
  until: number,
  load: { requests: number; latencies: number[] },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    const template = shared.copy();
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      socket.write(template.renew());
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      if (!bytes.toString("latin1").startsWith("HTTP/1.1 200")) {
        reject(new Error(`Not acknowledged: ${bytes.toString("latin1").slice(0, 300)}`));
        socket.destroy();
        return;
      }
      load.requests += 1;
      load.latencies.push(performance.now() - sentAt);
      if (performance.now() < until) send();
      else {
        socket.destroy();
        resolve();
      }
    });
  });
}

async function loadFor(server: Running, template: Template, ms: number): Promise<Load & { perSecond: number }> {
  const load = { requests: 0, latencies: [] as number[] };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendOver(server.port, template, started + ms, load)));
  return { ...load, perSecond: (load.requests / (performance.now() - started)) * 1_000 };
}

/** Share of a core above which a server is still busy with what it was sent before. */
const BUSY = 0.1;
const LOOK_MS = 500;

/** Waits until a server has nothing left to do, so that it takes nothing from the one whose turn is next. */
async function untilIdle(server: Running): Promise<void> {
  for (let before = cpuSeconds(server); ; ) {
    await sleep(LOOK_MS);
    const now = cpuSeconds(server);
    if (!(now - before > (BUSY * LOOK_MS) / 1_000)) return;
    before = now;
  }
}

/** CPU seconds a process has used so far, where the system tells (Linux): steadier than wall time on a shared machine. */
function cpuSeconds({ child }: Running): number {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
  } catch {
    return Number.NaN;
  }
}

/** USER_HZ: 100 on every Linux that Node runs on. */
const CLOCK_TICKS = 100;

async function warmUp(server: Running, template: Template): Promise<void> {
  const [started, before] = [performance.now(), cpuSeconds(server)];
  do await loadFor(server, template, WARM_UP_MS);
  while (cpuSeconds(server) - before < WARM_UP_CPU_SECONDS && performance.now() - started < WARM_UP_AT_MOST_MS);
}

interface Figures {
  readonly perSecond: number;
  /** Requests per second of CPU time that the server used. */
  readonly perCpuSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function compare(servers: readonly Running[], events: number): Promise<Map<string, Figures>> {
  const templates = new Map(servers.map((server) => [server, Template.of(events, server)]));
  const rates = new Map(servers.map((server) => [server, [] as number[]]));
  const latencies = new Map(servers.map((server) => [server, [] as number[]]));
  const costs = new Map(servers.map((server) => [server, [] as number[]]));
  for (const [server, template] of templates) {
    await warmUp(server, template);
    await untilIdle(server);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [server, template] of templates) {
      const before = cpuSeconds(server);
      const { perSecond, requests, latencies: taken } = await loadFor(server, template, ROUND_MS);
      costs.get(server)?.push(requests / (cpuSeconds(server) - before));
      rates.get(server)?.push(perSecond);
      for (const latency of taken) latencies.get(server)?.push(latency);
      await untilIdle(server);
    }
  }
  return new Map(
    servers.map((server) => {
      const sorted = (latencies.get(server) ?? []).sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
      const perSecond = median(rates.get(server) ?? []);
      return [server.name, { perSecond, perCpuSecond: median(costs.get(server) ?? []), p50: at(0.5), p99: at(0.99) }];
    }),
  );
}

const GOALS: Readonly<Record<number, readonly [string, string]>> = { 100: [">= 0.40", "0.40"], 1: [">= 0.30", "0.30"] };

function rowsOf(figures: ReadonlyMap<string, Figures>, events: number): BenchRow[] {
  const limit = figures.get("node:http + JSON.parse");
  return [...figures].flatMap(([name, { perSecond, perCpuSecond, p50, p99 }]): BenchRow[] => {
    const [goal, floor] = name === "durable" ? (GOALS[events] ?? []) : [];
    const goals = goal === undefined || floor === undefined ? {} : { goal, floor };
    const what = `${name}, ${events} event${events === 1 ? "" : "s"} a body, ${CONNECTIONS} connections`;
    return [
      {
        name: what,
        value: perSecond * events,
        unit: "events/s",
        ratio: perSecond / (limit?.perSecond ?? Number.NaN),
        ...goals,
      },
      {
        name: `${what}: per second of the server's CPU`,
        value: perCpuSecond * events,
        unit: "events/cpu-s",
        ratio: perCpuSecond / (limit?.perCpuSecond ?? Number.NaN),
      },
      { name: `${what}: time to acknowledge, p50`, value: p50, unit: "ms" },
      { name: `${what}: time to acknowledge, p99`, value: p99, unit: "ms" },
    ];
  });
}

/** `durable`: judged and on disk before it is acknowledged. `whole`: forwarded to the event store at the same time. */
export async function run(): Promise<BenchRow[]> {
  rmSync(BUILT, { recursive: true, force: true });
  await bundle({ "ingest-server": fileURLToPath(new URL("./ingest-server.ts", import.meta.url)) }, BUILT);
  const servers = [
    await start("node:http + JSON.parse", "bare"),
    await start("durable", "durable"),
    await start("whole", "whole"),
  ];
  try {
    const rows: BenchRow[] = [];
    for (const events of [100, 1]) rows.push(...rowsOf(await compare(servers, events), events));
    return rows;
  } finally {
    for (const server of servers) await stop(server);
  }
}
