/** The call as it should have been, coloured, with what was changed in the reader's language. */

import { correctionOf } from "../../../../lib/ingest/corrected-call.ts";
import type { Json, Language, Plan } from "../../../../lib/plan/plan.ts";
import type { Violation } from "../../../../lib/violation/violation.ts";
import { type CodeToken, highlight } from "../../../_ui/highlight.ts";

export interface MendedCall {
  readonly call: readonly (readonly CodeToken[])[];
  readonly changes: readonly string[];
}

/** Undefined when there is no plan to mend by, or nothing that has one sensible correction. */
export async function mendedCall(
  event: { readonly call: Json; readonly violations: readonly Violation[]; readonly eventId?: string | undefined },
  plan: Plan | undefined,
  language: Language,
): Promise<MendedCall | undefined> {
  const found = correctionOf(event, plan);
  if (found === undefined) return undefined;
  return {
    call: await highlight(JSON.stringify(found.call, null, 2), "json"),
    changes: found.changes.map((change) => change[language]),
  };
}
