/** Statements of discovery: which events came, which properties they brought, and with which values. */

import { type Sql, sql } from "../store/sql.ts";

/** Which received events are looked at; what cannot be read as a call is not among them. */
export interface ReceivedScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Epoch milliseconds, end excluded. */
  readonly from: number;
  readonly until: number;
  /** Absent means all. */
  readonly environment?: string;
  readonly source?: number;
  /** Former names that are read as the name of today. */
  readonly renamed?: readonly (NamedCall & { readonly now: string })[];
}

/** A call by its type and its name on the wire; that of a group call is its group's type, an identify call has none. */
export interface NamedCall {
  readonly callType: string;
  readonly name: string;
}

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", Math.max(0, Math.trunc(milliseconds)));
}

function anyTime({ project, environment, source }: ReceivedScope): Sql {
  const conditions = [sql`project = ${sql.as("UInt32", project)}`, sql`verdict != 'malformed'`];
  if (environment !== undefined) conditions.push(sql`environment = ${environment}`);
  if (source !== undefined) conditions.push(sql`source = ${sql.as("UInt32", source)}`);
  return sql.join(conditions, sql` and `);
}

function within(scope: ReceivedScope): Sql {
  return sql`received_at >= ${instant(scope.from)} and received_at < ${instant(scope.until)}`;
}

const WHO = sql`if(user_id = '', anonymous_id, user_id)`;

export interface NameRow {
  readonly call_type: string;
  readonly event_name: string;
  readonly event_id: string;
  /** Ever. */
  readonly ever: string;
  /** Within the span. */
  readonly events: string;
  readonly users: string;
  /** Epoch milliseconds; `first` and `last` of all times. */
  readonly first: string;
  readonly last: string;
  readonly sources: readonly number[];
  /** Between hours in which it came, within the days of the rule: how many gaps, and the longest in seconds. */
  readonly gaps: string;
  readonly longest: string;
}

/** One row per event by its name on the wire, whenever it came; `gapsFrom` begins the days that its usual gap is read from. */
export function receivedNames(scope: ReceivedScope, gapsFrom: number, most: number): Sql {
  const hours = sql`arraySort(groupUniqArrayIf(toUnixTimestamp(toStartOfHour(received_at)), received_at >= ${instant(gapsFrom)}))`;
  return sql`select call_type, event_name, event_id, ever, events, users, first, last, sources,
      toString(greatest(length(hours), 1) - 1) as gaps, toString(arrayMax(arrayDifference(hours))) as longest
    from (select toString(call_type) as call_type, toString(event_name) as event_name,
        argMax(toString(event_id), uid) as event_id, toString(count()) as ever, toString(countIf(${within(scope)})) as events,
        toString(uniqIf(${WHO}, ${within(scope)})) as users, toString(toUnixTimestamp64Milli(min(received_at))) as first,
        toString(toUnixTimestamp64Milli(max(received_at))) as last, groupUniqArrayIf(100)(source, ${within(scope)}) as sources,
        ${hours} as hours
      from received where ${anyTime(scope)} and call_type in ('track', 'page', 'screen')
      group by call_type, event_name order by count() desc, event_name limit ${sql.as("UInt32", most)})`;
}

/** Epoch milliseconds of the event after which the latest `most` came; no row where fewer came. */
export function latestFrom(scope: ReceivedScope, most: number): Sql {
  return sql`select toString(toUnixTimestamp64Milli(received_at)) as at from received
    where ${anyTime(scope)} and ${within(scope)} order by received_at desc limit 1 offset ${sql.as("UInt32", most)}`;
}

/** The pointer of a key below another one (RFC 6901). */
function pointed(parent: Sql, key: Sql): Sql {
  return sql`concat(${parent}, '/', replaceAll(replaceAll(${key}, '~', '~0'), '/', '~1'))`;
}

/** Keys with their values: a list of a pointer below the properties or the traits, and JSON. */
const PAIRS = sql`arrayMap(pair -> (${pointed(sql`''`, sql`pair.1`)}, pair.2), arrayFilter(pair -> pair.1 not in ('', '$gabarit'),
  if(call_type in ('identify', 'group'),
    if(JSONType(raw, 'traits') = 'Object', JSONExtractKeysAndValuesRaw(raw, 'traits'), JSONExtractKeysAndValuesRaw(raw, 'context', 'traits')),
    JSONExtractKeysAndValuesRaw(raw, 'properties'))))`;

/** So many levels of objects and of lists of objects are looked into. */
const LEVELS = 4;
const ITEMS = 100;

/** The keys of the objects that stand at the keys of `level`, in lists as well. */
function below(level: Sql): Sql {
  const keys = (parent: Sql, object: Sql) =>
    sql`arrayMap(inner -> (${pointed(parent, sql`inner.1`)}, inner.2), JSONExtractKeysAndValuesRaw(${object}))`;
  const items = sql`arraySlice(JSONExtractArrayRaw(pair.2), 1, ${sql.as("UInt32", ITEMS)})`;
  return sql`arrayFlatten(arrayMap(pair -> multiIf(startsWith(pair.2, '{'), ${keys(sql`pair.1`, sql`pair.2`)},
    startsWith(pair.2, '['), arrayFlatten(arrayMap(item -> ${keys(sql`concat(pair.1, '/*')`, sql`item`)}, ${items})),
    []), ${level}))`;
}

/** All keys, those within objects and lists too where it is `nested`. */
function allPairs(nested: boolean): Sql {
  if (!nested) return PAIRS;
  const levels = [sql`${PAIRS} as level0`];
  for (let at = 1; at < LEVELS; at++)
    levels.push(sql`${below(sql.name(`level${at - 1}`))} as ${sql.name(`level${at}`)}`);
  return sql`arrayConcat(${sql.join(levels, sql`, `)})`;
}

/** A group's type is its name; a former name is that of today. */
function nameNow({ renamed = [] }: ReceivedScope): Sql {
  const name = sql`multiIf(call_type = 'identify', '', call_type = 'group',
    coalesce(nullIf(JSONExtractString(raw, 'groupType'), ''), JSONExtractString(raw, 'context', 'groupType')), toString(event_name))`;
  if (renamed.length === 0) return name;
  const former = renamed.map(({ callType, name: before }) => `${callType} ${before}`);
  const now = renamed.map((one) => one.now);
  return sql`transform(concat(toString(call_type), ' ', ${name}), ${former}, ${now}, ${name})`;
}

/** JSON kinds by the first character of a value; a number with a point or an exponent is a decimal. */
const KIND = sql`multiIf(startsWith(value, '"'), 'string', startsWith(value, '{'), 'object', startsWith(value, '['), 'array',
  startsWith(value, 't') or startsWith(value, 'f'), 'boolean', startsWith(value, 'n'), 'null',
  match(value, '[.eE]'), 'decimal', 'integer')`;

/** Longer values are counted, and not looked at. */
const SAMPLED_LENGTH = 2_000;
const LISTED_LENGTH = 202;
/** The longest list of values that is told whole, and one more to know that there are others. */
export const LISTED = 20;

/** Properties as they stand in calls. */
interface Looked {
  /** All when absent. */
  readonly calls?: readonly NamedCall[] | undefined;
  /** Whether those inside objects and lists of objects are rows of their own. */
  readonly nested?: boolean;
}

/** One row per value: which property, and whether it is the first of its call. */
function pairs(scope: ReceivedScope, { calls, nested = false }: Looked): Sql {
  const named =
    calls === undefined
      ? sql`call_type in ('track', 'page', 'screen', 'identify', 'group')`
      : sql`concat(call_type, ' ', event_name) in ${calls.map(({ callType, name }) => `${callType} ${name}`)}`;
  return sql`(select toString(call_type) as call_type, ${nameNow(scope)} as event_name,
      ${WHO} as who, received_at, source, ${allPairs(nested)} as found,
      arrayJoin(arrayZip(found, arrayEnumerateUniq(arrayMap(pair -> pair.1, found)))) as one, one.1.1 as key, one.1.2 as value,
      one.2 = 1 as is_first, ${KIND} as kind
    from received where ${anyTime(scope)} and ${within(scope)} and ${named})`;
}

export interface PropertyRow {
  readonly call_type: string;
  readonly event_name: string;
  /** A JSON pointer below the properties or the traits, `*` for the items of a list. */
  readonly key: string;
  readonly events: string;
  readonly users: string;
  readonly first: string;
  readonly last: string;
  readonly sources: readonly number[];
  readonly kinds: readonly string[];
  /** JSON of some values of each kind. */
  readonly samples: readonly string[];
  /** JSON of the distinct short texts, at most one more than `LISTED`. */
  readonly texts: readonly string[];
}

const KINDS = ["string", "integer", "decimal", "boolean", "object", "array", "null"] as const;
const SAMPLES = 30;

/** One row per property of events and one per trait of users and groups. */
export function receivedProperties(scope: ReceivedScope, looked: Looked, most: number): Sql {
  const each = sql.as("UInt32", SAMPLES);
  const samples = KINDS.map(
    (kind) =>
      sql`groupArraySampleIf(${each}, 1)(value, kind = ${kind} and length(value) <= ${sql.as("UInt32", SAMPLED_LENGTH)})`,
  );
  return sql`select call_type, event_name, key, toString(countIf(is_first)) as events, toString(uniq(who)) as users,
      toString(toUnixTimestamp64Milli(min(received_at))) as first, toString(toUnixTimestamp64Milli(max(received_at))) as last,
      groupUniqArray(100)(source) as sources, groupUniqArray(kind) as kinds,
      arrayConcat(${sql.join(samples, sql`, `)}) as samples,
      groupUniqArrayIf(${sql.as("UInt32", LISTED + 1)})(value, kind = 'string' and length(value) <= ${sql.as("UInt32", LISTED_LENGTH)}) as texts
    from ${pairs(scope, looked)} group by call_type, event_name, key order by countIf(is_first) desc, key
    limit ${sql.as("UInt32", most)}`;
}

/** How often each of some calls came. */
export function receivedCounts(scope: ReceivedScope): Sql {
  return sql`select toString(call_type) as call_type, ${nameNow(scope)} as name,
      toString(count()) as events
    from received where ${anyTime(scope)} and ${within(scope)} group by call_type, name order by count() desc limit 20000`;
}

export interface DayRow {
  /** The day in the project's zone, YYYY-MM-DD. */
  readonly day: string;
  readonly events: string;
}

export function receivedDays(scope: ReceivedScope, { callType, name }: NamedCall, timeZone: string): Sql {
  return sql`select toString(toDate(toTimeZone(received_at, ${timeZone}))) as day, toString(count()) as events
    from received where ${anyTime(scope)} and ${within(scope)} and call_type = ${callType} and event_name = ${name}
    group by day order by day`;
}

export interface ValueRow {
  /** As in `PropertyRow`. */
  readonly key: string;
  readonly value: string;
  readonly events: string;
}

/** The most frequent values of each property of an event, as JSON; lists, objects and long texts have none. */
export function receivedValues(scope: ReceivedScope, call: NamedCall, each: number): Sql {
  return sql`select key, value, toString(count()) as events from ${pairs(scope, { calls: [call] })}
    where kind not in ('object', 'array') and length(value) <= ${sql.as("UInt32", LISTED_LENGTH)}
    group by key, value order by count() desc, value limit ${sql.as("UInt32", each)} by key`;
}

export interface SpreadRow {
  readonly key: string;
  /** Least, quarter, half, three quarters, greatest. */
  readonly marks: readonly number[];
}

/** Quantiles of the numbers of each property of an event. */
export function receivedSpread(scope: ReceivedScope, call: NamedCall): Sql {
  return sql`select key, quantilesExactInclusive(0, 0.25, 0.5, 0.75, 1)(toFloat64OrZero(value)) as marks
    from ${pairs(scope, { calls: [call] })} where kind in ('integer', 'decimal') group by key`;
}

/** The latest calls as received, a line each. Line feeds stand only between the values of a call, where a space says the same. */
export function receivedCalls(scope: ReceivedScope, most: number): Sql {
  return sql`select replaceAll(replaceAll(raw, '\n', ' '), '\t', ' ') from received
    where project = ${sql.as("UInt32", scope.project)} and ${within(scope)}
    ${scope.source === undefined ? sql.empty : sql`and source = ${sql.as("UInt32", scope.source)}`}
    ${scope.environment === undefined ? sql.empty : sql`and environment = ${scope.environment}`}
    order by received_at desc limit ${sql.as("UInt32", most)}`;
}
