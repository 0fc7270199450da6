/** A call that the plan refuses: right in everything but one number sent as text. */

import type { SourceSummary } from "../../../../../lib/access/source.ts";
import { sampleValue } from "../../../../../lib/document/sample-value.ts";
import type { Json, Plan, PlanEvent, Property } from "../../../../../lib/plan/plan.ts";
import { firesAt } from "../../../../../lib/plan/presence.ts";
import { resolveEvent } from "../../../../../lib/plan/resolve.ts";

export interface WrongEvent {
  readonly source: string;
  readonly writeKey: string;
  readonly event: string;
  /** The property that is wrong. */
  readonly property: string;
  readonly properties: { readonly [name: string]: Json };
}

function numberOf(plan: Plan, event: PlanEvent, source: string): Property | undefined {
  if (event.callType !== "track" || event.variants !== undefined) return undefined;
  return resolveEvent(plan, event, source)
    .properties.map(({ property }) => property)
    .find(({ required, type }) => required && (type.kind === "number" || type.kind === "integer"));
}

/** The most telling wrong event of the plan, and a source to send it to; undefined when the plan has no number to break. */
export function wrongEvent(plan: Plan, sources: readonly SourceSummary[]): WrongEvent | undefined {
  const candidates = [...plan.events].sort((a, b) => Number(b.critical) - Number(a.critical));
  const ranked = [...candidates].sort(
    (a, b) => Number(b.roles.includes("purchase")) - Number(a.roles.includes("purchase")),
  );
  for (const event of ranked) {
    const source = sources.find((one) => one.writeKeys.length > 0 && firesAt(event, one.slug));
    const broken = source && numberOf(plan, event, source.slug);
    if (broken === undefined || source === undefined) continue;
    const properties = resolveEvent(plan, event, source.slug)
      .properties.map(({ property }) => property)
      .filter((property) => property.required)
      .map((property): [string, Json] => [
        property.name,
        property.id === broken.id ? String(sampleValue(property)) : sampleValue(property),
      ]);
    return {
      source: source.slug,
      writeKey: source.writeKeys[0]?.key ?? "",
      event: event.name,
      property: broken.name,
      properties: Object.fromEntries(properties),
    };
  }
  return undefined;
}
