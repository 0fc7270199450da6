/** Shapes of the coverage of a plan and of workshops in the API. */

import { z } from "zod";
import { GAP_KINDS } from "../../../lib/plan/coverage-gap.ts";
import { localizedTextSchema } from "../../../lib/plan/schema.ts";
import { workshopSchema } from "../../../lib/plan/workshop.ts";
import { bilingualShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

const eventShape = z.object({ id: z.string(), name: z.string() });
const goalShape = z.object({ id: z.string(), name: localizedTextSchema });

export const coverageShape = z.object({
  decisions: z
    .array(
      goalShape.extend({
        metrics: z.array(goalShape).describe("Metrics that inform it"),
        events: z
          .array(eventShape)
          .describe("Events that serve it, themselves, by a property or through one of its metrics"),
        isFed: z.boolean().describe("Also true where only what is known of people and groups serves it"),
      }),
    )
    .describe("Every decision, those without an event first"),
  servingNothing: z.array(eventShape).describe("Events that no decision, metric or saved question stands on"),
  idle: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().describe("Dotted"),
        of: z.object({ kind: z.string(), id: z.string(), name: z.string() }).describe("What it belongs to"),
        path: z.string().describe("As findings say it"),
        isProved: z.boolean().describe("Nothing read it for 90 days; false as long as that cannot be known"),
        lastRead: instantShape.optional(),
      }),
    )
    .describe("Properties that serve nothing and that no saved question reads, the proved ones first"),
  critical: z.array(eventShape),
  canonicalUserId: z.string().optional().describe("What identifies a person, in words; absent until somebody says it"),
  counted: z.object({ events: z.int(), properties: z.int() }).describe("How many were looked at"),
  readsSince: instantShape
    .optional()
    .describe("Nothing is known of reading before; like `lastRead`, absent for a token without `analysis:read`"),
  gaps: z
    .array(bilingualShape.extend({ kind: z.enum(GAP_KINDS), count: z.int() }))
    .describe("What is missing, in sentences; empty when nothing is"),
});

export const workshopParams = z.object({ workshop: z.string().max(100) });

export const listedWorkshopShape = z.object({
  id: z.string(),
  title: z.string(),
  heldOn: z.string().describe("YYYY-MM-DD"),
  decisions: z.int(),
  branch: z.string().nullable().describe("The branch that was made of it"),
});

const openPointShape = bilingualShape.extend({
  code: z.string(),
  path: z.string().describe("A field path of the plan"),
});

export const workshopShape = z.object({
  id: z.string(),
  workshop: workshopSchema,
  revision: z.int(),
  createdBy: z.string(),
  changedBy: z.string(),
  changedAt: instantShape,
  outcome: z
    .object({ branch: z.string(), by: z.string(), at: instantShape })
    .optional()
    .describe("Present once its branch was made"),
  open: z.array(openPointShape).describe("What was open when its branch was made; until then, what is open now"),
});
