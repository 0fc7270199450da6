/** A published version for tests that only need there to be one. */

import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../lib/plan/store-publish.ts";
import { latestVersionNumber } from "../../../lib/plan/store-version.ts";

/** Publishes what main holds, unless something has been published. */
export async function publishOnce(project: AuthorizedProject): Promise<AuthorizedProject> {
  if ((await latestVersionNumber(project.projectId)) > 0) return project;
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updatePlan", changes: { description: { en: "A plan" } } }];
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  await publishPlan(project, { notes: "" });
  return project;
}
