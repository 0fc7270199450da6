import { z } from "zod";
import { UserError } from "../../../../../../../../../lib/base/error.ts";
import { callExample, generateCommand } from "../../../../../../../../../lib/document/call-example.ts";
import { translator } from "../../../../../../../../../lib/i18n/translator.ts";
import { eventSchema } from "../../../../../../../../../lib/plan/json-schema.ts";
import { jsonObjectSchema } from "../../../../../../../../../lib/plan/json-value.ts";
import { MAIN } from "../../../../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../../../../lib/plan/store-version.ts";
import { operation } from "../../../../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../../../../_rest/plan-at.ts";
import { given } from "../../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What an engineer pastes for an event: the call, the command that generates its function, its schema",
    reach: "project",
    scope: "plan:read",
    params: z.object({ event: z.string().max(100) }),
    query: z.strictObject({ at: atShape.default(MAIN) }),
    answer: z.object({
      call: z.string().describe("TypeScript; comments in the language asked for"),
      command: z.string(),
      schema: jsonObjectSchema,
      publishedIn: z.int().optional().describe("The version in which the event last changed; absent before the first"),
    }),
  },
  async ({ authorized, params, query, language }) => {
    const plan = await planAt(authorized, query.at);
    const event = plan.events.find((one) => one.id === params.event);
    if (!event) throw new UserError("not_found");
    const published = await latestVersion(authorized.projectId);
    return {
      call: callExample(plan, event, translator(language, "plan")),
      command: generateCommand(plan),
      schema: eventSchema(plan, event),
      ...given({ publishedIn: published?.eventVersions[event.id] }),
    };
  },
);
