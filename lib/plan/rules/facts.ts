/** Everything rules ask of a plan, gathered in one walk. */

import { textIn } from "../diff-label.ts";
import { type PropertyPlace, placePath } from "../edit-path.ts";
import { type ObjectKind, type PlanObjects, withObjects } from "../edit-tree.ts";
import { emptyPlan } from "../new-object.ts";
import type {
  Bundle,
  GroupType,
  LocalizedText,
  Plan,
  PlanEvent,
  Property,
  PropertyType,
  PublishedPlan,
  TraitProperty,
} from "../plan.ts";
import { joined } from "./joined.ts";
import { keep } from "./keep.ts";
import type { FindingTarget, LastSeen, PlacedProperty, ReceivedClasses, RuleFacts } from "./rule.ts";

/** A target for an object as a whole, or for one of its fields. */
export function objectTarget(
  kind: ObjectKind,
  object: { readonly id: string; readonly name: string | LocalizedText },
  field?: string,
): FindingTarget {
  const name = typeof object.name === "string" ? object.name : (textIn(object.name, "en") ?? object.id);
  const path = `${kind}/${object.id}${field === undefined ? "" : `/${field}`}`;
  return { kind, id: object.id, name, path };
}

export function eventTarget(event: PlanEvent, field?: string): FindingTarget {
  return objectTarget("event", event, field);
}

export function planTarget(plan: Plan, field?: string): FindingTarget {
  return { kind: "plan", id: "plan", name: plan.slug, path: field === undefined ? "plan" : `plan/${field}` };
}

export function propertyTarget({ owner, path, property, name }: PlacedProperty, field?: string): FindingTarget {
  const own = field === undefined ? path : `${path}/${field}`;
  return { ...owner, path: own, propertyId: property.id, propertyName: name };
}

interface Holder {
  readonly place: PropertyPlace;
  readonly owner: FindingTarget;
  readonly event?: PlanEvent;
}

function childName(name: string, type: PropertyType): string {
  return type.kind === "array" ? childName(`${name}[]`, type.items) : name;
}

function walkType(type: PropertyType, holder: Holder, name: string, depth: number, found: PlacedProperty[]): void {
  if (type.kind === "object") walk(type.properties, holder, `${name}.`, depth, found);
  else if (type.kind === "array") walkType(type.items, holder, childName(name, type), depth, found);
  else if (type.kind === "union") for (const member of type.anyOf) walkType(member, holder, name, depth, found);
}

function walk(list: readonly Property[], holder: Holder, prefix: string, depth: number, found: PlacedProperty[]): void {
  const { place, owner, event } = holder;
  const path = placePath(place);
  for (const property of list) {
    const name = `${prefix}${property.name}`;
    found.push({
      property,
      place,
      path: `${path}/${property.id}`,
      name,
      owner,
      depth,
      ...(event === undefined ? {} : { event }),
    });
    const { kind } = property.type;
    if (kind !== "object" && kind !== "array" && kind !== "union") continue;
    const inside = { ...place, path: [...(place.path ?? []), property.id] };
    walkType(property.type, { ...holder, place: inside }, name, depth + 1, found);
  }
}

function walked(list: readonly Property[], holder: Holder): PlacedProperty[] {
  const found: PlacedProperty[] = [];
  walk(list, holder, "", 0, found);
  return found;
}

const inEvent = keep((event: PlanEvent) => {
  const owner = eventTarget(event);
  const own = walked(event.properties, { place: { in: "event", id: event.id }, owner, event });
  const cases = (event.variants?.cases ?? []).flatMap(({ id, properties }) =>
    walked(properties, { place: { in: "case", event: event.id, id }, owner, event }),
  );
  return [...own, ...cases];
});

const inBundle = keep((bundle: Bundle) =>
  walked(bundle.properties, { place: { in: "bundle", id: bundle.id }, owner: objectTarget("bundle", bundle) }),
);

const inUser = keep((property: TraitProperty) =>
  walked([property], { place: { in: "user" }, owner: objectTarget("user_property", property) }),
);

const inGroup = keep((group: GroupType) =>
  walked(group.properties, { place: { in: "group", id: group.id }, owner: objectTarget("group_type", group) }),
);

function gather({ events, bundles, userProperties, groupTypes }: Plan): PlacedProperty[] {
  return joined([
    ...events.map(inEvent),
    ...bundles.map(inBundle),
    ...userProperties.map(inUser),
    ...groupTypes.map(inGroup),
  ]);
}

function propertiesOf(kind: ObjectKind, object: PlanObjects[ObjectKind]): PlacedProperty[] {
  if (kind === "event") return inEvent(object as PlanEvent);
  if (kind === "bundle") return inBundle(object as Bundle);
  if (kind === "user_property") return inUser(object as TraitProperty);
  return kind === "group_type" ? inGroup(object as GroupType) : [];
}

/** The facts of one object, in a plan of nothing else. */
export function factsOfObject<K extends ObjectKind>(facts: RuleFacts, kind: K, object: PlanObjects[K]): RuleFacts {
  const { slug, name, description, settings } = facts.plan;
  const plan = withObjects({ ...emptyPlan(slug), name, description, settings }, kind, [object]);
  return { ...facts, plan, properties: propertiesOf(kind, object) };
}

export interface FindingContext {
  /** Slugs of the project's sources, to find events planned for one that does not exist. */
  readonly sources?: readonly string[];
  /** Ids of events and properties that saved cohorts and reports use. */
  readonly used?: Iterable<string> | undefined;
  /** The latest version: clients send what stands there under its names. */
  readonly published?: PublishedPlan | undefined;
  /** YYYY-MM-DD; today in UTC by default. */
  readonly today?: string;
  readonly lastSeen?: LastSeen | undefined;
  readonly received?: ReceivedClasses | undefined;
}

const keysKept = new WeakMap<PublishedPlan, ReadonlyMap<string, string>>();

/** Keys of a version's properties by id; kept as long as the version is. */
function keysOf(published: PublishedPlan): ReadonlyMap<string, string> {
  const keys =
    keysKept.get(published) ?? new Map(gather(published.plan).map(({ property }) => [property.id, property.name]));
  keysKept.set(published, keys);
  return keys;
}

export function gatherFacts(plan: Plan, context: FindingContext): RuleFacts {
  const { sources, used, published, today, lastSeen, received } = context;
  return {
    plan,
    sources: sources === undefined ? undefined : new Set(sources),
    used: new Set(used),
    knowsUsed: used !== undefined,
    publishedKeys: published === undefined ? new Map() : keysOf(published),
    publishedEvents: new Set(published?.plan.events.map(({ id }) => id)),
    properties: gather(plan),
    discriminators: new Set(plan.events.flatMap(({ variants }) => variants?.discriminator ?? [])),
    today: today ?? new Date().toISOString().slice(0, 10),
    lastSeen,
    received,
  };
}
