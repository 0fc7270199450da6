/** Coverage: which decisions have the events they need, what is collected for none, what nobody reads. */

import type { Edit } from "./edit.ts";
import { nestedProperties } from "./edit-tree.ts";
import { fedGoals, goalsByEvent } from "./fed.ts";
import type { Decision, Metric, Plan, PlanEvent, Property } from "./plan.ts";
import { gatherFacts } from "./rules/facts.ts";
import { keep } from "./rules/keep.ts";
import type { PlacedProperty } from "./rules/rule.ts";

/** How long nothing may have read a property before it is called idle. */
export const IDLE_DAYS = 90;
const DAY_MS = 86_400_000;

export interface CoverageEvidence {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Ids that saved cohorts and reports read. */
  readonly used: ReadonlySet<string>;
  /** When answered questions last read each id. */
  readonly lastRead: ReadonlyMap<string, Date>;
  /** Nothing is known of reading before. */
  readonly readsSince: Date;
  /** Ids of properties that were published already `IDLE_DAYS` ago. */
  readonly longPublished: ReadonlySet<string>;
}

/** What is known of a plan that nobody was seen reading: of no property can be said that it is idle. */
export function unseenEvidence(used: Iterable<string> = []): CoverageEvidence {
  return { now: 0, used: new Set(used), lastRead: new Map(), readsSince: new Date(0), longPublished: new Set() };
}

export interface DecisionCoverage {
  readonly decision: Decision;
  /** Metrics that inform it. */
  readonly metrics: readonly Metric[];
  /** Events that serve it, themselves, by a property or through one of its metrics. */
  readonly events: readonly PlanEvent[];
  /** Also by what is known of people and groups alone. */
  readonly isFed: boolean;
}

export interface IdleProperty {
  readonly placed: PlacedProperty;
  readonly lastRead: Date | undefined;
  /** False as long as it cannot be known yet that nothing read it for `IDLE_DAYS`. */
  readonly isProved: boolean;
}

export interface Coverage {
  readonly decisions: readonly DecisionCoverage[];
  /** Events that are not deprecated, serve nothing and are read by no saved question. */
  readonly servingNothing: readonly PlanEvent[];
  /** Properties that serve nothing, mean nothing to analysis and are read by no saved question; the proved ones first. */
  readonly idle: readonly IdleProperty[];
  readonly critical: readonly PlanEvent[];
  /** How many events and properties were looked at. */
  readonly counted: { readonly events: number; readonly properties: number };
}

function goals({ serves }: Pick<Property, "serves">): readonly string[] {
  return [...serves.decisions, ...serves.metrics];
}

/** A metric and the metrics that are parts of it: what feeds a part feeds the whole. */
function partsOf(metrics: readonly Metric[], top: Metric): ReadonlySet<string> {
  const found = new Set<string>([top.id]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { id, parent } of metrics) if (parent !== undefined && found.has(parent)) found.add(id);
  }
  return found;
}

function lastReadOf(property: Property, lastRead: ReadonlyMap<string, Date>): Date | undefined {
  const inside = nestedProperties(property.type).map((child) => lastReadOf(child, lastRead));
  return [lastRead.get(property.id), ...inside].reduce(
    (latest, date) => (date !== undefined && (latest === undefined || date > latest) ? date : latest),
    undefined,
  );
}

function isIdle({ property, depth }: PlacedProperty, spared: ReadonlySet<string>): boolean {
  if (depth > 0 || property.role !== undefined || property.status === "deprecated") return false;
  if ("segmentKind" in property && property.segmentKind !== undefined) return false;
  return !spared.has(property.id) && goals(property).length === 0;
}

function idleProperties(plan: Plan, properties: readonly PlacedProperty[], evidence: CoverageEvidence): IdleProperty[] {
  const { now, used, lastRead, readsSince, longPublished } = evidence;
  const spared = new Set([...used, ...plan.events.flatMap(({ variants }) => variants?.discriminator ?? [])]);
  const before = now - IDLE_DAYS * DAY_MS;
  const isLong = readsSince.getTime() <= before;
  const idle = properties.filter((placed) => isIdle(placed, spared));
  const found = idle.map((placed): IdleProperty => {
    const last = lastRead.size === 0 ? undefined : lastReadOf(placed.property, lastRead);
    const isUnread = last === undefined || last.getTime() <= before;
    return { placed, lastRead: last, isProved: isLong && isUnread && longPublished.has(placed.property.id) };
  });
  return found.sort((a, b) => Number(b.isProved) - Number(a.isProved));
}

function countOwn(properties: readonly PlacedProperty[]): number {
  return properties.filter(({ depth }) => depth === 0).length;
}

/** How many properties events, bundles, people and groups have, without those inside them. */
export function countProperties(plan: Plan): number {
  return countOwn(gatherFacts(plan, {}).properties);
}

/** What of a plan serves something, and what nothing reads. */
export function coverageOf(plan: Plan, evidence: CoverageEvidence): Coverage {
  const { properties } = gatherFacts(plan, {});
  const served = goalsByEvent(plan);
  const fed = fedGoals(plan);
  const events = plan.events.filter(({ status }) => status !== "deprecated");
  const decisions = plan.decisions.map((decision): DecisionCoverage => {
    const metrics = plan.metrics.filter((metric) => metric.decisions.includes(decision.id));
    const wanted = new Set<string>([decision.id, ...metrics.flatMap((metric) => [...partsOf(plan.metrics, metric)])]);
    return {
      decision,
      metrics,
      isFed: fed.has(decision.id),
      events: events.filter(({ id }) => [...(served.get(id) ?? [])].some((goal) => wanted.has(goal))),
    };
  });
  return {
    decisions: decisions.sort((a, b) => Number(a.events.length > 0) - Number(b.events.length > 0)),
    servingNothing: events.filter(({ id }) => served.get(id)?.size === 0 && !evidence.used.has(id)),
    idle: idleProperties(plan, properties, evidence),
    critical: events.filter(({ critical }) => critical),
    counted: { events: events.length, properties: countOwn(properties) },
  };
}

/** Ids of all properties of a plan, nested ones too; kept as long as the plan is. */
export const propertyIds = keep(
  (plan: Plan): ReadonlySet<string> => new Set(gatherFacts(plan, {}).properties.map(({ property }) => property.id)),
);

const NOBODY_READS = {
  en: `Serves no decision, and nothing read it for ${IDLE_DAYS} days.`,
  fr: `Ne sert aucune décision, et rien ne l’a lue depuis ${IDLE_DAYS} jours.`,
};

/** The edits that ask everybody to stop sending a property, and let them: deprecated, said why, no longer required. */
export function stopCollecting({ property, place }: PlacedProperty): readonly Edit[] {
  const { id, required } = property;
  const optional: Edit = { command: "updateProperty", place, id, changes: { required: false } };
  const deprecated: Edit = {
    command: "deprecate",
    target: { kind: "property", place, id },
    changes: { text: NOBODY_READS },
  };
  return required ? [optional, deprecated] : [deprecated];
}
