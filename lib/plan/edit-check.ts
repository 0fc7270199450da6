/** Every invariant of a plan in one pass: `checkPlan` says what is wrong, and where. Cheap to repeat after each edit. */

import { factsOf, type ObjectFacts, type Reference } from "./edit-check-object.ts";
import { NODES_MAX, PROPERTIES_MAX } from "./edit-check-raw.ts";
import { pathSegment } from "./edit-path.ts";
import type { PlanProblem, ProblemCode } from "./edit-problem.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "./edit-tree.ts";
import { isIdentifier } from "./names.ts";
import type { Bundle, Plan, PlanEvent, Property } from "./plan.ts";
import { exceptionsOf, presenceKey } from "./presence.ts";

class PlanCheck {
  readonly problems: PlanProblem[] = [];
  private readonly places = new Map<string, string>();
  private readonly references: Reference[] = [];
  private readonly bundles = new Map<string, Bundle>();

  constructor(private readonly plan: Plan) {}

  run(): PlanProblem[] {
    for (const bundle of this.plan.bundles) this.bundles.set(bundle.id, bundle);
    for (const kind of OBJECT_KINDS) {
      for (const object of objectsOf(this.plan, kind)) this.collect(factsOf(kind, object as PlanObjects[ObjectKind]));
    }
    this.checkReferences();
    this.checkEventNames();
    this.checkIdentifiers();
    this.checkDistinctNames("bundle", this.plan.bundles);
    this.checkDistinctNames("category", this.plan.categories);
    this.checkDistinctNames("group_type", this.plan.groupTypes);
    this.checkUserPropertyNames();
    this.checkMetricTree();
    this.checkSettingKeys("purposes");
    this.checkSettingKeys("recipientDetails");
    this.checkSettingKeys("transformations");
    this.checkSuppressions();
    for (const event of this.plan.events) this.checkExpanded(event);
    return this.problems;
  }

  private report(code: ProblemCode, path: string, detail?: string, limit?: number): void {
    this.problems.push({
      code,
      path,
      ...(detail === undefined ? {} : { detail }),
      ...(limit === undefined ? {} : { limit }),
    });
  }

  private collect(facts: ObjectFacts): void {
    for (const { id, path } of facts.ids) {
      if (this.places.has(id)) this.report("id_taken", path, id);
      else this.places.set(id, path);
    }
    if (facts.references.length > 0) this.references.push(...facts.references);
    if (facts.problems.length > 0) this.problems.push(...facts.problems);
  }

  private checkReferences(): void {
    for (const { kind, id, path } of this.references) {
      const place = this.places.get(id);
      const fits =
        place !== undefined &&
        (kind === "replacement"
          ? place === `event/${id}` || place.includes("/properties/") || place === `user_property/${id}`
          : place === `${kind}/${id}`);
      if (!fits) this.report("reference_missing", path, id);
    }
  }

  private checkEventNames(): void {
    const taken = new Map<string, string>();
    for (const event of this.plan.events) {
      const key = `${event.callType} ${event.name}`;
      if (taken.has(key)) this.report("event_name_taken", `event/${event.id}/name`, event.name);
      else taken.set(key, event.id);
    }
    for (const event of this.plan.events) {
      for (const name of event.formerNames) {
        const key = `${event.callType} ${name}`;
        if (taken.has(key)) this.report("event_name_taken", `event/${event.id}/formerNames`, name);
        else taken.set(key, event.id);
      }
    }
  }

  private checkIdentifiers(): void {
    const taken = new Set<string>();
    const take = (identifier: string, path: string) => {
      const key = identifier.toLowerCase();
      if (!isIdentifier(identifier)) this.report("identifier_invalid", path, identifier);
      if (taken.has(key)) this.report("identifier_taken", path, identifier);
      taken.add(key);
    };
    for (const event of this.plan.events) take(event.identifier, `event/${event.id}/identifier`);
    for (const event of this.plan.events) {
      for (const identifier of event.formerIdentifiers) take(identifier, `event/${event.id}/formerIdentifiers`);
    }
  }

  private checkDistinctNames(kind: string, objects: readonly { readonly id: string; readonly name: string }[]): void {
    const seen = new Set<string>();
    for (const object of objects) {
      if (seen.has(object.name)) this.report("object_name_taken", `${kind}/${object.id}/name`, object.name);
      seen.add(object.name);
    }
  }

  private checkUserPropertyNames(): void {
    const seen = new Set<string>();
    for (const property of this.plan.userProperties) {
      if (seen.has(property.name)) {
        this.report("property_name_taken", `user_property/${property.id}/name`, property.name);
      }
      seen.add(property.name);
    }
  }

  /** A metric is a part of at most one other, and never of itself. */
  private checkMetricTree(): void {
    const parents = new Map(this.plan.metrics.map(({ id, parent }) => [id as string, parent as string | undefined]));
    for (const { id } of this.plan.metrics) {
      const above = new Set<string>();
      let place = parents.get(id);
      while (place !== undefined && place !== id && !above.has(place)) {
        above.add(place);
        place = parents.get(place);
      }
      if (place === id) this.report("metric_cycle", `metric/${id}/parent`, id);
    }
  }

  private checkSettingKeys(field: "purposes" | "recipientDetails" | "transformations"): void {
    const seen = new Set<string>();
    for (const { key } of this.plan.settings[field]) {
      if (seen.has(key)) this.report("object_name_taken", `plan/settings/${field}/${pathSegment(key)}`, key);
      seen.add(key);
    }
  }

  private checkSuppressions(): void {
    for (const { id } of this.plan.settings.standards.suppressions) {
      const path = `plan/settings/standards/suppressions/${id}`;
      if (this.places.has(id)) this.report("id_taken", path, id);
      else this.places.set(id, path);
    }
  }

  /** What depends on the bundles too: sizes and the discriminator. */
  private checkExpanded(event: PlanEvent): void {
    const own = factsOf("event", event);
    let { propertyCount, nodes } = own;
    for (const id of event.bundles) {
      const bundle = this.bundles.get(id);
      if (bundle === undefined) continue;
      const facts = factsOf("bundle", bundle);
      propertyCount += facts.propertyCount;
      nodes += facts.nodes;
    }
    const path = `event/${event.id}/properties`;
    if (propertyCount > PROPERTIES_MAX) this.report("too_many_properties", path, undefined, PROPERTIES_MAX);
    if (nodes > NODES_MAX) this.report("too_large", path, undefined, NODES_MAX);
    if (event.variants !== undefined) this.checkVariants(event, event.variants);
  }

  private checkVariants(event: PlanEvent, variants: NonNullable<PlanEvent["variants"]>): void {
    const path = `event/${event.id}/variants`;
    const discriminator = this.visibleProperty(event, variants.discriminator);
    const values = discriminator === undefined ? undefined : discriminatorValues(discriminator);
    if (discriminator === undefined || values === undefined) {
      this.report("discriminator_invalid", `${path}/discriminator`, variants.discriminator);
      return;
    }
    for (const item of exceptionsOf(event, discriminator.id)) {
      const place = `event/${event.id}/presence/${presenceKey(item)}`;
      if (item.presence !== "required") this.report("discriminator_presence", place, item.source);
    }
    const seen = new Set<unknown>();
    for (const item of variants.cases) {
      for (const value of item.match) {
        if (seen.has(value)) this.report("case_value_twice", `${path}/cases/${item.id}/match`, String(value));
        else if (!values.includes(value)) {
          this.report("case_value_unknown", `${path}/cases/${item.id}/match`, String(value));
        }
        seen.add(value);
      }
      const hiding = item.properties.find((property) => property.name === discriminator.name);
      if (hiding !== undefined) {
        this.report("case_hides_discriminator", `${path}/cases/${item.id}/properties/${hiding.id}/name`, hiding.name);
      }
    }
  }

  /** The property with that id as the event shows it: its own, or a bundled one that nothing of the same name hides. */
  private visibleProperty(event: PlanEvent, id: string): Property | undefined {
    const seen = new Set<string>();
    const lists = [event.properties, ...event.bundles.map((bundle) => this.bundles.get(bundle)?.properties ?? [])];
    for (const list of lists) {
      for (const property of list) {
        if (property.id === id) return seen.has(property.name) ? undefined : property;
      }
      for (const property of list) seen.add(property.name);
    }
    return undefined;
  }
}

/** The values a discriminator can take; undefined when the property cannot be one. */
function discriminatorValues(property: Property): readonly (string | number | boolean)[] | undefined {
  const { type, required } = property;
  if (!required) return undefined;
  if (type.kind === "boolean") return type.nullable === true ? undefined : [true, false];
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "integer") return undefined;
  return type.nullable === true ? undefined : type.enum;
}

/** Everything that is wrong with the plan, in the order of its objects; empty when every invariant holds. */
export function checkPlan(plan: Plan): readonly PlanProblem[] {
  const known = problemsByPlan.get(plan);
  if (known !== undefined) return known;
  const problems = new PlanCheck(plan).run();
  problemsByPlan.set(plan, problems);
  return problems;
}

const problemsByPlan = new WeakMap<Plan, readonly PlanProblem[]>();

function problemKey(problem: PlanProblem): string {
  return `${problem.code} ${problem.path} ${problem.detail ?? ""}`;
}

/** What is wrong after an edit and was not before it. */
export function newProblems(before: Plan, after: Plan): readonly PlanProblem[] {
  const problems = checkPlan(after);
  if (problems.length === 0 || before === after) return before === after ? [] : problems;
  const known = new Set(checkPlan(before).map(problemKey));
  return problems.filter((problem) => !known.has(problemKey(problem)));
}
