/** What the coverage of a plan comes to: each thing that is missing, counted. */

import type { Coverage } from "./coverage.ts";
import { criticalFault } from "./critical.ts";
import type { PlanSettings } from "./plan-settings.ts";

export const GAP_KINDS = ["decisions", "events", "idle", "few", "many", "person"] as const;

export interface CoverageGap {
  readonly kind: (typeof GAP_KINDS)[number];
  /** How many decisions, events or properties it is about; of critical events, how many are marked. */
  readonly count: number;
}

/** Decisions without an event, events for nothing, properties proved idle, too few or too many critical events, nobody named. */
export function coverageGaps(
  { decisions, servingNothing, idle, critical, counted }: Coverage,
  { canonicalUserId }: Pick<PlanSettings, "canonicalUserId">,
): readonly CoverageGap[] {
  const found: CoverageGap[] = [];
  const note = (kind: CoverageGap["kind"], count: number, isGap: boolean) => isGap && found.push({ kind, count });
  const bare = decisions.filter(({ isFed }) => !isFed).length;
  const proved = idle.filter(({ isProved }) => isProved).length;
  const fault = criticalFault(critical.length, counted.events);
  note("decisions", bare, bare > 0);
  note("events", servingNothing.length, servingNothing.length > 0);
  note("idle", proved, proved > 0);
  if (fault !== undefined) note(fault, critical.length, true);
  note("person", 0, !canonicalUserId?.trim());
  return found;
}
