/** Publishing freezes a plan: self-contained, append-only, named by its content. Pure; the store numbers and keeps versions. */

import { canonicalJson, contentHash } from "./canonical-json.ts";
import { documentOfPlan } from "./document.ts";
import type { Plan, PlanEvent, PublishedPlan } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";

/** The text that says whether an event's definition changed: the event with its bundles expanded. */
function definitionOf(plan: Plan, event: PlanEvent): string {
  return canonicalJson({ event, properties: resolveEvent(plan, event).properties.map(({ property }) => property) });
}

function eventVersionsOf(plan: Plan, previous: PublishedPlan | undefined, version: number): Record<string, number> {
  const before = new Map(previous?.plan.events.map((event) => [event.id, event]));
  const versions: Record<string, number> = {};
  for (const event of plan.events) {
    const old = before.get(event.id);
    const known = old === undefined ? undefined : previous?.eventVersions[event.id];
    const unchanged =
      previous !== undefined &&
      old !== undefined &&
      known !== undefined &&
      definitionOf(previous.plan, old) === definitionOf(plan, event);
    versions[event.id] = unchanged ? known : version;
  }
  return versions;
}

/**
 * The next version after `previous` (the first one without it). Deterministic: the same plan after the same version has
 * the same hash, and the hash does not depend on who published or when.
 */
export function freezePlan(plan: Plan, previous?: PublishedPlan): PublishedPlan {
  const version = (previous?.version ?? 0) + 1;
  const eventVersions = eventVersionsOf(plan, previous, version);
  return { version, hash: contentHash({ plan: documentOfPlan(plan), eventVersions }), plan, eventVersions };
}

/** True when publishing would change nothing. */
export function samePlan(plan: Plan, previous: PublishedPlan): boolean {
  return canonicalJson(plan) === canonicalJson(previous.plan);
}
