/** Commands on journeys and their steps. Each step is edited on its own, and each pinned event is an element of a set. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { idSchema, ORDER } from "./edit-path.ts";
import { changed, changeObject, inserted, moved, removed } from "./edit-tree.ts";
import type { Plan } from "./plan.ts";
import type { JourneyStep } from "./plan-journey.ts";
import { journeySchema, journeyStepSchema } from "./schema.ts";

const stepSchema = journeyStepSchema as unknown as z.ZodType<JourneyStep>;
const fields = journeyStepSchema.shape;

const JOURNEY_SHAPE: PatchShape = { texts: ["name", "description"] };
/** Changes the named fields of a journey; its steps have commands of their own. */
export const updateJourney = defineCommand(
  "updateJourney",
  {
    id: idSchema,
    changes: z.strictObject({
      name: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
      owner: journeySchema.shape.owner.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { id, changes }) =>
      changeObject(plan, "journey", id, (journey) => patched(journey, changes, JOURNEY_SHAPE)) ??
      problem("not_found", `journey/${id}`, id),
    touched: ({ id, changes }) => patchPaths(`journey/${id}`, changes, JOURNEY_SHAPE),
  },
);

type StepsChange = (steps: readonly JourneyStep[]) => readonly JourneyStep[] | undefined;

function changeSteps(plan: Plan, id: string, path: string, change: StepsChange): Outcome {
  const next = changeObject(plan, "journey", id, (journey) => {
    const steps = change(journey.steps);
    return steps === undefined || steps === journey.steps ? steps && journey : { ...journey, steps };
  });
  return next ?? problem("not_found", path, path.slice(path.lastIndexOf("/") + 1));
}

function stepPath(journey: string, id: string): string {
  return `journey/${journey}/steps/${id}`;
}

/** Adds a step, at the end or before another. */
export const addStep = defineCommand(
  "addStep",
  { journey: idSchema, step: stepSchema, before: idSchema.nullable().optional() },
  {
    apply: (plan, { journey, step, before }) =>
      changeSteps(plan, journey, stepPath(journey, step.id), (steps) => inserted(steps, step, before)),
    touched: ({ journey, step }) => [stepPath(journey, step.id)],
  },
);

const STEP_SHAPE: PatchShape = { texts: ["name", "description"], sets: ["events"] };
/** Changes the named fields of a step. `events` takes `{add, remove}`: that is how an event is pinned and taken off. */
export const updateStep = defineCommand(
  "updateStep",
  {
    journey: idSchema,
    id: idSchema,
    changes: z.strictObject({
      name: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
      image: fields.image.unwrap().nullable().optional(),
      url: fields.url.unwrap().nullable().optional(),
      source: fields.source.unwrap().nullable().optional(),
      events: setPatchSchema(idSchema),
    }),
  },
  {
    apply: (plan, { journey, id, changes }) =>
      changeSteps(plan, journey, stepPath(journey, id), (steps) =>
        changed(steps, id, (step) => patched(step, changes, STEP_SHAPE)),
      ),
    touched: ({ journey, id, changes }) => patchPaths(stepPath(journey, id), changes, STEP_SHAPE),
  },
);

export const removeStep = defineCommand(
  "removeStep",
  { journey: idSchema, id: idSchema },
  {
    apply: (plan, { journey, id }) => changeSteps(plan, journey, stepPath(journey, id), (steps) => removed(steps, id)),
    touched: ({ journey, id }) => [stepPath(journey, id)],
  },
);

/** Moves a step before another of its journey, or to the end. */
export const moveStep = defineCommand(
  "moveStep",
  { journey: idSchema, id: idSchema, before: idSchema.nullable() },
  {
    apply: (plan, { journey, id, before }) =>
      changeSteps(plan, journey, stepPath(journey, id), (steps) => moved(steps, id, before)),
    touched: ({ journey, id }) => [`journey/${journey}/steps/${ORDER}/${id}`],
  },
);
