/** What judging a stored event again changes in analysis. Pure. */

import type { Judgement } from "../violation/violation.ts";
import type { Call } from "./call.ts";
import { heldTraits } from "./judge.ts";

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
export function effectOf(call: Call, now: Judgement, then: Judgement): Effect {
  if (hasTraits(call)) return traitsEffect(call, now, then);
  const was = now.verdict === "conformant";
  const is = then.verdict === "conformant";
  if (was && is) return now.eventId === then.eventId ? "stays" : "moved";
  if (was) return "withdrawn";
  return is ? "added" : "held";
}
