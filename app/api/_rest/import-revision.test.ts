/** What somebody else writes while an import is under way is never removed by it. */

import { expect, it, vi } from "vitest";
import { asProject, makeToken, makeWorld } from "../../../lib/access/testing.ts";
import { newEvent } from "../../../lib/plan/new-object.ts";
import { getBranch, loadPlan } from "../../../lib/plan/store.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import { OPERATIONS } from "./operations.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";

/** Once, between the moment the import begins and the moment it reads the plan. */
const hook = vi.hoisted((): { meanwhile: (() => Promise<unknown>) | undefined } => ({ meanwhile: undefined }));

async function meanwhile(): Promise<void> {
  const now = hook.meanwhile;
  hook.meanwhile = undefined;
  await now?.();
}

vi.mock("../../../lib/plan/store-import.ts", async (original) => {
  const real = await original<typeof import("../../../lib/plan/store-import.ts")>();
  return {
    ...real,
    importPlan: async (...given: Parameters<typeof real.importPlan>) => {
      await meanwhile();
      return real.importPlan(...given);
    },
  };
});

vi.mock("../../../lib/plan/store-branch.ts", async (original) => {
  const real = await original<typeof import("../../../lib/plan/store-branch.ts")>();
  return {
    ...real,
    createBranch: async (...given: Parameters<typeof real.createBranch>) => {
      await meanwhile();
      return real.createBranch(...given);
    },
  };
});

usePlanDb();

it("an import with a revision is refused when somebody wrote after the revision was looked at", async () => {
  const world = await makeWorld();
  await publishReferencePlan(world);
  const project = await asProject(world);
  const { token } = await makeToken(world.project.id, "owner");
  const handler = OPERATIONS.find(
    ({ method, path }) => method === "POST" && path.endsWith("/{project}/import"),
  )?.handler;
  const send = async (body: object) => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ remove: true, clear: true, ...body }),
    });
    const answer = await handler?.(request, { params: Promise.resolve({ project: world.project.slug }) });
    return [answer?.status, JSON.parse((await answer?.text()) ?? "null").code];
  };
  const adds = (branch: string, name: string) => async () => {
    const { revision } = await getBranch(world.project.id, branch);
    const event = newEvent({ id: `evt_${name.toLowerCase()}`, name, identifier: name.toLowerCase() });
    await commitEdits(project, branch, {
      expectedRevision: revision,
      edits: [{ command: "addObject", entry: { kind: "event", object: event } }],
    });
  };
  const names = async (branch: string) => (await loadPlan(project, branch)).plan.events.map(({ name }) => name);
  const stale = [409, "stale_revision"];

  await createBranch(project, { name: "draft" });
  for (const branch of ["main", "draft"]) {
    const { plan, revision } = await loadPlan(project, branch);
    const body = { plan: { ...plan, description: { en: "Mine" } }, branch, expectedRevision: revision };
    hook.meanwhile = adds(branch, "Theirs");
    expect(await send({ ...body, preview: true }), branch).toEqual(stale);
    const now = (await loadPlan(project, branch)).revision;
    hook.meanwhile = adds(branch, "Later");
    expect(await send({ ...body, expectedRevision: now }), branch).toEqual(stale);
    expect(await names(branch)).toEqual(expect.arrayContaining(["Theirs", "Later"]));
  }

  // A draft is made of main as it is then.
  const { plan, revision } = await loadPlan(project, "main");
  const fresh = { plan: { ...plan, description: { en: "Mine" } }, expectedRevision: revision };
  hook.meanwhile = adds("main", "Last");
  expect(await send({ ...fresh, branch: "fresh" })).toEqual(stale);
  expect(await names("fresh")).toContain("Last");
  expect(await send({ ...fresh, branch: "other" })).toEqual(stale);
  const after = await loadPlan(project, "main");
  expect((await send({ plan: after.plan, branch: "other", expectedRevision: after.revision }))[0]).toBe(200);
});
