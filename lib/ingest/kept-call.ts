/** From a call as received to what of it analysis holds. The call as received is kept whatever is done here. */

import type { Call } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { withoutStripped } from "./strip.ts";

/** The call after one step; the same object where the step changes nothing. */
type Step = (call: Call, judgement: Enforced) => Call;

/** In order: each takes what the one before it left. */
const STEPS: readonly Step[] = [(call, { stripped }) => withoutStripped(call, stripped)];

export function keptCall<Judged extends { readonly call: Call; readonly judgement: Enforced }>(judged: Judged): Judged {
  const call = STEPS.reduce((kept, step) => step(kept, judged.judgement), judged.call);
  return call === judged.call ? judged : { ...judged, call };
}
