/**
 * Mixpanel's events as calls. Names that begin with `$` or `mp_` are Mixpanel's own: they become the call's ids, time and
 * context and are not judged; every other property is.
 */

import type { JsonRecord } from "../call.ts";
import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";
import { known, unread } from "./exchange.ts";
import { messageIdOf } from "./message-id.ts";

/** Not kept: the key, and the sender's address. */
const LEFT_OUT = new Set(["token", "ip", "$ip"]);
/** Read into the call itself. */
const READ = new Set(["distinct_id", "$device_id", "$user_id", "time", "$insert_id", "$gabarit"]);
const DEVICE = "$device:";
/** Below this a time is in seconds: the milliseconds of 1973. */
const LEAST_MILLISECONDS = 1e11;

function isReserved(name: string): boolean {
  return name.startsWith("$") || name.startsWith("mp_");
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

export interface Ids {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** A distinct id is a device's when it says so or equals the device's own; else a user's. */
export function idsOf(distinctId: unknown, deviceId?: unknown, ofUser?: unknown): Ids {
  const distinct = textOf(distinctId);
  const ofDevice = distinct.startsWith(DEVICE) ? distinct.slice(DEVICE.length) : "";
  const device = textOf(deviceId) === "" ? ofDevice : textOf(deviceId);
  const isUser = distinct !== "" && ofDevice === "" && distinct !== device;
  const user = textOf(ofUser) === "" && isUser ? distinct : textOf(ofUser);
  return { ...(user === "" ? {} : { userId: user }), ...(device === "" ? {} : { anonymousId: device }) };
}

/** ISO 8601 of seconds or milliseconds since 1970, or of ISO 8601 text (UTC without a zone); `undefined` for anything else. */
export function timestampOf(time: unknown): string | undefined {
  const number = typeof time === "string" && /^\d+(\.\d+)?$/.test(time) ? Number(time) : time;
  const isSeconds = typeof number === "number" && number < LEAST_MILLISECONDS;
  const instant = readInstant(isSeconds ? number * 1_000 : number);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

/** Mixpanel counts an event once by these four together. */
function eventId(event: unknown, { time, distinct_id, $insert_id }: JsonRecord): string | undefined {
  if ($insert_id === undefined || $insert_id === null) return undefined;
  return messageIdOf("mixpanel", [event, time ?? null, distinct_id ?? null, $insert_id]);
}

function contextOf(properties: JsonRecord, reserved: JsonRecord): JsonRecord {
  const library = properties.mp_lib === undefined ? undefined : `mixpanel-${textOf(properties.mp_lib)}`;
  const { $current_url: url, $referrer: referrer, $referring_domain: referring_domain } = properties;
  const { $app_version_string, $app_version, $model, $manufacturer } = properties;
  return (
    known({
      library: known({ name: library, version: properties.$lib_version }),
      page: known({ url, referrer, referring_domain }),
      campaign: known({
        source: properties.utm_source,
        medium: properties.utm_medium,
        name: properties.utm_campaign,
        term: properties.utm_term,
        content: properties.utm_content,
      }),
      os: known({ name: properties.$os, version: properties.$os_version }),
      browser: known({ name: properties.$browser, version: properties.$browser_version }),
      device: known({ model: $model, manufacturer: $manufacturer, type: properties.$device_type }),
      app: known({ version: $app_version_string ?? $app_version }),
      userAgent: properties.$user_agent,
      gabarit: properties.$gabarit,
      mixpanel: known(reserved),
    }) ?? {}
  );
}

function split(properties: JsonRecord): { readonly own: JsonRecord; readonly reserved: JsonRecord } {
  const entries = Object.entries(properties).filter(([name]) => !LEFT_OUT.has(name) && !READ.has(name));
  return {
    own: Object.fromEntries(entries.filter(([name]) => !isReserved(name))),
    reserved: Object.fromEntries(entries.filter(([name]) => isReserved(name))),
  };
}

/** Events that are about who somebody is. */
function identityCall(event: string, properties: JsonRecord): JsonRecord | undefined {
  if (event === "$identify") {
    const { $identified_id: user, $anon_id: device } = properties;
    return { type: "identify", ...idsOf(user ?? properties.distinct_id, device ?? properties.$device_id, user) };
  }
  if (event === "$create_alias") {
    return { type: "alias", userId: textOf(properties.alias), previousId: idOf(properties.distinct_id) };
  }
  return undefined;
}

/** An id without the mark of a device. */
function idOf(distinctId: unknown): string {
  const { userId, anonymousId } = idsOf(distinctId);
  return userId ?? anonymousId ?? "";
}

function withoutKeys(item: unknown): unknown {
  if (!isRecord(item) || !isRecord(item.properties)) return item;
  const kept = Object.entries(item.properties).filter(([name]) => !LEFT_OUT.has(name));
  return { ...item, properties: Object.fromEntries(kept) };
}

/** What is wrong with an event before it is read as a call. */
function problemOf(item: unknown, isStrict: boolean): { readonly path: string; readonly expected: string } | undefined {
  if (!isRecord(item)) return { path: "", expected: "object" };
  const { event, properties } = item;
  if (typeof event !== "string" || event === "") return { path: "/event", expected: "non-empty string" };
  if (!isRecord(properties)) return { path: "/properties", expected: "object" };
  const { time, $insert_id, distinct_id } = properties;
  if (event === "$merge") return { path: "/event", expected: "$identify or $create_alias" };
  const isTimed = time !== undefined && time !== null;
  if ((isTimed || isStrict) && timestampOf(time) === undefined) {
    return { path: "/properties/time", expected: "seconds or milliseconds since 1970" };
  }
  if (isStrict && textOf($insert_id) === "") return { path: "/properties/$insert_id", expected: "non-empty string" };
  if (
    Object.keys(idsOf(distinct_id, properties.$device_id, properties.$user_id)).length === 0 &&
    !event.startsWith("$")
  ) {
    return { path: "/properties/distinct_id", expected: "non-empty string" };
  }
  return undefined;
}

/** The call that an event makes, as JSON text. `isStrict`: what /import asks for is asked for. */
export function eventCall(item: unknown, isStrict: boolean): string {
  const problem = problemOf(item, isStrict);
  const record = isRecord(item) ? item : {};
  const event = textOf(record.event);
  const properties = isRecord(record.properties) ? record.properties : {};
  const messageId = eventId(event, properties);
  if (problem !== undefined) return unread({ of: "track", ...problem, event, messageId, original: withoutKeys(item) });
  const { own, reserved } = split(properties);
  const identity = identityCall(event, properties);
  const isPage = event === "$mp_web_page_view";
  const call = {
    ...(identity ?? {
      ...(isPage ? { type: "page" } : { type: "track", event }),
      ...idsOf(properties.distinct_id, properties.$device_id, properties.$user_id),
    }),
    messageId,
    timestamp: properties.time === undefined || properties.time === null ? undefined : timestampOf(properties.time),
    // Of who somebody is nothing is judged: what else was said of it stays with Mixpanel's own.
    ...(identity === undefined ? { properties: own } : {}),
    context: contextOf(properties, identity === undefined ? reserved : { ...own, ...reserved }),
  };
  return JSON.stringify(call);
}
