import { beforeAll, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld } from "../access/testing.ts";
import type { FieldError } from "../base/error.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { newEvent, newMetric, newStep } from "./new-object.ts";
import { loadPlan, MAIN } from "./store.ts";
import { listBranches } from "./store-branch.ts";
import {
  createWorkshop,
  deleteWorkshop,
  finishWorkshop,
  type KeptWorkshop,
  listWorkshops,
  loadWorkshop,
  saveWorkshop,
} from "./store-workshop.ts";
import type { Workshop } from "./workshop.ts";

usePlanDb();

let project: AuthorizedProject;
let viewer: AuthorizedProject;
beforeAll(async () => {
  const world = await makeWorld();
  project = await asProject(world, "editor");
  viewer = await asProject(world, "viewer");
});

const begin = () => createWorkshop(project, { title: "Autumn", heldOn: "2026-11-20" });

const said = ({ workshop }: KeptWorkshop): Workshop => ({
  ...workshop,
  canonicalUserId: "Customer number",
  decisions: [{ id: "dec_a", name: { en: "Which?" }, description: {}, owner: "Ana", when: { en: "monthly" } }],
  metrics: [newMetric({ id: "met_a", name: { en: "Rate" }, decisions: ["dec_a"], formula: { en: "a / b" } })],
  events: [
    newEvent({
      ...{ id: "evt_a", name: "Site Visited", identifier: "siteVisited", critical: true },
      serves: { decisions: [], metrics: ["met_a"] },
      description: { en: "Somebody came." },
      trigger: { en: "At once." },
    }),
  ],
  journey: {
    ...workshop.journey,
    steps: [newStep({ id: "stp_a", name: { en: "Arrive" }, events: ["evt_a"] })],
  },
});

const context = {};

it("keeps what is typed, and tells the second who writes that somebody did", async () => {
  const kept = await begin();
  const workshop = said(kept);
  expect(await saveWorkshop(project, kept.id, kept.revision, workshop)).toBe(2);
  expect(await loadWorkshop(viewer, kept.id)).toMatchObject({ workshop, revision: 2, changedBy: project.actor.name });
  await expect(saveWorkshop(project, kept.id, kept.revision, workshop)).rejects.toMatchObject({
    code: "stale_revision",
    data: { revision: 2, by: project.actor.name },
  });
  await expect(saveWorkshop(viewer, kept.id, 2, workshop)).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveWorkshop(project, kept.id, 2, { ...workshop, heldOn: "soon" })).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ path: "heldOn" }],
  });
  await expect(saveWorkshop(project, kept.id, 2, { ...workshop, questions: ["a\u0000b"] })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

it("becomes a branch beside main, with what was open by then, and is over", async () => {
  const kept = await begin();
  await saveWorkshop(project, kept.id, 1, said(kept));
  const finish = (expectedRevision: number) =>
    finishWorkshop(project, kept.id, { expectedRevision, branch: "autumn", context });
  await expect(finish(1)).rejects.toMatchObject({ code: "stale_revision" });
  const { outcome, revision } = await finish(2);
  expect(outcome).toMatchObject({ branch: "autumn", by: project.actor.name });
  expect(outcome?.open.map(({ code }) => code)).toEqual(["missing_owner"]);
  const { plan } = await loadPlan(project, "autumn");
  expect(plan.events[0]).toMatchObject({ name: "Site Visited", serves: { metrics: ["met_a"] } });
  expect((await loadPlan(project, MAIN)).plan.events).toEqual([]);
  await expect(saveWorkshop(project, kept.id, revision, said(kept))).rejects.toMatchObject({ code: "conflict" });
  await expect(deleteWorkshop(project, kept.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(finish(revision)).rejects.toMatchObject({ code: "conflict" });
});

it("leaves no branch going when its changes are refused, and can be finished under another name", async () => {
  const kept = await begin();
  const workshop = said(kept);
  const [event] = workshop.events;
  if (event === undefined) throw new Error("no event");
  const twice = { ...workshop, events: [event, { ...event, id: "evt_b" }] };
  await saveWorkshop(project, kept.id, 1, twice);
  const going = async () => (await listBranches(project, { going: true })).map(({ name }) => name);
  const before = await going();
  const finish = (branch: string, expectedRevision: number) =>
    finishWorkshop(project, kept.id, { expectedRevision, branch, context });
  await expect(finish("twice", 2)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await going()).toEqual(before);
  await saveWorkshop(project, kept.id, 2, workshop);
  expect((await finish("twice", 3)).outcome?.branch).toBe("twice");
  const next = await begin();
  const again = { expectedRevision: 1, branch: "twice", context };
  expect((await finishWorkshop(project, next.id, again)).outcome?.branch).toBe("twice-2");
});

it("makes one branch when two finish it at once, and none of it is thrown away", async () => {
  const kept = await begin();
  await saveWorkshop(project, kept.id, 1, said(kept));
  const finish = () => finishWorkshop(project, kept.id, { expectedRevision: 2, branch: "both", context });
  const done = await Promise.allSettled([finish(), finish(), deleteWorkshop(project, kept.id)]);
  const made = (await listBranches(project)).filter(({ name }) => name.startsWith("both"));
  const rest = (await listWorkshops(project)).find(({ id }) => id === kept.id);
  // Thrown away before, or finished once.
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect([made.length, rest?.branch]).toEqual(done[2]?.status === "fulfilled" ? [0, undefined] : [1, "both"]);
});

it("is listed without what was said, also where it was written down under other rules", async () => {
  const kept = await begin();
  await saveWorkshop(project, kept.id, 1, said(kept));
  const { id } = await begin();
  await planDb().workshop.update({ where: { id }, data: { draft: { title: "Old", heldOn: "2020-01-01", more: 1 } } });
  const listed = await listWorkshops(project);
  expect(listed.find((one) => one.id === kept.id)).toEqual({
    ...{ id: kept.id, title: "Autumn", heldOn: "2026-11-20", decisions: 1, branch: null },
  });
  expect(listed.find((one) => one.id === id)).toMatchObject({ title: "Old", decisions: 0 });
  expect((await loadWorkshop(project, id)).workshop).toMatchObject({ title: "Old", decisions: [] });
});

it("says in both languages what it has no room for", async () => {
  const kept = await begin();
  const { workshop } = kept;
  const [decision] = said(kept).decisions;
  if (decision === undefined) throw new Error("no decision");
  const refused = (more: Partial<Workshop>) =>
    saveWorkshop(project, kept.id, 1, { ...workshop, ...more }).then(
      () => [],
      (error: { fields: readonly FieldError[] }) => error.fields.map(({ en, fr }) => [en, fr]),
    );
  const decisions = (length: number) => ({ decisions: Array.from({ length }, () => decision) });
  expect(await refused(decisions(151))).toEqual([
    [
      "A workshop has room for 50 decisions: remove 101 of these.",
      "Un atelier a de la place pour 50 décisions\u00a0: retirez-en 101.",
    ],
  ]);
  expect(await refused({ title: "a".repeat(201) })).toEqual([
    [
      "What it is about: a text has at most 200 characters.",
      "Sur quoi il porte\u00a0: un texte a 200 caractères au plus.",
    ],
  ]);
  const text = { en: "a".repeat(19_000), fr: "b".repeat(19_000) };
  const [event] = said(kept).events;
  if (event === undefined) throw new Error("no event");
  const large = await refused({ events: Array.from({ length: 60 }, () => ({ ...event, description: text })) });
  expect(large[0]?.[0]).toMatch(/^This is more than one workshop has room for/);
  // Two people had room for 50 each when they added theirs at once.
  expect(await refused(decisions(100))).toEqual([]);
});

it("is thrown away while it led to nothing", async () => {
  const kept = await begin();
  await expect(deleteWorkshop(viewer, kept.id)).rejects.toMatchObject({ code: "forbidden" });
  await deleteWorkshop(project, kept.id);
  expect((await listWorkshops(project)).map(({ id }) => id)).not.toContain(kept.id);
  await expect(loadWorkshop(project, kept.id)).rejects.toMatchObject({ code: "not_found" });
});
