/** What people have a say in: the purpose of a call, and the purposes of single keys of it. */

import { nestedProperties } from "../../lib/plan/edit-tree.ts";
import type { Plan, Property } from "../../lib/plan/plan.ts";
import type { LegalBasis } from "../../lib/plan/plan-settings.ts";
import { sortedBy } from "../file.ts";

export interface Purposes {
  /** The purpose of the call stands until people object, instead of waiting until they agree. */
  readonly untilObjection?: boolean;
  /** Of the whole call: nothing of it leaves without. */
  readonly call?: string;
  /** By wire key, sorted: a key leaves while all of these are agreed to, or not objected to. The purpose of the call is not repeated. */
  readonly keys: readonly (readonly [key: string, purposes: readonly string[]])[];
}

/** Nobody is asked for these, and anybody may object to them (article 21 GDPR). */
const OBJECTABLE: readonly LegalBasis[] = ["legitimate_interests", "public_task"];

/** Whether people have a say in it: not where the plan declares it with a legal basis such as a contract. */
export type IsAsked = (purpose: string) => boolean;

export function askedIn({ settings }: Plan): IsAsked {
  const others = settings.purposes.filter(
    ({ legalBasis }) => legalBasis !== "consent" && !OBJECTABLE.includes(legalBasis),
  );
  const unasked = new Set(others.map(({ key }) => key));
  return (purpose) => !unasked.has(purpose);
}

/** Those of the purposes that stand until people object; the others wait until people agree. */
export function objectableAmong(purposes: readonly string[], { settings }: Plan): string[] {
  const found = settings.purposes.filter(({ legalBasis }) => OBJECTABLE.includes(legalBasis));
  const objectable = new Set(found.map(({ key }) => key));
  return purposes.filter((purpose) => objectable.has(purpose));
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

/** When a call leaves, in a sentence; nothing where people have no say in it. */
export function purposeLine({ call, untilObjection }: Purposes, code: (purpose: string) => string): string[] {
  if (call === undefined) return [];
  return [`Sent ${untilObjection ? "until people object to" : "once people agreed to"} ${code(call)}.`];
}

/** All purposes that any of these name, sorted. */
export function allPurposes(found: readonly Purposes[]): string[] {
  const named = found.flatMap(({ call, keys }) => [
    ...(call === undefined ? [] : [call]),
    ...keys.flatMap(([, purposes]) => purposes),
  ]);
  return [...new Set(named)].sort();
}
