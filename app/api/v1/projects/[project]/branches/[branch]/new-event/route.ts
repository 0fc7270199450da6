import { z } from "zod";
import { UserError } from "../../../../../../../../lib/base/error.ts";
import { editSchema } from "../../../../../../../../lib/plan/edit.ts";
import { CALL_TYPES, EVENT_ROLES } from "../../../../../../../../lib/plan/plan.ts";
import { loadPlan } from "../../../../../../../../lib/plan/store.ts";
import { suggestEvent } from "../../../../../../../../lib/plan/suggest-event.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { findingShape, planFindings } from "../../../../../../_rest/plan-findings.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "A new event's id and its identifier in code, with the edits that would add it; writes nothing",
    reach: "project",
    role: "editor",
    scope: "plan:read",
    params: branchParams,
    body: z.strictObject({
      name: z.string().min(1).max(500),
      callType: z.enum(CALL_TYPES).default("track"),
      category: z.string().max(100).optional().describe("Id of a category"),
      role: z.enum(EVENT_ROLES).optional().describe("What the event means to the business"),
    }),
    answer: z.object({
      id: z.string(),
      identifier: z.string().describe("In code; no event of the plan has it or had it"),
      edits: z.array(editSchema).describe("Send them to the branch's edits"),
      findings: z.array(findingShape).describe("What the rules say of the name"),
    }),
  },
  async ({ authorized, params, body }) => {
    const { plan } = await loadPlan(authorized, params.branch);
    const { id, identifier, edits, result } = suggestEvent(plan, body);
    if (!result.ok) throw new UserError("invalid_input", { fields: result.errors });
    return { id, identifier, edits, findings: await planFindings(authorized, result.plan, `event/${id}/name`) };
  },
);
