/* eslint-disable */
/**
 * For the tests of your application: records what it would have sent, and says in one line what is wrong with it. The same
 * bytes for every plan. Do not edit.
 *
 * No `init` is needed, and nothing reaches the network between `record` and `stop`.
 */
import { all } from "./development.ts";
import { divert, type Message } from "./settings.ts";
import type { OnViolation } from "./validate.ts";

export type { Message } from "./settings.ts";

type Values = { readonly [key: string]: unknown };

/** A message as it would have left. */
export type RecordedMessage = Message;

export interface Recording {
  /** Grows with every call. */
  readonly messages: readonly RecordedMessage[];
  /** Those of the event of this name, or of a call: `sent("Order Completed")`, `sent("identify")`. */
  readonly sent: (name: string) => readonly RecordedMessage[];
  /** The only one of this name, which holds at least these properties or traits. Throws what was sent instead. */
  readonly expectSent: (name: string, values?: Values) => RecordedMessage;
  /** Throws when one of this name, or anything at all, was sent. */
  readonly expectNothingSent: (name?: string) => void;
  /** Forgets what was recorded so far. */
  readonly clear: () => void;
  /** Back to sending. */
  readonly stop: () => void;
}

export interface RecordOptions {
  /** What is done about a call that is not as the plan has it; `false` records it. Default: `throw`, in the call. */
  readonly onViolation?: OnViolation | false | undefined;
}

/** Records from now on. A second recording takes over from the first. */
export function record({ onViolation = "throw" }: RecordOptions = {}): Recording {
  const messages: RecordedMessage[] = [];
  divert((text) => {
    // A test fails whatever is known of its surroundings.
    const wrong = onViolation && all(text, onViolation === "throw" ? "drop" : onViolation);
    if (wrong && onViolation === "throw") throw Object.assign(new Error(wrong), { isViolation: true });
    if (!wrong) messages.push(JSON.parse(text) as RecordedMessage);
  });
  const sent = (name: string): readonly RecordedMessage[] => messages.filter((message) => nameOf(message) === name);
  return {
    messages,
    sent,
    expectSent(name, values = {}) {
      const found = sent(name);
      const fitting = found.filter((message) => holds(message.properties ?? message.traits ?? {}, values));
      const [only] = fitting;
      if (only && fitting.length === 1) return only;
      const wanted = `"${name}"${Object.keys(values).length ? ` with ${JSON.stringify(values)}` : ""}`;
      if (only) throw new Error(`${wanted} was sent ${fitting.length} times.`);
      if (!found.length) throw new Error(`${wanted} was not sent. ${listed(messages)}`);
      throw new Error(`${wanted} was not sent, but:\n${found.map(described).join("\n")}`);
    },
    expectNothingSent(name) {
      const found = name === undefined ? messages : sent(name);
      if (found.length) throw new Error(`Nothing should be sent, but:\n${found.map(described).join("\n")}`);
    },
    clear: () => void messages.splice(0),
    stop: () => divert(undefined),
  };
}

function nameOf({ event, name, type }: RecordedMessage): string {
  return event ?? name ?? type;
}

function described(message: RecordedMessage): string {
  return `  ${nameOf(message)} ${JSON.stringify(message.properties ?? message.traits ?? {})}`;
}

function listed(messages: readonly RecordedMessage[]): string {
  return messages.length ? `Sent were:\n${messages.map(described).join("\n")}` : "Nothing was sent.";
}

/** Whether every wanted key is there with an equal value; objects may hold more, lists may not. */
function holds(given: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null || typeof given !== "object" || given === null) {
    return Object.is(given, wanted);
  }
  if (Array.isArray(wanted) !== Array.isArray(given)) return false;
  if (Array.isArray(wanted) && Array.isArray(given) && wanted.length !== given.length) return false;
  return Object.keys(wanted).every((key) => key in given && holds((given as Values)[key], (wanted as Values)[key]));
}
