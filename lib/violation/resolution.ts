/** How the version that judged an event was found, from what is stored of the event. */

import type { PlanEvent } from "../plan/plan.ts";
import type { Resolution, VersionRule } from "../plan/version-rule.ts";
import type { Violation } from "./violation.ts";

/** What is known of a judged event, as stored. */
export interface ResolvedEvent {
  /** 0 when it declared none. */
  readonly declaredVersion: number;
  /** 0 when none judged. */
  readonly planVersion: number;
  readonly violations: readonly Violation[];
  /** Of its source when it arrived; `undefined` means latest. */
  readonly rule: VersionRule | undefined;
}

/** How the version that judged an event was found; `undefined` when none judged it. */
function resolutionOf(event: ResolvedEvent): Resolution | undefined {
  const { declaredVersion, planVersion, violations, rule = "latest" } = event;
  if (planVersion === 0) return undefined;
  // Another plan's version may have the number of the one that judged.
  const unknown = violations.some(({ code }) => code === "version_unknown");
  if (declaredVersion === planVersion && !unknown) return "declared";
  return rule === "latest" || rule === "oldest" ? rule : "pinned";
}

/** How an event was judged, for people: how its version was found, and its name of today where it came under a former one. */
export function judgedAs(
  event: ResolvedEvent & { readonly name: string },
  planned: PlanEvent | undefined,
): { readonly resolved?: Resolution; readonly plannedName?: string } {
  const resolved = resolutionOf(event);
  return {
    ...(resolved === undefined ? {} : { resolved }),
    ...(planned?.formerNames.includes(event.name) === true ? { plannedName: planned.name } : {}),
  };
}

/** The rule as the event store holds it: nothing for the latest. */
export function storedRule(text: string): VersionRule | undefined {
  return text === "" ? undefined : (text as VersionRule);
}
