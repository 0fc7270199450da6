import { beforeAll, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { createSource } from "../../../../lib/access/source.ts";
import { asProject, makeWorld } from "../../../../lib/access/testing.ts";
import { createCohort } from "../../../../lib/analysis/cohort/store.ts";
import { editsBetween } from "../../../../lib/plan/edit-between.ts";
import { newEvent } from "../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../lib/plan/reference-plan.ts";
import { loadPlan, MAIN } from "../../../../lib/plan/store.ts";
import { createBranch } from "../../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../../lib/plan/store-publish.ts";
import { usePlanDb } from "../../../../lib/store/testing.ts";
import { searchEverything } from "./search-everything.ts";

usePlanDb();

let owner: AuthorizedProject;
let viewer: AuthorizedProject;

beforeAll(async () => {
  const world = await makeWorld();
  owner = await asProject(world, "owner");
  viewer = await asProject(world, "viewer");
  const start = await loadPlan(owner);
  const edits = editsBetween(start.plan, { ...referencePlan, slug: owner.slug });
  await commitEdits(owner, MAIN, { expectedRevision: start.revision, edits });
  await publishPlan(owner, { notes: "First" });
  const criterion = {
    kind: "count",
    event: { any: true },
    count: { op: ">=", value: 1 },
    window: { lastDays: 30 },
  } as const;
  await createCohort(owner, { name: "Order lovers", criterion });
  await createSource(owner, { name: "Order desk", platform: "web", environment: "production" });
  const draft = await createBranch(owner, { name: "orders-abroad", title: "Orders from abroad" });
  const object = newEvent({ id: "evt_elsewhere", name: "Order 100% Refunded", identifier: "orderRefunded" });
  await commitEdits(owner, draft.name, {
    expectedRevision: 0,
    edits: [{ command: "addObject", entry: { kind: "event", object } }],
  });
});

const search = (query: string, project = owner, branch?: string) =>
  searchEverything(project, query, { language: "en", slug: project.slug, branch });
const labels = async (...args: Parameters<typeof search>) =>
  (await search(...args)).map(({ kind, label }) => `${kind} ${label}`);

describe("the search of everything", () => {
  it("finds the plan, saved questions, sources, branches and events of other branches, names first", async () => {
    const found = await labels("order");
    expect(found).toEqual(
      expect.arrayContaining([
        "event Order Completed",
        "cohort Order lovers",
        "source Order desk",
        "branch orders-abroad",
        "event Order 100% Refunded",
        "page Search people for “order”",
      ]),
    );
    const elsewhere = (await search("100% ref")).find(({ kind }) => kind === "event");
    expect(elsewhere).toMatchObject({
      detail: "on branch orders-abroad",
      href: `/en/${owner.slug}/plan?branch=orders-abroad&event=evt_elsewhere`,
    });
    expect(await labels("100_ ref")).not.toContain("event Order 100% Refunded");
  });

  it("says nothing of other branches where the event is at hand", async () => {
    const found = await search("refunded", owner, "orders-abroad");
    expect(found.filter(({ kind }) => kind === "event")).toMatchObject([{ label: "Order 100% Refunded" }]);
    expect(found[0]?.detail).toBeUndefined();
  });

  it("finds pages and acts, and offers a reader only what a reader may do", async () => {
    expect(await labels("audit")).toContain("page Audit log");
    expect(await labels("dark")).toContain("act Dark theme");
    expect(await labels("")).toContain("act New event");
    expect(await labels("", viewer)).not.toContain("act New event");
    expect((await search("new event", owner, "orders-abroad"))[0]?.href).toBe(
      `/en/${owner.slug}/plan?new=event&branch=orders-abroad`,
    );
  });
});
