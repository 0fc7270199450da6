/**
 * Amplitude's events as calls. `event_properties` are judged; what Amplitude names beside them is context. Properties of users
 * and groups are stated by `$set` or without an operation, and `$unset` says that there is none; the other operations compute
 * a value from what was stored, and are recorded as unreadable.
 */

import type { CallKind, JsonRecord } from "../call.ts";
import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";
import { known, unread } from "./exchange.ts";
import { messageIdOf } from "./message-id.ts";

/** Read into a call, or not kept: the sender's address. */
const READ = new Set(
  (
    "event_type event_properties user_properties groups group_properties user_id device_id time insert_id ip library " +
    "app_version os_name os_version device_manufacturer device_brand device_model language country region city " +
    "user_agent"
  ).split(" "),
);
/** Of one event: Amplitude takes five. */
const MAX_GROUPS = 10;
const OPERATIONS = new Set(
  "$set $unset $setOnce $add $append $prepend $preInsert $postInsert $remove $clearAll".split(" "),
);

function contextOf(event: JsonRecord): JsonRecord | undefined {
  const library = typeof event.library === "string" ? event.library : "";
  const slash = library.lastIndexOf("/");
  const [group] = Object.entries(isRecord(event.groups) ? event.groups : {});
  return known({
    library: known({
      name: slash < 0 ? library : library.slice(0, slash),
      version: slash < 0 ? "" : library.slice(slash + 1),
    }),
    app: known({ version: event.app_version }),
    os: known({ name: event.os_name, version: event.os_version }),
    device: known({ manufacturer: event.device_manufacturer, brand: event.device_brand, model: event.device_model }),
    locale: event.language,
    location: known({ country: event.country, region: event.region, city: event.city }),
    userAgent: event.user_agent,
    groupType: group?.[0],
    groupId: group?.[1],
    amplitude: known(Object.fromEntries(Object.entries(event).filter(([name]) => !READ.has(name)))),
  });
}

/** What an update states, and the operations in it that state nothing. `groups`: what a group call says already. */
function statedBy(
  properties: unknown,
  groups: JsonRecord = {},
): { readonly traits?: JsonRecord; readonly others: readonly string[] } {
  if (!isRecord(properties)) return { others: [] };
  const names = Object.keys(properties);
  const plain = names
    .filter((name) => !OPERATIONS.has(name))
    .map((name): [string, unknown] => [name, properties[name]]);
  const set = isRecord(properties.$set) ? Object.entries(properties.$set) : [];
  const unset = isRecord(properties.$unset)
    ? Object.keys(properties.$unset).map((name): [string, null] => [name, null])
    : [];
  const entries = [...plain, ...set, ...unset].filter(([name, value]) => value === null || groups[name] !== value);
  const others = names.filter((name) => OPERATIONS.has(name) && name !== "$set" && name !== "$unset");
  return { ...(entries.length === 0 ? {} : { traits: Object.fromEntries(entries) }), others };
}

function withoutIp({ ip: _ip, ...event }: JsonRecord): JsonRecord {
  return event;
}

/** An event on its way to its calls. */
class Translating {
  readonly calls: string[] = [];
  readonly #event: JsonRecord;
  readonly #name: string;
  readonly #sentAt: string | undefined;
  readonly #original: JsonRecord;

  constructor(event: JsonRecord, name: string, sentAt: string | undefined) {
    this.#event = event;
    this.#name = name;
    this.#sentAt = sentAt;
    this.#original = withoutIp(event);
  }

  /** Each call of an event has an id of its own: a repeated event repeats all of them. */
  get #messageId(): string | undefined {
    const { insert_id: id, device_id = null } = this.#event;
    return id === undefined || id === null ? undefined : messageIdOf("amplitude", [device_id, id, this.calls.length]);
  }

  add(type: CallKind, own: JsonRecord): void {
    const { user_id: userId, device_id: anonymousId, time } = this.#event;
    const instant = time === undefined || time === null || time === -1 ? undefined : readInstant(time);
    if (instant === undefined && time !== undefined && time !== null && time !== -1) {
      this.fail(type, "/time", "milliseconds since 1970");
      return;
    }
    const timestamp = instant === undefined ? undefined : new Date(instant).toISOString();
    const ids = known({ userId, anonymousId });
    const [messageId, context] = [this.#messageId, contextOf(this.#event)];
    this.calls.push(JSON.stringify({ type, ...ids, ...own, messageId, timestamp, sentAt: this.#sentAt, context }));
  }

  fail(of: CallKind, path: string, expected: string): void {
    const [event, messageId, original] = [this.#name, this.#messageId, this.#original];
    this.calls.push(unread({ of, path, expected, event, messageId, original }));
  }
}

/** The calls that one event makes, as JSON texts. `sentAt`: the client's clock when it sent the body, ISO 8601. */
export function amplitudeCalls(event: unknown, sentAt: string | undefined): readonly string[] {
  const name = isRecord(event) ? event.event_type : undefined;
  if (!isRecord(event) || typeof name !== "string" || name === "") {
    return [
      unread({
        of: "track",
        path: "/event_type",
        expected: "non-empty string",
        original: isRecord(event) ? withoutIp(event) : event,
      }),
    ];
  }
  const made = new Translating(event, name, sentAt);
  const named = isRecord(event.groups) ? event.groups : {};
  const groups = Object.entries(named);
  const isAboutGroup = name === "$groupidentify";
  if (name !== "$identify" && !isAboutGroup) {
    made.add("track", { event: name, properties: event.event_properties ?? {} });
  }
  const user = statedBy(event.user_properties, named);
  if (
    !isAboutGroup &&
    (user.traits !== undefined || (name === "$identify" && user.others.length + groups.length === 0))
  ) {
    made.add("identify", { traits: user.traits ?? {} });
  }
  const [computed] = user.others;
  if (computed !== undefined) made.fail("identify", `/user_properties/${computed}`, "$set or $unset");
  if (!isAboutGroup && name !== "$identify") return made.calls;
  if (groups.length > MAX_GROUPS || (isAboutGroup && groups.length === 0)) {
    made.fail("group", "/groups", `1 to ${MAX_GROUPS} groups`);
    return made.calls;
  }
  const group = statedBy(event.group_properties);
  for (const [groupType, groupId] of groups) made.add("group", { groupType, groupId, traits: group.traits ?? {} });
  const [ofGroup] = group.others;
  if (ofGroup !== undefined) made.fail("group", `/group_properties/${ofGroup}`, "$set or $unset");
  return made.calls;
}
