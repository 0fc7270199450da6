/**
 * The text that is kept of each message of a body: as sent, with what its request shared with it. Analysis reads the batch's
 * context and the request's user agent; a later judgement has only this text, and must read the same.
 */

import type { JsonRecord } from "./call.ts";
import { memberRange } from "./json-scan.ts";
import type { Note } from "./note.ts";
import { MAX_BODY_BYTES } from "./protocol/body.ts";
import type { Envelope } from "./protocol/segment.ts";
import { isRecord } from "./read-call.ts";
import { messageRanges } from "./receive.ts";

/** Of a body's messages together: what a context may add when it is counted for each of them. */
export const MAX_SHARED_BYTES = 4 * MAX_BODY_BYTES;

/** Bytes, about, that a body's shared context takes when it is counted for each message. */
export function sharedBytes(text: string, { shared, messages }: Envelope): number {
  return shared === undefined ? 0 : (textAt(text, "context")?.length ?? 0) * messages.length;
}

/** Members of a context, each as its name and the text of its value. */
type Members = ReadonlyMap<string, string>;

function textAt(text: string, name: string): string | undefined {
  const range = memberRange(text, name);
  return range === undefined ? undefined : text.slice(range.from, range.to);
}

/** What the messages share, as it stands in the body: a long integer stays the one that was sent. */
function sharedMembers(text: string, { shared }: Envelope, { userAgent = "" }: Note): Members {
  const members = new Map<string, string>();
  if (userAgent !== "") members.set("userAgent", JSON.stringify(userAgent));
  const context = shared === undefined ? undefined : textAt(text, "context");
  if (shared === undefined || context === undefined) return members;
  for (const name of Object.keys(shared)) {
    const value = textAt(context, name);
    if (value !== undefined) members.set(name, value);
  }
  return members;
}

function lengthOf(members: Members): number {
  let length = 0;
  for (const [name, value] of members) length += name.length + value.length;
  return length;
}

/** A message's own members win; its own text stays as it stands. */
function withMembers(text: string, members: Members): string {
  const range = memberRange(text, "context");
  const own: unknown = range === undefined ? undefined : JSON.parse(text.slice(range.from, range.to));
  const known: JsonRecord = isRecord(own) ? own : {};
  const added = [...members]
    .filter(([name]) => !Object.hasOwn(known, name))
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  if (added.length === 0) return text;
  if (range === undefined) {
    const inside = text.slice(text.indexOf("{") + 1);
    return `{"context":{${added.join(",")}}${inside.trim() === "}" ? "" : ","}${inside}`;
  }
  const inside = isRecord(own) ? text.slice(range.from + 1, range.to - 1).trim() : "";
  const context = [...added, ...(inside === "" ? [] : [inside])].join(",");
  return `${text.slice(0, range.from)}{${context}}${text.slice(range.to)}`;
}

/** The texts of a body's messages, in order. */
export function messageTexts(text: string, envelope: Envelope, note: Note): string[] {
  const sent = messageRanges(text, envelope.batched).map(({ from, to }) => text.slice(from, to));
  const members = sharedMembers(text, envelope, note);
  // Ingest takes no body above this; one of an earlier release is kept as it was sent.
  if (members.size === 0 || lengthOf(members) * sent.length > MAX_SHARED_BYTES) return sent;
  return sent.map((item, index) => (isRecord(envelope.messages[index]) ? withMembers(item, members) : item));
}
