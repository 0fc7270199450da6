/** Rows of the security matrix for saved views and undoing. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../../lib/access/testing.ts";
import { createBranch } from "../../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../../lib/plan/store-commit.ts";
import { createView } from "../../../../lib/plan/store-view.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const unique = () => Math.random().toString(36).slice(2, 12);
const VIEW = { filter: { q: "order" } };

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

/** A shared view of an owner, which its callers may not all change. */
async function viewIn(project: AuthorizedProject): Promise<{ view: string }> {
  return { view: (await createView(project, { name: unique(), shared: true, view: VIEW })).id };
}

async function changedDraft(project: AuthorizedProject): Promise<{ branch: string }> {
  const branch = `draft-${unique()}`;
  await createBranch(project, { name: branch });
  const edits = [{ command: "updatePlan", changes: { description: { en: unique() } } }];
  await commitEdits(project, branch, { expectedRevision: 0, edits });
  return { branch };
}

const UNKNOWN = "viw_0123456789abcdef";

export const GRID_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/views`]: {},
  [`POST ${PROJECT}/views`]: { body: async () => ({ name: unique(), view: VIEW }) },
  // A view is its owner's or an admin's, whatever the role: store-view.test.ts says whose.
  [`PATCH ${PROJECT}/views/{view}`]: {
    params: async () => ({ view: UNKNOWN }),
    absent: true,
    foreign: async (world) => viewIn(await otherProject(world)),
    body: { expectedRevision: 1, name: "Renamed" },
  },
  [`DELETE ${PROJECT}/views/{view}`]: {
    params: async () => ({ view: UNKNOWN }),
    absent: true,
    foreign: async (world) => viewIn(await otherProject(world)),
    query: "?expectedRevision=1",
  },
  // Only who made a change takes it back, and a fresh token has made none: store-undo.test.ts.
  [`POST ${PROJECT}/branches/{branch}/edits/{revision}/undo`]: {
    params: async (world) => ({ branch: (await changedDraft(await asProject(world))).branch, revision: "999" }),
    absent: true,
    foreign: async (world) => ({ branch: (await changedDraft(await otherProject(world))).branch, revision: "998" }),
  },
};
