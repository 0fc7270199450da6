/** The compact spec of a planned event, from the one compiler's JSON Schema. */

import { eventSchema } from "../../lib/plan/json-schema.ts";
import type { Plan, PlanEvent } from "../../lib/plan/plan.ts";
import { acrossSources, isNeverSent } from "../../lib/plan/presence.ts";
import { resolveEvent } from "../../lib/plan/resolve.ts";
import { compileSpec, type SpecOptions } from "./compile-spec.ts";
import type { CompiledSpec, IngestOnly } from "./spec.ts";

/** Code serves every source: what only some must send, or must not, is told as `presence`. */
function dividedPresence(plan: Plan, event: PlanEvent): IngestOnly[] {
  if (event.presence.length === 0) return [];
  const { properties, variants } = resolveEvent(plan, event);
  const all = [
    ...properties.map(({ property }) => property),
    ...(variants?.cases ?? []).flatMap((one) => one.properties),
  ];
  const names = all.filter((property) => {
    if (!event.presence.some((one) => one.property === property.id)) return false;
    const common = acrossSources(event, property);
    return !common.required && !isNeverSent(common);
  });
  return [...new Set(names.map(({ name }) => name))].map((path) => ({ path, keyword: "presence" }));
}

/** The spec of the event's `properties` object as any source of the event may send it. */
export function eventSpec(plan: Plan, event: PlanEvent, options: SpecOptions = {}): CompiledSpec {
  const { spec, ingestOnly } = compileSpec(eventSchema(plan, event, { anySource: true }), options);
  return { spec, ingestOnly: [...ingestOnly, ...dividedPresence(plan, event)] };
}
