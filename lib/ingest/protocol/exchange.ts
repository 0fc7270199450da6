/**
 * One request in another vendor's protocol: how it names its source, which calls of ours its body makes, and what its client
 * wants to hear. A protocol is a module with one `Adapter`; what it reads becomes a batch as Segment's clients send it, and
 * from there on nothing knows where it came from.
 *
 * A translation loses nothing: what has no place in a call of ours stands in its context, under the vendor's name. What makes
 * no call is a message of the type `unread`, which says why and holds what was sent.
 */

import type { JsonRecord } from "../call.ts";
import { isNestedBeyond, MAX_BODY_DEPTH } from "../json-limits.ts";
import { mayHoldLargeNumbers, withNumbersAsText } from "../json-scan.ts";
import type { Judged } from "../note.ts";
import { UNREAD } from "../read-call.ts";
import { MAX_MESSAGES } from "../receive.ts";
import type { Refusal } from "./answer.ts";
import { parseBody, type TextProblem } from "./body.ts";
import type { EnvelopeProblem } from "./segment.ts";

/** Lines, empty ones among them: a body of nothing else is not cut into millions. */
const MAX_PIECES = 4 * MAX_MESSAGES;

type Method = "GET" | "POST";

/** A request, but for its body. */
export interface Asked {
  /** Without its query and a trailing slash. */
  readonly path: string;
  readonly method: Method;
  readonly query: URLSearchParams;
  /** The write key of its headers: Basic authentication's user name, else `X-Write-Key`. */
  readonly key: string | undefined;
  /** Basic authentication's password. */
  readonly password: string | undefined;
}

export interface Translation {
  /** JSON texts of the calls, in order. */
  readonly calls: readonly string[];
  /** What all of them share. */
  readonly context?: JsonRecord;
  readonly writeKey?: string | undefined;
}

/** Why a body makes no calls. */
export type Unreadable = EnvelopeProblem | TextProblem | "too_large";

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

export interface Exchange {
  /** Known before the body is read; else the body's own counts. */
  readonly writeKey: string | undefined;
  /** Judged and answered, and neither kept nor counted. */
  readonly isTrial?: boolean;
  /** `text`: the body unpacked; of a GET, its query. */
  read(text: string): Translation | Unreadable;
  /** The answer once everything is on disk. `judged`: one for each call; none where there was no call. */
  accepted(judged: readonly Judged[]): Answer;
  refused(refusal: Refusal): Answer;
}

export interface Adapter {
  readonly paths: readonly string[];
  readonly methods: readonly Method[];
  /** False leaves a request to others, who may have the same path. Absent: all are taken. */
  takes?(method: string, query: string): boolean;
  open(asked: Asked): Exchange;
}

/** Before the digits of a number that parsing would change, while it is on its way into a call. No key begins so. */
const AS_SENT = "\ue000number ";
const NUMBERS_AS_SENT = new RegExp(`(?<!\\\\)"${AS_SENT}(-?\\d[\\d.eE+-]*)"(?!:)`, "g");

/** The text of the batch that a translation makes. */
export function batchText({ calls, context }: Translation): string {
  const shared = context === undefined ? "" : `"context":${JSON.stringify(context)},`;
  const text = `{${shared}"batch":[${calls.join(",")}]}`;
  return text.includes(AS_SENT) ? text.replace(NUMBERS_AS_SENT, "$1") : text;
}

interface Unmade {
  /** The kind of call it would have been. */
  readonly of: string;
  readonly path: string;
  readonly expected: string;
  readonly event?: unknown;
  readonly messageId?: unknown;
  /** What was sent, without keys and addresses. */
  readonly original: unknown;
}

/** The message for what makes no call. */
export function unread(unmade: Unmade): string {
  return JSON.stringify({ type: UNREAD, ...unmade });
}

/**
 * A value of JSON text that is neither bottomless nor cut off. Numbers that parsing would change are texts in it, of which
 * `batchText` makes the numbers that were sent: the verdict on them tells.
 */
export function parseWithin(text: string): { readonly value: unknown } | EnvelopeProblem | TextProblem {
  if (isNestedBeyond(Buffer.from(text), MAX_BODY_DEPTH))
    return { path: "", expected: `at most ${MAX_BODY_DEPTH} levels` };
  const parsed = parseBody(text);
  if (!("value" in parsed) || !mayHoldLargeNumbers(text)) return parsed;
  const marked = withNumbersAsText(text, AS_SENT);
  return marked === text ? parsed : parseBody(marked);
}

/** The lines of a text that hold something; `undefined` when they are more than one body may hold. */
export function linesOf(text: string): readonly string[] | undefined {
  const pieces = text.split("\n", MAX_PIECES + 1);
  const lines = pieces.map((piece) => piece.trim()).filter((line) => line !== "");
  return pieces.length > MAX_PIECES || lines.length > MAX_MESSAGES ? undefined : lines;
}

/** Fields of a form; a body of nothing else is not cut into millions. */
const MAX_FIELDS = 100;

/** The fields of a form; `undefined` when they are more than any client sends. */
export function formFields(text: string): URLSearchParams | undefined {
  return text.split("&", MAX_FIELDS + 1).length > MAX_FIELDS ? undefined : new URLSearchParams(text.trim());
}

/** As the context names a library: undefined members are left out of it. */
export function known(record: JsonRecord): JsonRecord | undefined {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, type: "application/json", body: JSON.stringify(value) };
}
