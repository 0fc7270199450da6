"use server";

import { actionProject, requestLanguage } from "../../../_access/request.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";
import { searchEverything, searchViolations } from "./search-everything.ts";

const QUERY_MAX = 200;

/** Everything that matches what was typed; what one can do, before anything is. */
export async function searchAction(slug: string, branch: string | undefined, query: string): Promise<readonly Found[]> {
  const project = await actionProject(slug, "viewer");
  const language = await requestLanguage();
  const place = { language, slug: project.slug, branch: branch || undefined };
  return searchEverything(project, String(query).slice(0, QUERY_MAX), place);
}

/** Open violations that match what was typed. */
export async function searchViolationsAction(slug: string, query: string): Promise<readonly Found[]> {
  const project = await actionProject(slug, "viewer");
  const language = await requestLanguage();
  return searchViolations(project, String(query).slice(0, QUERY_MAX), { language, slug: project.slug });
}
