/** Rows of the security matrix for the actions of plan, versions and sources. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { createSource } from "../../../lib/access/source.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { createCohort } from "../../../lib/analysis/cohort/store.ts";
import type { Criterion, Question } from "../../../lib/analysis/question.ts";
import { createReport } from "../../../lib/analysis/report-store.ts";
import { newEvent } from "../../../lib/plan/new-object.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { pngOf } from "../../../lib/plan/testing/images.ts";
import { type ActionRow, type FieldsOf, inProject, withSlug } from "./action-row.ts";
import { GRID_ACTION_ROWS } from "./grid-action-rows.ts";
import { anUnplanned, aPerson } from "./person.ts";
import { publishOnce } from "./publish.ts";
import { WORKSHOP_ACTION_ROWS } from "./workshop-action-rows.ts";

const PROJECT = "[locale]/(workspace)/[project]";
const FINGERPRINT = "0123456789abcdef";
const unique = () => Math.random().toString(36).slice(2, 12);

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

const describePlan = () => ({ command: "updatePlan", changes: { description: { en: `Edited ${unique()}` } } });

/** An event on main, made when it is first asked for. */
async function anEvent(world: TestWorld): Promise<string> {
  const project = await asProject(world, "admin");
  const { plan, revision } = await loadPlan(project);
  const known = plan.events[0];
  if (known) return known.id;
  const object = newEvent({ id: "evt_0123456789abcdef", name: "Order Completed", identifier: "orderCompleted" });
  const edits = [{ command: "addObject", entry: { kind: "event", object } }];
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  return object.id;
}

async function aDraft(project: AuthorizedProject): Promise<string> {
  const name = `draft-${unique()}`;
  await createBranch(project, { name });
  return name;
}

const onEvent = (needs: "viewer" | "editor"): ActionRow =>
  withSlug(
    needs,
    async (world) => ["main", await anEvent(world)],
    async (world) => [await aDraft(await otherProject(world)), "evt_0123456789abcdef"],
  );

async function revision(world: TestWorld): Promise<number> {
  return (await loadPlan(await asProject(world, "admin"))).revision;
}

const aSource: FieldsOf = async (world) => {
  const input = { name: `Site ${unique()}`, platform: "web", environment: "production" } as const;
  const source = await createSource(await asProject(world, "admin"), input);
  return {
    source: source.slug,
    key: source.writeKeys[0]?.id ?? "",
    name: "Site",
    platform: "web",
    environment: "production",
    mode: "observe",
    strip: "both",
    rules: "[]",
    unplanned: "ignore",
    versionRule: "oldest",
  };
};

const foreignSource: FieldsOf = async (world) => {
  const input = { name: `Elsewhere ${unique()}`, platform: "web", environment: "production" } as const;
  const source = await createSource(await otherProject(world), input);
  return { ...(await aSource(world)), source: source.slug };
};

/** A spreadsheet of one event. */
async function aFile(world: TestWorld): Promise<FormData> {
  const form = new FormData();
  form.set("text", "event,property,type\nSigned Up,plan,string\n");
  form.set("revision", String(await revision(world)));
  return form;
}

const EVERYONE: Criterion = {
  kind: "count",
  event: { any: true },
  count: { op: ">=", value: 1 },
  window: { lastDays: 30 },
};
const ACTIVE: Question = { kind: "active_users", event: { any: true }, range: { lastDays: 7 } };

async function cohortIn(project: AuthorizedProject) {
  const { id, revision } = await createCohort(project, { name: unique(), criterion: EVERYONE });
  return { cohort: id, revision: String(revision), name: unique(), criterion: JSON.stringify(EVERYONE) };
}

const aCohort: FieldsOf = async (world) => cohortIn(await publishOnce(await asProject(world, "admin")));
const foreignCohort: FieldsOf = async (world) => cohortIn(await publishOnce(await otherProject(world)));

async function reportIn(project: AuthorizedProject) {
  const { id, revision } = await createReport(project, { name: unique(), question: ACTIVE });
  return { report: id, revision: String(revision), name: unique(), question: JSON.stringify(ACTIVE) };
}

const aReport: FieldsOf = async (world) => reportIn(await publishOnce(await asProject(world, "admin")));
const foreignReport: FieldsOf = async (world) => reportIn(await publishOnce(await otherProject(world)));

export const CORE_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  ...GRID_ACTION_ROWS,
  ...WORKSHOP_ACTION_ROWS,
  [`${PROJECT}/search-actions.ts#searchAction`]: withSlug("viewer", () => ["main", "order"]),
  [`${PROJECT}/search-actions.ts#searchViolationsAction`]: withSlug("viewer", () => ["order"]),
  [`${PROJECT}/plan/actions.ts#commitPlanAction`]: withSlug(
    "editor",
    async (world) => ["main", await revision(world), [describePlan()], undefined],
    async (world) => [await aDraft(await otherProject(world)), 0, [describePlan()], undefined],
  ),
  [`${PROJECT}/plan/actions.ts#previewPlanAction`]: withSlug("editor", () => ["main", [describePlan()], "plan"]),
  [`${PROJECT}/plan/findings/actions.ts#mendFindingsAction`]: withSlug(
    "editor",
    () => ["main", [{ rule: "missing_owner", path: "plan" }]],
    async (world) => [await aDraft(await otherProject(world)), []],
  ),
  [`${PROJECT}/plan/coverage/actions.ts#stopCollectingAction`]: withSlug(
    "editor",
    () => ["main", "prp_gone"],
    async (world) => [await aDraft(await otherProject(world)), "prp_gone"],
  ),
  [`${PROJECT}/plan/actions.ts#openEventAction`]: onEvent("viewer"),
  [`${PROJECT}/plan/actions.ts#eventFindingsAction`]: withSlug(
    "viewer",
    async (world) => ["main", [await anEvent(world)], undefined],
    async (world) => [await aDraft(await otherProject(world)), undefined, undefined],
  ),
  [`${PROJECT}/plan/actions.ts#objectFindingsAction`]: withSlug(
    "viewer",
    () => ["main"],
    async (world) => [await aDraft(await otherProject(world))],
  ),
  [`${PROJECT}/plan/actions.ts#newEventAction`]: withSlug("editor", () => [
    "main",
    { name: "Cart Viewed", callType: "track", category: undefined },
  ]),
  [`${PROJECT}/plan/images/actions.ts#uploadImageAction`]: withSlug("editor", () => {
    const form = new FormData();
    // Another one each time: the same picture is kept, and told of, once.
    form.set("image", new Blob([new Uint8Array(pngOf(1 + Math.floor(Math.random() * 6000), 4))]));
    return [form];
  }),
  [`${PROJECT}/plan/import/actions.ts#previewImportAction`]: withSlug("editor", async (world) => [
    "main",
    await aFile(world),
  ]),
  [`${PROJECT}/plan/import/actions.ts#runImportAction`]: withSlug("editor", async (world) => [
    "main",
    await aFile(world),
  ]),
  [`${PROJECT}/plan/import/actions.ts#exportLossAction`]: withSlug("viewer", () => ["main", "csv"]),
  [`${PROJECT}/plan/templates/actions.ts#applyTemplateAction`]: withSlug("editor", () => ["ecommerce", undefined]),
  [`${PROJECT}/plan/branches/actions.ts#createBranchAction`]: withSlug("editor", () => [
    { name: `draft-${unique()}`, title: "Draft" },
  ]),
  [`${PROJECT}/plan/branches/actions.ts#mergeBranchAction`]: withSlug(
    "editor",
    async (world) => [await aDraft(await asProject(world, "admin"))],
    async (world) => [await aDraft(await otherProject(world))],
  ),
  [`${PROJECT}/plan/branches/actions.ts#closeBranchAction`]: withSlug(
    "editor",
    async (world) => [await aDraft(await asProject(world, "admin"))],
    async (world) => [await aDraft(await otherProject(world))],
  ),
  [`${PROJECT}/plan/panel/actions.ts#eventLiveAction`]: onEvent("viewer"),
  [`${PROJECT}/plan/panel/actions.ts#eventHistoryAction`]: onEvent("viewer"),
  [`${PROJECT}/plan/panel/schema-actions.ts#readSchemaAction`]: withSlug(
    "editor",
    async (world) => ["main", await anEvent(world), "{}"],
    async (world) => [await aDraft(await otherProject(world)), "evt_0123456789abcdef", "{}"],
  ),
  [`${PROJECT}/plan/panel/renewal-actions.ts#lifeEvidenceAction`]: onEvent("viewer"),
  [`${PROJECT}/plan/history/actions.ts#fieldHistoryAction`]: onEvent("viewer"),
  [`${PROJECT}/versions/actions.ts#publishAction`]: withSlug("editor", async (world) => {
    const project = await asProject(world, "admin");
    await commitEdits(project, "main", { expectedRevision: await revision(world), edits: [describePlan()] });
    return [await revision(world), "Notes"];
  }),
  [`${PROJECT}/sources/actions.ts#createSourceAction`]: inProject("editor", aSource),
  [`${PROJECT}/sources/actions.ts#updateSourceAction`]: inProject("editor", aSource, foreignSource),
  [`${PROJECT}/sources/actions.ts#rotateKeyAction`]: inProject("editor", aSource, foreignSource),
  [`${PROJECT}/sources/actions.ts#revokeKeyAction`]: inProject("admin", aSource, foreignSource),
  [`${PROJECT}/sources/actions.ts#archiveSourceAction`]: inProject("admin", aSource, foreignSource),
  [`${PROJECT}/sources/actions.ts#restoreSourceAction`]: inProject("admin", aSource, foreignSource),
  [`${PROJECT}/sources/actions.ts#dryRunAction`]: withSlug("viewer", async (world) => [
    (await aSource(world)).source,
    { mode: "block", strip: "nothing", rules: [] },
  ]),
  [`${PROJECT}/sources/actions.ts#loadArrivalsAction`]: withSlug("viewer", async (world) => [
    (await aSource(world)).source,
    0,
  ]),
  [`${PROJECT}/discovery/actions.ts#adoptAction`]: inProject("editor", () => ({
    branch: "",
    address: "",
    chosen: JSON.stringify({ callType: "track", name: `Found ${unique()}` }),
  })),
  [`${PROJECT}/violations/actions.ts#decideAction`]: inProject("editor", () => ({
    fingerprint: FINGERPRINT,
    to: "ignored",
    days: "30",
  })),
  [`${PROJECT}/violations/actions.ts#decideManyAction`]: withSlug("editor", () => [
    [{ fingerprint: FINGERPRINT, change: { to: "ignored" } }],
    false,
  ]),
  [`${PROJECT}/violations/actions.ts#previewReleaseAction`]: withSlug("viewer", () => [FINGERPRINT, false]),
  [`${PROJECT}/violations/actions.ts#remedyAction`]: inProject("editor", async (world) => ({
    fingerprint: await anUnplanned(await asProject(world)),
    remedy: "add",
  })),
  [`${PROJECT}/violations/actions.ts#releaseAction`]: inProject("editor", () => ({ fingerprint: FINGERPRINT })),
  [`${PROJECT}/people/actions.ts#loadPayloadAction`]: withSlug(
    "viewer",
    async (world) => {
      const { person, uid } = await aPerson(await asProject(world));
      return [person, uid];
    },
    async (world) => {
      const { person, uid } = await aPerson(await otherProject(world));
      return [person, uid];
    },
  ),
  [`${PROJECT}/settings/privacy/actions.ts#eraseAction`]: inProject(
    "admin",
    () => {
      const id = `nobody-${unique()}`;
      return { kind: "user", id, again: id };
    },
    async (world) => {
      const id = String((await aPerson(await otherProject(world))).person);
      return { kind: "person", id, again: id };
    },
  ),
  [`${PROJECT}/cohorts/actions.ts#createCohortAction`]: inProject("editor", async (world) => {
    await publishOnce(await asProject(world, "admin"));
    return { name: unique(), criterion: JSON.stringify(EVERYONE) };
  }),
  [`${PROJECT}/cohorts/actions.ts#updateCohortAction`]: inProject("editor", aCohort, foreignCohort),
  [`${PROJECT}/cohorts/actions.ts#deleteCohortAction`]: inProject("editor", aCohort, foreignCohort),
  [`${PROJECT}/reports/actions.ts#createReportAction`]: inProject("editor", async (world) => {
    await publishOnce(await asProject(world, "admin"));
    return { name: unique(), question: JSON.stringify(ACTIVE) };
  }),
  [`${PROJECT}/reports/actions.ts#updateReportAction`]: inProject("editor", aReport, foreignReport),
  [`${PROJECT}/reports/actions.ts#deleteReportAction`]: inProject("editor", aReport, foreignReport),
};
