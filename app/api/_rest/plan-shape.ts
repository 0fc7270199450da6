/** Shapes of plans, branches, versions and changes in the API. */

import { z } from "zod";
import { SEVERITIES } from "../../../lib/plan/diff-table.ts";
import { editSchema } from "../../../lib/plan/edit.ts";
import type { Plan } from "../../../lib/plan/plan.ts";
import { planSchema } from "../../../lib/plan/schema.ts";
import { BRANCH_STATES } from "../../../lib/plan/store-branch.ts";
import { instantShape } from "./shape.ts";

export const branchParams = z.object({ branch: z.string().max(63) });

export const branchPlanShape = z.object({
  plan: planSchema as z.ZodType<Plan>,
  revision: z.int().describe("Give it back with the next edit"),
  branch: z.string(),
  made: z.int().optional().describe("The revision these edits made; absent where nothing differed"),
});

export const publishedPlanShape = z.object({
  version: z.int(),
  hash: z.string(),
  plan: planSchema as z.ZodType<Plan>,
  eventVersions: z.record(z.string(), z.int()).describe("Per event id: the version in which it last changed"),
});

export const branchShape = z.object({
  name: z.string(),
  title: z.string(),
  revision: z.int(),
  state: z
    .enum(BRANCH_STATES)
    .describe("`open` until a review is asked for; merged and closed branches can be read only"),
  createdAt: instantShape,
  changedAt: instantShape.describe("Of its latest edit"),
  createdById: z.string().nullable(),
  closesAt: instantShape
    .nullable()
    .describe("Of what a pipeline wrote: when it closes by itself, unless somebody writes there or asks for a review"),
});

export const bilingualShape = z.object({ en: z.string(), fr: z.string() });

export const changeShape = z.object({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.string(),
  objectId: z.string(),
  objectName: z.string(),
  propertyId: z.string().optional(),
  propertyName: z.string().optional(),
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  en: z.string(),
  fr: z.string(),
  events: z.array(z.string()).describe("Ids of the events whose payloads or code it concerns"),
  sources: z.array(z.string()).describe("Slugs; empty means every source"),
});

export const conflictShape = z.object({
  path: z.string(),
  base: z.unknown().optional(),
  ours: z.unknown().optional(),
  theirs: z.unknown().optional(),
  en: z.string(),
  fr: z.string(),
});

export const versionShape = z.object({
  version: z.int(),
  hash: z.string(),
  notes: z.string(),
  publishedBy: z.string(),
  publishedAt: instantShape,
});

export const historyEntryShape = z.object({
  revision: z.int(),
  by: z.string(),
  actorId: z.string().nullable(),
  at: instantShape,
  fields: z.array(z.string()),
  edits: z.array(editSchema),
  merged: z.string().optional().describe("The branch that was merged by this change"),
  written: z
    .array(
      z.object({
        revision: z.int().describe("Of that branch"),
        by: z.string(),
        at: instantShape,
        reason: z.string().optional(),
        fields: z.array(z.string()),
      }),
    )
    .optional()
    .describe("Who wrote what on that branch, when and why, the latest first"),
  reason: z.string().optional().describe("Why, in the words of whoever changed it"),
});

export const problemShape = z.object({ code: z.string(), path: z.string(), en: z.string(), fr: z.string() });
