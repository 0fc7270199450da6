/** Commands on the places where an event fires. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, textPatchSchema } from "./edit-patch.ts";
import { idSchema, ORDER } from "./edit-path.ts";
import { changed, changeObject, inserted, moved, removed } from "./edit-tree.ts";
import type { Plan } from "./plan.ts";
import type { EventTrigger } from "./plan-journey.ts";
import { eventTriggerSchema } from "./schema.ts";

const triggerSchema = eventTriggerSchema as unknown as z.ZodType<EventTrigger>;
const fields = eventTriggerSchema.shape;

type TriggersChange = (triggers: readonly EventTrigger[]) => readonly EventTrigger[] | undefined;

function changeTriggers(plan: Plan, id: string, path: string, change: TriggersChange): Outcome {
  const next = changeObject(plan, "event", id, (event) => {
    const triggers = change(event.triggers);
    return triggers === undefined || triggers === event.triggers ? triggers && event : { ...event, triggers };
  });
  return next ?? problem("not_found", path, path.slice(path.lastIndexOf("/") + 1));
}

function triggerPath(event: string, id: string): string {
  return `event/${event}/triggers/${id}`;
}

/** Adds a place where the event fires, at the end or before another. */
export const addTrigger = defineCommand(
  "addTrigger",
  { event: idSchema, trigger: triggerSchema, before: idSchema.nullable().optional() },
  {
    apply: (plan, { event, trigger, before }) =>
      changeTriggers(plan, event, triggerPath(event, trigger.id), (list) => inserted(list, trigger, before)),
    touched: ({ event, trigger }) => [triggerPath(event, trigger.id)],
  },
);

const TRIGGER_SHAPE: PatchShape = { texts: ["text"] };
export const updateTrigger = defineCommand(
  "updateTrigger",
  {
    event: idSchema,
    id: idSchema,
    changes: z.strictObject({
      text: textPatchSchema.optional(),
      source: fields.source.unwrap().nullable().optional(),
      url: fields.url.unwrap().nullable().optional(),
      image: fields.image.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { event, id, changes }) =>
      changeTriggers(plan, event, triggerPath(event, id), (list) =>
        changed(list, id, (trigger) => patched(trigger, changes, TRIGGER_SHAPE)),
      ),
    touched: ({ event, id, changes }) => patchPaths(triggerPath(event, id), changes, TRIGGER_SHAPE),
  },
);

export const removeTrigger = defineCommand(
  "removeTrigger",
  { event: idSchema, id: idSchema },
  {
    apply: (plan, { event, id }) => changeTriggers(plan, event, triggerPath(event, id), (list) => removed(list, id)),
    touched: ({ event, id }) => [triggerPath(event, id)],
  },
);

/** Moves a place before another of its event, or to the end. */
export const moveTrigger = defineCommand(
  "moveTrigger",
  { event: idSchema, id: idSchema, before: idSchema.nullable() },
  {
    apply: (plan, { event, id, before }) =>
      changeTriggers(plan, event, triggerPath(event, id), (list) => moved(list, id, before)),
    touched: ({ event, id }) => [`event/${event}/triggers/${ORDER}/${id}`],
  },
);
