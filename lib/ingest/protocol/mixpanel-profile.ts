/**
 * Mixpanel's profile updates as calls. `$set` states values and `$unset` that there are none: traits of an identify or group
 * call. The other operations ask for the profile to be computed from what it was, or to be deleted; a call states what is
 * true, so they are recorded as unreadable, with what was asked, rather than passed for something else.
 */

import type { JsonRecord } from "../call.ts";
import { isRecord } from "../read-call.ts";
import { known, unread } from "./exchange.ts";
import { type Ids, idsOf, timestampOf } from "./mixpanel-event.ts";

type Path = "/engage" | "/groups";

const COMPUTED = ["$set_once", "$add", "$append", "$union", "$remove", "$delete"];

/** Read into the calls, or not kept: the key, and the sender's address. */
const READ = new Set([..."$token $ip $distinct_id $group_id $group_key $time $set $unset".split(" "), ...COMPUTED]);

interface Target {
  readonly type: "identify" | "group";
  readonly ids: Ids & { readonly groupId?: string; readonly groupType?: string };
}

function targetOf(item: JsonRecord, path: Path): Target {
  if (path === "/engage") return { type: "identify", ids: idsOf(item.$distinct_id) };
  const { $group_id: id, $group_key: key } = item;
  const groupId = typeof id === "string" || typeof id === "number" ? { groupId: String(id) } : {};
  return { type: "group", ids: { ...groupId, ...(typeof key === "string" ? { groupType: key } : {}) } };
}

/** Without the key and the sender's address. */
function withoutKeys(item: JsonRecord): JsonRecord {
  const { $token: _token, $ip: _ip, ...rest } = item;
  return rest;
}

function unsetTraits(names: unknown): JsonRecord | undefined {
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) return undefined;
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** The calls that one update makes, as JSON texts: one for what it sets, one for what it unsets, one for all else it asks. */
export function profileCalls(item: unknown, path: Path): string[] {
  const of = path === "/engage" ? "identify" : "group";
  if (!isRecord(item)) return [unread({ of, path: "", expected: "object", original: item })];
  const original = withoutKeys(item);
  const problem = (at: string, expected: string) => unread({ of, path: at, expected, original });
  const { type, ids } = targetOf(item, path);
  if (Object.keys(ids).length === 0) {
    return [problem(path === "/engage" ? "/$distinct_id" : "/$group_id", "non-empty string")];
  }
  const time = item.$time === undefined ? undefined : timestampOf(item.$time);
  const isUntimed = item.$time !== undefined && time === undefined;
  const besides = Object.entries(item).filter(([name]) => !READ.has(name) || (name === "$time" && isUntimed));
  const context = { library: { name: "mixpanel-http" }, mixpanel: known(Object.fromEntries(besides)) };
  const call = (traits: JsonRecord): string => JSON.stringify({ type, ...ids, timestamp: time, traits, context });
  const calls: string[] = [];
  if (item.$set !== undefined) {
    calls.push(isRecord(item.$set) ? call(item.$set) : problem("/$set", "object"));
  }
  if (item.$unset !== undefined) {
    const traits = unsetTraits(item.$unset);
    calls.push(traits === undefined ? problem("/$unset", "list of names") : call(traits));
  }
  const computed = COMPUTED.find((operation) => item[operation] !== undefined);
  if (computed !== undefined) calls.push(problem(`/${computed}`, "$set or $unset"));
  return calls.length === 0 ? [problem("", "$set or $unset")] : calls;
}
