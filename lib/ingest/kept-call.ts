/** From a call as received to what of it analysis holds. The call as received is kept whatever is done here. */

import type { Call } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { withoutStripped } from "./strip.ts";
import { asTransformed } from "./transform.ts";

/** The call after one step; the same object where the step changes nothing. */
type Step = (call: Call, judgement: Enforced) => Call;

/** In order: each takes what the one before it left. */
const STEPS: readonly Step[] = [
  (call, { transformed }) => asTransformed(call, transformed),
  (call, { stripped }) => withoutStripped(call, stripped),
];

/** True for what analysis takes as a whole: it conforms, or what was done to it makes it conform. */
export function isKept({ verdict, stripped, transformed }: Enforced): boolean {
  return verdict === "conformant" || stripped !== undefined || transformed !== undefined;
}

/** The planned event that it counts as in analysis. */
export function keptEventId({ eventId, transformed }: Enforced): string | undefined {
  return transformed?.eventId ?? eventId;
}

/** Bits of `repaired`: let in by a later judgement; without properties that its source left out; as the plan transforms it. */
const RELEASED = 1;
const STRIPPED = 2;
const TRANSFORMED = 4;

export function waysIn({ stripped, transformed }: Enforced, released: boolean): number {
  return (
    (released ? RELEASED : 0) | (stripped === undefined ? 0 : STRIPPED) | (transformed === undefined ? 0 : TRANSFORMED)
  );
}

export function keptCall<Judged extends { readonly call: Call; readonly judgement: Enforced }>(judged: Judged): Judged {
  const { judgement } = judged;
  const call = STEPS.reduce((kept, step) => step(kept, judgement), judged.call);
  if (call === judged.call) return judged;
  const eventId = keptEventId(judgement);
  return { ...judged, call, judgement: { ...judgement, ...(eventId === undefined ? {} : { eventId }) } };
}
