/** Rows of the security matrix for replays. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { newId } from "../../../../lib/base/id.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";

/** One that is over; with `running`, one that goes on. */
export async function aReplay({ projectId }: AuthorizedProject, state = "done"): Promise<string> {
  const id = newId("rev");
  await planDb().reverdict.create({ data: { id, projectId, planVersion: 1, state } });
  return id;
}

const one: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ replay: await aReplay(await asProject(world)) }),
  foreign: async (world) => ({
    replay: await aReplay(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
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
