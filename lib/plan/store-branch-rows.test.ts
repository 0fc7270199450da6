import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld } from "../access/testing.ts";
import { clearProcessState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { referencePlan } from "./reference-plan.ts";
import { loadPlan } from "./store.ts";
import { createBranch } from "./store-branch.ts";
import { commitEdits } from "./store-commit.ts";
import { importPlan } from "./store-import.ts";

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
