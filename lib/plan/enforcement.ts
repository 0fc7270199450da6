/**
 * What a source does with an event that breaks the plan, as people set it: for all of its events, and by rules for call
 * types, releases of its app and a part of its users. The verdict stays the plan's; what is done about it is the source's.
 */

/** What becomes of an event that does not conform. */
export const MODES = ["observe", "quarantine", "block"] as const;
export type Mode = (typeof MODES)[number];

/** What is left out of an event that does not conform, for analysis, where the rest then conforms. */
export const STRIPS = ["nothing", "unplanned", "invalid", "both"] as const;
export type Strip = (typeof STRIPS)[number];

/** The calls that may break a plan. */
export const ENFORCED_CALLS = ["track", "page", "screen", "identify", "group"] as const;
export type EnforcedCall = (typeof ENFORCED_CALLS)[number];

export interface Enforcement {
  readonly mode: Mode;
  readonly strip: Strip;
}

/** Of the rules of a source the first that is for an event counts; where none is, the source's own mode and strip do. */
export interface EnforcementRule extends Enforcement {
  /** Empty for every call. */
  readonly calls: readonly EnforcedCall[];
  /** The first release of the app that it is for. An event that names no release is in none. */
  readonly from?: string | undefined;
  /** The first release that it is no longer for. */
  readonly before?: string | undefined;
  /** Part of the source's users, 1 to 100: always the same ones, and a greater part holds those of a smaller one. */
  readonly percent: number;
  /**
   * Percentage points: the rule goes by itself once so much less of this part is accepted into analysis than of the other users
   * that it is otherwise for.
   */
  readonly rollback?: number | undefined;
}

/** A rule as one line, the same for the same rule: `track+page ≥2.1.0 <3.0.0 50%: block, unplanned`. */
function ruleText({ calls, from, before, percent, rollback, mode, strip }: EnforcementRule): string {
  const meant = [
    calls.length === 0 ? "*" : ENFORCED_CALLS.filter((call) => calls.includes(call)).join("+"),
    ...(from === undefined ? [] : [`≥${from}`]),
    ...(before === undefined ? [] : [`<${before}`]),
    ...(percent === 100 ? [] : [`${percent}%`]),
    ...(rollback === undefined ? [] : [`↩${rollback}`]),
  ];
  return `${meant.join(" ")}: ${mode}, ${strip}`;
}

/** Rules as a text by which two lists are told apart, and which the audit log keeps; "" for none. */
export function rulesText(rules: readonly EnforcementRule[]): string {
  return rules.map(ruleText).join("; ");
}

export const ENFORCEMENT_RULES_MAX = 20;
/** A release of an app as its events name it: `2.14.0`, `v3-beta.1`. */
export const RELEASE_NAME: RegExp = /^(?=.*\d)[0-9A-Za-z.+_-]{1,50}$/;
