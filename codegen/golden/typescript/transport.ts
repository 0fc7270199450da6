/* eslint-disable */
/**
 * How messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network fails,
 * beacons when the page goes away. The same bytes for every plan. Do not edit.
 */
import { stillAgreed } from "./consent";
import {
  type Adapter,
  attempt,
  begin,
  diverted,
  drop,
  early,
  type InitOptions,
  settings,
  type Terms,
  type Waiting,
} from "./settings";

const MAX_WAITING = 1000;
const BATCH = 20;
/** Browsers refuse beacons above 64 KiB. */
const MAX_BYTES = 60_000;
const INTERVAL_MS = 5_000;
const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** Nothing waits longer, whatever the server asks; a timer takes 24 days at most, and ends at once above them. */
const MAX_ASKED_MS = 86_400_000;
const REQUEST_MS = 30_000;
const CLOSE_MS = 10_000;

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
  readonly navigator?: { readonly onLine?: boolean; sendBeacon?: (url: string, body: string) => boolean };
  readonly document?: { readonly visibilityState?: string };
  readonly addEventListener?: (type: string, listener: () => void) => void;
  readonly process?: { on?: (event: string, listener: () => void) => void };
}
const env = globalThis as unknown as Surroundings;

let queue: Waiting[] = [];
/** How many of the queued messages should go now, without waiting for a full batch. */
let due = 0;
let timer: Timer | undefined;
let sleeper: Timer | undefined;
/** Ends the wait before another try; there while one lasts. */
let wake: (() => void) | undefined;
let draining: Promise<void> | undefined;
let closing = false;
/** What is queued could not be delivered in time: a process that ends does not try again. */
let gaveUp = false;
let listening = false;

/**
 * Starts sending, first what was called before. A second call replaces the options.
 * @throws Where the host is no address that can be sent to.
 */
export function init(options: InitOptions): void {
  if (!options.adapter && !/^https?:\/\/[^\s/?#]\S*$/i.test(options.host))
    throw new Error(`Gabarit: the host is not an address such as https://events.example.com: ${options.host}`);
  begin(options);
  if (options.offline) void flush();
  if (listening) return;
  listening = true;
  if (env.document) {
    env.addEventListener?.("pagehide", leave);
    env.addEventListener?.("visibilitychange", () => {
      if (env.document?.visibilityState === "hidden") leave();
    });
  } else env.process?.on?.("beforeExit", () => void (queue.length && !gaveUp && close()));
}

/** Queues a message that leaves while people agree to what it depends on. */
export function push(text: string, terms?: Terms): void {
  if (diverted) {
    diverted(text);
    return;
  }
  const refusal = (settings?.validate || undefined)?.(text, settings?.onViolation);
  if (refusal) drop(1, refusal);
  else if (queue.length < MAX_WAITING) {
    gaveUp = false;
    queue.push({ text, bytes: new env.TextEncoder().encode(text).length + 1, ...terms });
    schedule();
  } else drop(1, "queue full");
}

/** Forgets what waits for a purpose that people refused since. */
export function forgetRefused(): void {
  unstash();
  const count = queue.length;
  queue = stillAgreed(queue);
  if (queue.length < count) drop(count - queue.length, "no consent");
  due = Math.min(due, queue.length);
  if (queue.length) schedule();
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
  attempt(stash);
  gaveUp = queue.length > 0;
  return queue.length + early.length;
}

function drainOnce(): Promise<void> {
  draining ??= drain().then(() => {
    draining = undefined;
    if (!queue.length) return undefined;
    return due > 0 ? drainOnce() : schedule();
  });
  return draining;
}

/** Messages leave when it is time; another SDK gets them now. */
export function schedule(): void {
  if (settings?.adapter) forward(settings.adapter);
  else if (queue.length >= BATCH) void drainOnce();
  else awaitTimer();
}

function awaitTimer(): void {
  timer ??= unheld(env.setTimeout(() => void flush(), INTERVAL_MS));
}

function forward(adapter: Adapter): void {
  due = 0;
  attempt(() => adapter.take(queue));
  if (queue.length && !closing) awaitTimer();
}

/** What cannot be sent now is kept where it survives the page, if the application asked for that. */
function stash(): void {
  if (settings?.offline) queue = settings.offline.put(queue);
}

/** What was kept comes before what was called since, and has waited long enough. */
function unstash(): void {
  if (!settings?.offline) return;
  const kept = settings.offline.take();
  queue = [...kept, ...queue];
  due = Math.min(due + kept.length, queue.length);
}

/** A timer that does not keep a process alive, unless it is closing. */
function unheld(started: Timer): Timer {
  if (!closing) started.unref?.();
  return started;
}

/** The first messages, at most `count` and as many bytes as a beacon takes; at least one. */
function take(from: readonly Waiting[], count: number): readonly Waiting[] {
  let bytes = 200;
  const end = from.findIndex((message, at) => {
    bytes += message.bytes;
    return at > 0 && (at >= count || bytes > MAX_BYTES);
  });
  return end < 0 ? from.slice() : from.slice(0, end);
}

function body(batch: readonly Waiting[], writeKey: string): string {
  const messages = batch.map((message) => message.text).join(",");
  return `{"batch":[${messages}],"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}"}`;
}

function address(host: string): string {
  return `${host.replace(/\/+$/, "")}/v1/batch`;
}

function forget(batch: readonly Waiting[]): void {
  queue = queue.filter((message) => !batch.includes(message));
  due -= batch.length;
}

async function drain(): Promise<void> {
  let failures = 0;
  attempt(unstash);
  while (queue.length && (due > 0 || queue.length >= BATCH)) {
    if (!settings) return;
    if (settings.adapter) return forward(settings.adapter);
    const batch = take(queue, BATCH);
    const wait = await post(batch, settings.host, settings.writeKey, failures++);
    if (wait === undefined) {
      forget(batch);
      failures = 0;
    } else await another(wait);
  }
}

/** The time until another try; what waits is kept meanwhile, where the page may go away. */
async function another(wait: number): Promise<void> {
  attempt(stash);
  await new Promise<void>((resolve) => {
    wake = resolve;
    sleeper = unheld(env.setTimeout(resolve, wait));
  });
  wake = undefined;
  attempt(unstash);
}

/** Resolves to the milliseconds to wait before the batch is tried again, or to nothing when it is settled. */
async function post(
  batch: readonly Waiting[],
  host: string,
  writeKey: string,
  failures: number,
): Promise<number | undefined> {
  const backoff = Math.min(BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);
  try {
    // A plain text body needs no preflight; the server reads it by content.
    const answer = await env.fetch(address(host), {
      method: "POST",
      body: body(batch, writeKey),
      signal: env.AbortSignal?.timeout?.(REQUEST_MS),
    });
    void answer.body?.cancel?.();
    const { status } = answer;
    if (status !== 408 && status !== 429 && status < 500) {
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
  return asked > 0 ? Math.min(asked, MAX_ASKED_MS) + Math.random() * 250 : undefined;
}

/** The page goes away: beacons take what fits; what the browser refuses is kept, or stays queued, should the page come back. */
function leave(): void {
  attempt(() => {
    if (!settings) return;
    const { adapter, host, writeKey, offline } = settings;
    const away = adapter ?? (offline && (wake || env.navigator?.onLine === false));
    let rest: readonly Waiting[] = away ? [] : queue;
    if (adapter) forward(adapter);
    while (rest.length) {
      const batch = take(rest, MAX_WAITING);
      rest = rest.slice(batch.length);
      if (env.navigator?.sendBeacon?.(address(host ?? ""), body(batch, writeKey ?? ""))) forget(batch);
    }
    stash();
  });
}
