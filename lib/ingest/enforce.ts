/** What a source does with an event that breaks the plan. Asked only then: what conforms costs nothing here. */

import type { Enforcement, EnforcementRule, Mode } from "../plan/enforcement.ts";
import { compareReleases } from "../violation/state.ts";
import type { Judgement, Violation } from "../violation/violation.ts";
import { appVersionOf, type Call } from "./call.ts";
import { findStripped } from "./strip.ts";
import type { Transformed } from "./transform.ts";

/** What a source is set to. */
export interface SourceEnforcement extends Enforcement {
  readonly rules: readonly EnforcementRule[];
}

/** A judgement, and what the source did about it. */
export interface Enforced extends Judgement {
  /** Where a rule of the source says another one than the source itself. */
  readonly mode?: Mode;
  /** JSON pointers into the call as received: without these properties it conforms, and so it enters analysis. */
  readonly stripped?: readonly string[];
  /** What the plan's transformations made of it: so it conforms, and so it enters analysis. */
  readonly transformed?: Transformed;
  /** What became of values that were not kept as they came: how, and a JSON pointer with `*` for the items of a list. */
  readonly handled?: readonly string[];
}

/** A number from 0 to 99 that is always the same for a user: FNV-1a, 32 bits. */
export function shareOf({ userId, anonymousId }: Pick<Call, "userId" | "anonymousId">): number {
  let hash = 0x811c9dc5;
  for (const character of userId === "" ? anonymousId : userId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The last bits of short ids that differ in one digit are alike: the first ones are mixed in.
  return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}

/** Whether a rule is for calls of this kind and release, "" for none, of whichever users. */
export function isInScope({ calls, from, before }: EnforcementRule, kind: string, release: string): boolean {
  if (calls.length > 0 && !calls.some((one) => one === kind)) return false;
  if (from === undefined && before === undefined) return true;
  if (release === "") return false;
  if (from !== undefined && compareReleases(release, from) < 0) return false;
  return before === undefined || compareReleases(release, before) < 0;
}

function isFor(rule: EnforcementRule, call: Call): boolean {
  return isInScope(rule, call.kind, appVersionOf(call)) && (rule.percent >= 100 || shareOf(call) < rule.percent);
}

/** Of the first rule that is for the call, else of the source. */
export function enforcementFor(call: Call, source: SourceEnforcement): Enforcement {
  return source.rules.find((rule) => isFor(rule, call)) ?? source;
}

/**
 * A judgement with what the source does about it. Traits are taken or held one by one as it is: only events are stripped.
 * What the plan transforms conforms as it is then, and nothing is left out of it.
 * `judgeAgain`: as `findStripped` has it.
 */
export function enforce(
  call: Call,
  judgement: Enforced,
  source: SourceEnforcement,
  judgeAgain: (call: Call, stripped: readonly string[]) => readonly Violation[],
): Enforced {
  if (judgement.verdict === "conformant") return judgement;
  const { mode, strip } = enforcementFor(call, source);
  const own = mode === source.mode ? {} : { mode };
  const isEvent = call.kind === "track" || call.kind === "page" || call.kind === "screen";
  const stripped =
    isEvent && judgement.verdict === "violating" && judgement.transformed === undefined
      ? findStripped(call, judgement.violations, strip, judgeAgain)
      : undefined;
  return { ...judgement, ...own, ...(stripped === undefined ? {} : { stripped }) };
}
