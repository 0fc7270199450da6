/** What one object of the plan says about itself: its ids, what it refers to, and what is wrong inside it. Kept per object. */

import { checkRawSchema, DEPTH_MAX } from "./edit-check-raw.ts";
import { checkNames, checkNestedNames, checkType, type Report, typeNodes } from "./edit-check-type.ts";
import { joinPath } from "./edit-path.ts";
import type { PlanProblem } from "./edit-problem.ts";
import { nestedProperties, OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "./edit-tree.ts";
import { hasHalfPair, holdsProtoKey } from "./json-value.ts";
import type {
  Bundle,
  Deprecation,
  GroupType,
  Metric,
  Plan,
  PlanEvent,
  Property,
  PropertyType,
  Serves,
  VariantCase,
} from "./plan.ts";
import type { Journey } from "./plan-journey.ts";
import { presenceKey } from "./presence.ts";

type ReferenceKind = "decision" | "metric" | "category" | "bundle" | "event" | "replacement";

export interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly path: string;
}

export interface ObjectFacts {
  readonly ids: readonly { readonly id: string; readonly path: string }[];
  readonly references: readonly Reference[];
  readonly problems: readonly PlanProblem[];
  /** Properties at any depth. */
  readonly propertyCount: number;
  /** Nodes of the compiled schema, references expanded. */
  readonly nodes: number;
}

class Collector {
  readonly ids: { id: string; path: string }[] = [];
  readonly references: Reference[] = [];
  readonly problems: PlanProblem[] = [];
  propertyCount = 0;
  nodes = 0;

  readonly report: Report = (code, path, detail, limit) => {
    this.problems.push({
      code,
      path,
      ...(detail === undefined ? {} : { detail }),
      ...(limit === undefined ? {} : { limit }),
    });
  };

  id(id: string, path: string): void {
    this.ids.push({ id, path });
  }

  refer(kind: ReferenceKind, id: string, path: string): void {
    this.references.push({ kind, id, path });
  }

  /** Names become keys of schemas and of code. */
  name(name: string, path: string): void {
    if (hasHalfPair(name)) this.report("half_pair", path, name);
  }

  serves(serves: Serves, path: string): void {
    for (const id of serves.decisions) this.refer("decision", id, `${path}/serves/${id}`);
    for (const id of serves.metrics) this.refer("metric", id, `${path}/serves/${id}`);
    this.distinct([...serves.decisions, ...serves.metrics], `${path}/serves`);
  }

  deprecation(deprecation: Deprecation | undefined, path: string): void {
    if (deprecation?.replacementId === undefined) return;
    this.refer("replacement", deprecation.replacementId, `${path}/deprecation/replacementId`);
  }

  distinct(values: readonly string[], path: string): void {
    if (values.length < 2) return;
    const seen = new Set<string>();
    for (const value of values) {
      if (seen.has(value)) this.report("repeated_item", path, value);
      seen.add(value);
    }
  }

  properties(list: readonly Property[], path: string, depth = 1): void {
    checkNames(list, path, this.report);
    for (const property of list) this.property(property, joinPath(path, property.id), depth);
  }

  property(property: Property, path: string, depth: number): void {
    this.id(property.id, path);
    this.name(property.name, `${path}/name`);
    for (const tag of property.tags) this.name(tag, `${path}/tags`);
    if (property.examples.some(holdsProtoKey)) this.report("proto_key", `${path}/examples`);
    this.propertyCount += 1;
    this.serves(property.serves, path);
    this.deprecation(property.deprecation, path);
    this.distinct(property.tags, `${path}/tags`);
    const typePath = `${path}/type`;
    if (depth > DEPTH_MAX) {
      this.report("too_deep", typePath, undefined, DEPTH_MAX);
      return;
    }
    checkType(property.type, typePath, this.report);
    checkNestedNames(property.type, `${typePath}/properties`, this.report);
    this.nodes += typeNodes(property.type) + this.rawNodes(property.type, typePath);
    for (const child of nestedProperties(property.type)) {
      this.property(child, `${typePath}/properties/${child.id}`, depth + 1);
    }
  }

  rawNodes(type: PropertyType, path: string): number {
    if (type.kind === "raw") return checkRawSchema(type.schema, `${path}/schema`, this.report);
    if (type.kind === "array") return this.rawNodes(type.items, path);
    return type.kind === "union" ? type.anyOf.reduce((sum, member) => sum + this.rawNodes(member, path), 0) : 0;
  }

  variantCase(item: VariantCase, path: string): void {
    this.id(item.id, path);
    if (item.match.length === 0) this.report("case_without_value", `${path}/match`);
    this.properties(item.properties, `${path}/properties`);
  }
}

function eventFacts(event: PlanEvent, facts: Collector): void {
  const path = `event/${event.id}`;
  facts.id(event.id, path);
  facts.name(event.name, `${path}/name`);
  for (const name of event.formerNames) facts.name(name, `${path}/formerNames`);
  for (const tag of event.tags) facts.name(tag, `${path}/tags`);
  if (event.category !== undefined) facts.refer("category", event.category, `${path}/category`);
  for (const id of event.bundles) facts.refer("bundle", id, `${path}/bundles/${id}`);
  for (const [field, values] of Object.entries({
    bundles: event.bundles,
    tags: event.tags,
    roles: event.roles,
    sources: event.sources,
    formerNames: event.formerNames,
    formerIdentifiers: event.formerIdentifiers,
  })) {
    facts.distinct(values, `${path}/${field}`);
  }
  for (const { id } of event.triggers) facts.id(id, `${path}/triggers/${id}`);
  facts.distinct(event.presence.map(presenceKey), `${path}/presence`);
  if (event.examples.some(holdsProtoKey)) facts.report("proto_key", `${path}/examples`);
  facts.serves(event.serves, path);
  facts.deprecation(event.deprecation, path);
  facts.properties(event.properties, `${path}/properties`);
  for (const item of event.variants?.cases ?? []) facts.variantCase(item, `${path}/variants/cases/${item.id}`);
  if (event.rawSchema !== undefined) {
    facts.nodes += checkRawSchema(event.rawSchema, `${path}/rawSchema`, facts.report);
  }
}

function bundleFacts(bundle: Bundle, facts: Collector): void {
  facts.id(bundle.id, `bundle/${bundle.id}`);
  facts.name(bundle.name, `bundle/${bundle.id}/name`);
  for (const tag of bundle.tags) facts.name(tag, `bundle/${bundle.id}/tags`);
  facts.distinct(bundle.tags, `bundle/${bundle.id}/tags`);
  facts.properties(bundle.properties, `bundle/${bundle.id}/properties`);
}

function groupFacts(group: GroupType, facts: Collector): void {
  facts.id(group.id, `group_type/${group.id}`);
  facts.name(group.name, `group_type/${group.id}/name`);
  facts.properties(group.properties, `group_type/${group.id}/properties`);
  for (const property of group.properties) traitFacts(property, `group_type/${group.id}/properties`, facts);
}

function traitFacts(property: Property, path: string, facts: Collector): void {
  if (property.required) facts.report("trait_required", `${path}/${property.id}/required`);
}

function userPropertyFacts(property: Property, facts: Collector): void {
  facts.property(property, `user_property/${property.id}`, 1);
  traitFacts(property, "user_property", facts);
}

function metricFacts(metric: Metric, facts: Collector): void {
  facts.id(metric.id, `metric/${metric.id}`);
  for (const id of metric.decisions) facts.refer("decision", id, `metric/${metric.id}/decisions/${id}`);
  facts.distinct(metric.decisions, `metric/${metric.id}/decisions`);
  if (metric.parent !== undefined) facts.refer("metric", metric.parent, `metric/${metric.id}/parent`);
}

function journeyFacts(journey: Journey, facts: Collector): void {
  facts.id(journey.id, `journey/${journey.id}`);
  for (const step of journey.steps) {
    const path = `journey/${journey.id}/steps/${step.id}`;
    facts.id(step.id, path);
    for (const id of step.events) facts.refer("event", id, `${path}/events/${id}`);
    facts.distinct(step.events, `${path}/events`);
  }
}

const COLLECT: { readonly [K in ObjectKind]: (object: PlanObjects[K], facts: Collector) => void } = {
  event: eventFacts,
  bundle: bundleFacts,
  user_property: userPropertyFacts,
  group_type: groupFacts,
  metric: metricFacts,
  journey: journeyFacts,
  decision: (decision, facts) => facts.id(decision.id, `decision/${decision.id}`),
  category: (category, facts) => {
    facts.id(category.id, `category/${category.id}`);
    facts.name(category.name, `category/${category.id}/name`);
  },
};

const factsByObject = new WeakMap<object, ObjectFacts>();

/** Computed once per object: edits keep the reference of what they leave alone, so a check after an edit is short. */
export function factsOf<K extends ObjectKind>(kind: K, object: PlanObjects[K]): ObjectFacts {
  const known = factsByObject.get(object);
  if (known !== undefined) return known;
  const facts = new Collector();
  COLLECT[kind](object, facts);
  factsByObject.set(object, facts);
  return facts;
}

function eachFacts(plan: Plan, visit: (facts: ObjectFacts) => void): void {
  for (const kind of OBJECT_KINDS) {
    for (const object of objectsOf(plan, kind)) visit(factsOf(kind, object as PlanObjects[ObjectKind]));
  }
}

/** The field paths that refer to any of the ids. */
export function findUses(plan: Plan, ids: ReadonlySet<string>): string[] {
  const found: string[] = [];
  eachFacts(plan, (facts) => {
    for (const reference of facts.references) if (ids.has(reference.id)) found.push(reference.path);
  });
  for (const { id, variants } of plan.events) {
    if (variants !== undefined && ids.has(variants.discriminator)) found.push(`event/${id}/variants/discriminator`);
  }
  return found;
}

/** Every id in the plan. */
export function idsOf(plan: Plan): Set<string> {
  const all = new Set<string>();
  eachFacts(plan, (facts) => {
    for (const { id } of facts.ids) all.add(id);
  });
  return all;
}

/** The ids among these that nothing in the plan has: what was moved elsewhere is not gone. */
export function withoutPresent(plan: Plan, ids: ReadonlySet<string>): Set<string> {
  const gone = new Set(ids);
  eachFacts(plan, (facts) => {
    for (const { id } of facts.ids) gone.delete(id);
  });
  return gone;
}
