"use server";

import { type FindingKey, type Mended, mendAll } from "../../../../../../lib/plan/rules/fix-all.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { findingContext } from "../../../../../_findings/finding-facts.ts";
import { findingScope } from "../branch-view.ts";

const WANTED_MAX = 200;

/** The edits that mend these findings together, removing nothing. Nothing is written. */
export async function mendFindingsAction(slug: string, branch: string, wanted: readonly FindingKey[]): Promise<Mended> {
  const project = await actionProject(slug, "editor");
  const { plan } = await loadPlan(project, branch);
  const scope = await findingScope(project, await requestLanguage(), plan);
  return mendAll(plan, wanted.slice(0, WANTED_MAX), findingContext(plan, scope));
}
