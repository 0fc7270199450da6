import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld } from "../access/testing.ts";
import { clearProcessState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { getBranch, loadPlan } from "./store.ts";
import { branchesAtHand, createBranch } from "./store-branch.ts";
import { basePlan } from "./store-branch-base.ts";
import { previewMerge } from "./store-branch-merge.ts";
import { readTogether } from "./store-branch-state.ts";
import { commitEdits } from "./store-commit.ts";
import { importPlan } from "./store-import.ts";
import { publishPlan } from "./store-publish.ts";
import { loadVersion } from "./store-version.ts";

usePlanDb();

let project: AuthorizedProject;

beforeEach(async () => {
  project = await asProject(await makeWorld());
  const { edits, revision } = await importPlan(project, "main", { ...referencePlan, slug: project.slug });
  await commitEdits(project, "main", { expectedRevision: revision, edits, tolerant: true });
});

/** Read from the store, as after a start. */
async function read(branch?: string) {
  clearProcessState("planBranches");
  return (await loadPlan(project, branch)).plan;
}

it("a draft holds what main holds, and shares in memory what it did not change, also after a start", async () => {
  await createBranch(project, { name: "draft" });
  const { plan: main } = await loadPlan(project);
  expect((await loadPlan(project, "draft")).plan).toBe(main);
  expect(await read("draft")).toEqual(main);
  const edits = [
    { command: "updateEvent", id: "evt_payment", changes: { owner: "Draft" } },
    { command: "reorderObjects", kind: "event", ids: main.events.map(({ id }) => id).toReversed() },
    { command: "removeObject", kind: "event", id: "evt_search", cascade: true },
    { command: "updatePlan", changes: { description: { en: "Of the draft" } } },
  ];
  await commitEdits(project, "draft", { expectedRevision: 0, edits });
  const { plan: written } = await loadPlan(project, "draft");
  await commitEdits(project, "main", {
    expectedRevision: (await loadPlan(project)).revision,
    edits: [{ command: "updateEvent", id: "evt_order_completed", changes: { owner: "Main" } }],
  });
  const draft = await read("draft");
  expect(draft).toEqual(written);
  const own = new Map((await loadPlan(project)).plan.events.map((event) => [event.id, event]));
  const apart = draft.events.filter((event) => own.get(event.id) !== event).map(({ id }) => id);
  expect(apart.sort()).toEqual(["evt_order_completed", "evt_payment"]);
});

it("a plan that was kept before a field existed is read alike beside main", async () => {
  await createBranch(project, { name: "draft" });
  await planDb().$executeRaw`update "PlanObject" set "data" = "data" - 'triggers' - 'examples' where "kind" = 'event'`;
  const draft = await read("draft");
  expect(draft).toEqual(await read());
  expect(draft.events.every(({ triggers, examples }) => Array.isArray(triggers) && Array.isArray(examples))).toBe(true);
});

it("what a draft started from and what was published share their objects with main, also after a start", async () => {
  await createBranch(project, { name: "draft" });
  await publishPlan(project, { notes: "" });
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updateEvent", id: "evt_search", changes: { owner: "Main" } }];
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  for (const state of ["planBranches", "planSnapshots", "planVersions"]) clearProcessState(state);
  const { before } = await previewMerge(project, "draft");
  const version = await loadVersion(project.projectId, 1);
  const apart = (plan: Plan) => plan.events.filter((event) => !before.events.includes(event)).map(({ id }) => id);
  const base = await readTogether(async (db) =>
    basePlan(db, project, await getBranch(project.projectId, "draft", db), before),
  );
  expect(before.events.find(({ id }) => id === "evt_search")?.owner).toBe("Main");
  expect([apart(base), apart(version.plan)]).toEqual([["evt_search"], ["evt_search"]]);
});

it("all drafts that are going are at hand, and of those that are over the last twenty", async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const { projectId } = project;
  await planDb().planBranch.createMany({
    data: Array.from({ length: 25 }, (_, index) => ({
      ...{ id: `brn_over_${index}`, projectId, name: `over-${index}` },
      ...{ changedAt: at(index), [index % 2 === 0 ? "mergedAt" : "closedAt"]: at(index) },
    })),
  });
  await createBranch(project, { name: "draft" });
  const names = (await branchesAtHand(project)).map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(["main", "draft", "over-24", "over-23"]);
  expect(names).toHaveLength(22);
});
