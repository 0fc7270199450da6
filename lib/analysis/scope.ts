/** What every statement of one answer shares: whose events, seen from which instant, in which calendar, under which plan. */

import type { Plan } from "../plan/plan.ts";
import type { Calendar } from "./calendar.ts";
import type { PropertySlots } from "./property-slots.ts";
import type { Criterion } from "./question.ts";

export type Environment = "production" | "staging" | "development";

export interface AnalysisScope {
  /** The project's number in the event store. */
  readonly project: number;
  readonly environment: Environment;
  /** Only what conformed as it came: no event of which its source left properties out. */
  readonly asSent?: boolean;
  /** Milliseconds; later events are not seen. */
  readonly asOf: number;
  readonly calendar: Calendar;
  readonly plan: Plan;
  readonly slots: PropertySlots;
  /** Criteria of the saved cohorts, by id. */
  readonly cohorts: ReadonlyMap<string, Criterion>;
  /** A back-test's run: its events stand in the place of those it excludes. */
  readonly substituted?: number;
}
