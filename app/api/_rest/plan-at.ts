/** Which plan an operation is about: a published version, the latest one, or a branch. */

import { z } from "zod";
import { frozenDraft } from "../../../codegen/thread/make-code.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { UserError } from "../../../lib/base/error.ts";
import type { Plan, PublishedPlan } from "../../../lib/plan/plan.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { latestVersion, loadVersion } from "../../../lib/plan/store-version.ts";

export const atShape = z
  .string()
  .max(63)
  .describe("A version number, `latest`, or the name of a branch; the latest version when absent");

async function latestOrThrow(project: AuthorizedProject): Promise<PublishedPlan> {
  const latest = await latestVersion(project.projectId);
  if (latest) return latest;
  throw new UserError("not_found", {
    fields: [{ path: "", en: "Nothing has been published yet.", fr: "Rien n’a encore été publié." }],
  });
}

export function isVersion(at: string): boolean {
  return /^[1-9]\d{0,8}$/.test(at);
}

/** What is named, the latest version by its number. */
export async function namedAt(project: AuthorizedProject, at = "latest"): Promise<string> {
  return at === "latest" ? String((await latestOrThrow(project)).version) : at;
}

/** As a published version: a branch as it would be published now. */
export async function publishedAt(project: AuthorizedProject, at = "latest"): Promise<PublishedPlan> {
  if (at === "latest") return latestOrThrow(project);
  if (isVersion(at)) return loadVersion(project.projectId, Number(at));
  const { plan } = await loadPlan(project, at);
  return frozenDraft(plan, await latestVersion(project.projectId));
}

/** The plan alone. */
export async function planAt(project: AuthorizedProject, at: string | undefined): Promise<Plan> {
  if (at === undefined || at === "latest" || isVersion(at)) return (await publishedAt(project, at)).plan;
  return (await loadPlan(project, at)).plan;
}
