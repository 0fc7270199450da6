/** Rows of the security matrix for the house library. */

import { foreignHouse, ownHouse, ownTakenHouse } from "../../../_access/testing/house.ts";
import type { Row } from "./matrix-rows.ts";

const HOUSE = "/api/v1/projects/{project}/house-templates";
const ONE = `${HOUSE}/{template}`;

const template: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ template: await ownHouse(world) }),
  foreign: async (world) => ({ template: await foreignHouse(world) }),
};
const taken = { ...template, params: async (world) => ({ template: await ownTakenHouse(world) }) } satisfies Pick<
  Row,
  "params" | "foreign"
>;

const unique = () => Math.random().toString(36).slice(2, 12);
const aFile = () =>
  new TextEncoder().encode(
    `gabaritTemplate: 1\nid: hst_${unique()}\nversion: 1\nname: {en: A file}\nstandards: true\nplan: {gabarit: 1, slug: template}\n`,
  );

export const HOUSE_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${HOUSE}`]: {},
  [`POST ${HOUSE}`]: { body: async () => ({ name: { en: `Saved ${unique()}` }, take: { standards: true } }) },
  [`POST ${HOUSE}/file`]: { body: async () => aFile() },
  [`GET ${ONE}`]: template,
  [`POST ${ONE}`]: { ...template, body: {} },
  [`DELETE ${ONE}`]: template,
  [`GET ${ONE}/file`]: template,
  [`DELETE ${ONE}/offer`]: taken,
  [`GET ${ONE}/cohorts`]: template,
  [`POST ${ONE}/cohorts`]: { ...taken, body: { choices: {} } },
};
