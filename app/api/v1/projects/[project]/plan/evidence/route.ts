import { z } from "zod";
import { scopeAllows } from "../../../../../../../lib/access/scope.ts";
import { UserError } from "../../../../../../../lib/base/error.ts";
import { propertyPlaceSchema } from "../../../../../../../lib/plan/edit-path.ts";
import { STATUSES } from "../../../../../../../lib/plan/plan.ts";
import { deprecationSchema, localizedTextSchema } from "../../../../../../../lib/plan/schema.ts";
import { MAIN } from "../../../../../../../lib/plan/store.ts";
import { lifeEvidence } from "../../../../../../_evidence/life-evidence.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../../_rest/plan-at.ts";
import { instantShape } from "../../../../../_rest/shape.ts";

const namedShape = z.object({ id: z.string(), name: z.string() });

export const GET = operation(
  {
    summary: "What speaks for keeping an event or a property: who sends it, whether it fits the plan, what rests on it",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.default(MAIN),
      path: z.string().min(1).max(1_000).describe("Path of the event or property, as findings give it"),
    }),
    answer: z.object({
      subject: z.union([
        z.object({ kind: z.literal("event"), id: z.string() }),
        z.object({ kind: z.literal("property"), place: propertyPlaceSchema, id: z.string() }),
      ]),
      name: z.string(),
      status: z.enum(STATUSES),
      expiresOn: z.string().optional(),
      deprecation: deprecationSchema.optional(),
      replacements: z.array(namedShape),
      received: z
        .object({
          bySource: z.array(z.object({ source: z.string(), at: instantShape })).optional(),
          lately: z.object({ last30Days: z.int(), last90Days: z.int(), violating: z.int() }).optional(),
        })
        .optional()
        .describe(
          "Of the events that carry it; `violating` alone is of the property itself. A part is absent where it could not be read, the whole where the token’s scopes leave out `events:read`",
        ),
      cohorts: z.array(namedShape).optional().describe("With the next three: absent without `analysis:read`"),
      reports: z.array(namedShape).optional(),
      journeys: z.array(localizedTextSchema),
      decisions: z.array(localizedTextSchema),
      metrics: z.array(localizedTextSchema),
      lastRead: instantShape.optional(),
      readsSince: instantShape.optional(),
    }),
    limit: "query",
  },
  async ({ authorized, query: { at, path } }) => {
    const evidence = await lifeEvidence(authorized, await planAt(authorized, at), path);
    if (evidence === undefined) throw new UserError("not_found");
    const { received, cohorts, reports, lastRead, readsSince, ...ofPlan } = evidence;
    const scopes = authorized.actor.scopes ?? [];
    return {
      ...ofPlan,
      ...(scopeAllows(scopes, "events:read") ? { received } : {}),
      ...(scopeAllows(scopes, "analysis:read") ? { cohorts, reports, lastRead, readsSince } : {}),
    };
  },
);
