/** What the accepting side counts, for metrics. */

import type { Verdict } from "../violation/violation.ts";
import type { Judged } from "./note.ts";

/** Upper bounds of the acknowledgement times, milliseconds. */
export const ACK_BUCKETS_MS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] as const;

export interface IngestStats {
  /** Requests by the status they were answered with. */
  readonly answers: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<Verdict | "duplicate", number>>;
  /** Bytes as they came over the wire. */
  readonly bytes: number;
  /** Cumulative counts of acknowledged bodies by time taken, one per bound, and the sum of the times. */
  readonly ackBuckets: readonly number[];
  readonly ackCount: number;
  readonly ackSumMs: number;
  /** Waiting for the event store. */
  readonly backlogBytes: number;
  /** Age of the oldest waiting entry, milliseconds; 0 when none waits. */
  readonly backlogAgeMs: number;
  readonly inFlightBytes: number;
  readonly knownMessageIds: number;
}

const VERDICT_NAMES = ["conformant", "violating", "unplanned", "malformed", "duplicate"] as const;

export class IngestCounters {
  readonly answers: Record<string, number> = {};
  readonly events: Record<Verdict | "duplicate", number> = {
    conformant: 0,
    violating: 0,
    unplanned: 0,
    malformed: 0,
    duplicate: 0,
  };
  bytes = 0;
  readonly ackBuckets: number[] = ACK_BUCKETS_MS.map(() => 0);
  ackCount = 0;
  ackSumMs = 0;

  answered(status: number): void {
    this.answers[status] = (this.answers[status] ?? 0) + 1;
  }

  judged(items: readonly Judged[]): void {
    for (const item of items) this.events[item === "duplicate" ? item : item.verdict] += 1;
  }

  /** Counts the verdicts of a body once it is on disk, holding on to no more than their numbers. */
  judgedWhen(written: Promise<unknown>, items: readonly Judged[]): void {
    const counts = { conformant: 0, violating: 0, unplanned: 0, malformed: 0, duplicate: 0 };
    for (const item of items) counts[item === "duplicate" ? item : item.verdict] += 1;
    written.then(
      () => {
        for (const verdict of VERDICT_NAMES) this.events[verdict] += counts[verdict];
      },
      () => undefined,
    );
  }

  acknowledged(milliseconds: number): void {
    this.ackCount += 1;
    this.ackSumMs += milliseconds;
    ACK_BUCKETS_MS.forEach((bound, index) => {
      if (milliseconds <= bound) this.ackBuckets[index] = (this.ackBuckets[index] ?? 0) + 1;
    });
  }
}
