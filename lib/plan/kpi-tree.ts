/** The KPI tree: each decision, the metrics that inform it and their parts, and the events and properties that serve them. */

import { plainWords } from "../base/plain-words.ts";
import { fedGoals } from "./fed.ts";
import type { EventRole, LocalizedText, Metric, Plan, PlanEvent, Property, PropertyRole, Serves } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";
import { keep } from "./rules/keep.ts";

/** What is missing at a place of the tree. */
type KpiGap = "noMetric" | "noEvent" | "noFormula" | "noOwner" | "noTrigger" | "noStep";

export interface KpiNode {
  /** Where it stands: the same metric may stand in several places. */
  readonly key: string;
  /** `loose` holds the metrics that inform no decision. */
  readonly kind: "decision" | "loose" | "metric" | "event" | "property";
  /** Of the object it shows. */
  readonly id: string;
  readonly name: LocalizedText;
  /** It travels on the wire. */
  readonly code?: boolean;
  /** Of a property of an event: the event. */
  readonly event?: string;
  readonly critical?: boolean;
  readonly roles?: readonly (EventRole | PropertyRole)[];
  readonly owner?: string;
  readonly gaps: readonly KpiGap[];
  readonly children: readonly KpiNode[];
}

/** Beyond so many properties the tree ends at the events: nobody reads on, and every browser would have to. */
const PROPERTIES_MAX = 2_000;

const wire = (name: string): LocalizedText => ({ en: name, fr: name });
const isBlank = (text: LocalizedText) => !text.en && !text.fr;

type Goal = keyof Serves;
const serves = ({ serves: given }: { readonly serves: Serves }, goal: Goal, id: string) =>
  (given[goal] as readonly string[]).includes(id);

interface ServingEvent {
  readonly event: PlanEvent;
  readonly properties: readonly Property[];
}

/** Per goal, the events that serve it, themselves or by one of their properties, in their order. */
function byGoal(events: readonly ServingEvent[]): ReadonlyMap<string, readonly ServingEvent[]> {
  const found = new Map<string, ServingEvent[]>();
  for (const serving of events) {
    const all = [serving.event, ...serving.properties].map((one) => one.serves);
    const keys = all.flatMap(({ decisions, metrics }) => [
      ...decisions.map((id) => `decisions ${id}`),
      ...metrics.map((id) => `metrics ${id}`),
    ]);
    for (const key of new Set(keys)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [serving]);
      else known.push(serving);
    }
  }
  return found;
}

class Grower {
  readonly #plan: Plan;
  readonly #events: readonly ServingEvent[];
  readonly #byGoal: ReadonlyMap<string, readonly ServingEvent[]>;
  readonly #pinned: ReadonlySet<string> | undefined;
  readonly #children: ReadonlyMap<string, readonly Metric[]>;
  readonly #hasLeaves: boolean;
  readonly #fed: ReadonlySet<string>;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#fed = fedGoals(plan);
    this.#events = plan.events
      .filter(({ status }) => status !== "deprecated")
      .map((event) => ({ event, properties: resolveEvent(plan, event).properties.map(({ property }) => property) }));
    this.#byGoal = byGoal(this.#events);
    const steps = plan.journeys.flatMap((journey) => journey.steps);
    this.#pinned = steps.length === 0 ? undefined : new Set(steps.flatMap(({ events }) => events));
    const children = new Map<string, Metric[]>();
    for (const metric of plan.metrics)
      if (metric.parent !== undefined) children.set(metric.parent, [...(children.get(metric.parent) ?? []), metric]);
    this.#children = children;
    this.#hasLeaves = this.#events.reduce((sum, { properties }) => sum + properties.length, 0) <= PROPERTIES_MAX;
  }

  #property(property: Property, above: string, event?: string): KpiNode {
    return {
      key: `${above}/${property.id}`,
      kind: "property",
      id: property.id,
      name: wire(property.name),
      code: true,
      ...(event === undefined ? {} : { event }),
      ...(property.role === undefined ? {} : { roles: [property.role] }),
      gaps: [],
      children: [],
    };
  }

  #event({ event, properties }: ServingEvent, goal: Goal, goalId: string, above: string): KpiNode {
    const { id, name, owner, critical, roles, trigger, triggers } = event;
    const key = `${above}/${id}`;
    const gaps: KpiGap[] = [];
    if (owner === undefined) gaps.push("noOwner");
    if (isBlank(trigger) && triggers.length === 0) gaps.push("noTrigger");
    if (this.#pinned !== undefined && !this.#pinned.has(id)) gaps.push("noStep");
    const own = this.#hasLeaves ? properties.filter((property) => serves(property, goal, goalId)) : [];
    return {
      ...{ key, id, critical, roles, gaps },
      kind: "event",
      name: wire(name),
      code: true,
      ...(owner === undefined ? {} : { owner }),
      children: own.map((property) => this.#property(property, key, id)),
    };
  }

  /** Events that serve a decision or metric, then what is known of people and groups for it. */
  #serving(goal: Goal, goalId: string, above: string): readonly KpiNode[] {
    const events = this.#byGoal.get(`${goal} ${goalId}`) ?? [];
    const traits = [...this.#plan.userProperties, ...this.#plan.groupTypes.flatMap(({ properties }) => properties)];
    return [
      ...events.map((one) => this.#event(one, goal, goalId, above)),
      ...traits.filter((trait) => serves(trait, goal, goalId)).map((trait) => this.#property(trait, above)),
    ];
  }

  /** `seen` ends a loop, which no edit lets in but a file might. */
  metric(metric: Metric, above: string, seen: ReadonlySet<string> = new Set()): KpiNode {
    const { id, name, owner, formula } = metric;
    const key = `${above}/${id}`;
    const inside = new Set([...seen, id]);
    const parts = (this.#children.get(id) ?? []).filter((part) => !inside.has(part.id));
    const children = [...parts.map((part) => this.metric(part, key, inside)), ...this.#serving("metrics", id, key)];
    const gaps: KpiGap[] = [];
    if (!this.#fed.has(id)) gaps.push("noEvent");
    if (isBlank(formula)) gaps.push("noFormula");
    return { key, kind: "metric", id, name, ...(owner === undefined ? {} : { owner }), gaps, children };
  }

  decisions(): readonly KpiNode[] {
    const { decisions, metrics } = this.#plan;
    return decisions.map(({ id, name, owner }) => {
      const informing = new Set(metrics.filter((metric) => metric.decisions.includes(id)));
      const tops = [...informing].filter((metric) => !this.#wholesOf(metric).some((whole) => informing.has(whole)));
      const below = tops.map((metric) => this.metric(metric, id));
      const shown = new Set(below.flatMap(idsBelow));
      const children = [...below, ...this.#serving("decisions", id, id).filter((one) => !shown.has(one.id))];
      const gaps: KpiGap[] = [];
      if (informing.size === 0) gaps.push("noMetric");
      if (!this.#fed.has(id)) gaps.push("noEvent");
      if (owner === undefined) gaps.push("noOwner");
      return { key: id, kind: "decision", id, name, ...(owner === undefined ? {} : { owner }), gaps, children };
    });
  }

  /** Metrics that are shown under no decision. */
  loose(): readonly KpiNode[] {
    const informs = (metric: Metric) => metric.decisions.length > 0;
    return this.#plan.metrics
      .filter((metric) => metric.parent === undefined && !informs(metric))
      .map((metric) => this.metric(metric, "loose"));
  }

  #wholesOf(metric: Metric): readonly Metric[] {
    const found: Metric[] = [];
    let whole = this.#plan.metrics.find(({ id }) => id === metric.parent);
    while (whole !== undefined && whole !== metric && !found.includes(whole)) {
      found.push(whole);
      const above = whole.parent;
      whole = this.#plan.metrics.find(({ id }) => id === above);
    }
    return found;
  }
}

function idsBelow({ id, children }: KpiNode): readonly string[] {
  return [id, ...children.flatMap(idsBelow)];
}

/** The tree of a plan: its decisions in their order, then the metrics that inform none. */
export const kpiTree = keep((plan: Plan): readonly KpiNode[] => {
  const grower = new Grower(plan);
  const loose = grower.loose();
  const rest: readonly KpiNode[] =
    loose.length === 0 ? [] : [{ key: "loose", kind: "loose", id: "loose", name: {}, gaps: [], children: loose }];
  return [...grower.decisions(), ...rest];
});

interface KpiFilter {
  readonly search: string;
  /** Only what has something missing. */
  readonly gaps: boolean;
}

function kept(node: KpiNode, fits: (node: KpiNode) => boolean, whole: boolean): KpiNode | undefined {
  const isFit = fits(node);
  if (isFit && whole) return node;
  const children = node.children.flatMap((child) => kept(child, fits, whole) ?? []);
  return isFit || children.length > 0 ? { ...node, children } : undefined;
}

/** What fits, with all above it; what a searched name has below it stays too. */
export function filterTree(tree: readonly KpiNode[], { search, gaps }: KpiFilter): readonly KpiNode[] {
  const wanted = plainWords(search.trim());
  const isNamed = ({ name, owner = "" }: KpiNode) =>
    [name.en, name.fr, owner].some((text) => text !== undefined && plainWords(text).includes(wanted));
  const found = wanted === "" ? tree : tree.flatMap((node) => kept(node, isNamed, true) ?? []);
  return gaps ? found.flatMap((node) => kept(node, (one) => one.gaps.length > 0, false) ?? []) : found;
}

/** How many places have something missing; an object that stands in several counts once. */
export function countGaps(tree: readonly KpiNode[]): number {
  const found = new Set<string>();
  const walk = ({ id, gaps, children }: KpiNode) => {
    if (gaps.length > 0) found.add(id);
    children.forEach(walk);
  };
  tree.forEach(walk);
  return found.size;
}

type Part = Pick<Metric, "id" | "parent">;

/** True when the metric would become a part of itself below that one. */
export function wouldLoop(metrics: readonly Part[], id: string, parent: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = parent; at !== undefined && !seen.has(at); ) {
    if (at === id) return true;
    seen.add(at);
    const here: string = at;
    at = metrics.find((metric) => metric.id === here)?.parent;
  }
  return false;
}
