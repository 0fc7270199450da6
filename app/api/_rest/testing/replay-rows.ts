/** Rows of the security matrix for replays. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { newId } from "../../../../lib/base/id.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";

async function replay({ projectId }: AuthorizedProject): Promise<string> {
  const id = newId("rev");
  await planDb().reverdict.create({ data: { id, projectId, planVersion: 1, state: "done" } });
  return id;
}

const one: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ replay: await replay(await asProject(world)) }),
  foreign: async (world) => ({
    replay: await replay(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
  }),
};

export const REPLAY_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/replays`]: {},
  [`POST ${PROJECT}/replays`]: {
    body: async (world) => {
      const { projectId } = await asProject(world);
      await planDb().reverdict.updateMany({ where: { projectId, state: "running" }, data: { state: "failed" } });
      return {};
    },
  },
  [`GET ${PROJECT}/replays/{replay}`]: one,
  [`POST ${PROJECT}/replays/{replay}/cancel`]: one,
};
