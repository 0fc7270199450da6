/** Journeys of a plan: the screens and steps a person goes through, in order, with the events that fire on them. */

import type { EventId, LocalizedText } from "./plan.ts";

/** A picture kept beside the plan, named by its content. */
export interface ImageRef {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly id: string;
  /** What it shows, for who cannot see it. */
  readonly alt: LocalizedText;
}

export interface JourneyStep {
  readonly id: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly image?: ImageRef;
  readonly url?: string;
  /** Slug of the source it belongs to. */
  readonly source?: string;
  /** The events that fire here. */
  readonly events: readonly EventId[];
}

export interface Journey {
  readonly id: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly owner?: string;
  readonly steps: readonly JourneyStep[];
}

/** One place where an event fires; the event's `trigger` stays the general rule in words. */
export interface EventTrigger {
  readonly id: string;
  readonly text: LocalizedText;
  /** Slug of the source where this is so. */
  readonly source?: string;
  readonly url?: string;
  readonly image?: ImageRef;
}
