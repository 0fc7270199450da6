/** A template of the house for the rows of the security matrices. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { openHouseTemplate } from "../../../lib/template/store-house.ts";
import { applyHouse } from "../../../lib/template/store-house-apply.ts";
import { houseGround, saveHouseTemplate, selectHouse } from "../../../lib/template/store-house-save.ts";

/** The standards of the project as a template of its workspace. */
export async function aHouse(project: AuthorizedProject): Promise<string> {
  const ground = await houseGround(project, {});
  const { content } = selectHouse(ground, { objects: [], cohorts: [], standards: true });
  const texts = { name: { en: `House ${Math.random().toString(36).slice(2, 8)}` }, description: {}, notes: "" };
  return (await saveHouseTemplate(project, { ...texts, content, from: ground.from })).id;
}

/** One that the project took. */
async function takenHouse(project: AuthorizedProject): Promise<string> {
  const id = await aHouse(project);
  await applyHouse(project, await openHouseTemplate(project, id), { title: "" });
  return id;
}

const ofAdmin = (world: TestWorld) => asProject(world, "admin");
const ofOthers = (world: TestWorld) => authorizeProject({ session: world.outsider.session }, world.otherProject.slug);

export const ownHouse = async (world: TestWorld) => aHouse(await ofAdmin(world));
export const ownTakenHouse = async (world: TestWorld) => takenHouse(await ofAdmin(world));
export const foreignHouse = async (world: TestWorld) => takenHouse(await ofOthers(world));
