/** Where a change stands: the event, person or group it concerns, and the properties that lead to it, before and after. */

import type { Change } from "./diff.ts";
import { findEvent } from "./find.ts";
import type { GroupType, ObjectType, Plan, PlanEvent, Property, PropertyType, VariantCase } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";

/** An event with its later self; `after` is absent when it is gone. */
export interface EventPair {
  readonly before: PlanEvent;
  readonly after: PlanEvent | undefined;
}

/** One property on the way to a change: what it was and what it is, where it stands on that side. */
export interface Step {
  readonly before: Property | undefined;
  readonly after: Property | undefined;
}

/** The object type a property holds, through lists. */
export function objectInside(type: PropertyType): ObjectType | undefined {
  if (type.kind === "array") return objectInside(type.items);
  return type.kind === "object" ? type : undefined;
}

/** Both versions of an event: by id, else by call type and name. */
export function eventPair(before: Plan, after: Plan, id: string): EventPair | undefined {
  const later = findEvent(after, id);
  const earlier =
    findEvent(before, id) ??
    before.events.find(
      (event) => later !== undefined && event.name === later.name && event.callType === later.callType,
    );
  return earlier === undefined ? undefined : { before: earlier, after: later };
}

function found(list: readonly Property[], id: string, other: Property | undefined): Property | undefined {
  return (
    list.find((property) => property.id === id) ??
    (other === undefined ? undefined : list.find((property) => property.name === other.name))
  );
}

/** The properties named by the ids, from the outermost in; stops where neither side has one. */
function stepsAlong(before: readonly Property[], after: readonly Property[], ids: readonly string[]): Step[] {
  const steps: Step[] = [];
  let [was, is] = [before, after];
  for (const id of ids) {
    const now = is.find((property) => property.id === id);
    const then = found(was, id, now);
    const later = now ?? (then === undefined ? undefined : is.find((property) => property.name === then.name));
    if (then === undefined && later === undefined) return steps;
    steps.push({ before: then, after: later });
    was = (then && objectInside(then.type)?.properties) ?? [];
    is = (later && objectInside(later.type)?.properties) ?? [];
  }
  return steps;
}

/** Ids of the properties that a path names, after the segment that names their list. */
function propertyIds(segments: readonly string[]): string[] {
  const ids: string[] = [];
  for (let at = 0; at < segments.length; at += 3) {
    const id = segments[at];
    if (id === undefined) break;
    ids.push(id);
    if (segments[at + 1] !== "type" || segments[at + 2] !== "properties") break;
  }
  return ids;
}

function topProperties(plan: Plan, event: PlanEvent | undefined, variant: VariantCase | undefined): Property[] {
  if (event === undefined) return [];
  return [
    ...(variant?.properties ?? []),
    ...resolveEvent(plan, event).properties.map(({ property }) => property),
    ...(variant === undefined ? (event.variants?.cases ?? []).flatMap((item) => item.properties) : []),
  ];
}

export interface EventPlace {
  readonly pair: EventPair;
  /** The variant the change stands in, as it was. */
  readonly variant?: VariantCase;
  /** Empty for a change of the event itself. */
  readonly steps: readonly Step[];
}

/** Where a change of an event, or of a bundle it carries, stands in that event. */
export function eventPlace(before: Plan, after: Plan, change: Change, pair: EventPair): EventPlace {
  const [kind, , ...rest] = change.path.split("/");
  if (kind === "event" && rest[0] === "variants" && rest[1] === "cases" && rest[3] === "properties") {
    const variant = pair.before.variants?.cases.find(({ id }) => id === rest[2]);
    const later = pair.after?.variants?.cases.find(({ id }) => id === rest[2]);
    const sides = [variant?.properties ?? [], later?.properties ?? []] as const;
    const common = resolveEvent(before, pair.before).properties.map(({ property }) => property);
    const steps = stepsAlong([...sides[0], ...common], sides[1], propertyIds(rest.slice(4)));
    return variant === undefined ? { pair, steps } : { pair, variant, steps };
  }
  const ids = rest[0] === "presence" ? [rest[1]?.split("@")[0] ?? ""] : propertyIds(rest.slice(1));
  if (rest[0] !== "properties" && rest[0] !== "presence") return { pair, steps: [] };
  const [was, is] = [topProperties(before, pair.before, undefined), topProperties(after, pair.after, undefined)];
  return { pair, steps: stepsAlong(was, is, ids) };
}

export interface TraitPlace {
  /** Absent for properties of people. */
  readonly group?: GroupType;
  readonly steps: readonly Step[];
}

/** Where a change of a user property or of a group's property stands. */
export function traitPlace(before: Plan, after: Plan, change: Change): TraitPlace {
  const [kind, id, ...rest] = change.path.split("/");
  if (kind === "user_property") {
    return { steps: stepsAlong(before.userProperties, after.userProperties, propertyIds([id ?? "", ...rest])) };
  }
  const later = after.groupTypes.find((group) => group.id === id);
  const group =
    before.groupTypes.find((item) => item.id === id) ?? before.groupTypes.find((item) => item.name === later?.name);
  if (group === undefined) return { steps: [] };
  const ids = rest[0] === "properties" ? propertyIds(rest.slice(1)) : [];
  return { group, steps: stepsAlong(group.properties, later?.properties ?? [], ids) };
}
