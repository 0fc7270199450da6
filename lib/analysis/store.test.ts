import { beforeAll, expect, test } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { createCohort, deleteCohort, getCohort, listCohorts, updateCohort } from "./cohort/store.ts";
import { COHORT_TEMPLATES, templatesFor } from "./cohort/templates.ts";
import { worldPlan } from "./naive/plan.ts";
import { publishedProject } from "./naive/project.ts";
import type { Criterion, Question } from "./question.ts";
import { createReport, deleteReport, getReport, listReports, updateReport } from "./report-store.ts";
import { usesOfCohort, usesOfEvent } from "./saved-use.ts";

usePlanDb();
useEventDb();

const searched: Criterion = {
  kind: "count",
  event: { event: "Searched" },
  count: { op: ">=", value: 1 },
  window: { ever: true },
};
let project: AuthorizedProject;
let other: AuthorizedProject;
beforeAll(async () => {
  ({ project } = await publishedProject(worldPlan));
  ({ project: other } = await publishedProject(worldPlan));
});

const viewer = (of: AuthorizedProject): AuthorizedProject => ({ ...of, role: "viewer" });

test("a cohort is kept with ids, changed under its revision, and unique by name", async () => {
  const made = await createCohort(project, { name: " Searchers ", criterion: searched, template: "activation" });
  expect(made).toMatchObject({
    name: "Searchers",
    revision: 1,
    template: "activation",
    criterion: { event: { event: "evt_a" } },
  });
  await expect(createCohort(project, { name: "Searchers", criterion: searched })).rejects.toMatchObject({
    code: "conflict",
  });
  const changed = await updateCohort(project, made.id, { expectedRevision: 1, description: "Who searched" });
  expect(changed).toMatchObject({ revision: 2, description: "Who searched", criterion: made.criterion });
  await expect(updateCohort(project, made.id, { expectedRevision: 1, name: "Mine" })).rejects.toMatchObject({
    code: "stale_revision",
  });
  expect((await listCohorts(project)).map(({ name }) => name)).toEqual(["Searchers"]);
  await deleteCohort(project, made.id, 2);
  await expect(getCohort(project, made.id)).rejects.toMatchObject({ code: "not_found" });
});

test("definitions that the plan does not have, and cycles, are never saved", async () => {
  await expect(
    createCohort(project, {
      name: "X",
      criterion: { kind: "property", filter: { userProperty: "plam", op: "is_set" } },
    }),
  ).rejects.toMatchObject({ code: "definition_refused", fields: [{ path: "/filter/userProperty" }] });
  const a = await createCohort(project, { name: "A", criterion: searched });
  const b = await createCohort(project, { name: "B", criterion: { kind: "not", of: { kind: "cohort", cohort: "A" } } });
  await expect(
    updateCohort(project, a.id, { expectedRevision: 1, criterion: { kind: "cohort", cohort: "B" } }),
  ).rejects.toMatchObject({ code: "definition_refused" });
  await expect(deleteCohort(project, a.id, 1)).rejects.toMatchObject({
    code: "conflict",
    data: { uses: [{ id: b.id }] },
  });
  await deleteCohort(project, b.id, 1);
  await deleteCohort(project, a.id, 1);
});

const funnel: Question = {
  kind: "funnel",
  steps: [{ event: "Home" }, { role: "purchase" }],
  within: { value: 7, unit: "day" },
  range: { lastDays: 30 },
};

test("a report keeps whether it stands beside its complement, as long as a cohort restricts it", async () => {
  const restricted = { ...funnel, cohort: { criterion: searched } };
  const made = await createReport(project, { name: "Compared", question: restricted, compared: true });
  expect(made.compared).toBe(true);
  const renamed = await updateReport(project, made.id, { expectedRevision: 1, name: "Still compared" });
  expect(renamed.compared).toBe(true);
  const alone = await updateReport(project, made.id, { expectedRevision: 2, compared: false });
  expect(await getReport(project, made.id)).toEqual(alone);
  expect(alone.compared).toBe(false);
  await updateReport(project, made.id, { expectedRevision: 3, compared: true });
  const everyone = await updateReport(project, made.id, { expectedRevision: 4, question: funnel });
  expect(everyone.compared).toBe(false);
  await deleteReport(project, made.id, 5);
  const unrestricted = await createReport(project, { name: "Everyone", question: funnel, compared: true });
  expect(unrestricted.compared).toBe(false);
  await deleteReport(project, unrestricted.id, 1);
});

test("a report saved before there were comparisons is read as one that has none", async () => {
  const id = newId("rep");
  await planDb().$executeRaw`insert into "Report" (id, "projectId", name, question, "updatedAt")
    values (${id}, ${project.projectId}, 'Old', ${JSON.stringify(funnel)}::jsonb, now())`;
  expect(await getReport(project, id)).toMatchObject({ name: "Old", compared: false, revision: 1 });
  await deleteReport(project, id, 1);
});

test("a report likewise; a cohort is not a report", async () => {
  const made = await createReport(project, { name: "Buying", question: funnel });
  expect(made.question).toMatchObject({ steps: [{ event: "evt_page" }, { role: "purchase" }] });
  await expect(
    createReport(project, { name: "No", question: { kind: "cohort", criterion: searched } }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  const changed = await updateReport(project, made.id, { expectedRevision: 1, name: "Buying more" });
  expect(changed).toMatchObject({ revision: 2, name: "Buying more" });
  await expect(updateReport(project, made.id, { expectedRevision: 1 })).rejects.toMatchObject({
    code: "stale_revision",
  });
  expect(await getReport(project, made.id)).toEqual(changed);
  await deleteReport(project, made.id, 2);
  expect(await listReports(project)).toEqual([]);
});

test("what rests on an event is found by name, role, any event and through cohorts", async () => {
  const cohort = await createCohort(project, { name: "Searched once", criterion: searched });
  const nested = await createCohort(project, {
    name: "Not searched",
    criterion: { kind: "not", of: { kind: "cohort", cohort: cohort.id } },
  });
  const report = await createReport(project, {
    name: "Funnel of searchers",
    question: { ...funnel, cohort: { cohort: nested.id } },
  });
  const any = await createReport(project, {
    name: "Active",
    question: { kind: "active_users", event: { any: true }, range: { lastDays: 7 } },
  });
  expect((await usesOfCohort(project, cohort.id)).map(({ name }) => name)).toEqual(["Not searched"]);
  const uses = async (event: string): Promise<string[]> =>
    (await usesOfEvent(project, worldPlan, event)).map(({ name }) => name).sort();
  expect(await uses("evt_a")).toEqual(["Active", "Funnel of searchers", "Not searched", "Searched once"]);
  expect(await uses("evt_c")).toEqual(["Active", "Funnel of searchers"]);
  expect(await uses("evt_b")).toEqual(["Active"]);
  for (const { id, revision } of [report, any]) await deleteReport(project, id, revision);
});

test("viewers read and never write; another project's objects do not exist", async () => {
  const [cohort] = await listCohorts(viewer(project));
  const id = cohort?.id ?? "";
  const writes = [
    () => createCohort(viewer(project), { name: "V", criterion: searched }),
    () => updateCohort(viewer(project), id, { expectedRevision: 1, name: "V" }),
    () => deleteCohort(viewer(project), id, 1),
    () => createReport(viewer(project), { name: "V", question: funnel }),
    () => updateReport(viewer(project), id, { expectedRevision: 1, name: "V" }),
    () => deleteReport(viewer(project), id, 1),
  ];
  for (const write of writes) await expect(write()).rejects.toMatchObject({ code: "forbidden" });
  await expect(getCohort(other, id)).rejects.toMatchObject({ code: "not_found" });
  await expect(updateCohort(other, id, { expectedRevision: 1, name: "V" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(deleteCohort(other, id, 1)).rejects.toMatchObject({ code: "not_found" });
  expect(await listCohorts(other)).toEqual([]);
});

test("every change is in the audit log", async () => {
  const entries = await planDb().auditEntry.findMany({
    where: { projectId: project.projectId, action: { startsWith: "cohort." } },
    orderBy: { id: "asc" },
  });
  expect(entries.slice(0, 3).map(({ action, target }) => [action, target])).toEqual([
    ["cohort.create", "Searchers"],
    ["cohort.update", "Searchers"],
    ["cohort.delete", "Searchers"],
  ]);
});

test("ten templates in two languages; each says what the plan lacks for it", () => {
  expect(new Set(COHORT_TEMPLATES.map(({ id }) => id)).size).toBe(10);
  for (const { name, description } of COHORT_TEMPLATES) {
    expect(description.en).not.toBe(description.fr);
    expect(name.fr).not.toBe("");
  }
  expect(templatesFor(worldPlan).filter(({ missing }) => missing.length > 0)).toEqual([]);
  const bare = { ...worldPlan, events: worldPlan.events.map((event) => ({ ...event, roles: [] })), userProperties: [] };
  expect(templatesFor(bare).every(({ missing }) => missing.length > 0)).toBe(true);
});
