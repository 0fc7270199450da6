/** The house rules of a plan: how things are named, what must be filled in, how much each rule weighs, what is let pass. */

import type { NamingCase } from "./plan.ts";

/** What standards can be set for. `user_property` holds for the properties of people and of groups. */
export const STANDARD_KINDS = ["event", "property", "user_property", "bundle", "category"] as const;
export type StandardKind = (typeof STANDARD_KINDS)[number];

export const WORD_ORDERS = ["any", "object action", "action object"] as const;
export type WordOrder = (typeof WORD_ORDERS)[number];

export interface NamingStandard {
  readonly case: NamingCase;
  /** What every name begins with. */
  readonly prefix?: string;
  /** `object action` puts the verb last (Order Completed), `action object` first (Complete Order). */
  readonly pattern: WordOrder;
  /** The verbs that may be used; empty for any. */
  readonly allowedVerbs: readonly string[];
  readonly forbiddenWords: readonly string[];
  /** Words that keep their own spelling: `ID`, `iOS`. */
  readonly acronyms: readonly string[];
}

/** Fields that can be demanded, by kind. */
export const REQUIRABLE_FIELDS = {
  // biome-ignore format: one list of words
  event: [
    "displayName", "description", "trigger", "triggers", "examples", "owner", "steward", "category", "tags", "sources",
    "roles", "serves", "consentPurpose", "retentionDays", "expiresOn",
  ],
  // biome-ignore format: one list of words
  property: [
    "displayName", "description", "examples", "owner", "tags", "serves", "consentPurpose", "retentionDays", "expiresOn",
  ],
  // biome-ignore format: one list of words
  user_property: [
    "displayName", "description", "examples", "owner", "tags", "serves", "segmentKind", "consentPurpose",
    "retentionDays", "expiresOn",
  ],
  bundle: ["description", "owner", "tags"],
  category: ["description", "owner"],
} as const satisfies { readonly [K in StandardKind]: readonly string[] };
export type RequirableField<K extends StandardKind = StandardKind> = (typeof REQUIRABLE_FIELDS)[K][number];

export const RULE_LEVELS = ["error", "warning", "info", "off"] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** A finding that is let pass, and why. */
export interface Suppression {
  readonly id: string;
  /** Code of the rule. */
  readonly rule: string;
  /** Id of the object or property it is about; `plan` for the plan itself. */
  readonly objectId: string;
  readonly reason: string;
  /** The last day it holds, YYYY-MM-DD; without one it holds for good. */
  readonly until?: string;
}

export interface Standards {
  readonly naming: { readonly [K in StandardKind]: NamingStandard };
  readonly requiredFields: { readonly [K in StandardKind]: readonly RequirableField<K>[] };
  /** Rules that weigh otherwise than they do by themselves, by code. */
  readonly severities: { readonly [rule: string]: RuleLevel };
  /** Groups of words that mean the same in a name. */
  readonly synonyms: readonly (readonly string[])[];
  readonly suppressions: readonly Suppression[];
  /** Days without a single event after which an active event is called stale. */
  readonly staleDays?: number;
}

function naming(nameCase: NamingCase): NamingStandard {
  return { case: nameCase, pattern: "any", allowedVerbs: [], forbiddenWords: [], acronyms: [] };
}

/** Standards that ask for nothing but these two cases. */
export function plainStandards(events: NamingCase, properties: NamingCase): Standards {
  return {
    naming: {
      event: naming(events),
      property: naming(properties),
      user_property: naming(properties),
      bundle: naming("any"),
      category: naming("any"),
    },
    requiredFields: { event: [], property: [], user_property: [], bundle: [], category: [] },
    severities: {},
    synonyms: [],
    suppressions: [],
  };
}

export const DEFAULT_STANDARDS: Standards = plainStandards("Title Case", "snake_case");
