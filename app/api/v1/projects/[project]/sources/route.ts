import { z } from "zod";
import {
  createSource,
  ENVIRONMENTS,
  listSources,
  PLATFORMS,
  SOURCE_MODES,
  UNPLANNED_RULES,
} from "../../../../../../lib/access/source.ts";
import { enforcementRulesSchema } from "../../../../../../lib/plan/enforcement-schema.ts";
import { operation } from "../../../../_rest/operation.ts";
import {
  limitShapes,
  listOf,
  nameShape,
  overrideShape,
  slugShape,
  sourceShape,
  stripShape,
  versionRuleShape,
} from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Sources of the project with their write keys",
    reach: "project",
    scope: "sources:read",
    query: z.strictObject({ archived: z.enum(["true", "false"]).optional() }),
    answer: listOf(sourceShape),
  },
  async ({ authorized, query }) => ({
    items: await listSources(authorized, { archived: query.archived === "true" }),
  }),
);

export const POST = operation(
  {
    summary: "Create a source with its first write key",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    body: z.strictObject({
      name: nameShape,
      slug: slugShape.optional(),
      platform: z.enum(PLATFORMS),
      environment: z.enum(ENVIRONMENTS),
      mode: z.enum(SOURCE_MODES).optional(),
      strip: stripShape.optional(),
      rules: enforcementRulesSchema.optional(),
      unplanned: z.enum(UNPLANNED_RULES).optional(),
      versionRule: versionRuleShape.optional(),
      eventsPerSecond: limitShapes.eventsPerSecond.optional(),
      eventsPerDay: limitShapes.eventsPerDay.optional(),
      override: overrideShape,
    }),
    answer: sourceShape,
    status: 201,
  },
  ({ authorized, body }) => createSource(authorized, body),
);
