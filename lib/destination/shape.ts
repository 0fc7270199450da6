/**
 * Requests as the receivers document them. Segment: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api
 * (`/v1/batch`, the write key as user of Basic authorisation). Mixpanel: https://docs.mixpanel.com/reference/import-events
 * (`/import?strict=1`, an array; `$insert_id` of at most 36 letters, digits and `-`; who may send as user:password).
 */

import { createHash } from "node:crypto";
import { signedHeaders } from "../notify/webhook-signature.ts";
import { BATCHES, type EventKind } from "./destination.ts";
import type { PassedEvent } from "./passed-event.ts";

export interface Receiver {
  readonly kind: EventKind;
  readonly url: string;
  readonly secret: string;
}

export interface Request {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Without the members that are empty. */
function filled(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== "" && value !== undefined));
}

function isAboutPeople({ kind }: PassedEvent): boolean {
  return kind === "identify" || kind === "group" || kind === "alias";
}

function webhookItem(event: PassedEvent): unknown {
  return filled({
    id: event.messageId,
    type: event.kind,
    name: event.name,
    time: iso(event.instant),
    received_at: iso(event.receivedAt),
    user_id: event.userId,
    anonymous_id: event.anonymousId,
    group_id: event.groupId,
    previous_id: event.previousId,
    environment: event.environment,
    source: event.source,
    plan_version: event.planVersion,
    conformant: event.conforms ? undefined : false,
    [isAboutPeople(event) ? "traits" : "properties"]: event.kind === "alias" ? undefined : event.subject,
    context: event.context,
  });
}

function segmentItem(event: PassedEvent): unknown {
  const { kind } = event;
  return filled({
    type: kind,
    messageId: event.messageId,
    timestamp: iso(event.instant),
    userId: event.userId,
    anonymousId: kind === "alias" ? "" : event.anonymousId,
    previousId: event.previousId,
    groupId: kind === "group" ? event.groupId : "",
    event: kind === "track" ? event.name : "",
    name: kind === "page" || kind === "screen" ? event.name : "",
    traits: kind === "identify" || kind === "group" ? event.subject : undefined,
    properties: isAboutPeople(event) ? undefined : event.subject,
    context: event.context,
  });
}

function insertId(messageId: string): string {
  if (/^[A-Za-z0-9-]{1,36}$/.test(messageId)) return messageId;
  return createHash("sha256").update(messageId).digest("hex").slice(0, 36);
}

function mixpanelItem(event: PassedEvent): unknown {
  return {
    event: event.name,
    properties: {
      ...event.subject,
      ...filled({ $user_id: event.userId, $device_id: event.anonymousId }),
      distinct_id: event.userId === "" ? event.anonymousId : event.userId,
      time: event.instant,
      $insert_id: insertId(event.messageId),
      $import: true,
    },
  };
}

function itemOf(kind: EventKind, event: PassedEvent): string {
  const item = { webhook: webhookItem, segment: segmentItem, mixpanel: mixpanelItem }[kind](event);
  return JSON.stringify(item);
}

export interface Item {
  readonly event: PassedEvent;
  readonly text: string;
}

export function itemsOf(kind: EventKind, events: readonly PassedEvent[]): Item[] {
  return events.map((event) => ({ event, text: itemOf(kind, event) }));
}

/** As many of the first as one request takes, and at least one. */
export function firstBatch(kind: EventKind, items: readonly Item[], most: number = BATCHES[kind].events): Item[] {
  const batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += Buffer.byteLength(item.text) + 1;
    if (batch.length > 0 && (bytes > BATCHES[kind].bytes || batch.length >= most)) break;
    batch.push(item);
  }
  return batch;
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials, "utf8").toString("base64")}`;
}

/** With a password of its own, or as user alone, as keys are given. */
function credentials(secret: string): string {
  return secret.includes(":") ? secret : `${secret}:`;
}

function strictly(url: string): string {
  const address = new URL(url);
  address.searchParams.set("strict", "1");
  return address.href;
}

/** The request for a batch; at another instant it differs in that alone. */
export function requestOf({ kind, url, secret }: Receiver, items: readonly Item[], now: number): Request {
  const list = `[${items.map(({ text }) => text).join(",")}]`;
  if (kind === "mixpanel")
    return { url: strictly(url), body: list, headers: { authorization: basic(credentials(secret)) } };
  const sentAt = JSON.stringify(iso(now));
  if (kind === "segment")
    return { url, body: `{"batch":${list},"sentAt":${sentAt}}`, headers: { authorization: basic(`${secret}:`) } };
  const body = `{"type":"events","sent_at":${sentAt},"events":${list}}`;
  const ids = items.map(({ event }) => event.messageId).join("\n");
  const id = `msg_${createHash("sha256").update(ids).digest("hex").slice(0, 32)}`;
  return { url, body, headers: signedHeaders([secret], { id, seconds: Math.floor(now / 1000), body }) };
}
