/** A back-test: a draft judged on recorded traffic, compared with the published plan. */

import type { Json } from "../plan/plan.ts";
import type { MetricDifference } from "./metric-difference.ts";

/** Events by what the draft would change for them. */
export interface Totals {
  /** Conformant under the published plan, not under the draft. */
  readonly failing: number;
  /** Not conformant under the published plan, conformant under the draft. */
  readonly passing: number;
  /** Conformant under both. */
  readonly conformant: number;
  /** Conformant under neither. */
  readonly violating: number;
}

/** What the draft changes for one event of one source and app version. */
export interface EffectRow {
  /** The event's id, or call type and name where neither plan has it; `` for all that came after the most rows. */
  readonly event: string;
  readonly eventId?: string;
  readonly name: string;
  readonly callType: string;
  readonly source: string;
  readonly appVersion: string;
  readonly totals: Totals;
}

/** What newly failing events break under the draft, or newly passing ones broke before. */
export interface Breach {
  readonly effect: "failing" | "passing";
  readonly code: string;
  /** JSON pointer into the call, `*` for any item of a list. */
  readonly path: string;
  readonly keyword?: string;
  readonly count: number;
}

export interface Sample {
  readonly event: string;
  readonly effect: "failing" | "passing";
  /** Private values covered. */
  readonly call: Json;
  readonly breaks: readonly { readonly code: string; readonly path: string; readonly keyword?: string }[];
  readonly source: string;
  readonly appVersion: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export interface Tally {
  readonly totals: Totals;
  /** Events that cannot be read as a call, whatever the plan. */
  readonly unreadable: number;
  /** Newly failing calls that show each of the changes asked about, in their order. */
  readonly marked: readonly { readonly all: number; readonly recent: number }[];
  readonly rows: readonly EffectRow[];
  readonly breaches: readonly (Breach & { readonly event: string })[];
  readonly samples: readonly Sample[];
}

export interface BacktestResult extends Omit<Tally, "marked"> {
  /** Epoch milliseconds: the traffic judged. */
  readonly from: number;
  readonly until: number;
  /** Events received in that time and not judged, being beyond the most that one back-test judges. */
  readonly leftOut: number;
  readonly seconds: number;
  /** Saved cohorts and reports under both plans. */
  readonly metrics: readonly MetricDifference[];
}

export const BACKTEST_STATES = ["running", "done", "failed", "cancelled"] as const;
export type BacktestState = (typeof BACKTEST_STATES)[number];

export const DEFAULT_DAYS = 30;
export const MOST_DAYS = 365;
