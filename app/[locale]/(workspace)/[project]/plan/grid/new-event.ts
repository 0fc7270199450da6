/** Making events from their names, with what the rules say of them in the reader's language. */

import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { CallType, EventRole, Plan } from "../../../../../../lib/plan/plan.ts";
import { suggestEvent } from "../../../../../../lib/plan/suggest-event.ts";
import type { ShownFinding } from "../editing/editing-context.tsx";
import { type FindingScope, findingsOf } from "../shown-findings.ts";

export interface NewEventInput {
  readonly name: string;
  readonly callType: CallType;
  readonly category: string | undefined;
  readonly role?: EventRole | undefined;
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

export type NewEventsResult =
  | { readonly ok: true; readonly ids: readonly string[]; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly text: string };

/** The edits that add several events, each with a name in code of its own; or why one of them cannot be added. */
export function newEventsAnswer(
  plan: Plan,
  inputs: readonly Pick<NewEventInput, "name" | "callType">[],
  language: "en" | "fr",
): NewEventsResult {
  const ids: string[] = [];
  const all: Edit[] = [];
  let current = plan;
  for (const { name, callType } of inputs) {
    const { id, edits, result } = suggestEvent(current, { name, callType });
    if (!result.ok) return { ok: false, text: `${name}: ${result.errors[0]?.[language] ?? ""}` };
    ids.push(id);
    all.push(...edits);
    current = result.plan;
  }
  return { ok: true, ids, edits: all };
}
