/** Rows of the security matrix for the house library. */

import { asProject } from "../../../lib/access/testing.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { type ActionRow, inProject, withSlug } from "./action-row.ts";
import { foreignHouse, ownHouse, ownTakenHouse } from "./house.ts";

const ACTIONS = "[locale]/(workspace)/[project]/plan/templates/house-actions.ts";
const NOTHING = { choices: {}, fields: {} };

const save = (template: string | undefined) => ({
  branch: "main",
  template,
  name: { en: `Saved ${Math.random().toString(36).slice(2, 8)}` },
  description: {},
  notes: "",
  take: { objects: [], cohorts: [], standards: true },
});

function aFile(): FormData {
  const form = new FormData();
  const id = `hst_${Math.random().toString(36).slice(2, 12)}`;
  const text = `gabaritTemplate: 1\nid: ${id}\nversion: 1\nname: {en: A file}\nstandards: true\nplan: {gabarit: 1, slug: template}\n`;
  form.set("file", new File([text], "house.yaml"));
  return form;
}

export const HOUSE_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${ACTIONS}#saveHouseAction`]: withSlug("editor", () => [save(undefined)]),
  [`${ACTIONS}#openHouseFileAction`]: withSlug("editor", () => [aFile()]),
  [`${ACTIONS}#applyHouseAction`]: withSlug(
    "editor",
    async (world) => {
      const { revision } = await loadPlan(await asProject(world, "admin"));
      return [await ownHouse(world), { version: 1, revision, decisions: NOTHING }];
    },
    async (world) => [await foreignHouse(world), { version: 1, revision: 0, decisions: NOTHING }],
  ),
  [`${ACTIONS}#takeCohortsAction`]: withSlug(
    "editor",
    async (world) => [await ownTakenHouse(world), {}],
    async (world) => [await foreignHouse(world), {}],
  ),
  [`${ACTIONS}#dismissOfferAction`]: inProject(
    "editor",
    async (world) => ({ template: await ownTakenHouse(world) }),
    async (world) => ({ template: await foreignHouse(world) }),
  ),
  [`${ACTIONS}#deleteHouseAction`]: inProject(
    "admin",
    async (world) => ({ template: await ownHouse(world) }),
    async (world) => ({ template: await foreignHouse(world) }),
  ),
};
