import { getAcceptanceRule, updateAcceptanceRule } from "../../../../../../lib/access/production-gate.ts";
import { acceptanceRuleShape } from "../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What acceptance run a source needs before it goes to production",
    reach: "project",
    scope: "sources:read",
    answer: acceptanceRuleShape,
  },
  ({ authorized }) => getAcceptanceRule(authorized),
);

export const PATCH = operation(
  {
    summary: "Change what acceptance run a source needs before it goes to production",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: acceptanceRuleShape.partial().strict(),
    answer: acceptanceRuleShape,
  },
  ({ authorized, body }) => updateAcceptanceRule(authorized, given(body)),
);
