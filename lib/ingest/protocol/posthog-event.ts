/**
 * PostHog's events as calls. Names that begin with `$` are PostHog's own: they become the call's ids, time and context and are
 * not judged; every other property is. `$set` states values of the person. `$set_once` asks for a value to be computed from
 * what is stored and is recorded as unreadable, but for what the libraries put there themselves.
 */

import type { CallKind, JsonRecord } from "../call.ts";
import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";
import { known, unread } from "./exchange.ts";
import { messageIdOf } from "./message-id.ts";

/** Not kept: the key, and the sender's address. */
const LEFT_OUT = new Set(["api_key", "token", "ip", "$ip"]);
/** Read into a call. */
const READ = new Set(
  (
    "event properties timestamp sent_at uuid distinct_id $set $set_once options $device_id $is_identified $gabarit $lib $lib_version " +
    "$current_url $pathname $referrer $referring_domain $os $os_version $browser $browser_version $device_type " +
    "$device_model $device_manufacturer $app_version $raw_user_agent $browser_language $group_type $group_key $group_set"
  ).split(" "),
);

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

function without(record: JsonRecord, left: (name: string) => boolean): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !left(name)));
}

/** Names that are not PostHog's. */
function ownOf(value: unknown): JsonRecord {
  return isRecord(value) ? without(value, (name) => name.startsWith("$") || LEFT_OUT.has(name)) : {};
}

/** What was sent, without keys and addresses. */
function originalOf(event: unknown): unknown {
  if (!isRecord(event)) return event;
  const kept = without(event, (name) => LEFT_OUT.has(name));
  return isRecord(kept.properties)
    ? { ...kept, properties: without(kept.properties, (name) => LEFT_OUT.has(name)) }
    : kept;
}

function contextOf(event: JsonRecord, properties: JsonRecord): JsonRecord | undefined {
  const [group] = Object.entries(isRecord(properties.$groups) ? properties.$groups : {});
  const isKept = (name: string) => !LEFT_OUT.has(name) && !READ.has(name);
  const reserved = without(properties, (name) => !(name.startsWith("$") && isKept(name)));
  return known({
    library: known({ name: properties.$lib ?? "posthog", version: properties.$lib_version }),
    page: known({
      url: properties.$current_url,
      path: properties.$pathname,
      referrer: properties.$referrer,
      referring_domain: properties.$referring_domain,
    }),
    campaign: known({
      source: properties.utm_source,
      medium: properties.utm_medium,
      name: properties.utm_campaign,
      term: properties.utm_term,
      content: properties.utm_content,
    }),
    os: known({ name: properties.$os, version: properties.$os_version }),
    browser: known({ name: properties.$browser, version: properties.$browser_version }),
    device: known({
      type: properties.$device_type,
      model: properties.$device_model,
      manufacturer: properties.$device_manufacturer,
    }),
    app: known({ version: properties.$app_version }),
    locale: properties.$browser_language,
    userAgent: properties.$raw_user_agent,
    groupType: group?.[0],
    groupId: group?.[1],
    gabarit: properties.$gabarit,
    posthog: known({ ...without(event, (name) => !isKept(name)), ...reserved }),
  });
}

/** A distinct id is of nobody known when the library says so, or when it is the device's own; else of a user. */
function idsOf(distinct: string, event: JsonRecord, properties: JsonRecord): JsonRecord {
  const device = textOf(properties.$device_id);
  const options = isRecord(event.options) ? event.options : {};
  const isUnknown =
    properties.$is_identified === false ||
    (properties.$process_person_profile ?? options.process_person_profile) === false ||
    distinct === device;
  return isUnknown
    ? { anonymousId: distinct }
    : { userId: distinct, ...(device === "" ? {} : { anonymousId: device }) };
}

/** An event on its way to its calls. */
class Translating {
  readonly calls: string[] = [];
  readonly #event: JsonRecord;
  readonly #properties: JsonRecord;
  readonly #name: string;
  readonly #sentAt: string | undefined;

  constructor(event: JsonRecord, name: string, sentAt: string | undefined) {
    this.#event = event;
    this.#properties = isRecord(event.properties) ? event.properties : {};
    this.#name = name;
    this.#sentAt = sentAt;
  }

  /** Each call of an event has an id of its own: a repeated event repeats all of them. */
  get #messageId(): string | undefined {
    const { uuid } = this.#event;
    return textOf(uuid) === "" ? undefined : messageIdOf("posthog", [uuid, this.calls.length]);
  }

  #add(type: CallKind, own: JsonRecord): void {
    const { timestamp: time } = this.#event;
    const instant = time === undefined || time === null ? undefined : readInstant(time);
    if (instant === undefined && time !== undefined && time !== null) {
      this.#fail(type, "/timestamp", "ISO 8601");
      return;
    }
    const timestamp = instant === undefined ? undefined : new Date(instant).toISOString();
    const [messageId, context] = [this.#messageId, contextOf(this.#event, this.#properties)];
    this.calls.push(JSON.stringify({ type, ...own, messageId, timestamp, sentAt: this.#sentAt, context }));
  }

  #fail(of: CallKind, path: string, expected: string): void {
    const [event, messageId, original] = [this.#name, this.#messageId, originalOf(this.#event)];
    this.calls.push(unread({ of, path, expected, event, messageId, original }));
  }

  /** What the event says of its person: what it sets, and what it would set unless it is there. */
  #person(ids: JsonRecord, isAsked: boolean): void {
    const traits = { ...ownOf(this.#properties.$set), ...ownOf(this.#event.$set) };
    const once = { ...ownOf(this.#properties.$set_once), ...ownOf(this.#event.$set_once) };
    const isComputed = Object.keys(once).length > 0;
    if (Object.keys(traits).length > 0 || (isAsked && !isComputed)) this.#add("identify", { ...ids, traits });
    if (isComputed) this.#fail("identify", "/properties/$set_once", "$set");
  }

  #group(distinct: string): void {
    const { $group_type, $group_key, $group_set } = this.#properties;
    const [groupType, groupId] = [textOf($group_type), textOf($group_key)];
    if (groupType === "" || groupId === "") {
      this.#fail("group", "/properties/$group_key", "non-empty string");
      return;
    }
    // The libraries make an id up for what is said by nobody.
    const ids = distinct === "" || distinct === `$${groupType}_${groupId}` ? {} : { userId: distinct };
    this.#add("group", { ...ids, groupType, groupId, traits: ownOf($group_set) });
  }

  #happened(ids: JsonRecord): void {
    const properties = ownOf(this.#properties);
    const own = { ...ids, properties: without(properties, (name) => name === "distinct_id") };
    if (this.#name === "$pageview") this.#add("page", own);
    else if (this.#name === "$screen") this.#add("screen", { ...own, name: this.#properties.$screen_name });
    else this.#add("track", { event: this.#name, ...own });
  }

  translate(): readonly string[] {
    const properties = this.#properties;
    const distinct = textOf(this.#event.distinct_id) || textOf(properties.distinct_id);
    if (this.#name === "$groupidentify") this.#group(distinct);
    else if (distinct === "") this.#fail("track", "/distinct_id", "non-empty string");
    else if (this.#name === "$create_alias") {
      this.#add("alias", { userId: distinct, previousId: textOf(properties.alias) });
    } else if (this.#name === "$merge_dangerously") {
      this.#fail("alias", "/event", "$identify or $create_alias");
    } else if (this.#name === "$identify") {
      const device = textOf(properties.$anon_distinct_id) || textOf(properties.$device_id);
      this.#person({ userId: distinct, ...(device === "" ? {} : { anonymousId: device }) }, true);
    } else {
      const ids = idsOf(distinct, this.#event, properties);
      if (this.#name !== "$set") this.#happened(ids);
      this.#person(ids, this.#name === "$set");
    }
    return this.calls;
  }
}

/** The calls that one event makes, as JSON texts, at least one. `sentAt`: the client's clock when it sent the body, ISO 8601. */
export function posthogCalls(event: unknown, sentAt: string | undefined): readonly string[] {
  const problem = (path: string, expected: string) => [
    unread({ of: "track", path, expected, original: originalOf(event) }),
  ];
  if (!isRecord(event)) return problem("", "object");
  const { event: name, properties } = event;
  if (typeof name !== "string" || name === "") return problem("/event", "non-empty string");
  if (properties !== undefined && properties !== null && !isRecord(properties)) return problem("/properties", "object");
  return new Translating(event, name, sentAt).translate();
}
