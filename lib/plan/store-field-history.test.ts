/** What one field has held, with who gave it, when and why. */

import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld } from "../access/testing.ts";
import { usePlanDb } from "../store/testing.ts";
import { editsBetween } from "./edit-between.ts";
import { referencePlan } from "./reference-plan.ts";
import { loadPlan, MAIN } from "./store.ts";
import { createBranch } from "./store-branch.ts";
import { mergeBranch } from "./store-branch-merge.ts";
import { rebaseBranch } from "./store-branch-rebase.ts";
import { commitEdits } from "./store-commit.ts";
import { fieldHistory, valuesAround } from "./store-field-history.ts";
import { objectHistory } from "./store-history.ts";
import { publishPlan } from "./store-publish.ts";

usePlanDb();

let project: AuthorizedProject;

async function change(changes: object, branch = MAIN): Promise<number> {
  const { revision } = await loadPlan(project, branch);
  const edits = [{ command: "updateEvent", id: "evt_search", changes }];
  return (await commitEdits(project, branch, { expectedRevision: revision, edits })).revision;
}

beforeEach(async () => {
  project = await asProject(await makeWorld(), "admin");
  const start = await loadPlan(project);
  const edits = editsBetween(start.plan, { ...referencePlan, slug: project.slug });
  await commitEdits(project, MAIN, { expectedRevision: start.revision, edits });
});

it("tells each value of a field, the latest first, and nothing of other fields", async () => {
  const made = await change({ owner: "Shop" });
  await change({ tags: { add: ["search"] } });
  const cleared = await change({ owner: null });
  const history = await fieldHistory(project, "event/evt_search/owner");
  expect(history.slice(0, 2)).toMatchObject([
    { revision: cleared, by: project.actor.name },
    { revision: made, by: project.actor.name, value: "Shop" },
  ]);
  expect(history[0]).not.toHaveProperty("value");
  expect((await fieldHistory(project, "event/evt_search/tags"))[0]).toMatchObject({ value: ["search"] });
  expect(await fieldHistory(project, "event/evt_nobody/tags")).toEqual([]);
});

it("tells what each change of an object gave its fields, and what that took the place of", async () => {
  const path = "event/evt_search/owner";
  const first = await change({ owner: "Shop" });
  const second = await change({ owner: "Search" });
  const entries = await objectHistory(project, "evt_search");
  const values = await valuesAround(project, entries);
  expect(values.get(first)?.get(path)).toMatchObject({ after: "Shop" });
  expect(values.get(second)?.get(path)).toEqual({ before: "Shop", after: "Search" });
});

it("says of no value that it was published when another had taken its place by then", async () => {
  await change({ owner: "Shop" });
  await change({ owner: "Search team" });
  await publishPlan(project, { notes: "First." });
  await change({ owner: "Nobody" });
  const [nobody, team, shop] = await fieldHistory(project, "event/evt_search/owner");
  expect([nobody?.value, team?.value, shop?.value]).toEqual(["Nobody", "Search team", "Shop"]);
  expect(team).toMatchObject({ published: { version: 1 } });
  expect(shop).not.toHaveProperty("published");
  expect(nobody).not.toHaveProperty("published");
});

it("says which branch brought a value and which version published it; a branch begins with what main had", async () => {
  await change({ owner: "Shop" });
  const draft = await createBranch(project, { name: "owned", title: "Search, owned" });
  await change({ owner: "Search team" }, draft.name);
  expect(await fieldHistory(project, "event/evt_search/owner", draft.name)).toMatchObject([
    { value: "Search team" },
    { revision: 0, value: "Shop" },
  ]);
  await mergeBranch(project, draft.name, async () => undefined);
  await publishPlan(project, { notes: "The search has an owner." });
  const [latest] = await fieldHistory(project, "event/evt_search/owner");
  expect(latest).toMatchObject({
    value: "Search team",
    merged: { branch: draft.name, title: "Search, owned" },
    published: { version: 1, notes: "The search has an owner." },
  });
});

it("keeps the reason somebody gave, in the history of the field and of its object", async () => {
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updateEvent", id: "evt_search", changes: { expiresOn: "2031-01-01" } }];
  await commitEdits(project, MAIN, { expectedRevision: revision, edits, reason: "The shop still asks\u0000 for it." });
  const reason = "The shop still asks for it.";
  expect((await fieldHistory(project, "event/evt_search/expiresOn"))[0]).toMatchObject({ value: "2031-01-01", reason });
  expect((await objectHistory(project, "evt_search"))[0]).toMatchObject({ reason });
});

it("tells of a merged value who wrote it on the branch, when and why, and nothing of what a rebase brought there", async () => {
  const draft = await createBranch(project, { name: "owned" });
  const ben = { ...project, actor: { ...project.actor, name: "Ben" } };
  const edits = [{ command: "updateEvent", id: "evt_search", changes: { owner: "Search team" } }];
  await commitEdits(ben, draft.name, { expectedRevision: 0, edits, reason: "They build it." });
  await change({ tags: { add: ["search"] } });
  await rebaseBranch(project, draft.name);
  const [mine] = await fieldHistory(project, "event/evt_search/owner", draft.name);
  await mergeBranch(project, draft.name, async () => undefined);
  const written = [{ by: "Ben", at: mine?.at, reason: "They build it." }];
  const [latest] = await fieldHistory(project, "event/evt_search/owner");
  expect(latest).toMatchObject({ by: project.actor.name, value: "Search team", merged: { branch: "owned", written } });
  const [merge] = await objectHistory(project, "evt_search");
  expect(merge).toMatchObject({ merged: "owned", written });
  const path = "event/evt_search/owner";
  expect(merge?.written).toEqual([{ ...written[0], revision: 1, fields: [path] }]);
  const there = await valuesAround(project, merge?.written ?? [], draft.name);
  expect(there.get(1)?.get(path)).toEqual({ before: undefined, after: "Search team" });
});

it("tells who decided a field while main was brought in, and of that field alone, also after others wrote there", async () => {
  const draft = await createBranch(project, { name: "decided" });
  const as = (name: string) => ({ ...project, actor: { ...project.actor, name } });
  const write = async (name: string, changes: object) => {
    const { revision } = await loadPlan(project, draft.name);
    const edits = [{ command: "updateEvent", id: "evt_search", changes }];
    await commitEdits(as(name), draft.name, { expectedRevision: revision, edits });
  };
  await write("Ben", { owner: "Search team" });
  await change({ owner: "Shop", tags: { add: ["search"] } });
  const [main, own] = [await loadPlan(project), await loadPlan(project, draft.name)];
  await rebaseBranch(as("Cleo"), draft.name, {
    decisions: { "event/evt_search/owner": { value: "Both" } },
    ...{ expectedRevision: own.revision, expectedMainRevision: main.revision },
  });
  await write("Dan", { critical: true });
  await mergeBranch(project, draft.name, async () => undefined);
  const [merge] = await objectHistory(project, "evt_search");
  expect(merge?.written?.map(({ by, fields }) => [by, fields])).toEqual([
    ["Dan", ["event/evt_search/critical"]],
    ["Cleo", ["event/evt_search/owner"]],
    ["Ben", ["event/evt_search/owner"]],
  ]);
});

it("tells the changes of the plan's own texts with their fields", async () => {
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updatePlan", changes: { description: { en: "All of the shop." } } }];
  await commitEdits(project, MAIN, { expectedRevision: revision, edits });
  expect((await objectHistory(project, "plan"))[0]?.fields).toEqual(["plan/description.en"]);
});
