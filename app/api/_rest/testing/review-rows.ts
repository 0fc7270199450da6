/** Rows of the security matrix for reviews, comments and teams. */

import { authorizeProject, authorizeWorkspace, workspaceOf } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject, AuthorizedWorkspace } from "../../../../lib/access/authorized.ts";
import { addToTeam, createTeam } from "../../../../lib/access/team.ts";
import { asProject, asWorkspace, type TestWorld } from "../../../../lib/access/testing.ts";
import { loadPlan } from "../../../../lib/plan/store.ts";
import { closeBranch, createBranch } from "../../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../../lib/plan/store-commit.ts";
import { startThread } from "../../../../lib/review/comment.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const WORKSPACE = "/api/v1/workspaces/{workspace}";

const unique = () => Math.random().toString(36).slice(2, 12);
const anEdit = () => ({ command: "updatePlan", changes: { description: { en: `Edited ${unique()}` } } });

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

/** A draft that differs from main, and that main has left behind. */
async function edited(project: AuthorizedProject): Promise<string> {
  const name = `draft-${unique()}`;
  await createBranch(project, { name });
  const tag = { command: "updateSettings", changes: { canonicalUserId: `Customer ${unique()}` } };
  await commitEdits(project, name, { expectedRevision: 0, edits: [tag] });
  const { revision } = await loadPlan(project);
  await commitEdits(project, "main", { expectedRevision: revision, edits: [anEdit()] });
  return name;
}

const branch: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ branch: await edited(await asProject(world)) }),
  foreign: async (world) => ({ branch: await edited(await otherProject(world)) }),
};

async function closed(project: AuthorizedProject) {
  const name = await edited(project);
  await closeBranch(project, name);
  return { branch: name };
}

async function aThread(project: AuthorizedProject) {
  return { thread: (await startThread(project, { branch: "main", path: "", text: "Why?" })).id };
}

const thread: Pick<Row, "params" | "foreign"> = {
  params: async (world) => aThread(await asProject(world)),
  foreign: async (world) => aThread(await otherProject(world)),
};

async function aTeam(workspace: AuthorizedWorkspace) {
  return { team: (await createTeam(workspace, { name: `Team ${unique()}` })).slug };
}

function otherWorkspace(world: TestWorld): Promise<AuthorizedWorkspace> {
  return authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
}

const team: Pick<Row, "params" | "foreign"> = {
  params: async (world) => aTeam(await asWorkspace(world)),
  foreign: async (world) => aTeam(await otherWorkspace(world)),
};

/** A team with a member in it. */
const teamPerson: Pick<Row, "params" | "foreign"> = {
  params: async (world) => {
    const workspace = await workspaceOf(await asProject(world));
    const { team: slug } = await aTeam(workspace);
    await addToTeam(workspace, slug, world.people.editor.id);
    return { team: slug, person: world.people.editor.id };
  },
  foreign: async (world) => ({ ...(await aTeam(await otherWorkspace(world))), person: world.outsider.id }),
};

export const REVIEW_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/branches/{branch}/activity`]: branch,
  [`GET ${PROJECT}/branches/{branch}/comments`]: branch,
  [`POST ${PROJECT}/branches/{branch}/comments`]: { ...branch, body: { path: "plan/settings", text: "Why?" } },
  [`POST ${PROJECT}/branches/{branch}/rebase`]: { ...branch, body: {} },
  [`POST ${PROJECT}/branches/{branch}/reopen`]: {
    params: async (world) => closed(await asProject(world)),
    foreign: async (world) => closed(await otherProject(world)),
  },
  [`GET ${PROJECT}/branches/{branch}/review`]: branch,
  [`POST ${PROJECT}/branches/{branch}/review`]: { ...branch, body: { act: "ask" } },
  [`GET ${PROJECT}/managed-from`]: {},
  // Else the rows after it could change no plan.
  [`PUT ${PROJECT}/managed-from`]: { body: { managedFrom: null } },
  [`GET ${PROJECT}/review-rules`]: {},
  [`PATCH ${PROJECT}/review-rules`]: { body: { requiredApprovals: 0 } },
  [`PATCH ${PROJECT}/threads/{thread}`]: { ...thread, body: { resolved: true } },
  [`POST ${PROJECT}/threads/{thread}/comments`]: { ...thread, body: { text: "Because." } },
  [`GET ${WORKSPACE}/teams`]: {},
  [`POST ${WORKSPACE}/teams`]: { body: async () => ({ name: `Team ${unique()}` }) },
  [`PATCH ${WORKSPACE}/teams/{team}`]: { ...team, body: async () => ({ name: `Team ${unique()}` }) },
  [`DELETE ${WORKSPACE}/teams/{team}`]: team,
  [`PUT ${WORKSPACE}/teams/{team}/people/{person}`]: teamPerson,
  [`DELETE ${WORKSPACE}/teams/{team}/people/{person}`]: teamPerson,
};
