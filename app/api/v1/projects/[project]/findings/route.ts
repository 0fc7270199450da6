import { z } from "zod";
import { listSources } from "../../../../../../lib/access/source.ts";
import { listUsed, usedIn } from "../../../../../../lib/analysis/used-ids.ts";
import { editSchema } from "../../../../../../lib/plan/edit.ts";
import { findFindings } from "../../../../../../lib/plan/rules/find-findings.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { bilingualShape } from "../../../../_rest/plan-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

const findingShape = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  en: z.string(),
  fr: z.string(),
  hint: bilingualShape,
  target: z.object({
    kind: z.string(),
    id: z.string(),
    name: z.string(),
    path: z.string(),
    propertyId: z.string().optional(),
    propertyName: z.string().optional(),
  }),
  fix: editSchema.optional().describe("An edit that mends it without asking anything"),
});

export const GET = operation(
  {
    summary: "Findings of a plan, errors first, with hints and the edits that mend them",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ at: atShape.default(MAIN) }),
    answer: listOf(findingShape),
  },
  async ({ authorized, query }) => {
    const [plan, sources, used] = await Promise.all([
      planAt(authorized, query.at),
      listSources(authorized),
      listUsed(authorized),
    ]);
    const context = { sources: sources.map((source) => source.slug), used: usedIn(plan, used) };
    return { items: findFindings(plan, context) };
  },
);
