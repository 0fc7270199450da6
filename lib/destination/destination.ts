/** What a destination is: a tool that conformant events are passed on to, in its own shape, at least once. */

import type { Environment } from "../access/source.ts";
import type { PrivacyClass } from "../plan/plan.ts";

/**
 * `webhook`: signed JSON of ours. `segment`: any tool that takes `/v1/batch`. `mixpanel`: its `/import`. `folder`, `s3`: files by
 * event and day in a folder of the server or a bucket.
 */
export const DESTINATION_KINDS = ["webhook", "segment", "mixpanel", "folder", "s3"] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];
export type FileKind = Extract<DestinationKind, "folder" | "s3">;
/** What takes events one by one. */
export type EventKind = Exclude<DestinationKind, FileKind>;

export function isOfFiles(kind: DestinationKind): kind is FileKind {
  return kind === "folder" || kind === "s3";
}

/** `conformant`: what enters analysis alone. `let_through`: also what does not conform where its source only observes. */
export const TAKES = ["conformant", "let_through"] as const;
export type Takes = (typeof TAKES)[number];

/** Which events go, and what of them. */
export interface Passing {
  readonly kind: DestinationKind;
  readonly takes: Takes;
  readonly environments: readonly Environment[];
  /** Slugs; none means all of them. */
  readonly sources: readonly string[];
  /** Stable ids of planned events; none means all of them. */
  readonly events: readonly string[];
  /** Also calls about people and groups; Mixpanel's import takes none. */
  readonly people: boolean;
  /** Classes whose values may leave. */
  readonly privacy: readonly PrivacyClass[];
  /** Stable id of an event or property -> its name there; what is not listed keeps its name of the plan. */
  readonly names: Readonly<Record<string, string>>;
}

/** Events and bytes of one request, below what each receiver documents. */
export const BATCHES: Readonly<Record<EventKind, { readonly events: number; readonly bytes: number }>> = {
  webhook: { events: 100, bytes: 500_000 },
  segment: { events: 100, bytes: 450_000 },
  mixpanel: { events: 1_000, bytes: 2_000_000 },
};
