import { z } from "zod";
import { isUserError, UserError } from "../../../../../../../../../lib/base/error.ts";
import { eventSchema } from "../../../../../../../../../lib/plan/json-schema.ts";
import { jsonObjectSchema } from "../../../../../../../../../lib/plan/json-value.ts";
import { MAIN } from "../../../../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../../../../lib/plan/store-version.ts";
import { eventCodeOf } from "../../../../../../../../_code/event-code.ts";
import { TARGET_NAMES, targetOf } from "../../../../../../../../_code/target-name.ts";
import { operation } from "../../../../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../../../../_rest/plan-at.ts";
import { given } from "../../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What an engineer needs of an event: the call to paste, the command, the generated files, its schema",
    reach: "project",
    scope: "plan:read",
    params: z.object({ event: z.string().max(100) }),
    query: z.strictObject({
      at: atShape.default(MAIN),
      target: z.enum(TARGET_NAMES).default("typescript"),
    }),
    answer: z.object({
      call: z
        .string()
        .optional()
        .describe("Comments in the language asked for; absent where calls are not written out in the language"),
      command: z.string(),
      files: z.record(z.string(), z.string()).describe("By path: what the event alone makes of the generated code"),
      schema: jsonObjectSchema,
      publishedIn: z.int().optional().describe("The version in which the event last changed; absent before the first"),
    }),
  },
  async ({ authorized, params, query, language }) => {
    const [plan, published] = await Promise.all([planAt(authorized, query.at), latestVersion(authorized.projectId)]);
    const event = plan.events.find((one) => one.id === params.event);
    if (!event) throw new UserError("not_found");
    const code = await eventCodeOf({ plan, event, target: targetOf(query.target), published, language });
    if (isUserError(code.files)) throw code.files;
    return {
      ...given({ call: code.call, publishedIn: code.publishedIn }),
      command: code.command,
      files: Object.fromEntries(code.files),
      schema: eventSchema(plan, event),
    };
  },
);
