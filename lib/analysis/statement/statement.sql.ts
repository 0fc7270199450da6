/**
 * What was kept out of an answer, counted. These are the only statements of analysis that read `received`, `reverdicts`,
 * `duplicates` and `traits_held`, and they give counts alone.
 */

import { type Sql, sql } from "../../store/sql.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, eventIdsOf } from "../selector.sql.ts";
import { allOf, anyOf, comma, hasEventId, inSpan, instant, personOf, readEvents } from "../source.sql.ts";
import { endOf, type Span } from "../window.ts";
import type { Concern, EventConcern, TraitConcern } from "./concern.ts";

export const STATEMENT_TABLES = ["received", "reverdicts", "duplicates", "traits_held"] as const;

function widest(concerns: readonly EventConcern[]): Span {
  const until = Math.max(0, ...concerns.map(({ span }) => span.until));
  const starts = concerns.map(({ span }) => span.from);
  if (starts.some((from) => from === undefined)) return { until };
  return { from: Math.min(...starts.filter((from) => from !== undefined)), until };
}

/** One row: conformant events of the concern, those repaired, the plan versions that judged them. */
export function consideredSql(scope: AnalysisScope, { events }: Concern): Sql {
  const conditions = events.map(({ selector, span }) => allOf([hasEventId(eventIds(scope, selector)), inSpan(span)]));
  const rows = readEvents(scope, {
    events: eventIdsOf(
      scope,
      events.map(({ selector }) => selector),
    ),
    span: widest(events),
    columns: [sql`e.repaired as repaired`, sql`e.plan_version as plan_version`],
    where: [anyOf(conditions)],
  });
  return sql`select toFloat64(count()) as considered, toFloat64(countIf(repaired > 0)) as repaired,
    groupUniqArray(plan_version) as versions from ${rows}`;
}

/** Wire names, former ones included, of the planned events that a concern is not about: `track Name`. */
function foreignNames(scope: AnalysisScope, concern: EventConcern): string[] {
  const own = eventIds(scope, concern.selector);
  if (own === "all") return [];
  const names = (wanted: boolean): string[] =>
    scope.plan.events
      .filter((event) => own.includes(event.id) === wanted)
      .flatMap((event) => [event.name, ...event.formerNames].map((name) => `${event.callType} ${name}`));
  const ours = new Set(names(true));
  return names(false).filter((name) => !ours.has(name));
}

/**
 * Rows with `ts`, `name` and `event_id` that concern the question. A row that no planned event claims, by id or by name,
 * might have been any event: it counts.
 */
function concerns(scope: AnalysisScope, { events }: Concern): Sql {
  return anyOf(
    events.map((concern) => {
      const ids = eventIds(scope, concern.selector);
      const { from, until } = concern.span;
      const time = [sql`ts < ${instant(until)}`, ...(from === undefined ? [] : [sql`ts >= ${instant(from)}`])];
      if (ids === "all") return allOf(time);
      const unclaimed = sql`(event_id = '' and name not in ${foreignNames(scope, concern)})`;
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

/**
 * Received events kept out: `verdict` is that of ingest or of the last re-verdict. One that a re-verdict has released stands
 * among the conformant events and is not here.
 */
function excludedRows(scope: AnalysisScope, concern: Concern): Sql {
  return sql`(select verdict, user_id, anonymous_id from (
    select r.ts as ts, r.user_id as user_id, r.anonymous_id as anonymous_id,
      concat(r.call_type, ' ', r.event_name) as name,
      if(v.event_id != '', v.event_id, r.event_id) as event_id,
      if(v.verdict in ('violating', 'unplanned', 'malformed'), v.verdict, r.verdict) as verdict,
      v.verdict = 'conformant' and v.disposition = 'analysis' as released
    from (select * from received as r where ${common(scope, "r")} and r.verdict != 'conformant' and r.call_type not in ${NOT_EVENTS}) as r
    left any join (select uid, argMax(x.verdict, x.revision) as verdict, argMax(x.event_id, x.revision) as event_id,
        argMax(x.disposition, x.revision) as disposition
      from reverdicts as x where x.project = ${sql.as("UInt32", scope.project)} group by uid) as v on v.uid = r.uid)
    where not released and ${concerns(scope, concern)})`;
}

/** One row per verdict. */
export function excludedSql(scope: AnalysisScope, concern: Concern): Sql {
  return sql`select verdict, toFloat64(count()) as events from ${excludedRows(scope, concern)} group by verdict`;
}

export function duplicatesSql(scope: AnalysisScope, concern: Concern): Sql {
  return sql`select toFloat64(count()) as duplicates from (
    select d.ts as ts, concat(d.call_type, ' ', d.event_name) as name, '' as event_id from duplicates as d
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

export function heldSql(scope: AnalysisScope, concern: Concern): Sql {
  return sql`select toFloat64(count()) as held from ${heldRows(scope, concern)}`;
}

/** Distinct people with an excluded event or a held trait, after identity resolution; ids unknown elsewhere count as such. */
export function touchedSql(scope: AnalysisScope, concern: Concern): Sql {
  const ids = sql`(select distinct if(user_id != '', 'user', 'anonymous') as kind, if(user_id != '', user_id, anonymous_id) as id
    from ${excludedRows(scope, concern)} where user_id != '' or anonymous_id != '')`;
  const known = sql`(select p.kind as kind, p.id as id, any(${personOf(scope, sql`p.person`)}) as person from people as p
    where p.project = ${sql.as("UInt32", scope.project)} and (p.kind, p.id) in ${ids} group by p.kind, p.id)`;
  const parts = [
    sql`select if(k.person = 0, concat(i.kind, ' ', i.id), toString(k.person)) as who from ${ids} as i
      left any join ${known} as k on k.kind = i.kind and k.id = i.id`,
    sql`select toString(${personOf(scope, sql`person`)}) as who from ${heldRows(scope, concern)} where person != 0`,
  ];
  return sql`select toFloat64(uniqExact(who)) as people from (${sql.join(parts, sql` union all `)})`;
}

/** Rows received for the concern whatever their verdict: only tests and health compare it with the sum of the parts. */
export function receivedSql(scope: AnalysisScope, concern: Concern): Sql {
  const columns = [sql`r.ts as ts`, sql`concat(r.call_type, ' ', r.event_name) as name`, sql`r.event_id as event_id`];
  return sql`select toFloat64(count()) as received from (select ${sql.join(columns, comma)} from received as r
    where ${common(scope, "r")} and r.call_type not in ${NOT_EVENTS}) where ${concerns(scope, concern)}`;
}
