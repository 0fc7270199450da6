import { z } from "zod";
import { UNPLANNED_RULES } from "../../../../../../lib/access/source.ts";
import { planSchemas, traitSchemas } from "../../../../../../lib/plan/json-schema.ts";
import { jsonObjectSchema } from "../../../../../../lib/plan/json-value.ts";
import { presenceSchema } from "../../../../../../lib/plan/schema.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";

const schemasShape = z.object({
  events: z.record(z.string(), jsonObjectSchema).describe("By event id: the schema of `properties`"),
  traits: z.record(z.string(), z.union([jsonObjectSchema, z.boolean()])).describe("By property id: the value's schema"),
});

export const GET = operation(
  {
    summary: "JSON Schemas (draft-07) by which events and traits are judged",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      unplanned: z.enum(UNPLANNED_RULES).default("violation"),
      source: presenceSchema.shape.source.optional().describe("As events of this source are judged, by its slug"),
    }),
    answer: schemasShape,
  },
  async ({ authorized, query: { at, unplanned, source } }) => {
    const plan = await planAt(authorized, at);
    const options = { unplanned, texts: true, ...(source === undefined ? {} : { source }) };
    return {
      events: Object.fromEntries(planSchemas(plan, options)),
      traits: Object.fromEntries(traitSchemas(plan, options)),
    };
  },
);
