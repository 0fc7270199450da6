/** Rows of the security matrix for the actions of back-tests. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { newId } from "../../../lib/base/id.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { type ActionRow, withSlug } from "./action-row.ts";

const ACTIONS = "[locale]/(workspace)/[project]/plan/backtest/actions.ts";

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

/** One that is over: those that run are one at a time. */
async function backtest({ projectId }: AuthorizedProject): Promise<string> {
  const id = newId("bkt");
  const stand = { branch: "main", revision: 0, mainRevision: 0, publishedVersion: 1 };
  const over = { state: "cancelled", days: 1, environment: "production", startedByName: "Tester" };
  await planDb().backtest.create({ data: { id, projectId, ...stand, ...over } });
  return id;
}

async function draft(project: AuthorizedProject): Promise<string> {
  const name = `draft-${newId("bkt").slice(4, 14)}`;
  await createBranch(project, { name });
  return name;
}

const onOne = (needs: "viewer" | "editor"): ActionRow =>
  withSlug(
    needs,
    async (world) => [await backtest(await asProject(world))],
    async (world) => [await backtest(await otherProject(world))],
  );

export const BACKTEST_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${ACTIONS}#startBacktestAction`]: withSlug(
    "editor",
    async (world) => [await draft(await asProject(world, "admin")), { days: 1, environment: "production" }],
    async (world) => [await draft(await otherProject(world)), { days: 1, environment: "production" }],
  ),
  [`${ACTIONS}#followBacktestAction`]: onOne("viewer"),
  [`${ACTIONS}#cancelBacktestAction`]: onOne("editor"),
};
