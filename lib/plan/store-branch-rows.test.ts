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
import { heldPlan, readBranch, readTogether } from "./store-branch-state.ts";
import { commitEdits } from "./store-commit.ts";
import { importPlan } from "./store-import.ts";
import { publishPlan } from "./store-publish.ts";
import type { Transaction } from "./store-rows.ts";
import { latestVersion, loadVersion } from "./store-version.ts";

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

it("a version shares in memory what main still holds, whichever of the two is read first after a start", async () => {
  await publishPlan(project, { notes: "" });
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updateEvent", id: "evt_payment", changes: { owner: "Main" } }];
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  for (const first of ["version", "main"]) {
    clearProcessState("planBranches");
    clearProcessState("planVersions");
    if (first === "version") await latestVersion(project.projectId);
    const { plan } = await loadPlan(project);
    const version = await latestVersion(project.projectId);
    const apart = version?.plan.events.filter((event, at) => event !== plan.events[at]).map(({ id }) => id);
    expect(apart).toEqual(["evt_payment"]);
    expect(await latestVersion(project.projectId)).toBe(version);
  }
});

it("a plan that was kept before a field existed is read alike beside main", async () => {
  await createBranch(project, { name: "draft" });
  await planDb().$executeRaw`update "PlanObject" set "data" = "data" - 'triggers' - 'examples' where "kind" = 'event'`;
  const draft = await read("draft");
  expect(draft).toEqual(await read());
  expect(draft.events.every(({ triggers, examples }) => Array.isArray(triggers) && Array.isArray(examples))).toBe(true);
});

/** Within a change, the first use of that part of the store finds that somebody else has written just before it. */
function meanwhile(db: Transaction, part: "$queryRaw" | "planObject", act: () => Promise<unknown>): Transaction {
  let done: Promise<unknown> | undefined;
  const after =
    <T extends object>(call: (...given: never[]) => unknown, of: T) =>
    async (...given: never[]) => {
      done ??= act();
      await done;
      return call.apply(of, given);
    };
  return new Proxy(db, {
    get(target, key) {
      if (key !== part) return Reflect.get(target, key);
      if (part === "$queryRaw") return after(target.$queryRaw, target);
      const { planObject } = target;
      return { findMany: after(planObject.findMany, planObject) };
    },
  });
}

it("a draft loses none of its changes when main comes to hold the same while it is read beside it", async () => {
  await createBranch(project, { name: "draft" });
  const own = { command: "updateEvent", id: "evt_payment", changes: { owner: "Both" } };
  await commitEdits(project, "draft", { expectedRevision: 0, edits: [own] });
  const { revision } = await loadPlan(project);
  const draft = await getBranch(project.projectId, "draft");
  clearProcessState("planBranches");
  const merge = () => commitEdits(project, "main", { expectedRevision: revision, edits: [own] });
  const read = await planDb().$transaction((db) => readBranch(meanwhile(db, "$queryRaw", merge), draft, project.slug));
  const ownerIn = (plan: Plan) => plan.events.find(({ id }) => id === "evt_payment")?.owner;
  expect(ownerIn(read.plan)).toBe("Both");
  expect((await loadPlan(project, "draft")).plan).toBe(read.plan);
  expect(ownerIn((await loadPlan(project)).plan)).toBe("Both");
});

it("main that moves on while it is read is not taken for what it was", async () => {
  const { revision } = await loadPlan(project);
  const before = await getBranch(project.projectId, "main");
  clearProcessState("planBranches");
  const edits = [{ command: "updateEvent", id: "evt_payment", changes: { owner: "Later" } }];
  const write = async () => {
    await commitEdits(project, "main", { expectedRevision: revision, edits });
    clearProcessState("planBranches");
  };
  await planDb().$transaction((db) => readBranch(meanwhile(db, "planObject", write), before, project.slug));
  expect(heldPlan(before, project.slug)).toBeUndefined();
  expect((await loadPlan(project)).plan.events.find(({ id }) => id === "evt_payment")?.owner).toBe("Later");
});

it("a store that was put back while it is in use is read anew, though it counts the same revisions again", async () => {
  const { projectId } = project;
  await publishPlan(project, { notes: "" });
  const { plan, revision } = await loadPlan(project);
  expect((await latestVersion(projectId))?.plan.events).toHaveLength(plan.events.length);
  const { id } = await getBranch(projectId, "main");
  await planDb().$executeRaw`
    update "PlanObject" set "data" = "data" || '{"owner": "Other"}' where "branchId" = ${id} and "objectId" = 'evt_payment'`;
  await planDb().planBranch.update({ where: { id }, data: { changedAt: new Date(Date.now() + 60_000) } });
  await planDb().$executeRaw`
    update "PlanVersion" set "hash" = 'other', "document" = "document" || '{"events": []}' where "projectId" = ${projectId}`;
  const again = await loadPlan(project);
  expect(again.revision).toBe(revision);
  expect(again.plan.events.find((event) => event.id === "evt_payment")?.owner).toBe("Other");
  expect((await latestVersion(projectId))?.plan.events).toEqual([]);
  expect((await loadVersion(projectId, 1)).plan.events).toEqual([]);
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
