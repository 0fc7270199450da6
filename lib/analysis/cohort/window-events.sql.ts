/** The events a criterion looks at, as one subquery, whatever its kind of window. */

import { type Sql, sql } from "../../store/sql.ts";
import type { EventSelector, TimeWindow } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { eventMs, readEvents } from "../source.sql.ts";
import { durationMs, endOf, isFixed, type Span, spanOf } from "../window.ts";
import { afterSignUp } from "./sign-up.sql.ts";

function eventsIn(scope: AnalysisScope, selector: EventSelector, span: Span, columns: readonly Sql[]): Sql {
  return readEvents(scope, {
    events: eventIds(scope, selector),
    span,
    columns,
    where: selectorFilters(scope, selector),
  });
}

/** Subquery `person` and the columns, of the selected events inside the window. */
export function windowEvents(
  scope: AnalysisScope,
  selector: EventSelector,
  window: TimeWindow,
  columns: readonly Sql[] = [],
): Sql {
  if (isFixed(window)) return eventsIn(scope, selector, spanOf(scope.calendar, window, scope.asOf), columns);
  const ever = eventsIn(scope, selector, { until: endOf(scope.asOf) }, [sql`${eventMs} as ms`, ...columns]);
  return afterSignUp(scope, ever, durationMs(window.afterSignUp));
}
