/** Making an event from its name, with what the rules say of that name in the reader's language. */

import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { CallType, Plan } from "../../../../../../lib/plan/plan.ts";
import { suggestEvent } from "../../../../../../lib/plan/suggest-event.ts";
import type { ShownFinding } from "../editing/editing-context.tsx";
import { type FindingScope, findingsOf } from "../shown-findings.ts";

export interface NewEventInput {
  readonly name: string;
  readonly callType: CallType;
  readonly category: string | undefined;
}

export type NewEventResult =
  | {
      readonly ok: true;
      readonly id: string;
      readonly edits: readonly Edit[];
      readonly findings: readonly ShownFinding[];
    }
  | { readonly ok: false; readonly text: string };

/** The edits that add the event, with what the rules say of its name; or why it cannot be added. */
export function newEventAnswer(plan: Plan, input: NewEventInput, scope: FindingScope): NewEventResult {
  const { id, edits, result } = suggestEvent(plan, input);
  if (!result.ok) return { ok: false, text: result.errors[0]?.[scope.language] ?? "" };
  // Only what concerns the name: everything else of a new event is still to be written.
  const findings = findingsOf(result.plan, scope, `event/${id}/name`);
  return { ok: true, id, edits, findings };
}
