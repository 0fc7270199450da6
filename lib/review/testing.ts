/** A project with the reference plan on `main` and people of every role, for tests of reviews. */

import { authorizeProject } from "../access/authorize.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makePerson, makeWorld, type TestWorld } from "../access/testing.ts";
import { addMember } from "../access/workspace.ts";
import type { Edit } from "../plan/edit.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { loadPlan } from "../plan/store.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { importPlan } from "../plan/store-import.ts";
import { planDb } from "../store/plan-db.ts";

export interface ReviewWorld {
  readonly world: TestWorld;
  readonly owner: AuthorizedProject;
  readonly editor: AuthorizedProject;
  /** One more member; every name is their own. */
  person(name: string, role?: "viewer" | "editor" | "admin"): Promise<AuthorizedProject>;
}

export async function makeReviewWorld(): Promise<ReviewWorld> {
  const world = await makeWorld();
  const owner = await asProject(world);
  const { edits, revision } = await importPlan(owner, "main", { ...referencePlan, slug: owner.slug });
  await commitEdits(owner, "main", { expectedRevision: revision, edits, tolerant: true });
  return {
    world,
    owner,
    editor: await asProject(world, "editor"),
    async person(name, role = "editor") {
      const made = await makePerson(name);
      await addMember(planDb(), world.workspace.id, made.id, role);
      return authorizeProject({ session: made.session }, world.project.slug);
    },
  };
}

/** Changes a field of an event on a branch. */
export async function editEvent(
  project: AuthorizedProject,
  branch: string,
  id: string,
  changes: object,
): Promise<void> {
  const { revision } = await loadPlan(project, branch);
  const edit = { command: "updateEvent", id, changes } as Edit;
  await commitEdits(project, branch, { expectedRevision: revision, edits: [edit] });
}
