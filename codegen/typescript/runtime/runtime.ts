/* eslint-disable */
/**
 * The runtime of every SDK that Gabarit generates: the same bytes for every plan. Do not edit.
 *
 * Calls are buffered until `init`, sent in batches to POST {host}/v1/batch, tried again when the server or the network
 * fails, and handed to the browser's beacon when the page goes away. Nothing here throws into the code that calls it,
 * evaluates text as code, or touches a global before it is called.
 */
import type { KeptValues } from "./automatic.ts";
import { collectors, plan, type SuperProperties } from "./plan.ts";

const SDK = "gabarit-typescript/1";
const MAX_WAITING = 1000;
const BATCH = 20;
/** Browsers refuse beacons above 64 KiB. */
const MAX_BYTES = 60_000;
const INTERVAL_MS = 5_000;
const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
const REQUEST_MS = 30_000;
const STORAGE_KEY = "gabarit";

/** Options that every call takes. */
export interface CallOptions {
  /** When it happened: a date, ISO 8601, or milliseconds since the epoch. Default: now. */
  readonly timestamp?: Date | string | number | undefined;
  /** A repeated message id counts once. Default: a random one. */
  readonly messageId?: string | undefined;
  /** Added to the context that the SDK fills in. */
  readonly context?: { readonly [key: string]: unknown } | undefined;
  /** Who did it. Browsers remember it from `identify`; servers name it in each call. */
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

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
/** What the runtime asks of its surroundings; everything may be missing, so that one file serves browsers and servers. */
interface Surroundings {
  readonly fetch?: (url: string, request: object) => Promise<Answer>;
  readonly setTimeout: (task: () => void, ms: number) => Timer;
  readonly clearTimeout: (timer: Timer | undefined) => void;
  readonly crypto?: { randomUUID?: () => string };
  readonly TextEncoder: new () => { encode(text: string): { readonly length: number } };
  readonly AbortSignal?: { timeout?: (ms: number) => unknown };
  readonly Blob: new (parts: readonly string[], options: object) => unknown;
  readonly navigator?: { sendBeacon?: (url: string, body: unknown) => boolean };
  readonly document?: { readonly visibilityState?: string };
  readonly addEventListener?: (type: string, listener: () => void) => void;
  readonly localStorage?: KeptValues;
  readonly process?: { once?: (event: string, listener: () => void) => void };
}
const env = globalThis as unknown as Surroundings;

type Fields = Record<string, unknown>;
interface Message {
  readonly text: string;
  readonly bytes: number;
}
interface Identity {
  userId?: string | undefined;
  anonymousId?: string | undefined;
}

let settings: InitOptions | undefined;
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
let listening = false;
let identity: Identity | undefined;

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
  } else env.process?.once?.("beforeExit", () => void close());
}

/** Sends what is queued now; resolves once it was delivered or given up. */
export function flush(): Promise<void> {
  due = queue.length;
  env.clearTimeout(timer);
  timer = undefined;
  draining ??= drain().then(() => {
    draining = undefined;
    if (!queue.length) return undefined;
    return due > 0 ? flush() : schedule();
  });
  return draining;
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
      deadline = env.setTimeout(resolve, options.timeout ?? 10_000);
    }),
  ]);
  env.clearTimeout(deadline);
  sleeper?.unref?.();
  closing = false;
  return queue.length + early.length;
}

/** Forgets the person: the next call belongs to a new anonymous one. */
export function reset(): void {
  later(() => remember({ anonymousId: uuid() }));
}

/** Sends one planned event. Generated functions call this; application code calls them. */
export function send(
  type: "track" | "page" | "screen",
  name: string,
  event: string | undefined,
  eventVersion: number | undefined,
  properties: object | undefined,
  options?: CallOptions,
  fixed?: object,
  superKeys: readonly string[] = [],
): void {
  submit(
    type,
    options,
    properties,
    (given) => {
      const values: Fields = {};
      const known = (settings?.superProps ?? {}) as Fields;
      for (const key of Object.keys(known).filter((name) => superKeys.includes(name))) {
        const value = known[key];
        values[key] = typeof value === "function" ? value() : value;
      }
      return { [type === "track" ? "event" : "name"]: name, properties: { ...values, ...given, ...fixed } };
    },
    { event, eventVersion },
  );
}

export function sendIdentify(userId: string, traits: object | undefined, options?: CallOptions): void {
  submit("identify", { ...options, userId }, traits, (given) => {
    if (env.document) remember({ ...recall(), userId });
    return { traits: given };
  });
}

export function sendGroup(
  groupId: string,
  traits: object | undefined,
  options?: CallOptions,
  groupType?: string,
): void {
  const context = groupType === undefined ? options?.context : { groupType, ...options?.context };
  submit("group", { ...options, context }, traits, (given) => ({ groupId, traits: given }));
}

export function sendAlias(userId: string, previousId: string | undefined, options?: CallOptions): void {
  submit("alias", { ...options, userId }, {}, () => {
    const previous = previousId ?? recall().userId ?? recall().anonymousId;
    if (env.document) remember({ ...recall(), userId });
    return { previousId: previous };
  });
}

/** Before `init` the message is built later: what the caller may change meanwhile is copied. */
function snapshot(given: object = {}): object {
  return settings ? given : (JSON.parse(JSON.stringify(given)) as object);
}

/** Takes the moment, the place and the id now; builds and queues the message now, or at `init`. */
function submit(
  type: string,
  options: CallOptions = {},
  given: object | undefined,
  fields: (given: object) => Fields,
  about: Fields = {},
): void {
  attempt(() => {
    const timestamp = new Date(options.timestamp ?? Date.now()).toISOString();
    const messageId = options.messageId ?? uuid();
    const values = snapshot(given);
    const collected: Fields = {};
    const finishers = collectors.map((collect) => collect(collected));
    later(() => {
      for (const finish of finishers) finish?.(store());
      const version = settings?.appVersion;
      const context = {
        ...collected,
        ...(version === undefined ? {} : { app: { version } }),
        ...options.context,
        gabarit: { ...plan, ...about, sdk: SDK },
      };
      push(JSON.stringify({ type, ...fields(values), ...who(options), timestamp, messageId, context }));
    });
  });
}

function who(options: CallOptions): Identity {
  const own = env.document || (!options.userId && !options.anonymousId) ? recall() : {};
  return { userId: options.userId ?? own.userId, anonymousId: options.anonymousId ?? own.anonymousId };
}

function later(task: () => void): void {
  if (settings) attempt(task);
  else if (early.length < MAX_WAITING) early.push(task);
  else lost++;
}

function attempt<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch (error) {
    drop(1, String(error));
    return undefined;
  }
}

function drop(messages: number, reason: string): void {
  try {
    settings?.onDrop?.(messages, reason);
  } catch {
    // The application's own listener failed: tracking goes on.
  }
}

function store(): KeptValues | undefined {
  try {
    return env.document && settings?.persistence !== "memory" ? env.localStorage : undefined;
  } catch {
    return undefined;
  }
}

function recall(): Identity {
  if (!identity) {
    let kept: Identity | null = null;
    try {
      kept = JSON.parse(store()?.getItem(STORAGE_KEY) ?? "null") as Identity | null;
    } catch {
      // Storage is forbidden here, or holds something else: a new person.
    }
    remember(kept?.anonymousId ? kept : { anonymousId: uuid() });
  }
  return identity ?? {};
}

function remember(next: Identity): void {
  identity = next;
  try {
    store()?.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Storage is forbidden or full: the identity lasts as long as the page.
  }
}

function uuid(): string {
  return (
    env.crypto?.randomUUID?.() ??
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (Number(digit) ^ ((Math.random() * 16) >> (Number(digit) / 4))).toString(16),
    )
  );
}

function push(text: string): void {
  if (queue.length < MAX_WAITING) {
    queue.push({ text, bytes: new env.TextEncoder().encode(text).length + 1 });
    schedule();
  } else drop(1, "queue full");
}

function schedule(): void {
  if (queue.length >= BATCH) void flush();
  else timer ??= unheld(env.setTimeout(() => void flush(), INTERVAL_MS));
}

/** A timer that does not keep a process alive. */
function unheld(started: Timer): Timer {
  if (!closing) started.unref?.();
  return started;
}

function take(from: readonly Message[], count: number): Message[] {
  let bytes = 200;
  let taken = 0;
  while (taken < from.length && taken < count) {
    bytes += (from[taken] as Message).bytes;
    if (taken && bytes > MAX_BYTES) break;
    taken++;
  }
  return from.slice(0, taken);
}

function body(batch: readonly Message[]): string {
  const { writeKey } = settings as InitOptions;
  const messages = batch.map((message) => message.text).join(",");
  return `{"batch":[${messages}],"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}"}`;
}

function address(): string {
  return `${(settings as InitOptions).host.replace(/\/+$/, "")}/v1/batch`;
}

function forget(batch: readonly Message[]): void {
  queue = queue.filter((message) => !batch.includes(message));
  due -= batch.length;
}

async function drain(): Promise<void> {
  let failures = 0;
  while (queue.length && (due > 0 || queue.length >= BATCH)) {
    const batch = take(queue, BATCH);
    const wait = await post(batch, failures++);
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
async function post(batch: readonly Message[], failures: number): Promise<number | undefined> {
  const backoff = Math.min(BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);
  try {
    const signal = env.AbortSignal?.timeout?.(REQUEST_MS);
    // A plain text body needs no preflight; the server reads it by content.
    const answer = await (env.fetch as NonNullable<Surroundings["fetch"]>)(address(), {
      method: "POST",
      body: body(batch),
      signal,
    });
    void answer.body?.cancel?.();
    const { status } = answer;
    if (status !== 429 && status < 500) {
      if (status >= 400) drop(batch.length, `status ${status}`);
      return undefined;
    }
    const after = answer.headers.get("retry-after");
    const seconds = Number(after ?? Number.NaN);
    const asked = Number.isNaN(seconds) ? Date.parse(after ?? "") - Date.now() : seconds * 1000;
    return asked > 0 ? asked + Math.random() * 250 : backoff;
  } catch {
    return backoff;
  }
}

/** The page goes away: beacons take what fits; what the browser refuses stays queued, should the page come back. */
function leave(): void {
  attempt(() => {
    if (!settings) return;
    let rest: readonly Message[] = queue;
    while (rest.length) {
      const batch = take(rest, MAX_WAITING);
      rest = rest.slice(batch.length);
      const parcel = new env.Blob([body(batch)], { type: "text/plain" });
      if (env.navigator?.sendBeacon?.(address(), parcel)) forget(batch);
    }
  });
}
