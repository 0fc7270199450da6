/** Shapes of answers, cohorts and reports in the API. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { criterionSchema, questionSchema } from "../../../lib/analysis/question-schema.ts";
import { instantShape } from "./shape.ts";

export const statementShape = z
  .object({
    planVersions: z.array(z.int()),
    received: z.int(),
    considered: z.int(),
    transformed: z.int().describe("Of those considered: as the plan's transformations rewrote them"),
    stripped: z.int().describe("Of those considered: without properties that their source left out"),
    excluded: z.object({ violating: z.int(), unplanned: z.int(), malformed: z.int() }),
    duplicates: z.int(),
    repaired: z.int(),
    traitsHeld: z.int(),
    usersTouched: z.int(),
    environment: z.enum(ENVIRONMENTS),
    asOf: instantShape,
    timeZone: z.string(),
  })
  .describe("What the result stands on");

const resultShape = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("metric"),
    series: z.array(
      z.object({
        key: z.string().nullable().optional(),
        total: z.number().nullable(),
        points: z.array(z.object({ start: z.string(), value: z.number().nullable(), complete: z.boolean() })),
      }),
    ),
    seriesLeftOut: z.int().optional(),
  }),
  z.object({
    kind: z.literal("cohort"),
    count: z.int(),
    known: z.int(),
    members: z.array(z.object({ user: z.string(), person: z.int().describe("Their number, as in `people/{person}`") })),
  }),
  z.object({
    kind: z.literal("funnel"),
    steps: z.array(
      z.object({
        count: z.int(),
        fromFirst: z.number().nullable(),
        fromPrevious: z.number().nullable(),
        dropOff: z.number(),
      }),
    ),
    open: z.int(),
    timeToConvertSeconds: z.object({ median: z.number(), mean: z.number(), p90: z.number() }).nullable().optional(),
  }),
  z.object({
    kind: z.literal("retention"),
    rows: z.array(
      z.object({
        start: z.string(),
        size: z.int(),
        cells: z.array(z.object({ count: z.int(), complete: z.boolean() })),
      }),
    ),
    overall: z.array(z.number().nullable()),
  }),
  z.object({
    kind: z.literal("active_users"),
    days: z.array(
      z.object({ date: z.string(), dau: z.int(), wau: z.int(), mau: z.int(), stickiness: z.number().nullable() }),
    ),
    stickiness: z.number().nullable(),
  }),
]);

export const answerShape = z.object({ result: resultShape, statement: statementShape, rule: z.string() });

const saved = {
  id: z.string(),
  name: z.string(),
  description: z.string(),
  revision: z.int().describe("Give it back with the next change"),
  createdAt: instantShape,
  updatedAt: instantShape,
};

export const cohortShape = z.object({ ...saved, criterion: criterionSchema, template: z.string().nullable() });
export const comparedShape = z
  .boolean()
  .describe(
    "Opened beside its complement, the same question about everyone else; kept only where a cohort restricts it",
  );
export const reportShape = z.object({ ...saved, question: questionSchema, compared: comparedShape });

export const savedNameShape = z.string().trim().min(1).max(200);
export const descriptionShape = z.string().max(5_000);
export const revisionQueryShape = z.strictObject({ expectedRevision: z.coerce.number().int().min(1) });
