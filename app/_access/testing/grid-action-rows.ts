/** Rows of the security matrix for the event grid: undoing, several events at once, saved views, single keys. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import type { TestWorld } from "../../../lib/access/testing.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { createView } from "../../../lib/plan/store-view.ts";
import type { ActionRow } from "./action-row.ts";

const PLAN = "[locale]/(workspace)/[project]/plan";
const unique = () => Math.random().toString(36).slice(2, 12);
const VIEW = { filter: { q: "order" } };

/** The project of the row as the caller sees it; as its admin where the caller may not do what the row prepares. */
async function asCaller(world: TestWorld, session: string | undefined, prepares: "view" | "edit") {
  const { people, project, outsider } = world;
  const mayEdit = prepares === "view" || session === people.owner.session || session === people.editor.session;
  const own = session !== undefined && session !== outsider.session && mayEdit;
  return authorizeProject({ session: own ? session : people.admin.session }, project.slug);
}

/** A revision of main that the caller made. */
async function aRevision(project: AuthorizedProject): Promise<number> {
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updatePlan", changes: { description: { en: unique() } } }];
  return (await commitEdits(project, "main", { expectedRevision: revision, edits })).revision;
}

async function aView(project: AuthorizedProject): Promise<string> {
  return (await createView(project, { name: unique(), shared: false, view: VIEW })).id;
}

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

async function foreignDraft(world: TestWorld): Promise<string> {
  const name = `draft-${unique()}`;
  await createBranch(await otherProject(world), { name });
  return name;
}

const onView = (rest: readonly unknown[]): ActionRow => ({
  needs: "viewer",
  args: async (world, session) => [world.project.slug, await aView(await asCaller(world, session, "view")), 1, ...rest],
  foreign: async (world) => [[world.project.slug, await aView(await otherProject(world)), 1, ...rest]],
});

export const GRID_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${PLAN}/actions.ts#undoPlanAction`]: {
    needs: "editor",
    args: async (world, session) => [
      world.project.slug,
      "main",
      await aRevision(await asCaller(world, session, "edit")),
      undefined,
    ],
    foreign: async (world) => [[world.project.slug, await foreignDraft(world), 1, undefined]],
  },
  [`${PLAN}/actions.ts#newEventsAction`]: {
    needs: "editor",
    args: async (world) => [world.project.slug, "main", [{ name: "Cart Viewed", callType: "track" }]],
    foreign: async (world) => [[world.project.slug, await foreignDraft(world), []]],
  },
  [`${PLAN}/grid/view-actions.ts#createViewAction`]: {
    needs: "viewer",
    args: async (world) => [world.project.slug, { name: unique(), shared: false, view: VIEW }],
  },
  [`${PLAN}/grid/view-actions.ts#updateViewAction`]: onView([{ name: unique() }]),
  [`${PLAN}/grid/view-actions.ts#deleteViewAction`]: onView([]),
  [`${PLAN}/grid/view-actions.ts#keepSingleKeysAction`]: { needs: "person", args: async () => [false] },
};
