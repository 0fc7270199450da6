/** Making an event from its name: id and name in code are ours to choose. Nothing is written. */

import { newId } from "../base/id.ts";
import { applyEdits, type Edit, type EditResult } from "./edit.ts";
import { suggestIdentifier } from "./names.ts";
import { newEvent } from "./new-object.ts";
import type { CallType, EventRole, Plan } from "./plan.ts";

export interface EventWish {
  readonly name: string;
  readonly callType: CallType;
  readonly category?: string | undefined;
  /** What it is to mean to the business. */
  readonly role?: EventRole | undefined;
}

export interface SuggestedEvent {
  readonly id: string;
  /** In code; no event of the plan has it or had it. */
  readonly identifier: string;
  readonly edits: readonly Edit[];
  /** The plan with the event, or why it cannot be added. */
  readonly result: EditResult;
}

/** A name in code for an event that is to come; no event of the plan has it or had it. */
export function identifierFor(plan: Plan, { id, name }: { readonly id: string; readonly name: string }): string {
  const used = plan.events.flatMap((event) => [event.identifier, ...event.formerIdentifiers]);
  const taken = new Set(used.map((one) => one.toLowerCase()));
  return suggestIdentifier({ name, id, policy: plan.settings.identifiers, taken });
}

/** The edits that add an event of that name to the plan. */
export function suggestEvent(plan: Plan, { name, callType, category, role }: EventWish): SuggestedEvent {
  const id = newId("evt");
  const identifier = identifierFor(plan, { id, name });
  const roles = role === undefined ? [] : [role];
  const object = newEvent({ id, name, identifier, callType, roles, ...(category ? { category } : {}) });
  const edits: Edit[] = [{ command: "addObject", entry: { kind: "event", object } }];
  return { id, identifier, edits, result: applyEdits(plan, edits) };
}
