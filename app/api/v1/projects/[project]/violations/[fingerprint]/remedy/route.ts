import { z } from "zod";
import { REMEDIES } from "../../../../../../../../lib/violation/remedy.ts";
import { applyRemedy } from "../../../../../../../../lib/violation/remedy-run.ts";
import { fingerprintShape } from "../../../../../../_rest/decision-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary:
      "Change the plan on a branch so that what was received conforms: add what it does not name, relax the rule, or transform events",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: z.object({ fingerprint: fingerprintShape }),
    body: z.strictObject({
      branch: z.string().max(63).optional().describe("Default: a new one, made from main"),
      remedy: z.enum(REMEDIES).optional().describe("Default: add or relax, whichever mends it"),
    }),
    answer: z.object({ branch: z.string() }),
  },
  ({ authorized, params: { fingerprint }, body }) => applyRemedy(authorized, fingerprint, body),
);
