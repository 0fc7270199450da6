/** What judging a stored event again changes in analysis. Pure. */

import type { Judgement } from "../violation/violation.ts";
import type { Call } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { heldTraits } from "./judge.ts";
import { isKept, keptEventId } from "./kept-call.ts";

/**
 * stays: in analysis, and as the same planned event. added and withdrawn: it enters and leaves, or more and fewer of its
 * traits apply. moved: it is another planned event, or other traits of it apply. held: kept out as before.
 */
export const EFFECTS = ["stays", "added", "withdrawn", "moved", "held"] as const;
export type Effect = (typeof EFFECTS)[number];

/** True for calls of which analysis may take some traits and not others. */
export function hasTraits({ kind }: Pick<Call, "kind">): boolean {
  return kind === "identify" || kind === "group";
}

function traitsEffect(call: Call, now: Judgement, then: Judgement): Effect {
  const was = now.verdict === "conformant";
  const is = then.verdict === "conformant";
  if (was || is) return was === is ? "stays" : is ? "added" : "withdrawn";
  const [before, after] = [heldTraits(call, now), heldTraits(call, then)];
  const fewer = [...after].some((name) => !before.has(name));
  const more = [...before].some((name) => !after.has(name));
  if (fewer) return more ? "moved" : "withdrawn";
  return more ? "added" : "held";
}

/** `now`: what stands. `then`: what the version that judges says. */
export function effectOf(call: Call, now: Enforced, then: Enforced): Effect {
  if (hasTraits(call)) return traitsEffect(call, now, then);
  const [was, is] = [isKept(now), isKept(then)];
  // What is transformed from now on reads otherwise in analysis.
  if (was && is) return keptEventId(now) === keptEventId(then) && then.transformed === undefined ? "stays" : "moved";
  if (was) return "withdrawn";
  return is ? "added" : "held";
}
