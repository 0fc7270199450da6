/** The rows that one judged call becomes: as received, its violations, and what of it analysis may read. */

import type { Json } from "../plan/plan.ts";
import type { StoredAs } from "../plan/store-slots.ts";
import type { PeopleFacts, PersonNumbers, PersonRef } from "../store/journal-people.ts";
import { fingerprintOf } from "../violation/fingerprint.ts";
import type { Judgement, Violation } from "../violation/violation.ts";
import type { Arrived } from "./arrived.ts";
import { automaticProperties } from "./automatic.ts";
import { appVersionOf, type Call } from "./call.ts";
import { outcomeOf, receivedAs } from "./disposition.ts";
import type { Enforced } from "./enforce.ts";
import { readInstant } from "./event-time.ts";
import { heldTraits } from "./judge.ts";
import { isKept, keptCall, keptEventId, waysIn } from "./kept-call.ts";
import { type Layout, type PropertyPlace, placesFor } from "./layout.ts";
import { isRecord } from "./read-call.ts";
import { type RowSink, storedInstant } from "./row.ts";
import { transformedText } from "./transform.ts";

export interface JudgedCall extends Arrived {
  readonly call: Call;
  readonly judgement: Enforced;
  /** The time analysis reads. */
  readonly instant: number;
  /** The call as received. */
  readonly raw: string;
  readonly userAgent: string;
}

export interface RowContext {
  readonly sink: RowSink;
  readonly people: PersonNumbers;
  readonly facts: PeopleFacts;
  /** Of the version that judged; absent when none did. */
  readonly layout: Layout | undefined;
  /** A release: the event is in `received` already, and links are told whatever was told before. */
  readonly released: boolean;
}

/** A client may declare any number. */
const MAX_UINT32 = 0xffff_ffff;

/** The person a call is about: the user it names, else the anonymous one. */
export function personRef({ project, call }: JudgedCall): PersonRef {
  return call.userId === ""
    ? { project, kind: "anonymous", id: call.anonymousId }
    : { project, kind: "user", id: call.userId };
}

/** The person's number; 0 for a call about a group alone. */
function personNumber(judged: JudgedCall, people: PersonNumbers): number {
  return judged.call.userId + judged.call.anonymousId === "" ? 0 : people.number(personRef(judged));
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}

/** `name@version` of the SDK that sent the call. */
function sdkOf({ context }: Call): string {
  const gabarit = isRecord(context.gabarit) ? text(context.gabarit.sdk) : "";
  const library = isRecord(context.library) ? context.library : {};
  return gabarit !== "" ? gabarit : [text(library.name), text(library.version)].filter((part) => part !== "").join("@");
}

function receivedRow(judged: JudgedCall, held: number): Record<string, unknown> {
  const { call, judgement } = judged;
  const outcome = outcomeOf(judged.mode, receivedAs(judgement), judged.environment);
  return {
    project: judged.project,
    uid: judged.uid,
    source: judged.source,
    environment: judged.environment,
    received_at: storedInstant(judged.receivedAt),
    ts: storedInstant(judged.instant),
    sent_ts: call.sentTimestamp === undefined ? null : storedInstant(call.sentTimestamp),
    call_type: call.kind,
    event_name: call.name,
    event_id: keptEventId(judgement) ?? "",
    message_id: call.messageId,
    user_id: call.userId,
    anonymous_id: call.anonymousId,
    group_id: call.groupId,
    app_version: appVersionOf(call),
    sdk: sdkOf(call),
    declared_version: Math.min(call.declaration?.version ?? 0, MAX_UINT32),
    plan_version: judgement.planVersion,
    version_rule: judged.versionRule ?? "",
    verdict: judgement.verdict,
    disposition: outcome.disposition,
    let_through: outcome.passedOn === "on_request" ? 1 : 0,
    stripped: judgement.stripped ?? [],
    transformed: transformedText(judgement.transformed),
    handled: judgement.handled ?? [],
    traits_held: held,
    violations: JSON.stringify(judgement.violations),
    raw: judged.raw,
  };
}

/** What a violation row says besides the violation. */
export interface ViolationRowParts extends Arrived {
  readonly callKind: string;
  readonly eventName: string;
  readonly judgement: Judgement;
  readonly appVersion: string;
  readonly person: number;
}

function jsonText(value: Json | undefined): string {
  return value === undefined ? "" : JSON.stringify(value);
}

/** The thing a violation is about, for grouping: the planned event, else the call by kind and name. */
export function violationSubject(callKind: string, eventName: string, eventId: string | undefined): string {
  return eventId === undefined || eventId === "" ? `${callKind} ${eventName}` : eventId;
}

export function addViolationRows(sink: RowSink, parts: ViolationRowParts): void {
  const subject = violationSubject(parts.callKind, parts.eventName, parts.judgement.eventId);
  const told = new Set<string>();
  for (const violation of parts.judgement.violations) {
    const fingerprint = fingerprintOf(violation, subject);
    // Ten items of a list that break one rule are one problem of this event.
    if (told.has(fingerprint)) continue;
    told.add(fingerprint);
    sink.add("violations", parts.uid, {
      project: parts.project,
      fingerprint,
      received_at: storedInstant(parts.receivedAt),
      uid: parts.uid,
      source: parts.source,
      environment: parts.environment,
      event_name: parts.eventName === "" ? parts.callKind : parts.eventName,
      event_id: parts.judgement.eventId ?? "",
      code: violation.code,
      path: violation.path,
      keyword: violation.keyword ?? "",
      expected: jsonText(violation.expected),
      received: jsonText(violation.received),
      app_version: parts.appVersion,
      plan_version: parts.judgement.planVersion,
      person: parts.person,
    });
  }
}

function kindOfValue(value: unknown, place: PropertyPlace): StoredAs | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "string") return "json";
  const asInstant = place.slots.some(([storedAs]) => storedAs === "datetime") && readInstant(value) !== undefined;
  return asInstant ? "datetime" : "string";
}

/** The slot of a kind of value; a property of any type keeps every kind as JSON. */
function slotOf(storedAs: StoredAs | undefined, { slots }: PropertyPlace): readonly [StoredAs, string] | undefined {
  if (storedAs === undefined) return undefined;
  return slots.find(([kind]) => kind === storedAs) ?? slots.find(([kind]) => kind === "json");
}

/** A value for a number column, or as text for any other place. */
function storedValue(value: unknown, storedAs: StoredAs, slot: string): number | string {
  if (slot.startsWith("n")) {
    if (storedAs === "boolean") return value === true ? 1 : 0;
    return storedAs === "datetime" ? (readInstant(value) ?? 0) : (value as number);
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function valueAt(properties: unknown, path: readonly string[]): unknown {
  let current = properties;
  for (const name of path) {
    if (!isRecord(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** The typed slots of an event's properties. */
function slotValues(layout: Layout | undefined, eventId: string, properties: unknown): Record<string, unknown> {
  const event = layout?.events[eventId];
  if (event === undefined || !isRecord(properties)) return {};
  const values: Record<string, unknown> = {};
  const overflow: Record<string, string> = {};
  for (const place of placesFor(event, properties)) {
    const value = valueAt(properties, place.path);
    const found = slotOf(kindOfValue(value, place), place);
    if (found === undefined) continue;
    const [storedAs, slot] = found;
    if (slot === "overflow") overflow[place.propertyId] = String(storedValue(value, storedAs, slot));
    else values[slot] = storedValue(value, storedAs, slot);
  }
  return { ...values, overflow };
}

/** An event as analysis reads it. */
export function eventRow(
  judged: JudgedCall,
  person: number,
  { layout, released }: Pick<RowContext, "layout" | "released">,
): Record<string, unknown> {
  const eventId = judged.judgement.eventId ?? "";
  const automatic = automaticProperties(judged.call, layout?.automatic ?? [], judged.userAgent);
  return {
    project: judged.project,
    event_id: eventId,
    person,
    ts: storedInstant(judged.instant),
    uid: judged.uid,
    environment: judged.environment,
    source: judged.source,
    plan_version: judged.judgement.planVersion,
    repaired: waysIn(judged.judgement, released),
    group_id: judged.call.groupId,
    received_at: storedInstant(judged.receivedAt),
    ...slotValues(layout, eventId, judged.call.subject),
    ...Object.fromEntries(Object.entries(automatic).map(([name, value]) => [`auto_${name}`, value])),
  };
}

function tellPerson(judged: JudgedCall, ref: PersonRef, person: number, { sink, people, facts }: RowContext): void {
  if (ref.id === "" || !people.tellPerson(ref, facts)) return;
  sink.add("people", judged.uid, { project: judged.project, person, kind: ref.kind, id: ref.id });
}

function tellLink(judged: JudgedCall, anonymousId: string, context: RowContext): void {
  const { project, call, instant, uid } = judged;
  if (anonymousId === "" || call.userId === "") return;
  const { people, facts, sink, released } = context;
  const userRef: PersonRef = { project, kind: "user", id: call.userId };
  const anonymousRef: PersonRef = { project, kind: "anonymous", id: anonymousId };
  const user = people.number(userRef);
  const anonymous = people.number(anonymousRef);
  tellPerson(judged, userRef, user, context);
  tellPerson(judged, anonymousRef, anonymous, context);
  const news = people.tellLink(project, anonymous, instant, facts);
  if (!news && !released) return;
  sink.add("identity_links", uid, { project, anonymous, person: user, uid, ts: storedInstant(instant) });
}

interface TraitTarget {
  readonly subject: "user" | "group";
  readonly ids: ReadonlyMap<string, string>;
}

function traitTarget(call: Call, layout: Layout | undefined): TraitTarget {
  if (call.kind === "identify") return { subject: "user", ids: new Map(layout?.userTraits ?? []) };
  const group = layout?.groups.find(({ name }) => name === call.groupType) ?? layout?.groups[0];
  return { subject: "group", ids: new Map(group?.traits ?? []) };
}

function traitColumns(value: unknown): { n: number | null; s: string | null } {
  if (typeof value === "number") return { n: value, s: null };
  if (typeof value === "boolean") return { n: value ? 1 : 0, s: null };
  if (value === null || value === undefined) return { n: null, s: null };
  return { n: null, s: typeof value === "string" ? value : JSON.stringify(value) };
}

function firstViolationOf(name: string, { call, judgement }: JudgedCall): Violation | undefined {
  const path = `${call.subjectPath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return (
    judgement.violations.find((violation) => violation.path === path || violation.path.startsWith(`${path}/`)) ??
    judgement.violations[0]
  );
}

/** A held value may be anything, even nested deeper than it can be written again: the raw call still has it. */
function heldText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return '"…"';
  }
}

/** Traits of an identify or group call: what applies, and what is held. */
function addTraitRows(judged: JudgedCall, held: ReadonlySet<string>, person: number, context: RowContext): void {
  const { call, uid, project, environment } = judged;
  const { sink, released } = context;
  const traits = isRecord(call.subject) ? call.subject : {};
  const { subject, ids } = traitTarget(call, context.layout);
  const groupId = subject === "group" ? call.groupId : "";
  const ts = storedInstant(judged.instant);
  const row = { project, subject, person, group_id: groupId, ts, uid, environment };
  let applied = 0;
  for (const [name, value] of Object.entries(traits)) {
    const propertyId = ids.get(name);
    if (!held.has(name)) {
      if (propertyId === undefined) continue;
      applied += 1;
      sink.add("traits", uid, { ...row, property_id: propertyId, ...traitColumns(value) });
    } else if (!released) {
      sink.add("traits_held", uid, {
        ...row,
        name,
        property_id: propertyId ?? "",
        value: heldText(value),
        violation: JSON.stringify(firstViolationOf(name, judged) ?? {}),
        received_at: storedInstant(judged.receivedAt),
        source: judged.source,
      });
    }
  }
  const conformant = judged.judgement.verdict === "conformant";
  // That somebody belongs to a group, or is known, is worth a row even when no planned trait says more.
  if (conformant && (subject === "group" || applied === 0)) {
    sink.add("traits", uid, { ...row, property_id: "", n: null, s: null });
  }
  if (applied > 0 || conformant) tellPerson(judged, personRef(judged), person, context);
}

/** Rows of what analysis reads, for a call that conforms, as it came or as its source mends it, or of its traits that do. */
export function addAnalysisRows(received: JudgedCall, context: RowContext): void {
  const judged = keptCall(received);
  const { call, judgement } = judged;
  const conformant = isKept(judgement);
  const ref = personRef(judged);
  if (call.kind === "identify" || call.kind === "group") {
    addTraitRows(judged, heldTraits(call, judgement), personNumber(judged, context.people), context);
  } else if (conformant && call.kind !== "alias") {
    const person = context.people.number(ref);
    context.sink.add("events", judged.uid, eventRow(judged, person, context));
    tellPerson(judged, ref, person, context);
  }
  if (conformant) tellLink(judged, call.kind === "alias" ? call.previousId : call.anonymousId, context);
}

/** Every row of a call that just came in. */
export function addCallRows(judged: JudgedCall, context: RowContext): void {
  const { call, judgement } = judged;
  const traits = call.kind === "identify" || call.kind === "group";
  const held = traits ? heldTraits(call, judgement).size : 0;
  context.sink.add("received", judged.uid, receivedRow(judged, held));
  if (judgement.violations.length > 0) {
    addViolationRows(context.sink, {
      ...judged,
      callKind: call.kind,
      eventName: call.name,
      appVersion: appVersionOf(call),
      person: personNumber(judged, context.people),
    });
  }
  addAnalysisRows(judged, context);
}
