/* eslint-disable */
/**
 * The calls behind every SDK that Gabarit generates: the same bytes for every plan. Do not edit.
 *
 * Nothing here throws into the code that calls it, evaluates text as code, or touches a global before it is called.
 */
import type { KeptValues } from "./automatic";
import { collectors, plan } from "./plan";
import { attempt, currentSettings, later, push } from "./transport";

const SDK = "gabarit-typescript/1";
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

/** What this file asks of its surroundings; everything may be missing. */
interface Surroundings {
  readonly crypto?: { randomUUID?: () => string };
  readonly document?: object;
  readonly localStorage?: KeptValues;
}
const env = globalThis as unknown as Surroundings;

type Fields = Record<string, unknown>;
interface Identity {
  userId?: string | undefined;
  anonymousId?: string | undefined;
  groupId?: string | undefined;
}

let identity: Identity | undefined;

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
  const fields = (given: object): Fields => ({
    [type === "track" ? "event" : "name"]: name,
    properties: { ...superValues(superKeys), ...given, ...fixed },
  });
  submit(type, options, properties, fields, { event, eventVersion });
}

function superValues(planned: readonly string[]): Fields {
  const known = (currentSettings()?.superProps ?? {}) as Fields;
  const values: Fields = {};
  for (const key of Object.keys(known).filter((name) => planned.includes(name))) {
    const value = known[key];
    values[key] = typeof value === "function" ? value() : value;
  }
  return values;
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
  submit("group", { ...options, context }, traits, (given) => {
    if (env.document) remember({ ...recall(), groupId });
    return { groupId, traits: given };
  });
}

export function sendAlias(userId: string, previousId: string | undefined, options?: CallOptions): void {
  submit("alias", { ...options, userId }, undefined, () => {
    const known = env.document ? recall() : {};
    if (env.document) remember({ ...known, userId });
    return { previousId: previousId ?? known.userId ?? known.anonymousId };
  });
}

/** Forgets the person: the next call belongs to a new anonymous one. */
export function reset(): void {
  later(() => remember({ anonymousId: uuid() }));
}

/** Takes the moment, the place and the id now; builds and queues the message now, or at `init`. */
function submit(
  type: string,
  options: CallOptions = {},
  given: object = {},
  fields: (given: object) => Fields,
  about: Fields = {},
): void {
  attempt(() => {
    const timestamp = new Date(options.timestamp ?? Date.now()).toISOString();
    const messageId = options.messageId ?? uuid();
    // What the caller may change before `init` is copied.
    const values = currentSettings() ? given : (JSON.parse(JSON.stringify(given)) as object);
    const collected: Fields = {};
    const finishers = collectors.map((collect) => collect(collected));
    later(() => {
      for (const finish of finishers) finish?.(store());
      const version = currentSettings()?.appVersion;
      const called = fields(values);
      const { groupId, ...person } = who(options);
      const context = {
        ...collected,
        app: version ? { version } : undefined,
        groupId,
        ...options.context,
        gabarit: { ...plan, ...about, sdk: SDK },
      };
      push(JSON.stringify({ type, ...called, ...person, timestamp, messageId, context }));
    });
  });
}

/** On a server a call that names somebody is about nobody else. */
function who({ userId, anonymousId }: CallOptions): Identity {
  const known = env.document || (!userId && !anonymousId) ? recall() : {};
  return {
    userId: userId ?? known.userId,
    anonymousId: anonymousId ?? known.anonymousId,
    groupId: known.groupId,
  };
}

function store(): KeptValues | undefined {
  try {
    return env.document && currentSettings()?.persistence !== "memory" ? env.localStorage : undefined;
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
      // Storage holds something else: a new person.
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
