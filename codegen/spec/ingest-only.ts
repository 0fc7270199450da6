/** What no SDK checks before it sends, in words for comments and lists. */

import type { Plan } from "../../lib/plan/plan.ts";
import type { SpecOptions } from "./compile-spec.ts";
import { eventSpec } from "./event-spec.ts";
import type { IngestOnly } from "./spec.ts";

/** `lines[].sku: pattern`; raw text of the plan, to be escaped where it goes. */
export function ingestOnlyText({ path, keyword }: IngestOnly): string {
  return path === "" ? keyword : `${path}: ${keyword}`;
}

export interface UncheckedCall {
  /** Absent for an event. */
  readonly call?: "identify" | "group";
  /** The name on the wire: an event's, a group type's; of people `identify`. */
  readonly name: string;
  readonly checks: readonly string[];
}

/** The events of which some checks are made at ingest only, and which checks these are, by what the language can run. */
export function uncheckedEvents(plan: Plan, options: SpecOptions = {}): UncheckedCall[] {
  return plan.events
    .map((event) => ({ name: event.name, checks: eventSpec(plan, event, options).ingestOnly.map(ingestOnlyText) }))
    .filter(({ checks }) => checks.length > 0);
}
