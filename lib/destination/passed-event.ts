/** From a stored event to what leaves of it: what its plan classes as allowed, under the names of the destination. */

import { createHash } from "node:crypto";
import type { CallKind, JsonRecord } from "../ingest/call.ts";
import { isRecord, readCall } from "../ingest/read-call.ts";
import { withoutStripped } from "../ingest/strip.ts";
import { asTransformed, transformedOf } from "../ingest/transform.ts";
import { findEvent } from "../plan/find.ts";
import type { Plan, PrivacyClass, Property, PropertyType } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import type { Passing } from "./destination.ts";
import type { PassedRow } from "./passed.sql.ts";

export interface PassedEvent {
  readonly uid: string;
  /** The same however often it is sent, so that the receiver can tell. */
  readonly messageId: string;
  readonly kind: CallKind;
  /** Of a track, page or screen call. */
  readonly name: string;
  readonly userId: string;
  readonly anonymousId: string;
  readonly groupId: string;
  readonly previousId: string;
  /** Epoch milliseconds: the time analysis reads. */
  readonly instant: number;
  readonly receivedAt: number;
  readonly environment: string;
  readonly source: string;
  readonly planVersion: number;
  /** False of what its source let through. */
  readonly conforms: boolean;
  /** Properties of an event, traits of a person or group. */
  readonly subject: JsonRecord;
  readonly context: JsonRecord;
}

/** What of the context leaves, by the class of what it says; all else of it counts as sensitive. */
const CONTEXT: Readonly<Record<string, PrivacyClass>> = {
  app: "none",
  library: "none",
  locale: "none",
  os: "none",
  timezone: "none",
  screen: "none",
  campaign: "none",
  gabarit: "none",
  page: "pseudonymous",
  referrer: "pseudonymous",
  device: "pseudonymous",
  userAgent: "pseudonymous",
  groupId: "pseudonymous",
  ip: "personal",
  location: "personal",
};

type Choice = Pick<Passing, "privacy" | "names">;

/** What the plan does not class may be anything. */
function unclassed({ privacy }: Choice): boolean {
  return privacy.includes("sensitive");
}

function keptValue(value: unknown, type: PropertyType, choice: Choice): unknown {
  if (Array.isArray(value) && type.kind === "array") return value.map((item) => keptValue(item, type.items, choice));
  if (isRecord(value) && type.kind === "object") return keptRecord(value, [type.properties], choice);
  if (type.kind !== "union" || typeof value !== "object" || value === null) return value;
  const lists = type.anyOf.flatMap((member) => (member.kind === "object" ? [member.properties] : []));
  if (isRecord(value) && lists.length > 0) return keptRecord(value, lists, choice);
  const list = type.anyOf.find((member) => member.kind === "array");
  return list === undefined ? value : keptValue(value, list, choice);
}

/** A name that several lists of properties know leaves only where each of them allows it. */
function keptRecord(value: JsonRecord, lists: readonly (readonly Property[])[], choice: Choice): JsonRecord {
  const kept: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const named = lists.flatMap((list) => list.filter((property) => property.name === name));
    const [first] = named;
    if (first === undefined) {
      if (unclassed(choice)) kept.push([name, item]);
    } else if (named.every(({ privacy }) => choice.privacy.includes(privacy))) {
      kept.push([choice.names[first.id] ?? name, keptValue(item, first.type, choice)]);
    }
  }
  return Object.fromEntries(kept);
}

function messageIdOf({ message_id, uid }: PassedRow, project: string): string {
  if (message_id !== "") return message_id;
  return createHash("sha256").update(`${project}:${uid}`).digest("hex").slice(0, 32);
}

interface Subject {
  readonly name: string;
  readonly lists: readonly (readonly Property[])[];
}

/** What the plan says of the call; undefined where it says nothing, or that it must not leave. */
function plannedSubject(
  row: PassedRow,
  plan: Plan,
  choice: Choice,
  groupType: string | undefined,
): Subject | undefined {
  const { call_type: kind } = row;
  if (kind === "alias") return { name: "", lists: [] };
  if (kind === "identify") return { name: "", lists: [plan.userProperties] };
  if (kind === "group") {
    const group = plan.groupTypes.find(({ name }) => name === groupType) ?? plan.groupTypes[0];
    return { name: "", lists: group === undefined ? [] : [group.properties] };
  }
  const event = findEvent(plan, row.event_id);
  // Nobody classed what nobody planned.
  if (row.event_id === "" && row.conforms === 0)
    return unclassed(choice) ? { name: row.event_name, lists: [] } : undefined;
  if (event === undefined || !choice.privacy.includes(event.privacy)) return undefined;
  const own = resolveEvent(plan, event).properties.map(({ property }) => property);
  const cases = event.variants?.cases.map(({ properties }) => properties) ?? [];
  return { name: choice.names[event.id] ?? event.name, lists: [own, ...cases] };
}

interface Origin {
  /** The id of the project. */
  readonly project: string;
  /** The slug of the event's source. */
  readonly source: string;
  /** Of the version that judged the event. */
  readonly plan: Plan;
}

/** What leaves of an event; undefined where the plan of its version does not know it or classes it as not allowed. */
export function passedEvent(
  row: PassedRow,
  { project, source, plan }: Origin,
  choice: Choice,
): PassedEvent | undefined {
  const read = readCall(JSON.parse(row.raw) as unknown, row.call_type as CallKind);
  if (!("call" in read)) return undefined;
  const { call } = read;
  const planned = plannedSubject(row, plan, choice, call.groupType);
  if (planned === undefined) return undefined;
  const mended = asTransformed(call, transformedOf(row.transformed).transformed);
  const { subject } = withoutStripped(mended, row.stripped.length === 0 ? undefined : row.stripped);
  const context = Object.entries(call.context).filter(([key]) => choice.privacy.includes(CONTEXT[key] ?? "sensitive"));
  return {
    uid: row.uid,
    messageId: messageIdOf(row, project),
    kind: call.kind,
    name: planned.name,
    userId: call.userId,
    anonymousId: call.anonymousId,
    groupId: call.groupId,
    previousId: call.previousId,
    instant: Number(row.instant),
    receivedAt: Number(row.received),
    environment: row.environment,
    source,
    planVersion: row.plan_version,
    conforms: row.conforms === 1,
    subject: isRecord(subject) ? keptRecord(subject, planned.lists, choice) : {},
    context: Object.fromEntries(context),
  };
}
