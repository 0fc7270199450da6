"use server";

import { loadPlan, MAIN } from "../../../../lib/plan/store.ts";
import { actionProject, requestLanguage } from "../../../_access/request.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";
import { searchPlan } from "./search-plan.ts";

/** Objects of the plan on a branch that match what was typed. */
export async function searchAction(slug: string, branch: string | undefined, query: string): Promise<readonly Found[]> {
  const project = await actionProject(slug, "viewer");
  const language = await requestLanguage();
  const { plan } = await loadPlan(project, branch || MAIN);
  return searchPlan(plan, String(query).slice(0, 200), { language, slug: project.slug, branch });
}
