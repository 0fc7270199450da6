/** From one parsed message of the Segment family to a `Call`. Pure: ingest, the forwarder and the command line share it. */

import type { Violation } from "../violation/violation.ts";
import { CALL_KINDS, type Call, type CallKind, type Declaration, type JsonRecord, type ReadCall } from "./call.ts";
import { readInstant } from "./event-time.ts";

/** Longest id or name that is accepted, in UTF-16 units. */
export const MAX_ID_LENGTH = 512;
export const MAX_NAME_LENGTH = 1_000;

/** The type of a message that another vendor's protocol could not make a call of: it says itself why. */
export const UNREAD = "unread";

const NO_CONTEXT: JsonRecord = Object.freeze({});

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A short name of a JSON type, for `received`. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

class Unreadable extends Error {
  readonly problem: Violation;
  constructor(path: string, expected: string, received: unknown) {
    super(path);
    this.problem = {
      code: "malformed",
      path,
      expected,
      ...(received === undefined ? {} : { received: typeName(received) }),
    };
  }
}

/** Ids travel as strings; numbers are taken as written. "" and null mean absent. */
function readId(message: JsonRecord, key: string): string {
  const value = message[key];
  if (value === undefined || value === null) return "";
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") throw new Unreadable(`/${key}`, "string", value);
  if (text.length > MAX_ID_LENGTH) throw new Unreadable(`/${key}`, `at most ${MAX_ID_LENGTH} characters`, value);
  return text;
}

function readKind(message: JsonRecord, fromRoute: CallKind | undefined): CallKind {
  const kind = message.type ?? fromRoute;
  if (kind === UNREAD && typeof message.path === "string" && typeof message.expected === "string") {
    throw new Unreadable(message.path.slice(0, MAX_NAME_LENGTH), message.expected.slice(0, MAX_NAME_LENGTH), undefined);
  }
  if (typeof kind === "string" && (CALL_KINDS as readonly string[]).includes(kind)) return kind as CallKind;
  throw new Unreadable("/type", CALL_KINDS.join(" | "), kind);
}

function checkedName(name: string, path: string): string {
  if (name.length > MAX_NAME_LENGTH) throw new Unreadable(path, `at most ${MAX_NAME_LENGTH} characters`, name);
  return name;
}

function readName(message: JsonRecord, kind: CallKind): string {
  if (kind === "track") {
    const name = message.event;
    if (typeof name !== "string" || name === "") throw new Unreadable("/event", "non-empty string", name);
    return checkedName(name, "/event");
  }
  if (kind !== "page" && kind !== "screen") return "";
  const name = message.name;
  if (name === undefined || name === null || name === "") return kind === "page" ? "Page" : "Screen";
  if (typeof name !== "string") throw new Unreadable("/name", "string", name);
  return checkedName(name, "/name");
}

function readDeclaration(value: unknown): Declaration | undefined {
  if (!isRecord(value)) return undefined;
  const { plan, version, hash } = value;
  return {
    version: typeof version === "number" && Number.isSafeInteger(version) && version > 0 ? version : 0,
    ...(typeof plan === "string" ? { plan } : {}),
    ...(typeof hash === "string" ? { hash } : {}),
  };
}

function readDeclaredEvent(value: unknown): string {
  return isRecord(value) && typeof value.event === "string" ? value.event : "";
}

interface Subject {
  readonly subject: unknown;
  readonly subjectPath: string;
}

/** RudderStack's SDKs put the traits of an identify call into its context. */
function readSubject(message: JsonRecord, kind: CallKind, context: JsonRecord): Subject {
  if (kind !== "identify" && kind !== "group") {
    return { subject: message.properties ?? NO_CONTEXT, subjectPath: "/properties" };
  }
  if (kind === "identify" && message.traits == null && context.traits != null) {
    return { subject: context.traits, subjectPath: "/context/traits" };
  }
  return { subject: message.traits ?? NO_CONTEXT, subjectPath: "/traits" };
}

/** An SDK without a context sends its declaration as the reserved property `$gabarit`, which no plan judges. */
function liftReserved(subject: Subject): { subject: Subject; reserved: unknown } {
  if (!isRecord(subject.subject) || !Object.hasOwn(subject.subject, "$gabarit")) {
    return { subject, reserved: undefined };
  }
  const { $gabarit: reserved, ...rest } = subject.subject;
  return { subject: { ...subject, subject: rest }, reserved };
}

function readGroupType(message: JsonRecord, context: JsonRecord): string | undefined {
  const named = message.groupType ?? context.groupType;
  return typeof named === "string" && named !== "" ? named : undefined;
}

function readTimestamp(message: JsonRecord): number | undefined {
  const key = message.timestamp == null ? "originalTimestamp" : "timestamp";
  const value = message[key];
  if (value === undefined || value === null) return undefined;
  const instant = readInstant(value);
  if (instant === undefined) throw new Unreadable(`/${key}`, "date-time (ISO 8601)", value);
  return instant;
}

function checkIdentity(call: Call): void {
  if (call.kind === "alias") {
    if (call.previousId === "") throw new Unreadable("/previousId", "non-empty string", call.message.previousId);
    if (call.userId === "") throw new Unreadable("/userId", "non-empty string", call.message.userId);
    return;
  }
  if (call.kind === "group") {
    // A group is known by its own id: what is said of it may be about nobody in particular.
    if (call.groupId === "") throw new Unreadable("/groupId", "non-empty string", call.message.groupId);
    return;
  }
  if (call.userId === "" && call.anonymousId === "") {
    throw new Unreadable("/userId", "userId or anonymousId", undefined);
  }
}

function readMessage(message: JsonRecord, fromRoute: CallKind | undefined): Call {
  const kind = readKind(message, fromRoute);
  const context = isRecord(message.context) ? message.context : NO_CONTEXT;
  const { subject, reserved } = liftReserved(readSubject(message, kind, context));
  const call: Call = {
    kind,
    name: readName(message, kind),
    messageId: readId(message, "messageId"),
    userId: readId(message, "userId"),
    anonymousId: readId(message, "anonymousId"),
    groupId: kind === "group" ? readId(message, "groupId") : readContextGroup(context),
    previousId: kind === "alias" ? readId(message, "previousId") : "",
    groupType: kind === "group" ? readGroupType(message, context) : undefined,
    subject: subject.subject,
    subjectPath: subject.subjectPath,
    declaration: readDeclaration(context.gabarit ?? reserved),
    declaredEvent: readDeclaredEvent(context.gabarit ?? reserved),
    sentTimestamp: readTimestamp(message),
    context,
    message,
  };
  checkIdentity(call);
  return call;
}

function readContextGroup(context: JsonRecord): string {
  const value = context.groupId;
  return typeof value === "string" && value.length <= MAX_ID_LENGTH ? value : "";
}

function shortText(value: unknown, limit: number): string {
  return typeof value === "string" && value.length <= limit ? value : "";
}

/** Reads one message. `fromRoute`: the kind its address implies (`/v1/track`), used when the message names none. */
export function readCall(message: unknown, fromRoute?: CallKind): ReadCall {
  try {
    if (!isRecord(message)) throw new Unreadable("", "object", message);
    return { call: readMessage(message, fromRoute) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const known = isRecord(message) ? message : NO_CONTEXT;
    return {
      unreadable: {
        problem: error.problem,
        kind: shortText(known.type === UNREAD ? known.of : (known.type ?? fromRoute), 20),
        name: shortText(known.event ?? known.name, MAX_NAME_LENGTH),
        messageId: shortText(known.messageId, MAX_ID_LENGTH),
      },
    };
  }
}
