/** Retention by calendar periods: born with the first start event in all history, back with a return event in a later period. */

import { type Sql, sql } from "../../store/sql.ts";
import { periodIndex } from "../day.sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { RetentionQuestion } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIdsOf, isSelected } from "../selector.sql.ts";
import { allOf, eventMs, instant, readEvents } from "../source.sql.ts";
import { endOf, type Span } from "../window.ts";

export interface RetentionPlan {
  readonly question: RetentionQuestion;
  /** Births. */
  readonly births: Span;
  /** Number of the first period that can hold a birth, and how many periods follow that the answer looks at. */
  readonly first: number;
  readonly count: number;
  readonly members?: PersonSet;
}

/** A mask of 64 periods is one word per person; longer answers keep lists, at twice the time. */
const MASK_BITS = 64;

/** Periods (counted from the first) in which each person came back, as an array. */
function returnsOf({ count }: RetentionPlan): Sql {
  if (count > MASK_BITS) return sql`groupUniqArrayIf(toUInt32(period), is_return)`;
  return sql`bitPositionsToArray(groupBitOrIf(bitShiftLeft(toUInt64(1), period), is_return))`;
}

function rows(scope: AnalysisScope, plan: RetentionPlan): Sql {
  const { question, births, first, members } = plan;
  const isStart = isSelected(scope, question.start);
  const back = births.from === undefined ? [] : [sql`e.ts >= ${instant(births.from)}`];
  const isReturn = allOf([isSelected(scope, question.return), ...back]);
  const events = readEvents(scope, {
    events: eventIdsOf(scope, [question.start, question.return]),
    span: { until: endOf(scope.asOf) },
    columns: [
      sql`${eventMs} as ms`,
      sql`${isStart} as is_start`,
      sql`${isReturn} as is_return`,
      sql`toUInt16(${periodIndex(scope, question.unit)} - ${first}) as period`,
    ],
    where: [sql`(${isStart} or ${isReturn})`],
  });
  return members === undefined ? events : sql`(select * from ${events} where ${isMember(members, sql`person`)})`;
}

/** Rows `birth, distance, people`: distance 0 is the size of the period's births. Periods count from the first. */
export function retentionSql(scope: AnalysisScope, plan: RetentionPlan): Sql {
  const { periods } = plan.question;
  const { from = 0, until } = plan.births;
  return sql`select birth, toInt32(distance) as distance, toFloat64(count()) as people from (
    select toInt32(period_of_birth) as birth,
      arrayJoin(arrayPushFront(arrayFilter(x -> x > 0 and x <= ${periods}, arrayMap(x -> toInt32(x) - birth, returns)), 0)) as distance
    from (
      select person, minIf(ms, is_start) as born, minIf(period, is_start) as period_of_birth, ${returnsOf(plan)} as returns
      from ${rows(scope, plan)} group by person having countIf(is_start) > 0)
    where born >= ${from} and born < ${until})
    group by birth, distance`;
}
