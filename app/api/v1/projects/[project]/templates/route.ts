import { z } from "zod";
import { localizedTextSchema } from "../../../../../../lib/plan/schema.ts";
import { TEMPLATES } from "../../../../../../lib/template/catalogue.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";

const templateShape = z.object({
  key: z.string(),
  name: localizedTextSchema,
  about: localizedTextSchema,
  events: z.int(),
  decisions: z.int(),
  journeys: z.int(),
});

export const GET = operation(
  {
    summary: "Plans of industries that a plan can start from",
    reach: "project",
    scope: "plan:read",
    answer: listOf(templateShape),
  },
  async ({ authorized }) => ({
    items: TEMPLATES.map(({ key, name, about, plan }) => {
      const { events, decisions, journeys } = plan(authorized.slug, "en");
      return {
        ...{ key, name, about },
        ...{ events: events.length, decisions: decisions.length, journeys: journeys.length },
      };
    }),
  }),
);
