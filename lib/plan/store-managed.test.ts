import { expect, it } from "vitest";
import { authorizeProject } from "../access/authorize.ts";
import { asProject, makeToken, makeWorld } from "../access/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { loadPlan } from "./store.ts";
import { createBranch } from "./store-branch.ts";
import { mergeBranch } from "./store-branch-merge.ts";
import { rebaseBranch } from "./store-branch-rebase.ts";
import { commitEdits } from "./store-commit.ts";
import { getManagedFrom, manageFrom, releaseManaged } from "./store-managed.ts";
import { undoRevision } from "./store-undo.ts";

usePlanDb();

const REPOSITORY = "https://github.com/acme/shop";
const edit = (text: string) => ({ command: "updatePlan", changes: { description: { en: text } } });

it("while a plan is managed from a repository, only a token that pushes from there changes any branch", async () => {
  const world = await makeWorld();
  const person = await asProject(world);
  const { token } = await makeToken(world.project.id, "editor");
  const pipeline = await authorizeProject({ token }, person.slug);
  await commitEdits(person, "main", { expectedRevision: 0, edits: [edit("Before")] });
  await createBranch(person, { name: "draft" });
  await commitEdits(person, "draft", {
    expectedRevision: 0,
    edits: [{ command: "updateSettings", changes: { canonicalUserId: "Customer" } }],
  });
  await commitEdits(person, "main", { expectedRevision: 1, edits: [edit("Behind")] });

  const managed = { repository: "git@github.com:acme/shop.git", branch: "main", path: "plan/" };
  expect(await manageFrom(person, managed)).toEqual({ ...managed, repository: REPOSITORY });
  expect(await getManagedFrom(person)).toEqual({ ...managed, repository: REPOSITORY });
  const before = (await loadPlan(person)).plan;

  const refused = { code: "conflict", data: { managedFrom: REPOSITORY } };
  const commit = { expectedRevision: 2, edits: [edit("After")] };
  for (const [who, pushedFrom] of [
    [person, undefined],
    [person, REPOSITORY],
    [pipeline, undefined],
    [pipeline, "https://github.com/acme/other"],
    [pipeline, "nonsense"],
  ] as const) {
    await expect(commitEdits(who, "main", { ...commit, pushedFrom })).rejects.toMatchObject(refused);
    await expect(commitEdits(who, "draft", { ...commit, expectedRevision: 1, pushedFrom })).rejects.toMatchObject(
      refused,
    );
    await expect(createBranch(who, { name: "other", pushedFrom })).rejects.toMatchObject(refused);
  }
  for (const who of [person, pipeline]) {
    await expect(mergeBranch(who, "draft", async () => undefined)).rejects.toMatchObject(refused);
    await expect(rebaseBranch(who, "draft", {})).rejects.toMatchObject(refused);
  }
  await expect(undoRevision(person, "main", 2)).rejects.toMatchObject(refused);
  expect((await loadPlan(person)).plan).toEqual(before);
  await expect(commitEdits(person, "main", commit)).rejects.toMatchObject({
    fields: [{ en: expect.stringContaining(REPOSITORY), fr: expect.stringContaining("modifiez-le là-bas") }],
  });

  const pushedFrom = "https://x-access-token:secret@GitHub.com/acme/shop.git";
  await commitEdits(pipeline, "main", { ...commit, pushedFrom });
  expect((await loadPlan(person)).plan.description.en).toBe("After");
  await createBranch(pipeline, { name: "pull-42", pushedFrom });

  // Protected, main takes no push: a reviewed branch is how one comes there, and a branch stays the repository's own.
  await planDb().project.update({ where: { id: world.project.id }, data: { mainProtected: true } });
  await expect(commitEdits(pipeline, "main", { ...commit, expectedRevision: 3, pushedFrom })).rejects.toMatchObject({
    data: { protected: true },
  });
  await commitEdits(pipeline, "pull-42", { expectedRevision: 0, edits: [edit("Reviewed")], pushedFrom });
  await expect(rebaseBranch(person, "draft", {})).rejects.toMatchObject(refused);
  await mergeBranch(person, "pull-42", async () => undefined);
  expect((await loadPlan(person)).plan.description.en).toBe("Reviewed");
  await planDb().project.update({ where: { id: world.project.id }, data: { mainProtected: false } });

  await releaseManaged(person);
  await releaseManaged(person);
  await commitEdits(person, "main", { expectedRevision: 4, edits: [edit("Here again")] });
  const entries = await planDb().auditEntry.findMany({
    where: { projectId: world.project.id, action: { in: ["plan.manage", "plan.unmanage"] } },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
    ["plan.manage", { repository: REPOSITORY, path: "plan/" }],
    ["plan.unmanage", { repository: REPOSITORY }],
  ]);
});

it("is decided by admins, with an address that leads somewhere", async () => {
  const world = await makeWorld();
  const editor = await authorizeProject({ session: world.people.editor.session }, world.project.slug);
  await expect(manageFrom(editor, { repository: REPOSITORY })).rejects.toMatchObject({ code: "forbidden" });
  await expect(releaseManaged(editor)).rejects.toMatchObject({ code: "forbidden" });
  const admin = await asProject(world);
  for (const repository of ["javascript:alert(1)", "shop", ""])
    await expect(manageFrom(admin, { repository })).rejects.toMatchObject({ code: "invalid_input" });
  await expect(manageFrom(admin, { repository: REPOSITORY, path: "x".repeat(201) })).rejects.toMatchObject({
    fields: [{ path: "path" }],
  });
  expect(await getManagedFrom(admin)).toBeUndefined();
});
