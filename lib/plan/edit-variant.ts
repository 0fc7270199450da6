/** Commands on the variants of an event: the discriminator and its cases. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, textPatchSchema } from "./edit-patch.ts";
import { idSchema, ORDER } from "./edit-path.ts";
import { changed, changeObject, inserted, moved, removed } from "./edit-tree.ts";
import type { Plan, PlanEvent, VariantCase } from "./plan.ts";
import { variantCaseSchema } from "./schema.ts";

const caseSchema = variantCaseSchema as unknown as z.ZodType<VariantCase>;

/** Picks the property whose value chooses the variant; the cases stay. Null takes all variants off the event. */
export const setDiscriminator = defineCommand(
  "setDiscriminator",
  { event: idSchema, property: idSchema.nullable() },
  {
    apply: (plan, { event: id, property }) =>
      changeObject(plan, "event", id, (event) => withDiscriminator(event, property)) ??
      problem("not_found", `event/${id}`, id),
    touched: ({ event, property }) => [`event/${event}/variants${property === null ? "" : "/discriminator"}`],
  },
);

function withDiscriminator(event: PlanEvent, property: string | null): PlanEvent {
  const { variants, ...rest } = event;
  if (property === null) return variants === undefined ? event : rest;
  if (variants?.discriminator === property) return event;
  return { ...event, variants: { discriminator: property, cases: variants?.cases ?? [] } };
}

type CasesChange = (cases: readonly VariantCase[]) => readonly VariantCase[] | undefined;

function changeCases(plan: Plan, id: string, path: string, change: CasesChange): Outcome {
  const next = changeObject(plan, "event", id, (event) => {
    if (event.variants === undefined) return undefined;
    const cases = change(event.variants.cases);
    if (cases === undefined || cases === event.variants.cases) return cases === undefined ? undefined : event;
    return { ...event, variants: { ...event.variants, cases } };
  });
  return next ?? problem("not_found", path, path.slice(path.lastIndexOf("/") + 1));
}

function casePath(event: string, id: string): string {
  return `event/${event}/variants/cases/${id}`;
}

export const addCase = defineCommand(
  "addCase",
  { event: idSchema, case: caseSchema, before: idSchema.nullable().optional() },
  {
    apply: (plan, { event, case: item, before }) =>
      changeCases(plan, event, casePath(event, item.id), (cases) => inserted(cases, item, before)),
    touched: ({ event, case: item }) => [casePath(event, item.id)],
  },
);

const CASE_SHAPE: PatchShape = { texts: ["displayName"] };

export const updateCase = defineCommand(
  "updateCase",
  {
    event: idSchema,
    id: idSchema,
    changes: z.strictObject({
      displayName: textPatchSchema.optional(),
      match: variantCaseSchema.shape.match.optional(),
    }),
  },
  {
    apply: (plan, { event, id, changes }) =>
      changeCases(plan, event, casePath(event, id), (cases) =>
        changed(cases, id, (item) => patched(item, changes, CASE_SHAPE)),
      ),
    touched: ({ event, id, changes }) => patchPaths(casePath(event, id), changes, CASE_SHAPE),
  },
);

export const removeCase = defineCommand(
  "removeCase",
  { event: idSchema, id: idSchema },
  {
    apply: (plan, { event, id }) => changeCases(plan, event, casePath(event, id), (cases) => removed(cases, id)),
    touched: ({ event, id }) => [casePath(event, id)],
  },
);

export const moveCase = defineCommand(
  "moveCase",
  { event: idSchema, id: idSchema, before: idSchema.nullable() },
  {
    apply: (plan, { event, id, before }) =>
      changeCases(plan, event, casePath(event, id), (cases) => moved(cases, id, before)),
    touched: ({ event, id }) => [`event/${event}/variants/cases/${ORDER}/${id}`],
  },
);
