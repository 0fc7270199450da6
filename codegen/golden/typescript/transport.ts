/* eslint-disable */
/**
 * How messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network fails,
 * beacons when the page goes away. The same bytes for every plan. Do not edit.
 */
import type { SuperProperties } from "./plan";

const MAX_WAITING = 1000;
const BATCH = 20;
/** Browsers refuse beacons above 64 KiB. */
const MAX_BYTES = 60_000;
const INTERVAL_MS = 5_000;
const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
const REQUEST_MS = 30_000;
const CLOSE_MS = 10_000;

export interface InitOptions {
  /** The write key of a source. */
  readonly writeKey: string;
  /** Where Gabarit is, e.g. `https://events.example.com`. */
  readonly host: string;
  /** Values for properties of bundles, added to each event that plans them and whose call does not give them. */
  readonly superProps?: { readonly [K in keyof SuperProperties]?: SuperProperties[K] | (() => SuperProperties[K]) };
  /** The version of your application. */
  readonly appVersion?: string | undefined;
  /** Where the anonymous id and the user id live between pages. Default: `local` (localStorage). */
  readonly persistence?: "local" | "memory" | undefined;
  /** Told when messages are given up: how many, and why. */
  readonly onDrop?: ((messages: number, reason: string) => void) | undefined;
}

interface Timer {
  unref?: () => void;
}
interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: { cancel?: () => unknown } | null;
}
/** What this file asks of its surroundings; much may be missing, so that it serves browsers and servers alike. */
interface Surroundings {
  readonly fetch: (url: string, request: object) => Promise<Answer>;
  readonly setTimeout: (task: () => void, ms: number) => Timer;
  readonly clearTimeout: (timer: Timer | undefined) => void;
  readonly TextEncoder: new () => { encode(text: string): { readonly length: number } };
  readonly AbortSignal?: { timeout?: (ms: number) => unknown };
  readonly Blob: new (parts: readonly string[], options: object) => unknown;
  readonly navigator?: { sendBeacon?: (url: string, body: unknown) => boolean };
  readonly document?: { readonly visibilityState?: string };
  readonly addEventListener?: (type: string, listener: () => void) => void;
  readonly process?: { on?: (event: string, listener: () => void) => void };
}
const env = globalThis as unknown as Surroundings;

interface Message {
  readonly text: string;
  readonly bytes: number;
}

let settings: InitOptions | undefined;
/** Calls made before `init`. */
let early: (() => void)[] = [];
let lost = 0;
let queue: Message[] = [];
/** How many of the queued messages should go now, without waiting for a full batch. */
let due = 0;
let timer: Timer | undefined;
let sleeper: Timer | undefined;
let wake: (() => void) | undefined;
let draining: Promise<void> | undefined;
let closing = false;
/** What is queued could not be delivered in time: a process that ends does not try again. */
let gaveUp = false;
let listening = false;
/** Takes messages in place of the network, in tests. */
let diverted: ((text: string) => void) | undefined;

export function currentSettings(): InitOptions | undefined {
  return settings;
}

/** Starts sending, first what was called before. A second call replaces the options. */
export function init(options: InitOptions): void {
  settings = options;
  const calls = early;
  early = [];
  for (const call of calls) attempt(call);
  if (lost) drop(lost, "too many calls before init");
  lost = 0;
  if (listening) return;
  listening = true;
  if (env.document) {
    env.addEventListener?.("pagehide", leave);
    env.addEventListener?.("visibilitychange", () => {
      if (env.document?.visibilityState === "hidden") leave();
    });
  } else env.process?.on?.("beforeExit", () => void (queue.length && !gaveUp && close()));
}

/** Hands every message to `receiver` instead of the network, until called with nothing. For `testing.ts`. */
export function divert(receiver: ((text: string) => void) | undefined): void {
  diverted = receiver;
}

/** Runs the task now, or at `init` when that is still to come. */
export function later(task: () => void): void {
  if (settings || diverted) attempt(task);
  else if (early.length < MAX_WAITING) early.push(task);
  else lost++;
}

/** Nothing that fails in tracking reaches the code that calls it. */
export function attempt(task: () => void): void {
  try {
    task();
  } catch (error) {
    drop(1, String(error));
  }
}

export function push(text: string): void {
  if (diverted) diverted(text);
  else if (queue.length < MAX_WAITING) {
    gaveUp = false;
    queue.push({ text, bytes: new env.TextEncoder().encode(text).length + 1 });
    schedule();
  } else drop(1, "queue full");
}

/** Sends what is queued now; resolves once it was delivered or given up. */
export function flush(): Promise<void> {
  due = queue.length;
  env.clearTimeout(timer);
  timer = undefined;
  return drainOnce();
}

/** Sends what is queued, within `timeout` milliseconds; resolves to the number of messages left behind. */
export async function close(options: { readonly timeout?: number } = {}): Promise<number> {
  let deadline: Timer | undefined;
  closing = true;
  const flushed = flush();
  wake?.();
  await Promise.race([
    flushed,
    new Promise<void>((resolve) => {
      deadline = env.setTimeout(resolve, options.timeout ?? CLOSE_MS);
    }),
  ]);
  env.clearTimeout(deadline);
  sleeper?.unref?.();
  closing = false;
  gaveUp = queue.length > 0;
  return queue.length + early.length;
}

function drop(messages: number, reason: string): void {
  try {
    settings?.onDrop?.(messages, reason);
  } catch {
    // The application's own listener failed: tracking goes on.
  }
}

function drainOnce(): Promise<void> {
  draining ??= drain().then(() => {
    draining = undefined;
    if (!queue.length) return undefined;
    return due > 0 ? drainOnce() : schedule();
  });
  return draining;
}

function schedule(): void {
  if (queue.length >= BATCH) void drainOnce();
  else timer ??= unheld(env.setTimeout(() => void flush(), INTERVAL_MS));
}

/** A timer that does not keep a process alive, unless it is closing. */
function unheld(started: Timer): Timer {
  if (!closing) started.unref?.();
  return started;
}

/** The first messages, at most `count` and as many bytes as a beacon takes; at least one. */
function take(from: readonly Message[], count: number): readonly Message[] {
  let bytes = 200;
  const end = from.findIndex((message, at) => {
    bytes += message.bytes;
    return at > 0 && (at >= count || bytes > MAX_BYTES);
  });
  return end < 0 ? from.slice() : from.slice(0, end);
}

function body(batch: readonly Message[], { writeKey }: InitOptions): string {
  const messages = batch.map((message) => message.text).join(",");
  return `{"batch":[${messages}],"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}"}`;
}

function address({ host }: InitOptions): string {
  return `${host.replace(/\/+$/, "")}/v1/batch`;
}

function forget(batch: readonly Message[]): void {
  queue = queue.filter((message) => !batch.includes(message));
  due -= batch.length;
}

async function drain(): Promise<void> {
  let failures = 0;
  while (settings && queue.length && (due > 0 || queue.length >= BATCH)) {
    const batch = take(queue, BATCH);
    const wait = await post(batch, settings, failures++);
    if (wait === undefined) {
      forget(batch);
      failures = 0;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
        sleeper = unheld(env.setTimeout(resolve, wait));
      });
    }
  }
}

/** Resolves to the milliseconds to wait before the batch is tried again, or to nothing when it is settled. */
async function post(batch: readonly Message[], options: InitOptions, failures: number): Promise<number | undefined> {
  const backoff = Math.min(BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);
  try {
    // A plain text body needs no preflight; the server reads it by content.
    const answer = await env.fetch(address(options), {
      method: "POST",
      body: body(batch, options),
      signal: env.AbortSignal?.timeout?.(REQUEST_MS),
    });
    void answer.body?.cancel?.();
    const { status } = answer;
    if (status !== 429 && status < 500) {
      if (status >= 400) drop(batch.length, `status ${status}`);
      return undefined;
    }
    return askedWait(answer) ?? backoff;
  } catch {
    return backoff;
  }
}

/** `Retry-After` in seconds or as a date, in milliseconds, spread so that clients do not come back together. */
function askedWait({ headers }: Answer): number | undefined {
  const after = headers.get("retry-after") ?? "";
  const asked = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return asked > 0 ? asked + Math.random() * 250 : undefined;
}

/** The page goes away: beacons take what fits; what the browser refuses stays queued, should the page come back. */
function leave(): void {
  attempt(() => {
    if (!settings) return;
    let rest: readonly Message[] = queue;
    while (rest.length) {
      const batch = take(rest, MAX_WAITING);
      rest = rest.slice(batch.length);
      const parcel = new env.Blob([body(batch, settings)], { type: "text/plain" });
      if (env.navigator?.sendBeacon?.(address(settings), parcel)) forget(batch);
    }
  });
}
