/**
 * A `first` event that is, or is not, followed by a `then` event within a delay, ends included. Events of the same
 * millisecond count in either order; one event never is both.
 */

import { type Sql, sql } from "../../store/sql.ts";
import type { PersonSet } from "../people.sql.ts";
import type { Criterion, PropertyRef } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { areDisjoint, eventIdsOf, isSelected } from "../selector.sql.ts";
import { comma, eventMs, inSpan, readEvents } from "../source.sql.ts";
import { eventValue, isEventRef, valueText } from "../value.sql.ts";
import { durationMs, endOf, isFixed, type Span, spanOf } from "../window.ts";
import { signUps } from "./sign-up.sql.ts";

type Sequence = Extract<Criterion, { readonly kind: "sequence" }>;

/** Rows `person, ms, uid, key, is_first, is_then`. */
function candidates(scope: AnalysisScope, criterion: Sequence): Sql {
  const { first, then, window, sameProperty } = criterion;
  const selectors = [first, then];
  const fixed = isFixed(window);
  const span: Span = fixed ? spanOf(scope.calendar, window, scope.asOf) : { until: endOf(scope.asOf) };
  const starts = fixed ? sql`(${isSelected(scope, first)} and ${inSpan(span)})` : isSelected(scope, first);
  const rows = readEvents(scope, {
    events: eventIdsOf(scope, selectors),
    // What follows may come after the window: only as-of ends it.
    span: { ...(span.from === undefined ? {} : { from: span.from }), until: endOf(scope.asOf) },
    columns: [
      sql`${eventMs} as ms`,
      sql`e.uid as uid`,
      sql`${keyOf(scope, sameProperty, criterion)} as key`,
      sql`${starts} as is_first`,
      sql`${isSelected(scope, then)} as is_then`,
    ],
  });
  if (fixed) return rows;
  return sql`(select a.person as person, a.ms as ms, a.uid as uid, a.key as key, a.is_then as is_then,
      (a.is_first and a.ms >= b.t0 and a.ms <= b.t0 + ${durationMs(window.afterSignUp)}) as is_first
    from ${rows} as a inner join ${signUps(scope)} as b on a.person = b.person where a.is_first or a.is_then)`;
}

function keyOf(scope: AnalysisScope, ref: PropertyRef | undefined, { first, then }: Sequence): Sql {
  if (ref === undefined || !isEventRef(ref)) return sql`''`;
  return valueText(eventValue(scope, ref, [first, then]));
}

export function sequencePeople(scope: AnalysisScope, criterion: Sequence): PersonSet {
  const rows = candidates(scope, criterion);
  const persons =
    criterion.which !== "any"
      ? oneAttempt(scope, criterion, rows)
      : criterion.followed
        ? anyFollowed(scope, criterion, rows)
        : anyUnfollowed(scope, criterion, rows);
  return { persons, except: false };
}

/** What an attempt and its followers are compared by: the time alone, unless one event can be both or a value must match. */
function comparedBy(scope: AnalysisScope, { first, then, sameProperty }: Sequence): ("ms" | "uid" | "key")[] {
  const parts: ("ms" | "uid" | "key")[] = ["ms"];
  if (!areDisjoint(scope, [first, then])) parts.push("uid");
  if (sameProperty !== undefined) parts.push("key");
  return parts;
}

/** The first or latest attempt (by time, then by arrival) against every event that may follow it, in one pass. */
function oneAttempt(scope: AnalysisScope, criterion: Sequence, rows: Sql): Sql {
  const parts = comparedBy(scope, criterion);
  const alone = parts.length === 1;
  const cell = alone ? sql`ms` : sql`tuple(${sql.join(parts.map(sql.name), comma)})`;
  const of = (holder: Sql, part: "ms" | "uid" | "key"): Sql =>
    alone ? holder : sql`tupleElement(${holder}, ${parts.indexOf(part) + 1})`;
  const [x, attempt] = [sql`x`, sql`attempt`];
  const end = sql`${of(attempt, "ms")} + ${durationMs(criterion.within)}`;
  const conditions = [
    sql`${of(x, "ms")} >= ${of(attempt, "ms")}`,
    sql`${of(x, "ms")} <= ${end}`,
    ...(parts.includes("uid") ? [sql`${of(x, "uid")} != ${of(attempt, "uid")}`] : []),
    ...(parts.includes("key") ? [sql`ifNull(${of(x, "key")} = ${of(attempt, "key")}, 0)`] : []),
  ];
  const followed = sql`arrayExists(x -> ${sql.join(conditions, sql` and `)}, followers)`;
  const wanted = criterion.followed ? followed : sql`${end} < ${scope.asOf} and not ${followed}`;
  return sql`(select person from (
    select person, ${pick(criterion.which, cell, alone)} as attempt, groupArrayIf(${cell}, is_then) as followers
    from ${rows} group by person having countIf(is_first) > 0) where ${wanted})`;
}

function pick(which: Sequence["which"], cell: Sql, alone: boolean): Sql {
  if (alone) return which === "first" ? sql`minIf(ms, is_first)` : sql`maxIf(ms, is_first)`;
  const order = sql`tuple(ms, uid)`;
  return which === "first" ? sql`argMinIf(${cell}, ${order}, is_first)` : sql`argMaxIf(${cell}, ${order}, is_first)`;
}

/** A funnel of two steps. */
function anyFollowed(scope: AnalysisScope, criterion: Sequence, rows: Sql): Sql {
  const within = sql.as("UInt64", durationMs(criterion.within));
  const mode = areDisjoint(scope, [criterion.first, criterion.then]) ? sql`` : sql`, 'strict_once'`;
  const found = sql`windowFunnel(${within}${mode})(toUInt64(ms), is_first, is_then) = 2`;
  if (criterion.sameProperty === undefined) return sql`(select person from ${rows} group by person having ${found})`;
  return sql`(select distinct person from (
    select person from ${rows} where isNotNull(key) group by person, key having ${found}))`;
}

/**
 * Instants of a person (and value): how many events of each sort. An instant holds an attempt that nothing at the same
 * instant follows when it has a first event besides the only `then` event; the next `then` event must come too late.
 */
function anyUnfollowed(scope: AnalysisScope, criterion: Sequence, rows: Sql): Sql {
  const within = durationMs(criterion.within);
  return sql`(select distinct person from (
    select person, ms, key, firsts, thens, boths,
      min(if(thens > 0, ms, null)) over (partition by person, key order by ms desc rows between unbounded preceding and 1 preceding) as next
    from (select person, key, ms, countIf(is_first) as firsts, countIf(is_then) as thens, countIf(is_first and is_then) as boths
      from ${rows} group by person, key, ms))
    where firsts > 0 and ms + ${within} < ${scope.asOf}
      and (isNull(key) or ((thens = 0 or (thens = 1 and boths = 1)) and (isNull(next) or next > ms + ${within}))))`;
}
