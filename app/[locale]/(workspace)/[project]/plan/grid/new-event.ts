/** Making an event from its name: id and name in code are the server's to choose. */

import { newId } from "../../../../../../lib/base/id.ts";
import { applyEdits, type Edit } from "../../../../../../lib/plan/edit.ts";
import { suggestIdentifier } from "../../../../../../lib/plan/names.ts";
import { newEvent } from "../../../../../../lib/plan/new-object.ts";
import type { CallType, Plan } from "../../../../../../lib/plan/plan.ts";
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
  const id = newId("evt");
  const used = plan.events.flatMap((event) => [event.identifier, ...event.formerIdentifiers]);
  const taken = new Set(used.map((one) => one.toLowerCase()));
  const identifier = suggestIdentifier({ name: input.name, id, policy: plan.settings.identifiers, taken });
  const { name, callType, category } = input;
  const object = newEvent({ id, name, identifier, callType, ...(category ? { category } : {}) });
  const edits: Edit[] = [{ command: "addObject", entry: { kind: "event", object } }];
  const result = applyEdits(plan, edits);
  if (!result.ok) return { ok: false, text: result.errors[0]?.[scope.language] ?? "" };
  // Only what concerns the name: everything else of a new event is still to be written.
  const findings = findingsOf(result.plan, scope, `event/${id}/name`);
  return { ok: true, id, edits, findings };
}
