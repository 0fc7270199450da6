/** Judging a stored event again under one plan version: would analysis now take it, wholly or trait by trait? */

import type { Judgement, Violation } from "../violation/violation.ts";
import type { Call, CallKind } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { BREAKS_LIMITS, HOLDS_LARGE_NUMBERS, quickLook } from "./json-limits.ts";
import { heldTraits, judge } from "./judge.ts";
import { readCall } from "./read-call.ts";
import { largeNumberViolations, withViolations } from "./receive.ts";
import { isWithin } from "./strip.ts";
import { findTransformed } from "./transform.ts";
import type { PlanValidators, UnplannedRule } from "./validate.ts";

export interface StoredCall {
  readonly kind: CallKind;
  readonly raw: string;
  /** What became of values that were not kept. */
  readonly handled?: readonly string[];
  /** Traits held so far. */
  readonly held: number;
}

/** A stored call, read from its text, with what is known of values that its text has not any more. */
export function withHandled(call: Call, handled: readonly string[] = []): Call {
  return handled.length === 0 ? call : { ...call, handled };
}

export interface SourceRule {
  readonly slug: string;
  readonly unplanned: UnplannedRule;
}

export interface Rejudgement {
  readonly judgement: Judgement;
  /** Analysis takes more of the event than before. */
  readonly accepted: boolean;
  readonly traitsHeld: number;
}

/** The verdict of one version on a stored call that was read. `look`: what `quickLook` found in its message. */
export function judgeStored(
  raw: string,
  call: Call,
  validators: PlanValidators | undefined,
  { slug, unplanned }: SourceRule,
  look = quickLook(call.message),
): Judgement {
  // The version a call was made for is history here: the question is what this version says of it.
  const undeclared: Call = { ...call, declaration: undefined };
  const versions = { latest: validators, find: () => undefined };
  const withinLimits = (look & BREAKS_LIMITS) === 0;
  const judged = judge(undeclared, versions, { sourceSlug: slug, unplanned, withinLimits });
  if ((look & HOLDS_LARGE_NUMBERS) === 0) return judged;
  return withViolations(
    judged,
    largeNumberViolations(raw, { from: raw.search(/\S/), to: raw.length }, call.subjectPath),
  );
}

/** As `judgeStored`, and what the version's transformations make of an event that does not conform. */
export function judgeKept(
  raw: string,
  call: Call,
  validators: PlanValidators | undefined,
  rule: SourceRule,
  look = quickLook(call.message),
): Enforced {
  const judged = judgeStored(raw, call, validators, rule, look);
  const isWhole =
    (look & HOLDS_LARGE_NUMBERS) === 0 || judged.violations.every(({ keyword }) => keyword !== "precision");
  if (judged.verdict === "conformant" || !isWhole) return judged;
  const versions = { latest: validators, find: () => undefined };
  const { slug, unplanned } = rule;
  const withinLimits = (look & BREAKS_LIMITS) === 0;
  const transformed = findTransformed(call, judged, versions, { sourceSlug: slug, unplanned, withinLimits });
  return transformed === undefined ? judged : { ...judged, transformed };
}

/**
 * The violations of a stored call without some of its properties, under the version that judged it: for `findStripped`.
 * `call`: as it was read from `raw`.
 */
export function storedJudgeAgain(
  raw: string,
  { message, subjectPath }: Call,
  validators: PlanValidators | undefined,
  { slug, unplanned }: SourceRule,
): (call: Call, stripped: readonly string[]) => readonly Violation[] {
  const look = quickLook(message);
  const rule = { sourceSlug: slug, unplanned, withinLimits: (look & BREAKS_LIMITS) === 0 };
  const large =
    (look & HOLDS_LARGE_NUMBERS) === 0
      ? []
      : largeNumberViolations(raw, { from: raw.search(/\S/), to: raw.length }, subjectPath);
  return (call, stripped) => {
    const judged = judge({ ...call, declaration: undefined }, { latest: validators, find: () => undefined }, rule);
    return withViolations(
      judged,
      large.filter(({ path }) => !isWithin(path, stripped)),
    ).violations;
  };
}

/** `undefined` when the event cannot be read: it is then malformed whatever the plan. */
export function rejudge(stored: StoredCall, validators: PlanValidators, rule: SourceRule): Rejudgement | undefined {
  const read = readCall(JSON.parse(stored.raw) as unknown, stored.kind);
  if (!("call" in read)) return undefined;
  const judgement = judgeStored(stored.raw, withHandled(read.call, stored.handled), validators, rule);
  const isTraits = stored.kind === "identify" || stored.kind === "group";
  const traitsHeld = isTraits ? heldTraits(read.call, judgement).size : 0;
  const accepted = judgement.verdict === "conformant" || (isTraits && traitsHeld < stored.held);
  return { judgement, accepted, traitsHeld };
}
