import { expect, it } from "vitest";
import { asProject, makeToken, makeWorld } from "../../../lib/access/testing.ts";
import { referencePlan } from "../../../lib/plan/reference-plan.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { PROTECTED } from "../../../lib/plan/store-guard.ts";
import { updateReviewRules } from "../../../lib/review/settings.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import { TEMPLATES } from "../../../lib/template/catalogue.ts";
import { OPERATIONS } from "./operations.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";

usePlanDb();

it("a protected main is refused in the same words on every way of the API that writes it", async () => {
  const world = await makeWorld();
  await publishReferencePlan(world);
  const project = await asProject(world);
  const { token } = await makeToken(world.project.id, "owner");
  const edit = { command: "updatePlan", changes: { description: { en: "Edited" } } };
  const call = async (path: string, body: object | undefined, params: Readonly<Record<string, string>> = {}) => {
    const operation = OPERATIONS.find((one) => one.method === "POST" && one.path.endsWith(`/{project}${path}`));
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await operation?.handler(request, {
      params: Promise.resolve({ project: world.project.slug, ...params }),
    });
    return { status: answer?.status, body: JSON.parse((await answer?.text()) ?? "null") };
  };
  const before = (await loadPlan(project)).revision;
  const main = { branch: "main" };
  expect(await call("/branches/{branch}/edits", { expectedRevision: before, edits: [edit] }, main)).toMatchObject({
    status: 200,
  });
  const revision = before + 1;
  await createBranch(project, { name: "draft" });
  await commitEdits(project, "draft", {
    expectedRevision: 0,
    edits: [{ command: "updateSettings", changes: { canonicalUserId: "Customer" } }],
  });
  await updateReviewRules(project, { mainProtected: true });

  const plan = { ...referencePlan, slug: project.slug, description: { en: "Other" } };
  const again = { ...edit, changes: { description: { en: "Edited again" } } };
  const ways = {
    edits: await call("/branches/{branch}/edits", { expectedRevision: revision, edits: [again] }, main),
    undo: await call("/branches/{branch}/edits/{revision}/undo", undefined, { ...main, revision: String(revision) }),
    import: await call("/import", { plan, branch: "main", remove: true, clear: true }),
    template: await call("/templates/{template}", { branch: "main" }, { template: TEMPLATES[0]?.key ?? "" }),
  };
  for (const [way, { status, body }] of Object.entries(ways)) {
    expect([status, body.code, body.fields?.[0]?.message], way).toEqual([409, "conflict", PROTECTED.en]);
  }
  expect(await call("/versions", { branch: "draft" })).toMatchObject({
    status: 409,
    body: { data: { obstacles: [{ code: "not_asked" }] } },
  });
  expect((await loadPlan(project)).revision).toBe(revision);
});
