/** Properties of a template: a type, two texts, and an example that fits. */

import type { Json, Property, PropertyType, SegmentKind } from "../plan/plan.ts";
import type { Both } from "./both.ts";

export interface PropertyDraft {
  /** A function where it holds properties of its own. */
  readonly type: PropertyType | ((inside: readonly Property[]) => PropertyType);
  readonly inside?: PropertyDrafts;
  readonly name: Both;
  readonly about: Both;
  readonly example: Json;
  readonly more?: Partial<Property>;
}

export interface TraitDraft {
  readonly kind: SegmentKind;
  readonly draft: PropertyDraft;
}

/** By name on the wire. */
export interface PropertyDrafts {
  readonly [name: string]: PropertyDraft;
}

export function text(example: string, name: Both, about: Both): PropertyDraft {
  return { type: { kind: "string", minLength: 1, maxLength: 200 }, name, about, example };
}

/** A number people file things under: who holds it can find the person behind it. */
export function reference(example: string, name: Both, about: Both): PropertyDraft {
  return refined(
    { type: { kind: "string", minLength: 1, maxLength: 64 }, name, about, example },
    { privacy: "pseudonymous" },
  );
}

export function oneOf(values: readonly [string, ...string[]], name: Both, about: Both): PropertyDraft {
  return { type: { kind: "string", enum: values }, name, about, example: values[0] };
}

export function amount(example: number, name: Both, about: Both): PropertyDraft {
  return { type: { kind: "number", minimum: 0, maximum: 1_000_000 }, name, about, example };
}

export function whole(
  [minimum, maximum]: readonly [number, number],
  example: number,
  name: Both,
  about: Both,
): PropertyDraft {
  return { type: { kind: "integer", minimum, maximum }, name, about, example };
}

export function flag(name: Both, about: Both): PropertyDraft {
  return { type: { kind: "boolean" }, name, about, example: true };
}

export function moment(example: string, name: Both, about: Both): PropertyDraft {
  return { type: { kind: "string", format: "date-time" }, name, about, example };
}

/** A list of things with properties of their own. */
export function lines(inside: PropertyDrafts, name: Both, about: Both): PropertyDraft {
  const one = Object.fromEntries(Object.entries(inside).map(([key, { example }]) => [key, example]));
  return {
    type: (properties) => ({
      kind: "array",
      minItems: 1,
      maxItems: 100,
      items: { kind: "object", open: false, properties },
    }),
    ...{ inside, name, about },
    example: [one],
  };
}

function refined(draft: PropertyDraft, more: Partial<Property>): PropertyDraft {
  return { ...draft, more: { ...draft.more, ...more } };
}

export const optional = (draft: PropertyDraft) => refined(draft, { required: false });
export const withRole = (role: NonNullable<Property["role"]>, draft: PropertyDraft) => refined(draft, { role });
/** Says who someone is: kept under a purpose people know. */
export const personal = (consentPurpose: string, draft: PropertyDraft) =>
  refined(draft, { privacy: "personal", consentPurpose });

export const trait = (kind: SegmentKind, draft: PropertyDraft): TraitDraft => ({ kind, draft });
