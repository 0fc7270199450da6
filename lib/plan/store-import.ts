/** An imported plan seen as a change of a branch, before anything is written. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { type Change, diffPlans } from "./diff.ts";
import type { Edit } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { newProblems } from "./edit-check.ts";
import { type ImportOptions, planWithImport } from "./edit-import.ts";
import { type EditError, problemError } from "./edit-problem.ts";
import type { Plan } from "./plan.ts";
import { loadPlan } from "./store.ts";
import { latestVersion } from "./store-version.ts";

export interface ImportPreview {
  /** The revision the preview was made on: give it to `commitEdits` with `edits` and `tolerant: true`. */
  readonly revision: number;
  readonly edits: readonly Edit[];
  readonly changes: readonly Change[];
  /** What the outcome would be. */
  readonly plan: Plan;
  /** What is wrong with the outcome; structural ones stop the import, the others become findings. */
  readonly problems: readonly EditError[];
}

/** What importing a plan into a branch would change. Writes nothing. */
export async function importPlan(
  project: AuthorizedProject,
  branch: string,
  imported: Plan,
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const [{ plan: current, revision }, latest] = await Promise.all([
    loadPlan(project, branch),
    latestVersion(project.projectId),
  ]);
  const plan = planWithImport(current, imported, { ...options, published: latest?.plan });
  return {
    revision,
    edits: editsBetween(current, plan),
    changes: diffPlans(current, plan),
    plan,
    problems: newProblems(current, plan).map(problemError),
  };
}
