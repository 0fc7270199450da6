/* eslint-disable */
/**
 * What people agreed or objected to, purpose by purpose: what they are asked for does not leave before, and nothing is stored.
 * The same bytes for every plan. Do not edit.
 */
import { objectable, purposes } from "./purposes.ts";
import { attempt, type ConsentChoices, drop, type Gate, settings, type Terms, type Waiting } from "./settings.ts";

const MAX_HELD = 1000;

type Answers = { readonly [purpose: string]: boolean | undefined };

type KeyPurposes = { readonly [key: string]: readonly string[] };

interface Held {
  readonly purpose: string | undefined;
  readonly task: () => void;
}

/** What `setConsent` said: it holds until it says otherwise, also before `init` and beyond another one. */
const decided = new Map<string, boolean>();
let held: Held[] = [];

function answer(said: ConsentChoices | Answers | undefined, purpose = ""): boolean | undefined {
  const found = said === "granted" || (said as Answers | undefined)?.[purpose];
  return typeof found === "boolean" ? found : undefined;
}

/**
 * What is known of a purpose: agreed to, refused, or not decided. What has no purpose may always leave; what people may object
 * to, until they do.
 */
export function agreed(purpose: string | undefined, ofCall?: ConsentChoices): boolean | undefined {
  if (purpose === undefined) return true;
  const said = answer(ofCall, purpose) ?? decided.get(purpose) ?? answer(settings?.consent, purpose);
  return said ?? (objectable.includes(purpose) || undefined);
}

/** Storage is used where the plan names no purpose, or people agreed to one of them. */
export function mayStore(): boolean {
  return !purposes.length || purposes.some((purpose) => agreed(purpose));
}

export function decide(consent: ConsentChoices): void {
  for (const purpose of consent === "granted" ? [...purposes, ...objectable] : Object.keys(consent)) {
    const said = answer(consent, purpose);
    // What is left open here stays as it was.
    if (said !== undefined) decided.set(purpose, said);
  }
}

/** Whether people refused all that they are asked for. */
export function isRefused(): boolean {
  return purposes.every((purpose) => agreed(purpose) === false);
}

/** What a call, and single keys of it, ask people to agree to. */
export function asking(purpose: string | undefined, keys: KeyPurposes = {}): Gate {
  return {
    pass(ofCall, task) {
      // What the call itself says does not change later.
      const isOpen = (one: string | undefined): boolean => answer(ofCall, one) === undefined;
      const open = Object.entries(keys).map(([key, all]) => [key, all.filter(isOpen)]);
      const terms: Terms = {
        purpose: isOpen(purpose) ? purpose : undefined,
        keys: open.length ? Object.fromEntries(open) : undefined,
      };
      whenAgreed(purpose, ofCall, () => task(terms));
    },
    permit: (fields, ofCall) => without(fields, settings ? keys : {}, (one) => !agreed(one, ofCall)),
  };
}

/** A message's fields without the properties and traits of which a purpose is not to be had. */
function without(fields: object, keys: KeyPurposes, isMissing: (purpose: string) => boolean): object {
  const kept = { ...fields } as Record<string, unknown>;
  for (const part of ["properties", "traits"]) {
    if (!kept[part]) continue;
    const values = { ...(kept[part] as object) } as Record<string, unknown>;
    for (const [key, all] of Object.entries(keys)) if (all.some(isMissing)) delete values[key];
    kept[part] = values;
  }
  return kept;
}

/** What people refused since is taken out of messages that wait: all of them, or keys of them. */
export function stillAgreed(waiting: readonly Waiting[]): Waiting[] {
  const isRefused = (purpose: string | undefined): boolean => agreed(purpose) === false;
  const left = waiting.filter(({ purpose }) => !isRefused(purpose));
  for (const message of left) {
    const { text, keys = {} } = message;
    if (!Object.values(keys).some((all) => all.some(isRefused))) continue;
    // The same object: it may be on its way.
    Object.assign(message, { text: JSON.stringify(without(JSON.parse(text) as object, keys, isRefused)) });
  }
  return left;
}

/** Runs the task if its purpose is agreed to; else it waits for that, or is given up. Without `init` a test records everything. */
function whenAgreed(purpose: string | undefined, ofCall: ConsentChoices | undefined, task: () => void): void {
  const answer = !settings || agreed(purpose, ofCall);
  const mayWait = answer === undefined && settings?.beforeConsent === "send" && held.length < MAX_HELD;
  if (answer) task();
  else if (mayWait) held.push({ purpose, task });
  else drop(1, `no consent: ${purpose}`);
}

/** Looks again at what waits. */
export function releaseHeld(): void {
  const waiting = held;
  held = [];
  // One that fails is given up alone.
  for (const { purpose, task } of waiting) attempt(() => whenAgreed(purpose, undefined, task), true);
}

/** Gives up what waits: the person it was about is forgotten. */
export function giveUpHeld(): void {
  if (held.length) drop(held.length, "reset");
  held = [];
}
