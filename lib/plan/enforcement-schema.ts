/** The rules of a source as they come from outside. */

import { z } from "zod";
import { ENFORCED_CALLS, ENFORCEMENT_RULES_MAX, MODES, RELEASE_NAME, STRIPS } from "./enforcement.ts";

const release = z.string().regex(RELEASE_NAME);

const ruleSchema = z.strictObject({
  calls: z.array(z.enum(ENFORCED_CALLS)).max(ENFORCED_CALLS.length).describe("Call types; empty for every one"),
  from: release.optional().describe("First release of the app, as in `context.app.version`"),
  before: release.optional().describe("First release that it is no longer for"),
  percent: z.int().min(1).max(100).default(100).describe("Part of the source’s users, always the same ones"),
  rollback: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "The rule goes by itself once so many percentage points less of its part are accepted than of the other users",
    ),
  mode: z.enum(MODES),
  strip: z.enum(STRIPS),
});

export const enforcementRulesSchema = z
  .array(ruleSchema)
  .max(ENFORCEMENT_RULES_MAX)
  .describe("The first rule that is for an event counts; where none is, the source’s `mode` and `strip` do");

/** What a source does about what breaks the plan, whole. */
export const enforcementSchema = z.strictObject({
  mode: z.enum(MODES),
  strip: z.enum(STRIPS),
  rules: enforcementRulesSchema,
});
