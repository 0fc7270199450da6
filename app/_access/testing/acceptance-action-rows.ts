/** Rows of the security matrix for the actions of acceptance runs. */

import { getRun } from "../../../lib/acceptance/run.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { createSource } from "../../../lib/access/source.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { newEvent } from "../../../lib/plan/new-object.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../lib/plan/store-publish.ts";
import { latestVersion } from "../../../lib/plan/store-version.ts";
import { eventDb } from "../../../lib/store/event-db.ts";
import { aRun } from "../../api/_rest/testing/acceptance-rows.ts";
import { otherProject } from "../../api/_rest/testing/hand-over-rows.ts";
import { type ActionRow, type Fields, inProject, withSlug } from "./action-row.ts";

const FILE = "[locale]/(workspace)/[project]/acceptance/actions.ts";

const own = async (world: TestWorld) => aRun(await asProject(world));
const foreign = async (world: TestWorld) => aRun(await otherProject(world));

/** An action of a form on a run. */
const onRun = (fields: (world: TestWorld) => Promise<Fields> | Fields = () => ({})): ActionRow =>
  inProject(
    "editor",
    async (world) => ({ ...(await fields(world)), ...(await own(world)) }),
    async (world) => ({ ...(await fields(world)), ...(await foreign(world)) }),
  );

/** An event of the latest version that any source sends; published where there is none. */
async function anEvent(project: AuthorizedProject): Promise<string> {
  const published = (await latestVersion(project.projectId))?.plan.events ?? [];
  const known = published.find(({ sources, status }) => sources.length === 0 && status !== "deprecated");
  if (known !== undefined) return known.id;
  const { revision } = await loadPlan(project);
  const id = `evt_${Math.random().toString(36).slice(2).padEnd(16, "0")}`;
  const object = newEvent({ id, name: id, identifier: id });
  const edits = [{ command: "addObject", entry: { kind: "event", object } }] as const;
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  await publishPlan(project, { notes: "" });
  return id;
}

/** A call that reached the source of a run since it began. */
async function aCall(world: TestWorld): Promise<Fields> {
  const project = await asProject(world);
  const { run } = await aRun(project);
  const { source, startedAt } = await getRun(project, run);
  const uid = Math.floor(Math.random() * 2 ** 40);
  const at = startedAt.toISOString().replace("T", " ").replace("Z", "");
  const row = { project: project.number, uid, source: source.number, received_at: at, ts: at, anonymous_id: "d1" };
  await eventDb().insert("received", Buffer.from(`${JSON.stringify(row)}\n`), { token: `row-${uid}` });
  return { run, uid: String(uid) };
}

export const ACCEPTANCE_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${FILE}#startRunAction`]: inProject("editor", async (world) => {
    const project = await asProject(world);
    await anEvent(project);
    const { slug } = await createSource(project, { name: "Staging", platform: "web", environment: "staging" });
    return { source: slug, who: "first", id: "", at: "latest", release: "", scope: "planned" };
  }),
  [`${FILE}#loadRunAction`]: withSlug(
    "viewer",
    async (world) => [(await own(world)).run],
    async (world) => [(await foreign(world)).run],
  ),
  [`${FILE}#loadSampleAction`]: withSlug(
    "viewer",
    async (world) => [(await own(world)).run, 1],
    async (world) => [(await foreign(world)).run, 1],
  ),
  [`${FILE}#pairRunAction`]: inProject("editor", aCall, async (world) => ({ ...(await foreign(world)), uid: "1" })),
  [`${FILE}#pauseRunAction`]: onRun(),
  [`${FILE}#resumeRunAction`]: onRun(),
  [`${FILE}#cancelRunAction`]: onRun(),
  [`${FILE}#setAsideAction`]: onRun(async (world) => {
    const event = await anEvent(await asProject(world));
    return { event, reason: "No basket on this page" };
  }),
  [`${FILE}#signRunAction`]: onRun(() => ({ name: "Ana", role: "QA", note: "" })),
  [`${FILE}#updateRuleAction`]: inProject("admin", () => ({
    acceptanceNeed: "none",
    acceptanceDays: String(1 + Math.floor(Math.random() * 300)),
  })),
  [`${FILE}#verifyResultAction`]: withSlug("viewer", () => ["{}"]),
};
