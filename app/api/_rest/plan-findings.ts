/** What the rules find in a plan, as the API tells it. */

import { z } from "zod";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { editSchema } from "../../../lib/plan/edit.ts";
import type { Plan } from "../../../lib/plan/plan.ts";
import { type Finding, judgePlan } from "../../../lib/plan/rules/find-findings.ts";
import { findingContext, readFindingFacts } from "../../_findings/finding-facts.ts";
import { bilingualShape } from "./plan-shape.ts";

export const findingShape = z.object({
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
  fix: z.array(editSchema).optional().describe("Edits, taken together, that mend it without asking anything"),
});

export const findingPathShape = z
  .string()
  .max(300)
  .describe("Only findings of what lies there: `event/<id>`, `event/<id>/name` ..., as `target.path` says it");

function liesWithin(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}/`) || path.startsWith(`${wanted}.`);
}

/** What the rules find in a plan of the project, or at a path of it, errors first; and how much its standards let pass. */
export async function judgedPlan(
  project: AuthorizedProject,
  plan: Plan,
  path?: string,
): Promise<{ readonly findings: Finding[]; readonly suppressed: number }> {
  const judged = judgePlan(plan, findingContext(plan, await readFindingFacts(project, plan)));
  const within = ({ target }: Finding) => path === undefined || liesWithin(target.path, path);
  return { findings: judged.findings.filter(within), suppressed: judged.suppressed.filter(within).length };
}

/** Every finding of a plan of the project, or those at a path; errors first. */
export async function planFindings(project: AuthorizedProject, plan: Plan, path?: string): Promise<Finding[]> {
  return (await judgedPlan(project, plan, path)).findings;
}
