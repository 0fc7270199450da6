/** Sample payloads as people may see them: values the plan calls personal or sensitive, or that look it, are covered. */

import { printable } from "../base/printable.ts";
import type { Json, Plan, PlanEvent, Property } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { valueClassOf } from "../plan/value-class.ts";

export const MASK = "•••";

/** Any row of digits long enough for a phone or a card: covering one too many costs less than showing one. */
const DIGITS = /^\+?[\d\s().-]{8,}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}/;
/** Keys whose values nobody should see, planned or not. */
const SECRET_KEY = /pass(word|wd)?|secret|token|authorization|^ip$|e-?mail|phone|iban|card.?number|ssn/i;

/** The id of a person as people may see it: an e-mail address is covered, a number or code of the company is not. */
export function maskId(id: string): string {
  return valueClassOf(id) === "email" ? MASK : printable(id);
}

type Names = ReadonlyMap<string, Property>;

function isPrivate(property: Property | undefined): boolean {
  return property?.privacy === "personal" || property?.privacy === "sensitive";
}

function looksPersonal(text: string): boolean {
  if (INSTANT.test(text)) return false;
  return valueClassOf(text) !== undefined || (DIGITS.test(text) && /\d{6}/.test(text.replace(/\D/g, "")));
}

function covered(value: Json): Json {
  if (Array.isArray(value)) return value.map(covered);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, covered(item as Json)]));
  }
  return value === null ? null : MASK;
}

function nestedNames(property: Property | undefined): Names {
  const type = property?.type;
  const inner = type?.kind === "array" ? type.items : type;
  return new Map(inner?.kind === "object" ? inner.properties.map((item) => [item.name, item]) : []);
}

/** A value as people may see it, under the name `key`; `property` is what the plan says of it, if it knows the name. */
export function maskValue(value: Json, key: string, property: Property | undefined): Json {
  if (isPrivate(property) || (property === undefined && SECRET_KEY.test(key))) return covered(value);
  if (typeof value === "string") return property === undefined && looksPersonal(value) ? MASK : value;
  if (Array.isArray(value)) return value.map((item) => maskValue(item as Json, "", property));
  if (typeof value === "object" && value !== null)
    return maskMembers(value as { [key: string]: Json }, nestedNames(property));
  return value;
}

function maskMembers(members: { readonly [key: string]: Json }, names: Names): Json {
  return Object.fromEntries(
    Object.entries(members).map(([key, value]) => [key, maskValue(value, key, names.get(key))]),
  );
}

function namesOf(plan: Plan, event: PlanEvent | undefined): Names {
  if (event === undefined) return new Map();
  const { properties, variants } = resolveEvent(plan, event);
  const all = [
    ...properties.map(({ property }) => property),
    ...(variants?.cases.flatMap((item) => item.case.properties) ?? []),
  ];
  return new Map(all.map((property) => [property.name, property]));
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A copy of a call with private values covered. `plan`: the latest; without one every name is unknown. A private event
 * covers all of its properties.
 */
export function maskCall(call: Json, plan: Plan | undefined, event: PlanEvent | undefined): Json {
  if (!isObject(call)) return covered(call);
  const properties = plan === undefined ? new Map<string, Property>() : namesOf(plan, event);
  const groups = plan?.groupTypes.flatMap((group) => group.properties) ?? [];
  const traits: Names = new Map([...(plan?.userProperties ?? []), ...groups].map((trait) => [trait.name, trait]));
  const hide = event?.privacy === "personal" || event?.privacy === "sensitive";
  return Object.fromEntries(
    Object.entries(call).map(([key, value]) => {
      if (key === "properties" && isObject(value)) return [key, hide ? covered(value) : maskMembers(value, properties)];
      if (key === "traits" && isObject(value)) return [key, maskMembers(value, traits)];
      if (key === "context" && isObject(value) && isObject(value.traits)) {
        const { traits: inner, ...rest } = value;
        return [
          key,
          {
            ...(maskMembers(rest, new Map()) as object),
            traits: maskMembers(inner as { [key: string]: Json }, traits),
          },
        ];
      }
      return [key, maskValue(value, key, undefined)];
    }),
  );
}
