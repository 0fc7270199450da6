/** Rows of the security matrix for the actions of replays. */

import { setTimeout as sleep } from "node:timers/promises";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { active } from "../../../lib/ingest/replay-follow.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { otherProject } from "../../api/_rest/testing/hand-over-rows.ts";
import { aReplay } from "../../api/_rest/testing/replay-rows.ts";
import { type ActionRow, type Fields, inProject, withSlug } from "./action-row.ts";
import { publishOnce } from "./publish.ts";

const FILE = "[locale]/(workspace)/[project]/replays/actions.ts";

const own = async (world: TestWorld): Promise<Fields> => ({ replay: await aReplay(await asProject(world)) });
const foreign = async (world: TestWorld): Promise<Fields> => ({ replay: await aReplay(await otherProject(world)) });

/** What was applied before has ended, and its entry stands in the audit log. */
async function ended(): Promise<void> {
  while (active().size > 0) await sleep(20);
}

/** Something judges, and nothing is being judged. */
async function ready(world: TestWorld): Promise<void> {
  const project = await asProject(world);
  await publishOnce(project);
  const { projectId } = project;
  await planDb().reverdict.updateMany({ where: { projectId, state: "running" }, data: { state: "failed" } });
}

export const REPLAY_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${FILE}#previewReplayAction`]: inProject("editor", async (world) => {
    await ready(world);
    return { at: "1", environment: "", now: "", event: "Paid" };
  }),
  [`${FILE}#applyReplayAction`]: inProject(
    "editor",
    async (world) => {
      await ready(world);
      return own(world);
    },
    foreign,
  ),
  [`${FILE}#cancelReplayAction`]: inProject(
    "editor",
    async (world) => {
      await ended();
      return own(world);
    },
    foreign,
  ),
  [`${FILE}#followReplayAction`]: withSlug(
    "viewer",
    async (world) => [(await own(world)).replay],
    async (world) => [(await foreign(world)).replay],
  ),
};
