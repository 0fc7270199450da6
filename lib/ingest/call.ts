/** One call of a client, as read from its envelope: who, what, and the object the plan judges. Independent of the vendor. */

import type { Violation } from "../violation/violation.ts";

export const CALL_KINDS = ["track", "page", "screen", "identify", "group", "alias"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** What a generated SDK says about the plan it was generated from (`context.gabarit`, or the reserved property `$gabarit`). */
export interface Declaration {
  readonly plan?: string;
  /** 0 when the call declares none. */
  readonly version: number;
  readonly hash?: string;
}

export type JsonRecord = { readonly [key: string]: unknown };

export interface Call {
  readonly kind: CallKind;
  /** Wire name of a track, page or screen call; a nameless page or screen call is `Page` or `Screen`. */
  readonly name: string;
  /** "" when the client sent none. */
  readonly messageId: string;
  readonly userId: string;
  readonly anonymousId: string;
  readonly groupId: string;
  /** Of an alias call. */
  readonly previousId: string;
  /** Of a group call that names its type. */
  readonly groupType: string | undefined;
  /** Properties of an event, traits of a person or group. */
  readonly subject: unknown;
  /** JSON pointer of `subject` in the call. */
  readonly subjectPath: string;
  readonly declaration: Declaration | undefined;
  /** Id of the event that a generated SDK says this is; "" when it says none. */
  readonly declaredEvent: string;
  /** Instant the client gave, epoch milliseconds; absent when it gave none. */
  readonly sentTimestamp: number | undefined;
  readonly context: JsonRecord;
  /** Of a stored call: what became of values that were not kept, as `received` states it. */
  readonly handled?: readonly string[];
  /** The whole call as received. */
  readonly message: JsonRecord;
}

/** A call that cannot be read: which member is wrong, and what it may still be known by. */
export interface UnreadableCall {
  readonly problem: Violation;
  readonly kind: string;
  readonly name: string;
  readonly messageId: string;
}

/** The release of the app that sent the call; "" when it names none. */
export function appVersionOf({ context }: Pick<Call, "context">): string {
  const { app } = context;
  const version = typeof app === "object" && app !== null && "version" in app ? app.version : undefined;
  return typeof version === "string" ? version.slice(0, 200) : "";
}

export type ReadCall = { readonly call: Call } | { readonly unreadable: UnreadableCall };
