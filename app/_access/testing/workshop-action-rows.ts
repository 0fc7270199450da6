/** Rows of the security matrix for the actions of workshops. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { createWorkshop } from "../../../lib/plan/store-workshop.ts";
import { type ActionRow, withSlug } from "./action-row.ts";

const FILE = "[locale]/(workspace)/[project]/plan/workshop/actions.ts";
const HELD = { title: "Autumn", heldOn: "2026-11-20" };

const begun = (project: AuthorizedProject) => createWorkshop(project, HELD);

async function elsewhere(world: TestWorld) {
  return begun(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug));
}

/** An action on a workshop that is being held; `rest` comes after its id. */
const onWorkshop = (rest: (kept: Awaited<ReturnType<typeof begun>>) => readonly unknown[]): ActionRow =>
  withSlug(
    "editor",
    async (world) => {
      const kept = await begun(await asProject(world, "admin"));
      return [kept.id, ...rest(kept)];
    },
    async (world) => {
      const kept = await elsewhere(world);
      return [kept.id, ...rest(kept)];
    },
  );

export const WORKSHOP_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${FILE}#startWorkshopAction`]: withSlug("editor", () => [{ ...HELD, template: "saas", present: ["Ana"] }]),
  [`${FILE}#saveWorkshopAction`]: onWorkshop(({ revision, workshop }) => [revision, { ...workshop, present: ["Ana"] }]),
  [`${FILE}#openPointsAction`]: onWorkshop(() => []),
  [`${FILE}#workshopIdeasAction`]: withSlug(
    "editor",
    () => ["saas"],
    async () => ["nowhere"],
  ),
  [`${FILE}#finishWorkshopAction`]: onWorkshop(({ id, revision }) => [revision, id.replace("_", "-")]),
  [`${FILE}#deleteWorkshopAction`]: onWorkshop(() => []),
};
