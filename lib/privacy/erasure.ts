/** The erasure of one person of the product: what is asked, how far it has come, and what its receipt says. */

/** Whom to erase: by one of their ids, or by their number. Everything their other ids sent goes as well. */
export interface Asked {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly person?: number;
}

/** Who is being erased. */
export interface Subject {
  readonly users: readonly string[];
  readonly anonymous: readonly string[];
  /** In the event store; more than one where devices were linked. */
  readonly numbers: readonly number[];
}

/**
 * running: being removed. clearing: nothing of it can be read any more, former files are not cleared away yet. done: they
 * are, and nobody is named any more.
 */
export const ERASURE_STATES = ["running", "clearing", "done"] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Tables of the event store, in the order in which they are cleared: `received` last, since it says what is to go. */
export const EVENT_PLACES = [
  "events",
  "traits",
  "traits_held",
  "violations",
  "reverdicts",
  "duplicates",
  "identity_links",
  "people",
  "received",
] as const;
export type EventPlace = (typeof EVENT_PLACES)[number];

/** Texts of the plan store in which a value that was received may stand. */
export const PLAN_PLACES = ["backtest_samples", "acceptance_runs", "notices", "webhook_messages", "notes"] as const;
export type PlanPlace = (typeof PLAN_PLACES)[number];

export const ERASURE_PLACES = [...EVENT_PLACES, ...PLAN_PLACES] as const;
export type ErasurePlace = (typeof ERASURE_PLACES)[number];

/** Rows or texts removed, by place. */
export type PlaceCounts = Readonly<Partial<Record<ErasurePlace, number>>>;

export interface Erasure {
  readonly id: string;
  readonly state: ErasureState;
  /** The place that is being cleared; empty before the first and after the last. */
  readonly step: ErasurePlace | "";
  /** How many places are cleared, of how many. */
  readonly cleared: number;
  readonly places: number;
  /** What was removed of each place, in the order of `ERASURE_PLACES`. */
  readonly removed: readonly { readonly place: ErasurePlace; readonly count: number }[];
  /** Ids that were forgotten; how many, not which. */
  readonly ids: number;
  /** Why it does not go on; absent while it does. */
  readonly waits?: string;
  readonly startedByName: string;
  readonly startedAt: Date;
  /** Everything received before is removed. */
  readonly cutAt: Date | null;
  /** From then on nothing of it can be read. */
  readonly removedAt: Date | null;
  /** From then on nothing of it is on disk. */
  readonly finishedAt: Date | null;
}
