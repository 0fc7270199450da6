/** Events as the grid and the panel show them. */

import type { Plan, PlanEvent } from "../../../../../lib/plan/plan.ts";
import { resolveEvent } from "../../../../../lib/plan/resolve.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";
import { type EventRow, eventRow, NO_FINDINGS, type RowFindings, SEVERITIES } from "./grid/event-row.ts";
import { type FindingScope, findingsOf, shownFindings } from "./shown-findings.ts";
import type { EventView } from "./view.ts";

function rowFindings(findings: readonly ShownFinding[] | undefined): RowFindings {
  if (!findings || findings.length === 0) return NO_FINDINGS;
  return { count: findings.length, worst: SEVERITIES.find((one) => findings.some((found) => found.severity === one)) };
}

function rowOf(plan: Plan, event: PlanEvent, findings: readonly ShownFinding[] | undefined): EventRow {
  const names = resolveEvent(plan, event).properties.map(({ property }) => property.name);
  return eventRow(event, names, rowFindings(findings));
}

/** Findings of each event, by its id. */
function byEvent(plan: Plan, scope: FindingScope): Map<string, ShownFinding[]> {
  const found = new Map<string, ShownFinding[]>();
  for (const finding of shownFindings(plan, scope)) {
    const [kind, id] = finding.path.split("/");
    if (kind !== "event" || !id) continue;
    const own = found.get(id);
    if (own) own.push(finding);
    else found.set(id, [finding]);
  }
  return found;
}

/** The lines of the grid; only those of `ids` when they are given. */
export function eventRows(plan: Plan, scope: FindingScope, ids?: ReadonlySet<string>): EventRow[] {
  const findings = byEvent(plan, scope);
  const events = ids ? plan.events.filter((event) => ids.has(event.id)) : plan.events;
  return events.map((event) => rowOf(plan, event, findings.get(event.id)));
}

/** All that the panel of one event shows; undefined when the plan has no such event. */
export function eventView(plan: Plan, scope: FindingScope, id: string | undefined): EventView | undefined {
  const event = plan.events.find((one) => one.id === id);
  if (!event) return undefined;
  return {
    event,
    bundles: plan.bundles.filter((bundle) => event.bundles.includes(bundle.id)),
    findings: findingsOf(plan, scope, `event/${event.id}`),
  };
}
