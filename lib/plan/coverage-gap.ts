/** What the coverage of a plan comes to: each thing that is missing, counted. */

import type { Coverage } from "./coverage.ts";
import { criticalFault } from "./critical.ts";
import type { PlanSettings } from "./plan-settings.ts";

type CoverageGapKind = "decisions" | "events" | "idle" | "few" | "many" | "person";

export interface CoverageGap {
  readonly kind: CoverageGapKind;
  /** How many decisions, events or properties it is about; of critical events, how many are marked. */
  readonly count: number;
}

/** Decisions without an event, events for nothing, properties proved idle, too few or too many critical events, nobody named. */
export function coverageGaps(
  { decisions, servingNothing, idle, critical, counted }: Coverage,
  { canonicalUserId }: Pick<PlanSettings, "canonicalUserId">,
): readonly CoverageGap[] {
  const found: CoverageGap[] = [];
  const note = (kind: CoverageGapKind, count: number, isGap: boolean) => isGap && found.push({ kind, count });
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
