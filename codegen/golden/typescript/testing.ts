/* eslint-disable */
/**
 * For the tests of your application: records what it would have sent. The same bytes for every plan. Do not edit.
 *
 * No `init` is needed, and nothing reaches the network between `record` and `stop`.
 */
import { divert } from "./transport";

type Values = { readonly [key: string]: unknown };

/** A message as it would have left. */
export interface RecordedMessage {
  readonly type: "track" | "page" | "screen" | "identify" | "group" | "alias";
  /** The name of a track event; page and screen events have `name`. */
  readonly event?: string;
  readonly name?: string;
  readonly properties?: Values;
  readonly traits?: Values;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
  readonly previousId?: string;
  readonly timestamp: string;
  readonly messageId: string;
  readonly context: Values;
}

export interface Recording {
  /** Grows with every call. */
  readonly messages: readonly RecordedMessage[];
  /** Back to sending. */
  readonly stop: () => void;
}

/** Records from now on. A second recording takes over from the first. */
export function record(): Recording {
  const messages: RecordedMessage[] = [];
  divert((text) => messages.push(JSON.parse(text) as RecordedMessage));
  return { messages, stop: () => divert(undefined) };
}
