/* eslint-disable */
/**
 * The calls behind every SDK that Gabarit generates: the same bytes for every plan. Do not edit.
 *
 * Nothing here throws into the code that calls it, evaluates text as code, or touches a global before it is called.
 */
import type { KeptValues } from "./automatic";
import { decide, giveUpHeld, releaseHeld } from "./consent";
import { collectors, mayStore, plan } from "./plan";
import { attempt, type ConsentChoices, erase, type Gate, KEPT, later, settings, type Terms } from "./settings";
import { forgetRefused, push, schedule } from "./transport";

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
  /** What this person agreed to, where one process serves many; it goes before what `init` and `setConsent` say. */
  readonly consent?: ConsentChoices | undefined;
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
  gate?: Gate,
): void {
  const fields = (given: object): Fields => ({
    [type === "track" ? "event" : "name"]: name,
    properties: { ...superValues(superKeys), ...given, ...fixed },
  });
  submit(type, () => options, properties, fields, { event, eventVersion }, gate);
}

function superValues(planned: readonly string[]): Fields {
  const values: Fields = {};
  for (const [key, value] of Object.entries(settings?.superProps ?? {})) {
    if (planned.includes(key)) values[key] = typeof value === "function" ? value() : value;
  }
  return values;
}

export function sendIdentify(userId: string, traits: object | undefined, options?: CallOptions, gate?: Gate): void {
  submit(
    "identify",
    () => ({ ...options, userId }),
    traits,
    (given) => {
      if (isRemembered()) remember({ ...recall(), userId });
      return { traits: given };
    },
    {},
    gate,
  );
}

export function sendGroup(
  groupId: string,
  traits: object | undefined,
  options?: CallOptions,
  groupType?: string,
  gate?: Gate,
): void {
  submit(
    "group",
    () => (groupType ? { ...options, context: { groupType, ...options?.context } } : options),
    traits,
    (given) => {
      if (isRemembered()) remember({ ...recall(), groupId });
      return { groupId, traits: given };
    },
    {},
    gate,
  );
}

export function sendAlias(userId: string, previousId: string | undefined, options?: CallOptions): void {
  submit(
    "alias",
    () => ({ ...options, userId }),
    undefined,
    () => {
      const known = isRemembered() ? recall() : {};
      if (isRemembered()) remember({ ...known, userId });
      return { previousId: previousId ?? known.userId ?? known.anonymousId };
    },
  );
}

/** Forgets the person: the next call belongs to a new anonymous one. */
export function reset(): void {
  later(() => {
    if (settings?.adapter) {
      schedule();
      settings.adapter.reset?.();
    }
    giveUpHeld();
    erase([STORAGE_KEY]);
    remember({ anonymousId: uuid() });
  });
}

/**
 * Says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent, what is
 * refused is given up, and once nothing is agreed to any more nothing stays stored.
 */
export function setConsent(consent: ConsentChoices): void {
  attempt(() => {
    const couldStore = mayStore?.() !== false;
    decide(consent);
    if (!settings) return;
    if (mayStore?.() !== false) {
      if (!couldStore) keepIdentity();
    } else erase(KEPT);
    forgetRefused();
    releaseHeld();
  });
}

/** Takes the moment, the place and the id now; builds and queues the message now, or at `init`. */
function submit(
  type: string,
  optionsOf: () => CallOptions | undefined,
  given: object = {},
  fields: (given: object) => Fields,
  about: Fields = {},
  gate?: Gate,
): void {
  attempt(() => {
    const options = optionsOf() ?? {};
    const timestamp = new Date(options.timestamp ?? Date.now()).toISOString();
    const messageId = options.messageId ?? uuid();
    // What the caller may change while the call waits is copied.
    const values = settings && !gate ? given : (JSON.parse(JSON.stringify(given)) as object);
    const collected: Fields = {};
    const finishers = collectors.map((collect) => collect(collected));
    const build = (terms?: Terms): void => {
      for (const finish of finishers) finish?.(store());
      const version = settings?.appVersion;
      const called = gate ? gate.permit(fields(values), options.consent) : fields(values);
      const { groupId, ...person } = who(options);
      const context = {
        ...collected,
        app: version ? { version } : undefined,
        groupId,
        ...options.context,
        gabarit: { ...plan, ...about, sdk: SDK },
      };
      push(JSON.stringify({ type, ...called, ...person, timestamp, messageId, context }), terms);
    };
    later(() => (gate ? gate.pass(options.consent, build) : build()));
  });
}

/** Another SDK behind an adapter knows by itself who the person in its page is. */
function isRemembered(): boolean {
  return !!env.document && !settings?.adapter;
}

/** On a server a call that names somebody is about nobody else. */
function who({ userId, anonymousId }: CallOptions): Identity {
  const known = isRemembered() || (!env.document && !userId && !anonymousId) ? recall() : {};
  return {
    userId: userId ?? known.userId,
    anonymousId: anonymousId ?? known.anonymousId,
    groupId: known.groupId,
  };
}

function store(): KeptValues | undefined {
  try {
    return env.document && settings?.persistence !== "memory" && mayStore?.() !== false ? env.localStorage : undefined;
  } catch {
    return undefined;
  }
}

function stored(): Identity | undefined {
  try {
    const kept = JSON.parse(store()?.getItem(STORAGE_KEY) ?? "null") as Identity | null;
    if (kept?.anonymousId) return kept;
  } catch {
    // Storage holds something else: a new person.
  }
  return undefined;
}

function recall(): Identity {
  if (!identity) remember(stored() ?? { anonymousId: uuid() });
  return identity ?? {};
}

/** Storage is allowed now: whoever was known on this device before is the same person. */
function keepIdentity(): void {
  if (!identity) return;
  const kept = stored();
  const isOther = identity.userId && kept?.userId && identity.userId !== kept.userId;
  remember(isOther ? identity : { ...kept, ...identity, anonymousId: kept?.anonymousId ?? identity.anonymousId });
}

function remember(next: Identity): void {
  identity = next;
  try {
    if (isRemembered()) store()?.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Storage is forbidden or full: the identity lasts as long as the page.
  }
}

function uuid(): string {
  return (
    env.crypto?.randomUUID?.() ??
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (+digit ^ ((Math.random() * 16) >> (+digit / 4))).toString(16),
    )
  );
}
