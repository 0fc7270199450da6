/**
 * The one FROM of analysis. Conformant events live in `events`, latest trait values in `traits`, names of people in `people`,
 * aliases in `identity_links`; no other table is named here or anywhere in analysis but in the conformance statement.
 *
 * No FINAL: the forwarder gives every block a token made of journal positions and the tables remember the last 10,000, so a
 * redelivered block inserts nothing and each uid stands in the table once. FINAL would cost twice the time of a funnel.
 */

import { type Sql, sql } from "../store/sql.ts";
import type { AnalysisScope } from "./scope.ts";
import { endOf, type Span } from "./window.ts";

/** The tables that answers are computed from. */
export const SOURCE_TABLES = ["events", "traits", "people", "identity_links"] as const;

export const and = sql` and `;
export const or = sql` or `;
export const comma = sql`, `;

export function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", Math.max(0, Math.trunc(milliseconds)));
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1` : sql`(${sql.join(conditions, and)})`;
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`0` : sql`(${sql.join(conditions, or)})`;
}

/** The events a statement reads: ids, or all. */
export type EventIds = readonly string[] | "all";

/**
 * Both columns of the alias table as one scalar: an anonymous person is the user it was first linked to, by arrival. Person
 * 0 does not exist; it keeps the arrays from being empty, which `transform` refuses.
 */
function aliases(scope: AnalysisScope): Sql {
  return sql`(select (arrayPushBack(groupArray(alias), toUInt32(0)), arrayPushBack(groupArray(target), toUInt32(0))) from (
    select l.anonymous as alias, argMin(l.person, l.uid) as target from identity_links as l
    where l.project = ${sql.as("UInt32", scope.project)} and l.ts < ${instant(endOf(scope.asOf))} group by l.anonymous))`;
}

/** The person behind a person number of the stores: aliases become the user. */
export function personOf(scope: AnalysisScope, column: Sql): Sql {
  const both = aliases(scope);
  return sql`transform(${column}, tupleElement(${both}, 1), tupleElement(${both}, 2), ${column})`;
}

/** Milliseconds since the epoch, of an event read as `e`. */
export const eventMs = sql`toUnixTimestamp64Milli(e.ts)`;

function within({ from, until }: Span): Sql {
  const end = sql`e.ts < ${instant(until)}`;
  return from === undefined ? end : sql`e.ts >= ${instant(from)} and ${end}`;
}

/** True for events (read as `e`) inside the span; later than as-of is outside already. */
export function inSpan(span: Span): Sql {
  return sql`(${within(span)})`;
}

export function hasEventId(ids: EventIds): Sql {
  return ids === "all" ? sql`1` : sql`e.event_id in ${ids}`;
}

/** Events (read as `e`) that conformed as they came. `repaired` has one bit for each way in: 1 a later judgement, 2 stripped, 4 transformed. */
export const asTheyCame = sql`bitAnd(e.repaired, 6) = 0`;

interface EventRead {
  readonly events: EventIds;
  readonly span: Span;
  /** Columns to give besides `person`, each with its alias; they and `where` read the event as `e`. */
  readonly columns?: readonly Sql[];
  readonly where?: readonly Sql[];
}

/** The table of events; during a back-test, as it would be under the draft. */
function eventTable({ project, substituted }: AnalysisScope): Sql {
  if (substituted === undefined) return sql`events`;
  const run = sql.as("UInt32", substituted);
  const own = sql.as("UInt32", project);
  return sql`(select * from events where project = ${own}
      and uid not in (select uid from backtest_excluded where run = ${run})
    union all select * replace(${own} as project) from (select * from backtest_events where project = ${run}))`;
}

/** Conformant events as a subquery with a column `person`: the people they are attributed to after identity resolution. */
export function readEvents(scope: AnalysisScope, { events, span, columns = [], where = [] }: EventRead): Sql {
  const seen: Span = { ...span, until: Math.min(span.until, endOf(scope.asOf)) };
  const conditions = [
    sql`e.project = ${sql.as("UInt32", scope.project)}`,
    sql`e.environment = ${scope.environment}`,
    ...(events === "all" ? [] : [hasEventId(events)]),
    within(seen),
    ...(scope.asSent === true ? [asTheyCame] : []),
    ...where,
  ];
  const selected = [sql`${personOf(scope, sql`e.person`)} as person`, ...columns];
  return sql`(select ${sql.join(selected, comma)} from ${eventTable(scope)} as e where ${sql.join(conditions, and)})`;
}

/** Rows of trait values as `t`, as of now, for one subject. */
export function traitRows(scope: AnalysisScope, subject: "user" | "group"): Sql {
  const conditions = [
    sql`t.project = ${sql.as("UInt32", scope.project)}`,
    sql`t.subject = ${subject}`,
    sql`t.environment = ${scope.environment}`,
    sql`t.ts < ${instant(endOf(scope.asOf))}`,
  ];
  return sql`traits as t where ${sql.join(conditions, and)}`;
}

/** Everybody with a conformant event, trait or group by as-of: whom a zero count and a complement range over. */
export function knownPeople(scope: AnalysisScope): Sql {
  const events = readEvents(scope, { events: "all", span: { until: endOf(scope.asOf) } });
  const called = (["user", "group"] as const).map(
    (subject) => sql`select distinct ${personOf(scope, sql`t.person`)} as person from ${traitRows(scope, subject)}`,
  );
  const everybody = sql.join([sql`select distinct person from ${events}`, ...called], sql` union all `);
  return sql`(select distinct person from (${everybody}) where person != 0)`;
}
