/**
 * Edits: the closed list of commands that change a plan. `applyEdit` is pure, shares what it does not touch, and never
 * gives back a plan that breaks an invariant the plan before it held.
 */

import { z } from "zod";
import { newProblems } from "./edit-check.ts";
import type { Command, EditContext } from "./edit-command.ts";
import { isProblem } from "./edit-command.ts";
import { attachBundle, detachBundle, renameEvent, setIdentifier, updateEvent } from "./edit-event.ts";
import { addStep, moveStep, removeStep, updateJourney, updateStep } from "./edit-journey.ts";
import { deprecate, link, restore, unlink } from "./edit-link.ts";
import {
  addObject,
  moveObject,
  removeObject,
  reorderObjects,
  replaceObject,
  updateBundle,
  updateCategory,
  updateDecision,
  updateGroupType,
  updateMetric,
} from "./edit-object.ts";
import { updatePlan, updateSettings } from "./edit-plan.ts";
import { setPresence } from "./edit-presence.ts";
import { type EditError, isStructural, type PlanProblem, problemError } from "./edit-problem.ts";
import { addProperty, moveProperty, removeProperty, renameProperty, updateProperty } from "./edit-property.ts";
import { addPurpose, removePurpose, updatePurpose } from "./edit-purpose.ts";
import { addRecipient, removeRecipient, updateRecipient } from "./edit-recipient.ts";
import {
  addSuppression,
  removeSuppression,
  updateNaming,
  updateStandards,
  updateSuppression,
} from "./edit-standards.ts";
import { addTransformation, removeTransformation, updateTransformation } from "./edit-transformation.ts";
import { addTrigger, moveTrigger, removeTrigger, updateTrigger } from "./edit-trigger.ts";
import { addCase, moveCase, removeCase, setDiscriminator, updateCase } from "./edit-variant.ts";
import type { Plan } from "./plan.ts";

/** One edit: `{ command: "renameEvent", id, name }` and so on. See the folder's `edit-*.ts` for what each does. */
export const editSchema = z.discriminatedUnion("command", [
  updatePlan.schema,
  updateSettings.schema,
  addObject.schema,
  replaceObject.schema,
  removeObject.schema,
  moveObject.schema,
  reorderObjects.schema,
  updateEvent.schema,
  renameEvent.schema,
  setIdentifier.schema,
  attachBundle.schema,
  detachBundle.schema,
  setDiscriminator.schema,
  addCase.schema,
  updateCase.schema,
  removeCase.schema,
  moveCase.schema,
  addProperty.schema,
  updateProperty.schema,
  renameProperty.schema,
  removeProperty.schema,
  moveProperty.schema,
  setPresence.schema,
  updateBundle.schema,
  updateGroupType.schema,
  updateDecision.schema,
  updateMetric.schema,
  updateCategory.schema,
  link.schema,
  unlink.schema,
  deprecate.schema,
  restore.schema,
  updateJourney.schema,
  addStep.schema,
  updateStep.schema,
  removeStep.schema,
  moveStep.schema,
  addTrigger.schema,
  updateTrigger.schema,
  removeTrigger.schema,
  moveTrigger.schema,
  addPurpose.schema,
  updatePurpose.schema,
  removePurpose.schema,
  addRecipient.schema,
  updateRecipient.schema,
  removeRecipient.schema,
  addTransformation.schema,
  updateTransformation.schema,
  removeTransformation.schema,
  updateNaming.schema,
  updateStandards.schema,
  addSuppression.schema,
  updateSuppression.schema,
  removeSuppression.schema,
]);
export type Edit = z.infer<typeof editSchema>;

const COMMANDS: { readonly [Name in Edit["command"]]: Command } = {
  updatePlan: updatePlan.command,
  updateSettings: updateSettings.command,
  addObject: addObject.command,
  replaceObject: replaceObject.command,
  removeObject: removeObject.command,
  moveObject: moveObject.command,
  reorderObjects: reorderObjects.command,
  updateEvent: updateEvent.command,
  renameEvent: renameEvent.command,
  setIdentifier: setIdentifier.command,
  attachBundle: attachBundle.command,
  detachBundle: detachBundle.command,
  setDiscriminator: setDiscriminator.command,
  addCase: addCase.command,
  updateCase: updateCase.command,
  removeCase: removeCase.command,
  moveCase: moveCase.command,
  addProperty: addProperty.command,
  updateProperty: updateProperty.command,
  renameProperty: renameProperty.command,
  removeProperty: removeProperty.command,
  moveProperty: moveProperty.command,
  setPresence: setPresence.command,
  updateBundle: updateBundle.command,
  updateGroupType: updateGroupType.command,
  updateDecision: updateDecision.command,
  updateMetric: updateMetric.command,
  updateCategory: updateCategory.command,
  link: link.command,
  unlink: unlink.command,
  deprecate: deprecate.command,
  restore: restore.command,
  updateJourney: updateJourney.command,
  addStep: addStep.command,
  updateStep: updateStep.command,
  removeStep: removeStep.command,
  moveStep: moveStep.command,
  addTrigger: addTrigger.command,
  updateTrigger: updateTrigger.command,
  removeTrigger: removeTrigger.command,
  moveTrigger: moveTrigger.command,
  addPurpose: addPurpose.command,
  updatePurpose: updatePurpose.command,
  removePurpose: removePurpose.command,
  addRecipient: addRecipient.command,
  updateRecipient: updateRecipient.command,
  removeRecipient: removeRecipient.command,
  addTransformation: addTransformation.command,
  updateTransformation: updateTransformation.command,
  removeTransformation: removeTransformation.command,
  updateNaming: updateNaming.command,
  updateStandards: updateStandards.command,
  addSuppression: addSuppression.command,
  updateSuppression: updateSuppression.command,
  removeSuppression: removeSuppression.command,
};

export interface ApplyContext extends EditContext {
  /** An import may bring constraints that publishing will refuse; they become findings instead of stopping it. */
  readonly tolerant?: boolean;
}

export type EditResult =
  | {
      readonly ok: true;
      readonly plan: Plan;
      /** The edits with every default written out: repeating them needs no context. */
      readonly edits: readonly Edit[];
    }
  | { readonly ok: false; readonly errors: readonly EditError[] };

/** Applies edits one after the other as one change: only the outcome must be sound, so two names can be swapped. */
export function applyEdits(plan: Plan, edits: readonly Edit[], context: ApplyContext = {}): EditResult {
  const settled: Edit[] = [];
  let current = plan;
  for (const edit of edits) {
    const command = COMMANDS[edit.command];
    const outcome = command.apply(current, edit, context);
    if (isProblem(outcome)) return { ok: false, errors: [problemError(outcome)] };
    settled.push(command.settle(current, edit, context) as Edit);
    current = outcome;
  }
  const problems = newProblems(plan, current).filter((item) => context.tolerant !== true || isStructural(item));
  if (problems.length > 0) return { ok: false, errors: distinctErrors(problems) };
  return { ok: true, plan: current, edits: settled };
}

const ERRORS_MAX = 100;

function distinctErrors(problems: readonly PlanProblem[]): EditError[] {
  return problems.slice(0, ERRORS_MAX).map(problemError);
}

/** Applies one edit. The plan given stays as it is; a plan that nothing changes comes back as the same value. */
export function applyEdit(plan: Plan, edit: Edit, context: ApplyContext = {}): EditResult {
  return applyEdits(plan, [edit], context);
}

/** Repeats edits that were accepted before, without judging them again. Throws when one no longer finds its object. */
export function replayEdits(plan: Plan, edits: readonly Edit[]): Plan {
  return edits.reduce((current, edit) => {
    const outcome = COMMANDS[edit.command].apply(current, edit, {});
    if (isProblem(outcome)) throw new Error(`Invariant: recorded edit ${edit.command} fails: ${outcome.code}`);
    return outcome;
  }, plan);
}

/** The field paths an edit touches (edit-path.ts): two edits whose paths do not overlap can both be accepted. */
export function touchedFields(edit: Edit): string[] {
  return COMMANDS[edit.command].touched(edit);
}
