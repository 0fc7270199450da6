/* eslint-disable */
/**
 * What people agreed to, purpose by purpose: until then nothing of that purpose leaves, and nothing is stored. The same bytes
 * for every plan. Do not edit.
 */
import { purposes } from "./purposes";
import { type ConsentChoices, drop, type Gate, settings } from "./settings";

const MAX_HELD = 1000;

type Answers = { readonly [purpose: string]: boolean | undefined };

type KeyPurposes = { readonly [key: string]: readonly string[] };

interface Held {
  readonly purpose: string | undefined;
  readonly task: () => void;
}

/** What `setConsent` said: it holds until it says otherwise, also before `init` and beyond another one. */
let decided: Answers = {};
let held: Held[] = [];

/** What is known of a purpose: agreed to, refused, or not decided. What has no purpose may always leave. */
export function agreed(purpose: string | undefined, ofCall?: ConsentChoices): boolean | undefined {
  if (purpose === undefined) return true;
  for (const said of [ofCall, decided, settings?.consent]) {
    const answer = said === "granted" || (said as Answers | undefined)?.[purpose];
    if (typeof answer === "boolean") return answer;
  }
  return undefined;
}

/** Storage is used where the plan names no purpose, or people agreed to one of them. */
export function mayStore(): boolean {
  return !purposes.length || purposes.some((purpose) => agreed(purpose));
}

export function decide(consent: ConsentChoices): void {
  const all = (): Answers => Object.fromEntries(purposes.map((purpose) => [purpose, true]));
  decided = { ...decided, ...(consent === "granted" ? all() : consent) };
}

/** What a call, and single keys of it, ask people to agree to. */
export function asking(purpose: string | undefined, keys: KeyPurposes = {}): Gate {
  return {
    pass: (ofCall, task) => whenAgreed(purpose, ofCall, () => task(ofCall ? undefined : purpose)),
    permit(fields, ofCall) {
      const isKept = (key: string): boolean => !settings || !!keys[key]?.every((one) => agreed(one, ofCall));
      const permitted = (value: unknown): unknown => {
        if (typeof value !== "object") return value;
        const kept = { ...value } as Record<string, unknown>;
        for (const key of Object.keys(keys)) if (!isKept(key)) delete kept[key];
        return kept;
      };
      return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, permitted(value)]));
    },
  };
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
  for (const { purpose, task } of waiting) whenAgreed(purpose, undefined, task);
}
