/** Rows of the security matrix for acceptance runs. */

import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { createSource } from "../../../../lib/access/source.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { newId } from "../../../../lib/base/id.ts";
import { loadPlan } from "../../../../lib/plan/store.ts";
import { latestVersionNumber } from "../../../../lib/plan/store-version.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import { publishOnce } from "../../../_access/testing/publish.ts";
import { otherProject } from "./hand-over-rows.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const RUNS = `${PROJECT}/acceptance-runs`;
const RUN = `${RUNS}/{run}`;

/** A run of a source of its own, as it stands in the store. */
export async function aRun(project: AuthorizedProject, document?: string): Promise<{ readonly run: string }> {
  await publishOnce(project);
  const source = await createSource(project, { name: "Looked at", platform: "web", environment: "staging" });
  const row = await planDb().acceptanceRun.create({
    data: {
      id: newId("acr"),
      projectId: project.projectId,
      sourceId: source.id,
      environment: "staging",
      whoKind: "user",
      subjectKind: "user",
      subjectId: "u1",
      planVersion: await latestVersionNumber(project.projectId),
      scope: "planned",
      state: document === undefined ? "running" : "signed",
      startedByName: "Tester",
      ...(document === undefined ? {} : { document, passed: true }),
    },
  });
  return { run: row.id };
}

const run: Pick<Row, "params" | "foreign"> = {
  params: async (world) => aRun(await asProject(world)),
  foreign: async (world) => aRun(await otherProject(world)),
};
const signed: Pick<Row, "params" | "foreign"> = {
  params: async (world) => aRun(await asProject(world), "{}"),
  foreign: async (world) => aRun(await otherProject(world), "{}"),
};
const sample: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ ...(await aRun(await asProject(world))), uid: "1" }),
  foreign: async (world) => ({ ...(await aRun(await otherProject(world))), uid: "2" }),
};

export const ACCEPTANCE_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/acceptance-rule`]: {},
  [`PATCH ${PROJECT}/acceptance-rule`]: { body: { acceptanceNeed: "none", acceptanceDays: 14 } },
  [`GET ${RUNS}`]: { query: "?search=a&sort=source&order=ascending" },
  [`POST ${RUNS}`]: {
    body: async (world) => {
      const project = await asProject(world);
      const made = await createSource(project, { name: "Staging", platform: "web", environment: "staging" });
      return { source: made.slug, who: { kind: "first" } };
    },
  },
  [`GET ${RUNS}/key`]: {},
  [`POST ${RUNS}/verify`]: { body: new TextEncoder().encode("{}") },
  [`GET ${RUN}`]: run,
  [`PUT ${RUN}/aside`]: {
    ...run,
    body: async (world) => {
      const { plan } = await loadPlan(await asProject(world));
      const event = plan.events.find(({ sources, status }) => sources.length === 0 && status !== "deprecated");
      return { eventId: event?.id ?? "", reason: "No basket on this page" };
    },
  },
  [`POST ${RUN}/cancel`]: run,
  [`GET ${RUN}/file`]: signed,
  [`POST ${RUN}/pair`]: { ...run, body: { uid: 1 }, absent: true },
  [`POST ${RUN}/pause`]: run,
  [`POST ${RUN}/resume`]: run,
  [`GET ${RUN}/samples/{uid}`]: { ...sample, absent: true },
  [`POST ${RUN}/sign`]: { ...run, body: { name: "Ana" } },
};
