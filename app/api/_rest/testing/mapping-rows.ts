/** Rows of the security matrix for the mappings of rows. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../../lib/access/testing.ts";
import { type Mapping, mappingSchema } from "../../../../lib/intake/mapping.ts";
import { saveMapping } from "../../../../lib/intake/store.ts";
import { publishOnce } from "../../../_access/testing/publish.ts";
import type { Row } from "./matrix-rows.ts";

const MAPPINGS = "/api/v1/projects/{project}/row-mappings";
const MAPPING = `${MAPPINGS}/{mapping}`;

let count = 0;
/** Each row has a mapping of its own: others delete and approve theirs. */
function aMapping(): Mapping {
  count += 1;
  return mappingSchema.parse({
    name: `people-${count}`,
    target: { kind: "user" },
    only: [],
    key: ["id"],
    time: { from: "at", format: "iso", zone: "UTC" },
    userId: "id",
    values: [],
  });
}

async function saved(project: AuthorizedProject): Promise<{ mapping: string }> {
  await publishOnce(project);
  const { name } = await saveMapping(project, aMapping(), 0);
  return { mapping: name };
}

const row: Pick<Row, "params" | "foreign"> = {
  params: async (world: TestWorld) => saved(await asProject(world)),
  foreign: async (world: TestWorld) =>
    saved(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
};

export const MAPPING_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${MAPPINGS}`]: {},
  [`POST ${MAPPINGS}`]: { body: async () => ({ mapping: aMapping(), revision: 0 }) },
  [`GET ${MAPPING}`]: row,
  [`DELETE ${MAPPING}`]: row,
  [`POST ${MAPPING}/approve`]: { ...row, body: { revision: 1 } },
};
