/**
 * Amplitude's HTTP V2 and Batch Event Upload APIs (amplitude.com/docs/apis/analytics): `/2/httpapi` and `/batch`, which is
 * shared, with the key in the body, and the older `/identify`, a form. The write key is the `api_key`.
 */

import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";
import { amplitudeCalls } from "./amplitude-event.ts";
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

const MAX_EVENTS = 2_000;
const IDENTIFY = "/identify";

/** The body of `/identify`: a form whose `identification` is one update or several; `undefined` for one of too many fields. */
function identifyBody(text: string): unknown {
  const fields = formFields(text);
  if (fields === undefined) return undefined;
  const parsed = parseWithin(fields.get("identification") ?? "");
  const items = "value" in parsed ? [parsed.value].flat() : [];
  const events = items.map((item: unknown) => (isRecord(item) ? { ...item, event_type: "$identify" } : item));
  return { api_key: fields.get("api_key"), events };
}

class AmplitudeExchange implements Exchange {
  readonly writeKey = undefined;
  readonly #asked: Asked;
  #events = 0;
  #bytes = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  read(text: string): Translation | Unreadable {
    const isForm = this.#asked.path === IDENTIFY && !text.trimStart().startsWith("{");
    const parsed = isForm ? { value: identifyBody(text) } : parseWithin(text);
    if (!("value" in parsed)) return parsed;
    const body = parsed.value;
    if (body === undefined) return "too_large";
    if (!isRecord(body)) return { path: "", expected: "object" };
    const { api_key: key, events, client_upload_time: uploaded } = body;
    if (!Array.isArray(events) || events.length === 0) return { path: "/events", expected: "list of events" };
    if (events.length > MAX_EVENTS) return "too_large";
    // Each of its calls repeats the time of sending: as short as a time is, whatever was sent for it.
    const sent = readInstant(uploaded);
    const sentAt = sent === undefined ? undefined : new Date(sent).toISOString();
    this.#events = events.length;
    this.#bytes = Buffer.byteLength(text);
    return {
      calls: events.flatMap((event: unknown) => amplitudeCalls(event, sentAt)),
      writeKey: typeof key === "string" && key !== "" ? key : this.#asked.key,
    };
  }

  accepted(): Answer {
    if (this.#asked.path === IDENTIFY) return { status: 200, type: "text/plain", body: "success" };
    return jsonAnswer(200, {
      code: 200,
      events_ingested: this.#events,
      payload_size_bytes: this.#bytes,
      server_upload_time: Date.now(),
    });
  }

  refused({ status, message, place }: Refusal): Answer {
    const missing_field = status === 400 ? String(place?.path ?? "").slice(1) : undefined;
    return jsonAnswer(status, {
      code: status,
      error: message,
      ...(missing_field === undefined ? {} : { missing_field }),
    });
  }
}

export const amplitude: Adapter = {
  paths: ["/2/httpapi", IDENTIFY],
  methods: ["POST"],
  // A visit of a page with that name is somebody else's.
  takes: (method) => method !== "GET",
  open: (asked) => new AmplitudeExchange(asked),
};
