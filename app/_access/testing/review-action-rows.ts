/** Rows of the security matrix for the actions of reviews, comments, notifications and teams. */

import { authorizeProject, authorizeWorkspace } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject, AuthorizedWorkspace } from "../../../lib/access/authorized.ts";
import { addToTeam, createTeam } from "../../../lib/access/team.ts";
import { asProject, asWorkspace, type TestWorld } from "../../../lib/access/testing.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { closeBranch, createBranch } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { manageFrom } from "../../../lib/plan/store-managed.ts";
import { startThread } from "../../../lib/review/comment.ts";
import { askForReview, giveVerdict } from "../../../lib/review/store.ts";
import { type ActionRow, type FieldsOf, inProject, withSlug } from "./action-row.ts";

const PROJECT = "[locale]/(workspace)/[project]";
const unique = () => Math.random().toString(36).slice(2, 12);

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

function otherWorkspace(world: TestWorld): Promise<AuthorizedWorkspace> {
  return authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
}

/** A draft that differs from main, and that main has left behind. */
async function aDraft(project: AuthorizedProject): Promise<string> {
  const name = `draft-${unique()}`;
  await createBranch(project, { name });
  const own = { command: "updateSettings", changes: { canonicalUserId: `Customer ${unique()}` } };
  await commitEdits(project, name, { expectedRevision: 0, edits: [own] });
  const { revision } = await loadPlan(project);
  const edit = { command: "updatePlan", changes: { description: { en: `Edited ${unique()}` } } };
  await commitEdits(project, "main", { expectedRevision: revision, edits: [edit] });
  return name;
}

async function asked(project: AuthorizedProject): Promise<string> {
  const name = await aDraft(project);
  await askForReview(project, name);
  return name;
}

/** A branch of which somebody requested changes. */
async function aRequest(project: AuthorizedProject, by: AuthorizedProject) {
  const branch = await asked(project);
  await giveVerdict(by, branch, { verdict: "request_changes", expectedRevision: 1 });
  return { branch, person: by.actor.id };
}

async function closed(project: AuthorizedProject): Promise<string> {
  const name = await aDraft(project);
  await closeBranch(project, name);
  return name;
}

type Made = (project: AuthorizedProject) => Promise<readonly unknown[]>;

/** An action on something of the project, called with values. */
function on(needs: "viewer" | "editor", made: Made): ActionRow {
  return withSlug(
    needs,
    async (world) => made(await asProject(world, "admin")),
    async (world) => made(await otherProject(world)),
  );
}

async function aThread(project: AuthorizedProject): Promise<{ readonly thread: string; readonly comment: string }> {
  const { id, comments } = await startThread(project, { branch: "main", path: "", text: "Why?" });
  return { thread: id, comment: comments[0]?.id ?? "" };
}

/** An action on a comment of one's own. */
function onOwnComment(rest: readonly unknown[]): ActionRow {
  return {
    needs: "viewer",
    args: async (world, session) => {
      const member = Object.values(world.people).find((person) => person.session === session) ?? world.people.owner;
      const project = await authorizeProject({ session: member.session }, world.project.slug);
      return [project.slug, (await aThread(project)).comment, ...rest];
    },
    foreign: async (world) => [[world.project.slug, (await aThread(await otherProject(world))).comment, ...rest]],
  };
}

const aTeam: FieldsOf = async (world) => ({
  team: (await createTeam(await asWorkspace(world), { name: unique() })).slug,
});
const foreignTeam: FieldsOf = async (world) => ({
  team: (await createTeam(await otherWorkspace(world), { name: unique() })).slug,
});

export const REVIEW_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${PROJECT}/plan/branches/actions.ts#reopenBranchAction`]: on("editor", async (project) => [await closed(project)]),
  [`${PROJECT}/plan/branches/actions.ts#askReviewAction`]: on("editor", async (project) => [await aDraft(project)]),
  [`${PROJECT}/plan/branches/actions.ts#withdrawReviewAction`]: on("editor", async (project) => [await asked(project)]),
  [`${PROJECT}/plan/branches/actions.ts#verdictAction`]: on("editor", async (project) => [
    await asked(project),
    { verdict: "approve", text: "", revision: 1 },
  ]),
  [`${PROJECT}/plan/branches/actions.ts#rebaseBranchAction`]: on("editor", async (project) => [
    await aDraft(project),
    undefined,
  ]),
  [`${PROJECT}/plan/branches/actions.ts#dismissRequestAction`]: inProject(
    "admin",
    async (world) => aRequest(await asProject(world, "admin"), await asProject(world, "editor")),
    async (world) => aRequest(await otherProject(world), await otherProject(world)),
  ),
  [`${PROJECT}/plan/comments/actions.ts#loadThreadsAction`]: on("viewer", async (project) => [
    await aDraft(project),
    "plan/settings",
  ]),
  [`${PROJECT}/plan/comments/actions.ts#startThreadAction`]: on("viewer", async (project) => [
    await aDraft(project),
    "",
    "Why?",
  ]),
  [`${PROJECT}/plan/comments/actions.ts#replyAction`]: on("viewer", async (project) => [
    (await aThread(project)).thread,
    "Because.",
  ]),
  [`${PROJECT}/plan/comments/actions.ts#resolveThreadAction`]: on("viewer", async (project) => [
    (await aThread(project)).thread,
    true,
  ]),
  [`${PROJECT}/plan/comments/actions.ts#editCommentAction`]: onOwnComment(["Mended"]),
  [`${PROJECT}/plan/comments/actions.ts#deleteCommentAction`]: onOwnComment([true]),
  [`${PROJECT}/settings/reviews/actions.ts#updateReviewRulesAction`]: inProject("admin", () => ({
    requiredApprovals: "2",
  })),
  [`${PROJECT}/settings/managed-actions.ts#manageFromAction`]: inProject("admin", () => ({
    repository: "https://git.example/acme/shop",
  })),
  [`${PROJECT}/settings/managed-actions.ts#releaseManagedAction`]: inProject("admin", async (world) => {
    await manageFrom(await asProject(world), { repository: "https://git.example/acme/shop" });
    return {};
  }),
  [`${PROJECT}/settings/teams/actions.ts#createTeamAction`]: inProject("admin", () => ({ name: unique() })),
  [`${PROJECT}/settings/teams/actions.ts#renameTeamAction`]: inProject(
    "admin",
    async (world) => ({ ...(await aTeam(world)), name: unique() }),
    async (world) => ({ ...(await foreignTeam(world)), name: unique() }),
  ),
  [`${PROJECT}/settings/teams/actions.ts#deleteTeamAction`]: inProject("admin", aTeam, foreignTeam),
  [`${PROJECT}/settings/teams/actions.ts#addToTeamAction`]: inProject(
    "admin",
    async (world) => ({ ...(await aTeam(world)), person: world.people.editor.id }),
    async (world) => ({ ...(await aTeam(world)), person: world.outsider.id }),
  ),
  [`${PROJECT}/settings/teams/actions.ts#removeFromTeamAction`]: inProject(
    "admin",
    async (world) => {
      const team = await createTeam(await asWorkspace(world), { name: unique() });
      await addToTeam(await asWorkspace(world), team.slug, world.people.editor.id);
      return { team: team.slug, person: world.people.editor.id };
    },
    async (world) => ({ ...(await foreignTeam(world)), person: world.outsider.id }),
  ),
};
