/**
 * What was kept out of an answer, counted. These are the only statements of analysis that read `received`, `reverdicts`,
 * `duplicates` and `traits_held`, and they give counts alone.
 */

import { type Sql, sql } from "../../store/sql.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, eventIdsOf } from "../selector.sql.ts";
import { allOf, anyOf, asTheyCame, hasEventId, inSpan, instant, personOf, readEvents } from "../source.sql.ts";
import { endOf, type Span } from "../window.ts";
import type { Concern, EventConcern, TraitConcern } from "./concern.ts";

export const STATEMENT_TABLES = ["received", "reverdicts", "duplicates", "traits_held"] as const;

function widest(concerns: readonly EventConcern[]): Span {
  const until = Math.max(0, ...concerns.map(({ span }) => span.until));
  const starts = concerns.map(({ span }) => span.from);
  if (starts.some((from) => from === undefined)) return { until };
  return { from: Math.min(...starts.filter((from) => from !== undefined)), until };
}

/** Conformant events that some part of the question looks at. */
function consideredRows(scope: AnalysisScope, events: readonly EventConcern[], columns: readonly Sql[]): Sql {
  const conditions = events.map(({ selector, span, asSent }) =>
    allOf([hasEventId(eventIds(scope, selector)), inSpan(span), ...(asSent ? [asTheyCame] : [])]),
  );
  const selectors = events.map(({ selector }) => selector);
  return readEvents(scope, {
    ...{ events: eventIdsOf(scope, selectors), span: widest(events), columns },
    where: [anyOf(conditions)],
  });
}

/** One row: conformant events of the concern, those released later, stripped and transformed, the plan versions that judged them. */
export function consideredSql(scope: AnalysisScope, { events }: Concern): Sql {
  const rows = consideredRows(scope, events, [sql`e.repaired as ways`, sql`e.plan_version as plan_version`]);
  return sql`select toFloat64(count()) as considered, toFloat64(countIf(bitAnd(ways, 1) != 0)) as repaired,
    toFloat64(countIf(bitAnd(ways, 2) != 0)) as stripped,
    toFloat64(countIf(bitAnd(ways, 4) != 0)) as transformed, groupUniqArray(plan_version) as versions from ${rows}`;
}

/** Wire names of planned events, former ones included: `track Name`. */
function wireNames(scope: AnalysisScope, ids?: readonly string[]): string[] {
  const events = ids === undefined ? scope.plan.events : scope.plan.events.filter(({ id }) => ids.includes(id));
  return events.flatMap((event) => [event.name, ...event.formerNames].map((name) => `${event.callType} ${name}`));
}

/** For `concerns`: whether no planned event has this name. Named once, however many events a question is about. */
function strayColumn(scope: AnalysisScope, name: Sql): Sql {
  return sql`${name} not in ${wireNames(scope)} as stray`;
}

/**
 * Rows with `ts`, `name`, `stray` and `event_id` that concern the question. A row that no planned event claims, by id or by
 * name, might have been any event: it counts. `mended`: rows say whether they are in analysis otherwise than as they came,
 * which only a part that wants events as sent misses.
 */
function concerns(scope: AnalysisScope, { events }: Concern, mended = false): Sql {
  return anyOf(
    events.map((concern) => {
      const ids = eventIds(scope, concern.selector);
      const { from, until } = concern.span;
      const time = [
        ...[sql`ts < ${instant(until)}`, ...(from === undefined ? [] : [sql`ts >= ${instant(from)}`])],
        ...(mended && !concern.asSent ? [sql`not mended`] : []),
      ];
      if (ids === "all") return allOf(time);
      const unclaimed = sql`(event_id = '' and (stray or name in ${wireNames(scope, ids)}))`;
      return allOf([anyOf([sql`event_id in ${ids}`, unclaimed]), ...time]);
    }),
  );
}

function common(scope: AnalysisScope, table: "r" | "d" | "h"): Sql {
  const name = sql.name(table);
  return sql`${name}.project = ${sql.as("UInt32", scope.project)} and ${name}.environment = ${scope.environment}
    and ${name}.ts < ${instant(endOf(scope.asOf))}`;
}

/** Calls that are events; what cannot be read has no kind and may have been one. */
const NOT_EVENTS = ["identify", "group", "alias"];

/** Events that conformed and were withdrawn later, since the store refused what analysis would have read of them. */
function withdrawnUids(scope: AnalysisScope): Sql {
  return sql`(select w.uid from reverdicts as w where w.project = ${sql.as("UInt32", scope.project)} and w.verdict != 'conformant')`;
}

/**
 * Received events kept out: `verdict` is that of ingest or of the last re-verdict. One that a re-verdict has released stands
 * among the conformant events and is not here, nor one that its source or the plan mended, unless some part of the question
 * wants events as sent and no other part looks at it.
 */
function excludedRows(scope: AnalysisScope, concern: Concern): Sql {
  const strict = concern.events.some(({ asSent }) => asSent);
  const plain = concern.events.filter(({ asSent }) => !asSent);
  const looked =
    strict && plain.length > 0
      ? sql` and uid not in (select uid from ${consideredRows(scope, plain, [sql`e.uid as uid`])})`
      : sql.empty;
  const keptOut = strict
    ? sql`r.verdict != 'conformant'`
    : sql`r.verdict != 'conformant' and r.disposition != 'analysis'`;
  // A re-verdict that lets an event in as the plan transforms it leaves it violating.
  const released = strict
    ? sql`v.verdict = 'conformant' and v.disposition = 'analysis'`
    : sql`v.disposition = 'analysis'`;
  return sql`(select verdict, user_id, anonymous_id from (
    select r.ts as ts, r.user_id as user_id, r.anonymous_id as anonymous_id,
      concat(r.call_type, ' ', r.event_name) as name, ${strayColumn(scope, sql`name`)},
      if(v.event_id != '', v.event_id, r.event_id) as event_id,
      if(v.verdict in ('violating', 'unplanned', 'malformed'), v.verdict, r.verdict) as verdict,
      ${released} as released, if(v.disposition = '', toString(r.disposition), v.disposition) = 'analysis' as mended,
      r.uid as uid
    from (select * from received as r where ${common(scope, "r")} and r.call_type not in ${NOT_EVENTS}
        and (${keptOut} or r.uid in ${withdrawnUids(scope)})) as r
    left any join (select uid, argMax(x.verdict, x.revision) as verdict, argMax(x.event_id, x.revision) as event_id,
        argMax(x.disposition, x.revision) as disposition
      from reverdicts as x where x.project = ${sql.as("UInt32", scope.project)} group by uid) as v on v.uid = r.uid)
    where not released and ${concerns(scope, concern, true)}${looked})`;
}

export function duplicatesSql(scope: AnalysisScope, concern: Concern): Sql {
  return sql`select toFloat64(count()) as duplicates from (
    select d.ts as ts, concat(d.call_type, ' ', d.event_name) as name,
    ${strayColumn(scope, sql`name`)}, '' as event_id from duplicates as d
    where ${common(scope, "d")} and d.call_type not in ${NOT_EVENTS})
    where ${concerns(scope, concern)}`;
}

function traitNames(scope: AnalysisScope, { subject, propertyId }: TraitConcern): string[] {
  const properties =
    subject === "user" ? scope.plan.userProperties : scope.plan.groupTypes.flatMap((type) => type.properties);
  return properties.filter(({ id }) => id === propertyId).map(({ name }) => name);
}

/** Held values of the question's traits; a value that a re-verdict let through is no longer held. */
function heldRows(scope: AnalysisScope, { traits }: Concern): Sql {
  const wanted = traits.map((trait) =>
    allOf([
      sql`h.subject = ${trait.subject}`,
      anyOf([
        sql`h.property_id = ${trait.propertyId}`,
        sql`(h.property_id = '' and h.name in ${traitNames(scope, trait)})`,
      ]),
    ]),
  );
  return sql`(select h.person as person, h.uid as uid from traits_held as h
    where ${common(scope, "h")} and ${anyOf(wanted)}
      and (h.uid, h.property_id) not in (select t.uid, t.property_id from traits as t where t.project = ${sql.as("UInt32", scope.project)}
        and t.property_id in ${traits.map(({ propertyId }) => propertyId)}))`;
}

/** Subquery `anonymous_id, user_id`: the user id behind each linked anonymous id. */
function linkedIds(scope: AnalysisScope): Sql {
  const project = sql.as("UInt32", scope.project);
  const links = sql`(select l.anonymous as alias, argMin(l.person, l.uid) as target from identity_links as l
    where l.project = ${project} and l.ts < ${instant(endOf(scope.asOf))} group by l.anonymous)`;
  const named = (kind: string, column: Sql): Sql => sql`(select p.person as person, any(p.id) as id from people as p
    where p.project = ${project} and p.kind = ${kind} and p.person in (select ${column} from ${links}) group by p.person)`;
  return sql`(select a.id as anonymous_id, u.id as user_id from ${links} as k
    inner join ${named("anonymous", sql`alias`)} as a on k.alias = a.person
    inner join ${named("user", sql`target`)} as u on k.target = u.person)`;
}

/**
 * One row: excluded events by verdict, held traits, and the distinct people with any of them. A user's own id needs no
 * resolution; an anonymous one is the user it was linked to, else itself.
 */
export function keptOutSql(scope: AnalysisScope, concern: Concern): Sql {
  const events = sql`select x.verdict as verdict, multiIf(
      x.user_id != '', concat('user ', x.user_id),
      y.user_id != '', concat('user ', y.user_id),
      x.anonymous_id != '', concat('anonymous ', x.anonymous_id), '') as who
    from ${excludedRows(scope, concern)} as x any left join ${linkedIds(scope)} as y on x.anonymous_id = y.anonymous_id`;
  const held = sql`select 'held' as verdict, concat(p.kind, ' ', p.id) as who
    from (select ${personOf(scope, sql`h.person`)} as person from ${heldRows(scope, concern)} as h) as t
    any left join people as p on p.project = ${sql.as("UInt32", scope.project)} and p.person = t.person`;
  const parts = [...(concern.events.length > 0 ? [events] : []), ...(concern.traits.length > 0 ? [held] : [])];
  const of = (verdict: string): Sql => sql`toFloat64(countIf(verdict = ${verdict}))`;
  return sql`select ${of("violating")} as violating, ${of("unplanned")} as unplanned, ${of("malformed")} as malformed,
      ${of("held")} as held, toFloat64(uniqExactIf(who, who != '')) as people
    from (${sql.join(parts, sql` union all `)})`;
}
