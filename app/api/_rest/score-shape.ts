/** Shapes of the quality score in the API. */

import { z } from "zod";
import { healthShape } from "./event-shape.ts";

const scoredShape = z.object({
  received: z.int(),
  conformant: z.int(),
  score: z
    .number()
    .nullable()
    .describe("100 × conformant ÷ received, cut after the first decimal; null where nothing was received"),
});

const { source, environment } = healthShape.shape.bySource.element.shape;

const qualityShape = z.object({
  total: scoredShape,
  bySource: z.array(scoredShape.extend({ source, environment })),
  byOwner: z.array(scoredShape.extend({ owner: z.string().describe("Empty for what nobody owns or nobody planned") })),
  byRelease: z
    .array(scoredShape.extend({ source, release: z.string().describe("Empty where the event names none") }))
    .describe("The busiest first, at most 100"),
});

/** The counts and the score that is made of them. */
export const scoredHealthShape = healthShape.extend({ score: qualityShape });
