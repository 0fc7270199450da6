/** What people must agree to before something leaves: the purpose of a call, and the purposes of single keys of it. */

import { nestedProperties } from "../../lib/plan/edit-tree.ts";
import type { Plan, Property } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";

export interface Purposes {
  /** Of the whole call: nothing of it leaves before. */
  readonly call?: string;
  /** By wire key, sorted: a key leaves once all of these are agreed to. The purpose of the call is not repeated. */
  readonly keys: readonly (readonly [key: string, purposes: readonly string[]])[];
}

/** Whether people must agree to it: not where the plan declares it with another legal basis, such as a contract. */
export type IsAsked = (purpose: string) => boolean;

export function askedIn({ settings }: Plan): IsAsked {
  const others = settings.purposes.filter(({ legalBasis }) => legalBasis !== "consent");
  const unasked = new Set(others.map(({ key }) => key));
  return (purpose) => !unasked.has(purpose);
}

/** A nested property's purpose is asked of the whole key it stands in: half an object would be another fact. */
function purposesIn({ consentPurpose, type }: Property): string[] {
  return [...(consentPurpose === undefined ? [] : [consentPurpose]), ...nestedProperties(type).flatMap(purposesIn)];
}

/** Of a call with these properties, which may repeat a key: every shape of it counts. */
export function purposesOf(properties: readonly Property[], isAsked: IsAsked, named?: string): Purposes {
  const call = named !== undefined && isAsked(named) ? named : undefined;
  const byKey = new Map<string, Set<string>>();
  for (const property of properties) {
    const own = purposesIn(property).filter((purpose) => purpose !== call && isAsked(purpose));
    if (own.length > 0) byKey.set(property.name, new Set([...(byKey.get(property.name) ?? []), ...own]));
  }
  const keys = sortedBy([...byKey], ([key]) => key).map(([key, found]) => [key, [...found].sort()] as const);
  return { ...(call === undefined ? {} : { call }), keys };
}

/** All purposes that any of these name, sorted. */
export function allPurposes(found: readonly Purposes[]): string[] {
  const named = found.flatMap(({ call, keys }) => [
    ...(call === undefined ? [] : [call]),
    ...keys.flatMap(([, purposes]) => purposes),
  ]);
  return [...new Set(named)].sort();
}
