/** Shapes of what `gabarit status` posts, and of planned, coded and received side by side. */

import { z } from "zod";
import { MATRIX_STATES } from "../../../lib/plan/code-matrix.ts";
import { CALL_TYPES, STATUSES } from "../../../lib/plan/plan.ts";
import { instantShape } from "./shape.ts";

export const codeRunSummaryShape = z.object({
  source: z.string().describe("Slug of the source"),
  release: z.string(),
  planVersion: z.int().describe("The plan version it was compared with"),
  files: z.int().describe("How many files were read"),
  postedAt: instantShape,
  postedBy: z.string(),
});

const place = z.object({ path: z.string(), line: z.int() });

export const matrixRowShape = z.object({
  event: z.string().optional().describe("Id of the event; absent for a name the plan never had"),
  name: z.string(),
  callType: z.enum(CALL_TYPES).optional(),
  status: z.enum(STATUSES).optional(),
  source: z.string(),
  planned: z.boolean(),
  coded: z
    .object({ release: z.string(), sites: z.array(place), tests: z.int().describe("Places in tests") })
    .optional()
    .describe("Absent where no code was posted for the source"),
  received: z
    .object({
      last: instantShape,
      count: z.int().describe("In the last 90 days, in production"),
      versions: z.array(z.int()).describe("Plan versions it came with"),
      releases: z.array(z.string()).describe("Releases it came from"),
    })
    .optional()
    .describe("Absent in every row where the token’s scopes leave out `events:read`"),
  state: z.enum(MATRIX_STATES).describe("By what may be read: what is absent from every row counts as not received"),
});
