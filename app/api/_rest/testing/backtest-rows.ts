/** Rows of the security matrix for back-tests. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../../lib/access/testing.ts";
import { newId } from "../../../../lib/base/id.ts";
import { createBranch } from "../../../../lib/plan/store-branch.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

async function draft(project: AuthorizedProject): Promise<string> {
  const name = `draft-${newId("bkt").slice(4, 14)}`;
  await createBranch(project, { name });
  return name;
}

/** One that is over: those that run are one at a time. */
async function backtest({ projectId }: AuthorizedProject): Promise<string> {
  const id = newId("bkt");
  const stand = { branch: "main", revision: 0, mainRevision: 0, publishedVersion: 1 };
  const over = { state: "cancelled", days: 1, environment: "production", startedByName: "Tester" };
  await planDb().backtest.create({ data: { id, projectId, ...stand, ...over } });
  return id;
}

const branch: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ branch: await draft(await asProject(world)) }),
  foreign: async (world) => ({ branch: await draft(await otherProject(world)) }),
};

const one: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ backtest: await backtest(await asProject(world)) }),
  foreign: async (world) => ({ backtest: await backtest(await otherProject(world)) }),
};

/** Whatever an earlier call started is over, so that it refuses nobody. */
async function noneRunning(world: TestWorld): Promise<void> {
  const { projectId } = await asProject(world);
  await planDb().backtest.updateMany({ where: { projectId, state: "running" }, data: { state: "cancelled" } });
}

export const BACKTEST_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/branches/{branch}/backtests`]: { ...branch, foreign: "any" },
  [`POST ${PROJECT}/branches/{branch}/backtests`]: {
    ...branch,
    body: async (world) => {
      await noneRunning(world);
      return { days: 1 };
    },
  },
  [`GET ${PROJECT}/backtests/{backtest}`]: one,
  [`POST ${PROJECT}/backtests/{backtest}/cancel`]: one,
};
