/**
 * PostHog's capture API (posthog.com/docs/api/capture): `/batch`, `/capture`, `/e` and `/i/v0/e` with the project's key in the
 * body, and `/i/v1/analytics/events` with the key as a bearer's, whose answer tells the fate of each event. The write key is
 * the project's key.
 */

import { readInstant } from "../event-time.ts";
import type { Judged } from "../note.ts";
import { isRecord } from "../read-call.ts";
import type { Refusal } from "./answer.ts";
import {
  type Adapter,
  type Answer,
  type Asked,
  type Exchange,
  formFields,
  jsonAnswer,
  parseWithin,
  type Translation,
  type Unreadable,
} from "./exchange.ts";
import { posthogCalls } from "./posthog-event.ts";
import { decodeData } from "./segment.ts";

const MAX_EVENTS = 2_000;
const EACH_ANSWERED = "/i/v1/analytics/events";

const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  408: "server_error",
  429: "throttled_error",
  503: "server_error",
};

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The key of a body, or of an event that stands in one. */
function keyOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const properties = isRecord(item.properties) ? item.properties : {};
  return textOf(item.api_key) ?? textOf(item.token) ?? textOf(properties.token);
}

/** One body is of one source: the first event that names another is the problem. */
function keyOfAll(body: unknown, events: readonly unknown[]): { readonly key: string | undefined } | Unreadable {
  let key = keyOf(body);
  for (const [index, event] of events.entries()) {
    const own = keyOf(event);
    key ??= own;
    if (own !== undefined && own !== key) return { path: `/${index}`, expected: "the key of the events before it" };
  }
  return { key };
}

/** JSON, or the form of browsers with JSON or its base64 in `data`. */
function parse(text: string): { readonly value: unknown } | Unreadable {
  if (!/^data=/.test(text.trimStart())) return parseWithin(text);
  const fields = formFields(text);
  return fields === undefined ? "too_large" : parseWithin(decodeData(fields.get("data") ?? "").toString("utf8"));
}

/** The events of a body: in `batch`, in a list, or one. */
function eventsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isRecord(body)) return undefined;
  return Array.isArray(body.batch) ? body.batch : [body];
}

interface Fate {
  readonly result: "ok" | "warning";
  readonly details?: string;
}

class PosthogExchange implements Exchange {
  readonly writeKey: string | undefined;
  readonly #asked: Asked;
  /** Of each call, the id of the event that made it. */
  #uuids: readonly string[] = [];

  constructor(asked: Asked) {
    this.#asked = asked;
    this.writeKey = asked.path === EACH_ANSWERED ? asked.key : undefined;
  }

  read(text: string): Translation | Unreadable {
    const parsed = parse(text);
    if (typeof parsed === "string" || !("value" in parsed)) return parsed;
    const body = parsed.value;
    const events = eventsOf(body);
    if (events === undefined) return { path: "", expected: "object" };
    if (events.length > MAX_EVENTS) return "too_large";
    const named = keyOfAll(body, events);
    if (typeof named === "string" || !("key" in named)) return named;
    // Libraries of browsers write the time of sending into the address.
    const sent =
      readInstant(isRecord(body) ? body.sent_at : undefined) ?? readInstant(Number(this.#asked.query.get("_")));
    const sentAt = sent === undefined || sent === 0 ? undefined : new Date(sent).toISOString();
    const made = events.map((event) => posthogCalls(event, sentAt));
    this.#uuids = events.flatMap((event, index) =>
      (made[index] ?? []).map(() => (isRecord(event) ? (textOf(event.uuid) ?? "") : "")),
    );
    return { calls: made.flat(), writeKey: named.key ?? this.#asked.key };
  }

  accepted(judged: readonly Judged[]): Answer {
    if (this.#asked.path !== EACH_ANSWERED) return jsonAnswer(200, { status: 1 });
    const results = new Map<string, Fate>();
    for (const [index, uuid] of this.#uuids.entries()) {
      const item = judged[index];
      const isMalformed = item !== undefined && item !== "duplicate" && item.verdict === "malformed";
      if (uuid === "" || (results.has(uuid) && !isMalformed)) continue;
      const [violation] = isMalformed ? item.violations : [];
      const details = `malformed: ${violation?.path ?? ""}: expected ${String(violation?.expected ?? "an event")}`;
      results.set(uuid, isMalformed ? { result: "warning", details } : { result: "ok" });
    }
    return jsonAnswer(200, { results: Object.fromEntries(results) });
  }

  refused({ status, code, message, place }: Refusal): Answer {
    const attr = place?.path;
    const type = TYPES[status] ?? "validation_error";
    return jsonAnswer(status, { type, code, detail: message, ...(attr === undefined ? {} : { attr }) });
  }
}

/** True for the body that PostHog's libraries send to the address which Amplitude's share. */
export function isPosthogBatch(text: string): boolean {
  if (!text.includes('"batch"')) return false;
  const parsed = parseWithin(text);
  return "value" in parsed && isRecord(parsed.value) && Array.isArray(parsed.value.batch) && !parsed.value.events;
}

export const posthog: Adapter = {
  paths: ["/capture", "/i/v0/e", "/e", EACH_ANSWERED],
  methods: ["POST"],
  // A visit of a page with that name is somebody else's.
  takes: (method) => method !== "GET",
  open: (asked) => new PosthogExchange(asked),
};
