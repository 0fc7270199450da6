/**
 * The Measurement Protocol of Google Analytics 4 (developers.google.com, "Measurement Protocol Reference"). The write key is
 * the `api_secret`. `/debug/mp/collect` keeps nothing and says what is wrong: with the plan, and by Google's own rules.
 */

import type { CallKind, JsonRecord } from "../call.ts";
import type { Judged } from "../note.ts";
import { isRecord, MAX_ID_LENGTH } from "../read-call.ts";
import { MAX_MESSAGES } from "../receive.ts";
import { answerOfRefusal, type Refusal } from "./answer.ts";
import {
  type Adapter,
  type Answer,
  type Asked,
  type Exchange,
  jsonAnswer,
  known,
  parseWithin,
  type Translation,
  type Unreadable,
  unread,
} from "./exchange.ts";
import { rulesBroken, type ValidationMessage, validationMessages } from "./ga4-validation.ts";
import type { EnvelopeProblem } from "./segment.ts";

const DEBUG = "/debug/mp/collect";
/** Messages of one answer: whoever mends so many asks again. */
const MAX_TOLD = 1_000;

/** Parameters that Google's own tags set: they say how an event came about, not what it is. */
const OWN_PARAMETERS = new Set(["session_id", "session_number", "engagement_time_msec", "debug_mode"]);
const OWN_PREFIXES = ["_", "firebase_", "ga_", "google_", "gtag."];

function isOwn(name: string): boolean {
  return OWN_PARAMETERS.has(name) || OWN_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** ISO 8601 of microseconds since 1970; `undefined` when they are none. */
function timestampOf(micros: unknown): string | undefined {
  const number = typeof micros === "string" && /^\d+$/.test(micros) ? Number(micros) : micros;
  if (typeof number !== "number" || !Number.isFinite(number) || number < 0) return undefined;
  const at = new Date(Math.trunc(number / 1_000));
  return !Number.isNaN(at.getTime()) && at.getUTCFullYear() < 2200 ? at.toISOString() : undefined;
}

/** An SDK that takes flat values only sends its declaration as text. */
function declarationOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const parsed = parseWithin(value);
  return "value" in parsed ? parsed.value : undefined;
}

/** What the body says of all of its events. Addresses, whole or hashed, are not kept. */
function sharedContext(body: JsonRecord, query: URLSearchParams): JsonRecord {
  const device = isRecord(body.device) ? body.device : {};
  return (
    known({
      library: { name: "ga4-measurement-protocol" },
      userAgent: body.user_agent,
      locale: device.language,
      device: known({ type: device.category, model: device.model, manufacturer: device.brand }),
      os: known({ name: device.operating_system, version: device.operating_system_version }),
      browser: known({ name: device.browser, version: device.browser_version }),
      location: body.user_location,
      ga4: known({
        measurement_id: query.get("measurement_id") ?? undefined,
        firebase_app_id: query.get("firebase_app_id") ?? undefined,
        consent: body.consent,
        non_personalized_ads: body.non_personalized_ads,
        screen_resolution: device.screen_resolution,
      }),
    }) ?? {}
  );
}

/** A call and the place in the body that it was made of. */
interface Made {
  readonly text: string;
  readonly place: string;
}

type Id = string | number;

interface Person {
  readonly userId?: Id;
  readonly anonymousId?: Id;
}

interface Common {
  readonly person: Person | EnvelopeProblem;
  readonly timestamp: unknown;
}

/** Every call repeats whose it is: what could not be an id must not be repeated thousands of times. */
function isId(value: unknown): value is Id {
  return typeof value === "number" || (typeof value === "string" && value.length <= MAX_ID_LENGTH);
}

function personOf(body: JsonRecord): Person | EnvelopeProblem {
  const given = ["user_id", "client_id", "app_instance_id"].filter((name) => body[name] != null && body[name] !== "");
  const odd = given.find((name) => !isId(body[name]));
  if (odd !== undefined) return { path: `/${odd}`, expected: `text of at most ${MAX_ID_LENGTH} characters` };
  if (given.length === 0) return { path: "/client_id", expected: "client_id, app_instance_id or user_id" };
  const [userId, anonymousId] = [body.user_id || undefined, body.client_id || body.app_instance_id || undefined];
  return { ...(isId(userId) ? { userId } : {}), ...(isId(anonymousId) ? { anonymousId } : {}) };
}

interface Stated {
  readonly of: CallKind;
  readonly place: string;
  /** Of its own; else the body's counts. */
  readonly timestamp: unknown;
  readonly original: unknown;
  readonly event?: string;
  call(): JsonRecord;
}

function made({ person, timestamp: ofBody }: Common, { of, place, timestamp, original, event, call }: Stated): Made {
  const micros = timestamp ?? ofBody;
  const at = micros === undefined || micros === null ? undefined : timestampOf(micros);
  const problem = (path: string, expected: string): Made => ({
    text: unread({ of, path, expected, ...(event === undefined ? {} : { event }), original }),
    place,
  });
  if ("path" in person) return problem(person.path, person.expected);
  if (micros !== undefined && micros !== null && at === undefined) {
    return problem("/timestamp_micros", "microseconds since 1970");
  }
  return { text: JSON.stringify({ type: of, ...person, timestamp: at, ...call() }), place };
}

function eventCall(common: Common, event: unknown, index: number): Made {
  const place = `events[${index}]`;
  const name = isRecord(event) ? event.name : undefined;
  if (!isRecord(event) || typeof name !== "string" || name === "") {
    const text = unread({ of: "track", path: `/events/${index}/name`, expected: "non-empty string", original: event });
    return { text, place };
  }
  const { params = {} } = event;
  if (!isRecord(params)) {
    const text = unread({
      of: "track",
      path: `/events/${index}/params`,
      expected: "object",
      event: name,
      original: event,
    });
    return { text, place };
  }
  const { $gabarit, ...rest } = params;
  const entries = Object.entries(rest);
  const { page_location: url, page_title: title, page_referrer: referrer, language } = params;
  return made(common, {
    ...{ of: "track", place, timestamp: event.timestamp_micros, original: event, event: name },
    call: () => ({
      event: name,
      properties: Object.fromEntries(entries.filter(([key]) => !isOwn(key))),
      context: known({
        page: known({ url, title, referrer }),
        locale: language,
        gabarit: declarationOf($gabarit),
        ga4_event: known(Object.fromEntries(entries.filter(([key]) => isOwn(key)))),
      }),
    }),
  });
}

/** User properties state what somebody is: one call for each time they give. */
function identifyCalls(common: Common, userProperties: unknown): Made[] {
  if (userProperties === undefined || userProperties === null) return [];
  const place = "user_properties";
  if (!isRecord(userProperties)) {
    const original = userProperties;
    return [{ text: unread({ of: "identify", path: "/user_properties", expected: "object", original }), place }];
  }
  const byTime = new Map<unknown, [string, unknown][]>();
  for (const [name, stated] of Object.entries(userProperties)) {
    const { value, timestamp_micros: time } = isRecord(stated) ? stated : { value: stated };
    const sameTime = byTime.get(time);
    if (sameTime === undefined) byTime.set(time, [[name, value]]);
    else sameTime.push([name, value]);
  }
  return [...byTime].map(([timestamp, traits]) =>
    made(common, {
      ...{ of: "identify", place, timestamp, original: Object.fromEntries(traits) },
      call: () => ({ traits: Object.fromEntries(traits) }),
    }),
  );
}

class Ga4Exchange implements Exchange {
  readonly writeKey: string | undefined;
  readonly isTrial: boolean;
  readonly #query: URLSearchParams;
  #places: readonly string[] = [];
  #broken: readonly ValidationMessage[] = [];

  constructor({ path, query, key }: Asked) {
    this.writeKey = query.get("api_secret") ?? key;
    this.isTrial = path === DEBUG;
    this.#query = query;
  }

  read(text: string): Translation | Unreadable {
    const parsed = parseWithin(text);
    if (!("value" in parsed)) return parsed;
    const body = parsed.value;
    if (!isRecord(body)) return { path: "", expected: "object" };
    const { events = [], user_properties } = body;
    if (!Array.isArray(events)) return { path: "/events", expected: "array" };
    if (events.length === 0 && user_properties === undefined)
      return { path: "/events", expected: "at least one event" };
    const stated = isRecord(user_properties) ? Object.keys(user_properties).length : 0;
    if (events.length + stated > MAX_MESSAGES) return "too_large";
    const common: Common = { person: personOf(body), timestamp: body.timestamp_micros };
    const calls = [
      ...identifyCalls(common, user_properties),
      ...events.map((event: unknown, index) => eventCall(common, event, index)),
    ];
    if (this.isTrial) this.#broken = rulesBroken(body, events);
    this.#places = calls.map(({ place }) => place);
    return { calls: calls.map((call) => call.text), context: sharedContext(body, this.#query) };
  }

  accepted(judged: readonly Judged[]): Answer {
    if (!this.isTrial) return { status: 204, type: "text/plain", body: "" };
    const found = validationMessages(judged, this.#places, MAX_TOLD);
    return jsonAnswer(200, { validationMessages: [...this.#broken, ...found].slice(0, MAX_TOLD) });
  }

  refused(refusal: Refusal): Answer {
    if (!this.isTrial || refusal.status !== 400) return answerOfRefusal(refusal);
    const { path = "", expected = "" } = refusal.place ?? {};
    const fieldPath = String(path).slice(1).replaceAll("/", ".");
    const description = `The body cannot be read: expected ${expected}.`;
    return jsonAnswer(200, { validationMessages: [{ fieldPath, description, validationCode: "VALUE_INVALID" }] });
  }
}

export const ga4: Adapter = {
  paths: ["/mp/collect", DEBUG],
  methods: ["POST"],
  open: (asked) => new Ga4Exchange(asked),
};
