/**
 * Questions about conformant events, as data. Every screen, the API, the command line and saved objects use these shapes.
 *
 * Events and properties are referred to by stable id (`evt_...`, `prp_...`), so a rename moves no number. A question written
 * by hand may give wire names instead: `bindQuestion` turns them into ids, or refuses with the nearest name.
 */

import type { AutomaticProperty, EventRole, Json, PropertyRole } from "../plan/plan.ts";

/** Which events: one, any with a role, or all. */
export type EventSelector = { readonly where?: readonly PropertyFilter[] } & (
  | { readonly event: string; readonly callType?: "track" | "page" | "screen" }
  | { readonly role: EventRole }
  | { readonly any: true }
);

/**
 * A property of the event (by id, name or role), an automatic one, or the latest value on the user or on the group the user
 * was last seen with. Nested names use dots. A name that several properties share becomes their ids joined by `|`: whichever
 * of them an event carries is read.
 */
export type PropertyRef =
  | { readonly property: string }
  | { readonly propertyRole: PropertyRole }
  | { readonly automatic: AutomaticProperty }
  | { readonly userProperty: string }
  | { readonly groupProperty: string };

/** A missing property satisfies `is_not_set` and, being different from every value, no other operator (not even `!=`). */
export type PropertyFilter = PropertyRef &
  (
    | { readonly op: "=" | "!=" | ">" | ">=" | "<" | "<="; readonly value: Json }
    | { readonly op: "in" | "not_in"; readonly value: readonly Json[] }
    | { readonly op: "contains" | "not_contains"; readonly value: string }
    | { readonly op: "is_set" | "is_not_set" }
  );

/** Exact durations, closed at the end (dt <= window). A day is 24 h here. */
export interface Duration {
  readonly value: number;
  readonly unit: "minute" | "hour" | "day" | "week";
}

/**
 * Times a criterion looks at. `lastDays: n` = n local calendar days ending with the one that holds as-of; `fromDaysAgo` to
 * `toDaysAgo` counts local calendar days back from it, both included; dates are local, `to` included.
 */
export type TimeWindow =
  | { readonly lastDays: number }
  | { readonly lastHours: number }
  | { readonly fromDaysAgo: number; readonly toDaysAgo: number }
  | { readonly from: string; readonly to: string }
  | { readonly ever: true }
  /** From the first event with role sign_up, for this long, ends included. People who never signed up do not match. */
  | { readonly afterSignUp: Duration };

export interface Comparison {
  readonly op: ">=" | "<=" | "=" | ">" | "<";
  readonly value: number;
}

export type Criterion =
  | { readonly kind: "all"; readonly of: readonly Criterion[] }
  | { readonly kind: "any"; readonly of: readonly Criterion[] }
  | { readonly kind: "not"; readonly of: Criterion }
  /** Did the event this often; `= 0` and `<= n` range over all known people. */
  | { readonly kind: "count"; readonly event: EventSelector; readonly count: Comparison; readonly window: TimeWindow }
  /** In at least `atLeast` of the last `of` local periods, the current one left out, ending `skip` periods ago (default 0). */
  | {
      readonly kind: "regular";
      readonly event: EventSelector;
      readonly unit: "day" | "week" | "month";
      readonly atLeast: number;
      readonly of: number;
      readonly skip?: number;
    }
  /**
   * Sum of a numeric property in a window against a threshold (0 for people without any), or among the top share of people
   * who have any (ties included).
   */
  | {
      readonly kind: "sum";
      readonly event: EventSelector;
      readonly property: PropertyRef;
      readonly window: TimeWindow;
      readonly sum: Comparison | { readonly topPercent: number };
    }
  /**
   * A `first` event in the window (the first, the latest or any of them) that is, or is not, followed by `then` within the
   * delay ([a, a + within], same event never reused). `followed: false` counts only attempts whose delay is over.
   */
  | {
      readonly kind: "sequence";
      readonly first: EventSelector;
      readonly which: "first" | "latest" | "any";
      readonly then: EventSelector;
      readonly within: Duration;
      readonly followed: boolean;
      readonly window: TimeWindow;
      /** Property that must hold the same value on both events, e.g. cart_id. */
      readonly sameProperty?: PropertyRef;
    }
  /** Latest value on the user, or on the user's group; a role means the user property, else the group property, that has it. */
  | { readonly kind: "property"; readonly filter: PropertyFilter }
  /**
   * Activation: `count` of the event within a delay of sign-up. `group` picks one of three disjoint groups: reached,
   * not reached (delay over), window open (delay still running and not reached yet).
   */
  | {
      readonly kind: "activation";
      readonly event: EventSelector;
      readonly atLeast: number;
      readonly within: Duration;
      readonly group: "reached" | "not_reached" | "open";
    }
  /** People who stopped at exactly, or reached at least, a step (1-based) of a funnel. */
  | {
      readonly kind: "funnel_step";
      readonly funnel: FunnelDefinition;
      readonly step: number;
      readonly exactly: boolean;
    }
  | { readonly kind: "cohort"; readonly cohort: string }
  /** Of events only those that conformed as they came, as `asSent` of a question: in whichever question it is asked. */
  | { readonly kind: "as_sent"; readonly of: Criterion };

export interface FunnelDefinition {
  readonly steps: readonly EventSelector[];
  /** From step 1; default 7 days. */
  readonly within: Duration;
  /** Binds entries only. */
  readonly range: TimeWindow;
}

interface QuestionBase {
  /** ISO instant; default now. Events after it are not seen. */
  readonly asOf?: string;
  readonly environment?: "production" | "staging" | "development";
  /** Leaves out the events that conform only because their source left properties out; default: they count, without these. */
  readonly asSent?: boolean;
  /** Restrict to members of a saved cohort (by id or name) or of an inline criterion; `complement` takes everyone else. */
  readonly cohort?: { readonly cohort: string } | { readonly criterion: Criterion };
  readonly complement?: boolean;
}

/**
 * What a range is compared with: as many days (or hours) just before it, or the same days 1, 4 or 52 weeks before, which are
 * the same weekdays. A range that is still running is cut at the same time after midnight.
 */
export const EARLIER_PERIODS = ["previous_period", "week_before", "four_weeks_before", "year_before"] as const;
export type EarlierPeriod = (typeof EARLIER_PERIODS)[number];

export type Measure =
  /** `per_user`: events per person with any; no value where nobody has. */
  | { readonly kind: "count" | "unique_users" | "per_user" }
  /** `distinct`: how many different values, of whatever type; the others read numbers. */
  | { readonly kind: "sum" | "mean" | "median" | "distinct"; readonly property: PropertyRef }
  | { readonly kind: "percentile"; readonly percentile: number; readonly property: PropertyRef };

/** A measure of an event: all of a metric, or what it is divided by. */
export interface Measured {
  readonly event: EventSelector;
  readonly measure: Measure;
}

export interface MetricQuestion extends QuestionBase, Measured {
  readonly kind: "metric";
  /** Makes a ratio: both measures have the same people, periods and breakdown. No value where this one has none, or is 0. */
  readonly dividedBy?: Measured;
  readonly interval: "hour" | "day" | "week" | "month" | "total";
  readonly range: TimeWindow;
  readonly breakdown?: PropertyRef;
  readonly compareWith?: EarlierPeriod;
}

export interface CohortQuestion extends QuestionBase {
  readonly kind: "cohort";
  readonly criterion: Criterion;
  /** How many member ids to return (default 5); `all` for an export. */
  readonly members?: number | "all";
}

export interface FunnelQuestion extends QuestionBase, FunnelDefinition {
  readonly kind: "funnel";
  readonly timeToConvert?: boolean;
}

export interface RetentionQuestion extends QuestionBase {
  readonly kind: "retention";
  /** The birth event; first time in all history. */
  readonly start: EventSelector;
  readonly return: EventSelector;
  readonly unit: "day" | "week" | "month";
  /** Columns after bucket 0. */
  readonly periods: number;
  readonly range: TimeWindow;
}

export interface ActiveUsersQuestion extends QuestionBase {
  readonly kind: "active_users";
  readonly event: EventSelector;
  readonly range: TimeWindow;
}

export type Question = MetricQuestion | CohortQuestion | FunnelQuestion | RetentionQuestion | ActiveUsersQuestion;

/** What a result stands on; printed with every result, in every medium. Counts are events unless said otherwise. */
export interface ConformanceStatement {
  readonly planVersions: readonly number[];
  /**
   * Events received that concern the question (same events, sources and time), duplicates apart. Unplanned and malformed ones
   * that name no planned event might have been any event: all of that time are counted.
   */
  readonly received: number;
  /** Conformant events the question looked at. */
  readonly considered: number;
  /** Of them: those that conform because their source left out the properties that broke the plan. */
  readonly stripped: number;
  /** Of them: those that conform because transformations of the plan rewrote them. */
  readonly transformed: number;
  readonly excluded: { readonly violating: number; readonly unplanned: number; readonly malformed: number };
  readonly duplicates: number;
  /** Of those considered: let in by a later judgement. */
  readonly repaired: number;
  /** Values of the question's user and group properties that were held back. */
  readonly traitsHeld: number;
  /** Distinct people with at least one excluded event or held trait. */
  readonly usersTouched: number;
  readonly environment: "production" | "staging" | "development";
  readonly asOf: string;
  readonly timeZone: string;
}

/** A value of one period. `start`: local date, or local time with its offset for hours. None for the interval `total`. */
interface MetricPoint {
  readonly start: string;
  readonly value: number | null;
  readonly complete: boolean;
}

export interface MetricResult {
  readonly kind: "metric";
  readonly series: readonly {
    /** Value of the breakdown, null for "(none)"; absent without a breakdown. */
    readonly key?: string | null;
    readonly total: number | null;
    readonly points: readonly MetricPoint[];
    /** Over the earlier period of `compareWith`. */
    readonly earlier?: { readonly total: number | null; readonly points: readonly MetricPoint[] };
  }[];
  /** How many values of the breakdown are not among the largest shown. */
  readonly seriesLeftOut?: number;
}

export interface CohortResult {
  readonly kind: "cohort";
  readonly count: number;
  readonly known: number;
  /** `person`: their number in the project, which is the address of their page. */
  readonly members: readonly { readonly user: string; readonly person: number }[];
}

export interface FunnelResult {
  readonly kind: "funnel";
  readonly steps: readonly {
    readonly count: number;
    readonly fromFirst: number | null;
    readonly fromPrevious: number | null;
    readonly dropOff: number;
  }[];
  /** Entrants whose window is still open and who have not converted. */
  readonly open: number;
  readonly timeToConvertSeconds?: { readonly median: number; readonly mean: number; readonly p90: number } | null;
}

export interface RetentionResult {
  readonly kind: "retention";
  readonly rows: readonly {
    readonly start: string;
    readonly size: number;
    /** Bucket 0 is the size itself; a cell is complete when its period is over. */
    readonly cells: readonly { readonly count: number; readonly complete: boolean }[];
  }[];
  /** Pooled sum / sum over complete cells; null where no cell is complete. */
  readonly overall: readonly (number | null)[];
}

export interface ActiveUsersResult {
  readonly kind: "active_users";
  readonly days: readonly {
    readonly date: string;
    readonly dau: number;
    readonly wau: number;
    readonly mau: number;
    readonly stickiness: number | null;
  }[];
  /** Mean of the daily DAU / MAU ratios. */
  readonly stickiness: number | null;
}

export type QuestionResult = MetricResult | CohortResult | FunnelResult | RetentionResult | ActiveUsersResult;

export interface Answer<R extends QuestionResult = QuestionResult> {
  readonly result: R;
  readonly statement: ConformanceStatement;
  /** The rule in force, in words of the asked language. */
  readonly rule: string;
}
