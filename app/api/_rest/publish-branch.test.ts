import { expect, it } from "vitest";
import { asProject, makeToken, makeWorld } from "../../../lib/access/testing.ts";
import { referencePlan } from "../../../lib/plan/reference-plan.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { createBranch, listBranches } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { listVersions } from "../../../lib/plan/store-version.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import { OPERATIONS } from "./operations.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";

usePlanDb();

it("publishing a draft is refused before it is merged when main is not what was seen", async () => {
  const world = await makeWorld();
  await publishReferencePlan(world);
  const { token } = await makeToken(world.project.id, "owner");
  const project = await asProject(world);
  const owner = (id: string, name: string) => ({ command: "updateEvent", id, changes: { owner: name } }) as const;
  const { revision } = await loadPlan(project);
  const [first, second] = referencePlan.events.map(({ id }) => id);
  await createBranch(project, { name: "checkout" });
  await commitEdits(project, "checkout", { expectedRevision: 0, edits: [owner(first ?? "", "Draft")] });
  await commitEdits(project, "main", { expectedRevision: revision, edits: [owner(second ?? "", "Main")] });

  const operation = OPERATIONS.find(({ method, path }) => method === "POST" && path.endsWith("/{project}/versions"));
  const publish = async (expectedRevision: number) => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ branch: "checkout", expectedRevision }),
    });
    const params = Promise.resolve({ project: world.project.slug });
    const answer = await operation?.handler(request, { params });
    return { status: answer?.status, body: JSON.parse((await answer?.text()) ?? "null") };
  };

  expect(await publish(revision)).toMatchObject({ status: 409, body: { code: "stale_revision" } });
  expect((await listBranches(project)).find(({ name }) => name === "checkout")?.state).toBe("open");
  expect(await listVersions(project)).toHaveLength(1);
  expect(await publish(revision + 1)).toMatchObject({ status: 201, body: { version: 2 } });
});
