import { beforeAll, expect, it } from "vitest";
import type { Scope } from "../../../lib/access/scope.ts";
import { makeToken } from "../../../lib/access/testing.ts";
import { createTestProject, type TestProject } from "../../../lib/ingest/testing/project.ts";
import { useTestServer } from "../../../lib/ingest/testing/server.ts";
import { emptyPlan, newEvent } from "../../../lib/plan/new-object.ts";
import { GET } from "../v1/projects/[project]/code-matrix/route.ts";

const server = useTestServer();
let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  const { writeKey } = await project.source({ slug: "web" });
  const events = ["Paid", "Kept Secret"].map((name, at) =>
    newEvent({ id: `evt_${at}`, name, identifier: `event${at}`, status: "active" }),
  );
  await project.publish({ ...emptyPlan("test"), events });
  const batch = [{ type: "track", event: "Paid", userId: "u", properties: {} }];
  await server.post("/v1/batch", { writeKey, batch });
  await server.ingest.settled();
}, 120_000);

async function asked(scopes: readonly Scope[]) {
  const { token } = await makeToken(project.id, "viewer", { scopes });
  const headers = { authorization: `Bearer ${token}` };
  const request = new Request("http://localhost/x?at=latest", { headers });
  const answer = await GET(request, { params: Promise.resolve({ project: project.authorized.slug }) });
  const told = (await answer.json()) as { items?: { name: string; received?: { count: number }; state: string }[] };
  const rows = told.items?.map(({ name, received, state }) => [name, received?.count, state]);
  return { status: answer.status, rows };
}

it("tells a token what is planned only where it may read the plan, and what arrived only where it may read events", async () => {
  expect(await asked(["events:read"])).toEqual({ status: 403, rows: undefined });
  const whole = [
    ["Kept Secret", undefined, "unknown"],
    ["Paid", 1, "untold"],
  ];
  for (const scopes of [[], ["plan:read", "events:read"]] as const)
    expect((await asked(scopes)).rows?.sort()).toEqual(whole);
  const ofPlan = await asked(["plan:read"]);
  expect(ofPlan.rows?.sort()).toEqual([
    ["Kept Secret", undefined, "unknown"],
    ["Paid", undefined, "unknown"],
  ]);
});
