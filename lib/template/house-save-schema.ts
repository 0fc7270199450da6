/** What a save of a template says, on the screen and in the API. */

import { z } from "zod";
import type { LocalizedText } from "../plan/plan.ts";
import { localizedTextSchema } from "../plan/schema.ts";

const ids = z.array(z.string().max(100)).max(20_000);
const text = localizedTextSchema as z.ZodType<LocalizedText>;

const houseTakeSchema = z
  .union([
    z.literal("all"),
    z.strictObject({ objects: ids.default([]), cohorts: ids.default([]), standards: z.boolean().default(false) }),
  ])
  .describe("The whole plan with all cohorts, or ids of what to take: what that refers to comes along");

export const houseSaveSchema = z.strictObject({
  branch: z.string().max(63).optional(),
  version: z.int().min(1).optional().describe("A published version to take it of, instead of a branch"),
  template: z.string().max(100).optional().describe("The template that gets its next version; a new one when absent"),
  name: text,
  description: text.default({}),
  notes: z.string().max(5_000).default(""),
  take: houseTakeSchema,
});
