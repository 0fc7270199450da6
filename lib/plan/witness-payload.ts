/** Payloads that fit an event as it was: the plainest of each shape, and with a value put at a given place. */

import type { Json, JsonObject, Plan, PlanEvent, Property } from "./plan.ts";
import { resolveEvent, valuesWithoutCase } from "./resolve.ts";
import { objectInside, type Step } from "./witness-place.ts";
import { plainObject, valuesFitting } from "./witness-value.ts";

/** Shapes looked at: an event with more variants than this is witnessed by the first ones. */
const MOST_SHAPES = 24;

interface Shape {
  readonly properties: readonly Property[];
  /** The discriminator and its value, where the event has variants. */
  readonly chosen?: readonly [name: string, value: Json];
}

function shapesOf(plan: Plan, event: PlanEvent, { caseId, source }: PayloadChoice): Shape[] {
  const { properties, variants } = resolveEvent(plan, event, source);
  const common = properties.map(({ property }) => property);
  if (variants === undefined) return [{ properties: common }];
  const name = variants.discriminator.name;
  const wanted = variants.cases.filter((item) => caseId === undefined || item.case.id === caseId);
  const shapes = wanted.flatMap((item) =>
    item.case.match.map((value): Shape => ({ properties: item.properties, chosen: [name, value] })),
  );
  const rest = caseId === undefined ? valuesWithoutCase(variants) : [];
  return [...shapes, ...rest.map((value): Shape => ({ properties: common, chosen: [name, value] }))].slice(
    0,
    MOST_SHAPES,
  );
}

function payloadOf({ properties, chosen }: Shape, every: boolean): JsonObject | undefined {
  const object = plainObject({ kind: "object", open: true, properties }, every);
  if (object === undefined || chosen === undefined) return object;
  return { ...object, [chosen[0]]: chosen[1] };
}

export interface PayloadChoice {
  /** Only payloads of this variant. */
  readonly caseId?: string;
  /** Optional properties too. */
  readonly every?: boolean;
  /** As this source may send them. */
  readonly source?: string;
}

/** A payload of each shape the event had; empty where no value of a required property could be found. */
export function payloadsOf(plan: Plan, event: PlanEvent, choice: PayloadChoice = {}): JsonObject[] {
  return shapesOf(plan, event, choice)
    .map((shape) => payloadOf(shape, choice.every === true))
    .filter((payload) => payload !== undefined);
}

/** How an object changes at the end of the way. */
export type ObjectChange = (object: JsonObject) => JsonObject;

/** A value of the property's type whose innermost object is changed; undefined where none can be made. */
function within(property: Property, rest: readonly Step[], change: ObjectChange): Json | undefined {
  const inside = objectInside(property.type);
  const plain = inside === undefined ? undefined : plainObject(inside);
  if (plain === undefined) return undefined;
  const changed = along(plain, rest, change);
  if (changed === undefined) return undefined;
  let value: Json = changed;
  const wrap = (type: Property["type"]): void => {
    if (type.kind !== "array") return;
    wrap(type.items);
    const more = [...valuesFitting(type)].find((list) => Array.isArray(list) && list.length >= (type.minItems ?? 0));
    const others = Array.isArray(more) ? more.slice(1, type.minItems ?? 1) : [];
    value = [value, ...others];
  };
  wrap(property.type);
  return value;
}

/** Applies a change to the object that the steps lead to; objects that are not there yet are made. */
export function along(object: JsonObject, steps: readonly Step[], change: ObjectChange): JsonObject | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(object);
  if (step.before === undefined) return undefined;
  const value = within(step.before, rest, change);
  return value === undefined ? undefined : { ...object, [step.before.name]: value };
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** Own keys only: `__proto__` is a key like any other. */
export function having(object: JsonObject, name: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== name), [name, value]]);
}
