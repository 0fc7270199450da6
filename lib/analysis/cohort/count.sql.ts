/** How often, in how many periods, and how much: criteria that count or add up a person's events. */

import { type Sql, sql } from "../../store/sql.ts";
import { addPeriods, startOfDay } from "../calendar.ts";
import { localPeriod } from "../day.sql.ts";
import type { PersonSet } from "../people.sql.ts";
import type { Comparison, Criterion, TimeWindow } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { readEvents } from "../source.sql.ts";
import { decimalSum, eventValue, isEventRef, valueNumber } from "../value.sql.ts";
import { isFixed, wholePeriods } from "../window.ts";
import { signUps } from "./sign-up.sql.ts";
import { windowEvents } from "./window-events.sql.ts";

type Kind<K extends Criterion["kind"]> = Extract<Criterion, { readonly kind: K }>;

const OPERATORS = { ">=": sql`>=`, "<=": sql`<=`, "=": sql`=`, ">": sql`>`, "<": sql`<` } as const;
const OPPOSITES = { ">=": "<", "<": ">=", "<=": ">", ">": "<=" } as const;

function holds(left: Sql, { op, value }: Comparison): Sql {
  return sql`${left} ${OPERATORS[op]} ${sql.as("Float64", value)}`;
}

function holdsForNone({ op, value }: Comparison): boolean {
  if (op === "=") return value === 0;
  if (op === ">=") return value <= 0;
  if (op === "<=") return value >= 0;
  return op === ">" ? value < 0 : value > 0;
}

/**
 * People for whom the comparison holds, when `rows` are all that count and people without rows have 0. The comparison that
 * 0 satisfies is turned round: everybody but those for whom it fails.
 */
function compared(
  scope: AnalysisScope,
  rows: Sql,
  amount: Sql,
  { comparison, window }: { comparison: Comparison; window: TimeWindow },
): PersonSet {
  if (!holdsForNone(comparison))
    return {
      persons: sql`(select person from ${rows} group by person having ${holds(amount, comparison)})`,
      except: false,
    };
  const fails =
    comparison.op === "="
      ? sql`not (${holds(amount, comparison)})`
      : holds(amount, { op: OPPOSITES[comparison.op], value: comparison.value });
  const failing = sql`(select person from ${rows} group by person having ${fails})`;
  if (isFixed(window)) return { persons: failing, except: true };
  // People who never signed up have no such window and do not match.
  return { persons: sql`(select person from ${signUps(scope)} where person not in ${failing})`, except: false };
}

export function countPeople(scope: AnalysisScope, { event, count, window }: Kind<"count">): PersonSet {
  return compared(scope, windowEvents(scope, event, window), sql`count()`, { comparison: count, window });
}

export function regularPeople(scope: AnalysisScope, criterion: Kind<"regular">): PersonSet {
  const { event, unit, atLeast, of, skip = 0 } = criterion;
  const periods = wholePeriods(scope.calendar, scope.asOf, { unit, of, skip });
  const [first = 0] = periods;
  const events = readEvents(scope, {
    events: eventIds(scope, event),
    span: {
      from: startOfDay(scope.calendar, first),
      until: startOfDay(scope.calendar, addPeriods(unit, periods.at(-1) ?? first, 1)),
    },
    columns: [sql`${localPeriod(scope, unit)} as period`],
    where: selectorFilters(scope, event),
  });
  return {
    persons: sql`(select person from ${events} group by person having uniqExact(period) >= ${atLeast})`,
    except: false,
  };
}

export function sumPeople(scope: AnalysisScope, criterion: Kind<"sum">): PersonSet {
  const { event, property, window, sum } = criterion;
  const value = isEventRef(property) ? valueNumber(eventValue(scope, property, [event])) : sql`null`;
  const rows = windowEvents(scope, event, window, [sql`${value} as value`]);
  const total = sql`ifNull(${decimalSum}, 0)`;
  if (!("topPercent" in sum)) return compared(scope, rows, total, { comparison: sum, window });
  return { persons: topShare(rows, sum.topPercent), except: false };
}

/**
 * The top share of people who have any value: as many as the share rounded up, and whoever equals the last of them. Rank
 * counts those strictly above, so that ties share a rank.
 */
function topShare(rows: Sql, percent: number): Sql {
  return sql`(select person from (
    select person, rank() over (order by total desc) as place, count() over () as people from (
      select person, ${decimalSum} as total from ${rows} group by person having count(value) > 0))
    where place <= ceil(people * ${sql.as("Float64", percent)} / 100))`;
}
