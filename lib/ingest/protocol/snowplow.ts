/**
 * Snowplow's tracker protocol (docs.snowplow.io, Snowplow Tracker Protocol): `/com.snowplowanalytics.snowplow/tp2` with a list
 * of events and `/i` with one in the address, all of their values texts. The write key is the application's id, `aid`.
 */

import type { CallKind, JsonRecord } from "../call.ts";
import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";
import { answerOfRefusal, PIXEL } from "./answer.ts";
import {
  type Adapter,
  type Exchange,
  formFields,
  known,
  parseWithin,
  type Translation,
  type Unreadable,
  unread,
} from "./exchange.ts";
import { messageIdOf } from "./message-id.ts";
import { decodeData } from "./segment.ts";

const MAX_EVENTS = 2_000;
const PIXEL_PATH = "/i";

/** Read into a call, or not kept: the key, and the sender's address. */
const READ = new Set(
  (
    "e aid ip eid uid duid nuid tnuid dtm ttm stm tv url page refr ua lang tz se_ca se_ac se_la se_pr se_va " +
    "ue_pr ue_px co cx"
  ).split(" "),
);
/** Events that have a name in the protocol and none of their own. */
const NAMED: Readonly<Record<string, string>> = { pp: "page_ping", tr: "transaction", ti: "transaction_item" };

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function instantOf(value: unknown): number | undefined {
  return /^\d{1,16}$/.test(textOf(value)) ? readInstant(Number(value)) : undefined;
}

/** What stands in a text as JSON, or as its base64. */
function nested(plain: unknown, packed: unknown): unknown {
  const text = textOf(plain) === "" ? decodeBase64(textOf(packed)) : textOf(plain);
  const parsed = text === "" ? undefined : parseWithin(text);
  return parsed !== undefined && "value" in parsed ? parsed.value : undefined;
}

/** Of the alphabet that addresses take as well. */
function decodeBase64(text: string): string {
  return text === "" ? "" : decodeData(text).toString("utf8");
}

/** The name in `iglu:vendor/name/jsonschema/1-0-0`. */
function schemaName(schema: unknown): string {
  return /^iglu:[^/]+\/([^/]+)\/[^/]+\/[^/]+$/.exec(textOf(schema))?.[1] ?? "";
}

interface Happened {
  readonly type: CallKind;
  readonly own: JsonRecord;
}

interface Fault {
  readonly path: string;
  readonly expected: string;
}

/** An event that describes itself: its schema names it, its data are what is judged. */
function described(event: JsonRecord): Happened | Fault {
  const outer = nested(event.ue_pr, event.ue_px);
  const inner = isRecord(outer) ? outer.data : undefined;
  const name = isRecord(inner) ? schemaName(inner.schema) : "";
  if (!isRecord(inner) || name === "" || !isRecord(inner.data))
    return { path: event.ue_px === undefined ? "/ue_pr" : "/ue_px", expected: "self-describing event" };
  if (name !== "screen_view") return { type: "track", own: { event: name, properties: inner.data } };
  const { name: screen, ...properties } = inner.data;
  return { type: "screen", own: { name: screen, properties } };
}

function structured({ se_ca, se_ac, se_la, se_pr, se_va }: JsonRecord): Happened | Fault {
  if (textOf(se_ac) === "") return { path: "/se_ac", expected: "non-empty string" };
  const value = textOf(se_va) === "" || Number.isNaN(Number(se_va)) ? se_va : Number(se_va);
  const properties = known({ category: se_ca, label: se_la, property: se_pr, value }) ?? {};
  return { type: "track", own: { event: se_ac, properties } };
}

function happened(event: JsonRecord): Happened | Fault {
  const kind = textOf(event.e);
  if (kind === "ue") return described(event);
  if (kind === "se") return structured(event);
  if (kind === "pv") return { type: "page", own: { properties: {} } };
  const name = NAMED[kind];
  return name === undefined
    ? { path: "/e", expected: "pv | se | ue | pp | tr | ti" }
    : { type: "track", own: { event: name, properties: {} } };
}

function contextOf(event: JsonRecord): JsonRecord | undefined {
  const contexts = nested(event.co, event.cx);
  const rest = Object.entries(event).filter(([name]) => !READ.has(name));
  return known({
    library: known({ name: "snowplow", version: event.tv }),
    page: known({ url: event.url, title: event.page, referrer: event.refr }),
    userAgent: event.ua,
    locale: event.lang,
    timezone: event.tz,
    snowplow: known({ ...Object.fromEntries(rest), contexts: isRecord(contexts) ? contexts.data : undefined }),
  });
}

function withoutKeys({ aid: _aid, ip: _ip, ...event }: JsonRecord): JsonRecord {
  return event;
}

/** The call that an event makes, as JSON text. */
function snowplowCall(event: unknown): string {
  if (!isRecord(event)) return unread({ of: "track", path: "", expected: "object", original: event });
  const messageId = textOf(event.eid) === "" ? undefined : messageIdOf("snowplow", [event.eid]);
  const said = happened(event);
  const time = event.ttm ?? event.dtm;
  const [instant, sent] = [instantOf(time), instantOf(event.stm)];
  const fault =
    "path" in said || time === undefined || instant !== undefined
      ? said
      : { path: event.ttm === undefined ? "/dtm" : "/ttm", expected: "milliseconds since 1970" };
  if ("path" in fault) return unread({ of: "track", ...fault, messageId, original: withoutKeys(event) });
  const anonymousId = [event.duid, event.nuid, event.tnuid].map(textOf).find((id) => id !== "");
  return JSON.stringify({
    type: fault.type,
    ...known({ userId: event.uid, anonymousId }),
    ...fault.own,
    messageId,
    timestamp: instant === undefined ? undefined : new Date(instant).toISOString(),
    sentAt: sent === undefined ? undefined : new Date(sent).toISOString(),
    context: contextOf(event),
  });
}

/** The events of a body, or of an address. */
function eventsOf(text: string, path: string): readonly unknown[] | Unreadable {
  if (path === PIXEL_PATH) {
    const fields = formFields(text);
    return fields === undefined ? "too_large" : [Object.fromEntries(fields)];
  }
  const parsed = parseWithin(text);
  if (!("value" in parsed)) return parsed;
  const data = isRecord(parsed.value) ? parsed.value.data : undefined;
  if (!Array.isArray(data)) return { path: "/data", expected: "list of events" };
  return data.length > MAX_EVENTS ? "too_large" : data;
}

/** One body is of one application: the first event that names another is the problem. */
function read(text: string, path: string, key: string | undefined): Translation | Unreadable {
  const events = eventsOf(text, path);
  if (typeof events === "string" || !Array.isArray(events)) return events as Unreadable;
  const ids = events.map((event: unknown) => (isRecord(event) ? textOf(event.aid) : ""));
  const first = ids.find((id) => id !== "");
  const other = ids.findIndex((id) => id !== "" && id !== first);
  if (other >= 0) return { path: `/data/${other}/aid`, expected: "the application of the events before it" };
  return { calls: events.map(snowplowCall), writeKey: key ?? first };
}

export const snowplow: Adapter = {
  paths: ["/com.snowplowanalytics.snowplow/tp2", PIXEL_PATH],
  methods: ["GET", "POST"],
  takes: (method, query) => method !== "GET" || /(?:^|&)e=/.test(query),
  open: ({ key, path }): Exchange => ({
    writeKey: key,
    read: (text) => read(text, path, key),
    accepted: () =>
      path === PIXEL_PATH
        ? { status: 200, type: "image/gif", body: PIXEL }
        : { status: 200, type: "text/plain", body: "ok" },
    refused: answerOfRefusal,
  }),
};
