/** A branch that a piece of work makes with all its changes at once, or not at all. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { isUserError, UserError } from "../base/error.ts";
import { applyEdits, type Edit } from "./edit.ts";
import type { Plan } from "./plan.ts";
import { loadPlan, MAIN } from "./store.ts";
import { closeBranch, createBranch } from "./store-branch.ts";
import { commitEdits } from "./store-commit.ts";
import { latestVersion } from "./store-version.ts";

const NAMES_TRIED = 20;
const NAME_MAX = 63;

function isTaken(error: unknown): boolean {
  return isUserError(error) && error.code === "conflict" && error.fields.some(({ path }) => path === "name");
}

/** That name, or with another number behind it as long as it is taken. */
async function freeBranch(project: AuthorizedProject, name: string, title: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const end = attempt === 1 ? "" : `-${attempt}`;
    const tried = end === "" ? name : `${name.slice(0, NAME_MAX - end.length)}${end}`;
    try {
      await createBranch(project, { name: tried, title });
      return tried;
    } catch (error) {
      if (!isTaken(error) || attempt === NAMES_TRIED) throw error;
    }
  }
}

/**
 * Makes a branch beside `main` that holds the edits, and returns its name: what would be refused is refused before there
 * is a branch, and one whose change fails all the same is put away. Editors and above.
 */
export async function draftBranch(
  project: AuthorizedProject,
  { name, title, edits }: { name: string; title: string; edits: (plan: Plan) => readonly Edit[] },
): Promise<string> {
  const { plan } = await loadPlan(project, MAIN);
  const outcome = applyEdits(plan, edits(plan), { published: await latestVersion(project.projectId) });
  if (!outcome.ok) throw new UserError("invalid_input", { fields: outcome.errors });
  const made = await freeBranch(project, name, title);
  try {
    const drafted = await loadPlan(project, made);
    await commitEdits(project, made, { expectedRevision: drafted.revision, edits: edits(drafted.plan) });
  } catch (error) {
    await closeBranch(project, made);
    throw error;
  }
  return made;
}
