/** Events as the grid and the panel show them. */

import type { Bundle, Plan, PlanEvent } from "../../../../../lib/plan/plan.ts";
import { resolveEvent } from "../../../../../lib/plan/resolve.ts";
import type { Finding } from "../../../../../lib/plan/rules/find-findings.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";
import { type EventRow, eventRow, NO_FINDINGS, type RowFindings, SEVERITIES } from "./grid/event-row.ts";
import { type FindingScope, findingsByEvent, findingsOf } from "./shown-findings.ts";
import type { EventView } from "./view.ts";

function rowFindings(findings: readonly Finding[] | undefined): RowFindings {
  if (!findings || findings.length === 0) return NO_FINDINGS;
  return { count: findings.length, worst: SEVERITIES.find((one) => findings.some((found) => found.severity === one)) };
}

interface KeptRow {
  /** Whose properties are in it too. */
  readonly bundles: readonly Bundle[];
  readonly row: EventRow;
  readonly text: string;
}

const keptRows = new WeakMap<PlanEvent, KeptRow>();

function rowOf(plan: Plan, event: PlanEvent): KeptRow {
  const { bundles } = plan;
  const known = keptRows.get(event);
  if (known !== undefined && (event.bundles.length === 0 || known.bundles === bundles)) return known;
  const names = resolveEvent(plan, event).properties.map(({ property }) => property.name);
  const row = eventRow(event, names, NO_FINDINGS);
  const made = { bundles, row, text: JSON.stringify(row) };
  keptRows.set(event, made);
  return made;
}

/** The lines of the grid without their findings, which cost more; only those of `ids` when they are given. */
export function eventRows(plan: Plan, ids?: ReadonlySet<string>): EventRow[] {
  const events = ids ? plan.events.filter((event) => ids.has(event.id)) : plan.events;
  return events.map((event) => rowOf(plan, event).row);
}

/** All lines as one JSON text: thousands of objects would be walked through by whatever brings them to the browser. */
export function eventRowsText(plan: Plan): string {
  return `[${plan.events.map((event) => rowOf(plan, event).text).join(",")}]`;
}

/** How many findings each event has, by its id; those without are left out. */
export function findingCounts(plan: Plan, scope: FindingScope, ids?: readonly string[]): Record<string, RowFindings> {
  const found = findingsByEvent(plan, scope, ids);
  const wanted = ids ?? [...found.keys()];
  return Object.fromEntries(wanted.map((id) => [id, rowFindings(found.get(id))]));
}

/** All that the panel of one event shows, its findings apart; undefined when the plan has no such event. */
export function eventView(plan: Plan, id: string | undefined): EventView | undefined {
  const event = plan.events.find((one) => one.id === id);
  return event && { event, bundles: plan.bundles.filter((bundle) => event.bundles.includes(bundle.id)) };
}

/** Findings of one event, for its panel. */
export function eventFindings(plan: Plan, scope: FindingScope, id: string): readonly ShownFinding[] {
  return findingsOf(plan, scope, `event/${id}`);
}
