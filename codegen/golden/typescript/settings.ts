/* eslint-disable */
/**
 * What `init` was told, and the calls that came before it. The same bytes for every plan. Do not edit.
 */
import type { SuperProperties } from "./plan";
import type { AskedPurpose, ConsentPurpose } from "./purposes";
import type { Judge, OnViolation } from "./validate";

declare const process: { readonly env: { readonly NODE_ENV?: string } };

const MAX_EARLY = 1000;

/**
 * Which purposes of the plan people agreed to: `true`, `false`, or not asked yet; `"granted"` stands for all of them. `false` is
 * an objection where a purpose needs no consent.
 */
export type ConsentChoices = "granted" | { readonly [P in ConsentPurpose]?: boolean | undefined };

/** What people must go on agreeing to while a message waits. */
export interface Terms {
  /** It leaves while people agree to this purpose. */
  readonly purpose?: string | undefined;
  /** These keys leave with it while people agree to all of their purposes. */
  readonly keys?: { readonly [key: string]: readonly string[] } | undefined;
}

/** Stands before calls that people must agree to; `consent.ts` makes one. */
export interface Gate {
  /** Runs the task now, later or never. The task is told what its message goes on depending on. */
  pass(ofCall: ConsentChoices | undefined, task: (terms: Terms) => void): void;
  /** The fields of a message without the properties or traits whose purpose nobody agreed to. */
  permit(fields: object, ofCall: ConsentChoices | undefined): object;
}

/** A message as it leaves. */
export interface Message {
  readonly type: "track" | "page" | "screen" | "identify" | "group" | "alias";
  /** The name of a track event; page and screen events have `name`. */
  readonly event?: string;
  readonly name?: string;
  readonly properties?: { readonly [key: string]: unknown };
  readonly traits?: { readonly [key: string]: unknown };
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
  readonly previousId?: string;
  readonly timestamp: string;
  readonly messageId: string;
  readonly context: { readonly gabarit?: unknown; readonly groupType?: unknown; readonly [key: string]: unknown };
}

/** Takes messages in place of Gabarit: another SDK that is already there. `adapters.ts` has those of the usual vendors. */
export interface Adapter {
  /** Takes messages from the front while that SDK is loaded; the others wait, in their order. */
  take(waiting: Waiting[]): void;
  /** Forgets the person. */
  reset?(): void;
}

/** A message that waits. */
export interface Waiting extends Terms {
  readonly text: string;
  /** At least as many as the text has. */
  readonly bytes: number;
}

/** Keeps messages while the network is away; `offline.ts` has one. What is put in is no longer in memory, and the other way round. */
export interface OfflineStore {
  /** Adds messages, if storing is agreed to; answers those that do not fit. */
  put(messages: readonly Waiting[]): Waiting[];
  /** Takes messages out, oldest first, if their purpose is agreed to. Those whose purpose is refused are forgotten. */
  take(): Waiting[];
}

type Delivery =
  | {
      /** The write key of a source. */
      readonly writeKey: string;
      /** Where Gabarit is, e.g. `https://events.example.com`; `init` refuses what is no such address. */
      readonly host: string;
      readonly adapter?: undefined;
    }
  | {
      /** Hands everything to another SDK, which also knows who the person is. */
      readonly adapter: Adapter;
      readonly writeKey?: undefined;
      readonly host?: undefined;
    };

/** Required where people are asked: nothing of a purpose leaves before it is agreed to. */
type ConsentOption = [AskedPurpose] extends [never]
  ? { readonly consent?: ConsentChoices | undefined }
  : { readonly consent: ConsentChoices };

interface CommonOptions {
  /** What becomes of calls made before their purpose is decided: given up (`drop`, the default), or kept and sent once agreed to. */
  readonly beforeConsent?: "drop" | "send" | undefined;
  /** Values for properties of bundles, added to each event that plans them and whose call does not give them. */
  readonly superProps?: { readonly [K in keyof SuperProperties]?: SuperProperties[K] | (() => SuperProperties[K]) };
  /** The version of your application. */
  readonly appVersion?: string | undefined;
  /** Where the anonymous id and the user id live between pages. Default: `local` (localStorage). */
  readonly persistence?: "local" | "memory" | undefined;
  /** Keeps what cannot be sent until the next page or visit: `offlineStorage()` of `offline.ts`. */
  readonly offline?: OfflineStore | undefined;
  /**
   * What events are checked by: `specsFor(...)` of `validate.ts`, or `all` of `development.ts`. Where `NODE_ENV` is
   * `development` all of them are, unless this says `false`; nothing of it is in the bundle of a production build.
   */
  readonly validate?: Judge | false | undefined;
  /** What is done about an event that is not as the plan has it. Default: `warn`. */
  readonly onViolation?: OnViolation | undefined;
  /** Told when messages are given up: how many, and why. */
  readonly onDrop?: ((messages: number, reason: string) => void) | undefined;
}

export type InitOptions = CommonOptions & Delivery & ConsentOption;

/** Where the identity and the channel of the first touch live between pages. */
export const KEPT: readonly string[] = ["gabarit", "gabarit_first_touch"];

/** What `init` was told last. */
export let settings: InitOptions | undefined;
/** Calls made before `init`. */
export let early: (() => void)[] = [];
let lost = 0;
/** Takes messages in place of the network, in tests. */
export let diverted: ((text: string) => void) | undefined;

/** From now on calls run at once; first those that waited. */
export function begin(options: InitOptions): void {
  settings = options;
  try {
    // Bundlers write the value in, and leave out what is never so.
    if (process.env.NODE_ENV === "development" && options.validate === undefined) develop(options);
  } catch {
    // A page that no bundler made.
  }
  const calls = early;
  early = [];
  for (const call of calls) attempt(call, true);
  if (lost) drop(lost, "too many calls before init");
  lost = 0;
}

/** Loads the specs of all events; what is sent meanwhile is looked at afterwards. */
function develop(options: InitOptions): void {
  const sent: string[] = [];
  const whileLoading = { ...options, validate: (text: string) => void sent.push(text) };
  settings = whileLoading;
  import("./development")
    .then(({ all }) => {
      if (settings === whileLoading) settings = { ...options, validate: all };
      const { onViolation } = options;
      for (const text of sent) all(text, typeof onViolation === "function" ? onViolation : "warn");
    })
    .catch(() => {
      settings = options;
    });
}

/** Hands every message to `receiver` instead of the network, until called with nothing. For `testing.ts`. */
export function divert(receiver: ((text: string) => void) | undefined): void {
  diverted = receiver;
}

/** Runs the task now, or at `init` when that is still to come. */
export function later(task: () => void): void {
  if (settings || diverted) attempt(task);
  else if (early.length < MAX_EARLY) early.push(task);
  else lost++;
}

/** Nothing that fails in tracking reaches the code that calls it, but for violations that are to be thrown there. */
export function attempt(task: () => void, isLate?: boolean): void {
  try {
    task();
  } catch (error) {
    // Anything may be thrown, `undefined` too.
    if (!isLate && (error as { readonly isViolation?: boolean } | undefined)?.isViolation) throw error;
    drop(1, error);
  }
}

/** Takes these keys out of localStorage. */
export function erase(keys: readonly string[]): void {
  const env = globalThis as { document?: object; localStorage?: { removeItem(key: string): void } };
  try {
    if (env.document) for (const key of keys) env.localStorage?.removeItem(key);
  } catch {
    // Storage is forbidden: nothing is there.
  }
}

export function drop(messages: number, reason: unknown): void {
  try {
    settings?.onDrop?.(messages, String(reason));
  } catch {
    // The application's own listener failed: tracking goes on.
  }
}
