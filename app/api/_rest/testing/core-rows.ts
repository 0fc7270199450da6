/** Rows of the security matrix for plan, events and analysis. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../../lib/access/testing.ts";
import { createCohort } from "../../../../lib/analysis/cohort/store.ts";
import type { Criterion, Question } from "../../../../lib/analysis/question.ts";
import { createReport } from "../../../../lib/analysis/report-store.ts";
import { referencePlan } from "../../../../lib/plan/reference-plan.ts";
import { loadPlan } from "../../../../lib/plan/store.ts";
import { createBranch } from "../../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../../lib/plan/store-commit.ts";
import { saveImage } from "../../../../lib/plan/store-image.ts";
import { importPlan } from "../../../../lib/plan/store-import.ts";
import { publishPlan } from "../../../../lib/plan/store-publish.ts";
import { pngOf } from "../../../../lib/plan/testing/images.ts";
import { aPerson } from "../../../_access/testing/person.ts";
import { keepMapping } from "../../../[locale]/(workspace)/[project]/plan/import/remembered-mapping.ts";
import { GRID_ROWS } from "./grid-rows.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const FINGERPRINT = "0123456789abcdef";

const unique = () => Math.random().toString(36).slice(2, 12);

function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

/** The reference plan, published, in both projects of the world. */
export async function publishReferencePlan(world: TestWorld): Promise<void> {
  for (const project of [await asProject(world), await otherProject(world)]) {
    const { edits, revision } = await importPlan(project, "main", { ...referencePlan, slug: project.slug });
    await commitEdits(project, "main", { expectedRevision: revision, edits, tolerant: true });
    await publishPlan(project, { notes: "First" });
  }
}

async function draft(project: AuthorizedProject): Promise<string> {
  const name = `draft-${unique()}`;
  await createBranch(project, { name });
  return name;
}

const branch: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ branch: await draft(await asProject(world)) }),
  foreign: async (world) => ({ branch: await draft(await otherProject(world)) }),
};

/** A harmless edit on top of what is there. */
const anEdit = () => ({ command: "updatePlan", changes: { description: { en: `Edited ${unique()}` } } });

const EVERYONE: Criterion = {
  kind: "count",
  event: { any: true },
  count: { op: ">=", value: 1 },
  window: { lastDays: 30 },
};
const ACTIVE: Question = { kind: "active_users", event: { any: true }, range: { lastDays: 7 } };

const cohort: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({
    cohort: (await createCohort(await asProject(world), { name: unique(), criterion: EVERYONE })).id,
  }),
  foreign: async (world) => ({
    cohort: (await createCohort(await otherProject(world), { name: unique(), criterion: EVERYONE })).id,
  }),
};

const report: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({
    report: (await createReport(await asProject(world), { name: unique(), question: ACTIVE })).id,
  }),
  foreign: async (world) => ({
    report: (await createReport(await otherProject(world), { name: unique(), question: ACTIVE })).id,
  }),
};

/** Another one each time: the same bytes may be kept in both projects. */
async function anImage(project: AuthorizedProject) {
  return { image: (await saveImage(project, pngOf(1 + Math.floor(Math.random() * 6000), 7))).id };
}

export const CORE_ROWS: Readonly<Record<string, Row>> = {
  ...GRID_ROWS,
  [`GET ${PROJECT}/plan`]: { query: "?branch=main" },
  [`GET ${PROJECT}/findings`]: { query: "?at=main&path=plan" },
  [`GET ${PROJECT}/plan/evidence`]: { query: "?path=event%2Fevt_signed_up%2FexpiresOn" },
  [`GET ${PROJECT}/plan/events/{event}/code`]: {
    params: async () => ({ event: "evt_signed_up" }),
    foreign: async () => ({ event: "evt_of_nobody" }),
    query: "?at=latest",
  },
  [`GET ${PROJECT}/search`]: { query: "?q=order" },
  [`GET ${PROJECT}/diff`]: { query: "?from=1&to=main" },
  [`GET ${PROJECT}/branches`]: {},
  [`POST ${PROJECT}/branches`]: { body: async () => ({ name: `draft-${unique()}`, title: "Draft" }) },
  [`GET ${PROJECT}/branches/{branch}/edits`]: { ...branch, query: "?limit=5" },
  [`POST ${PROJECT}/branches/{branch}/edits`]: {
    ...branch,
    body: async () => ({ expectedRevision: 0, edits: [anEdit()] }),
  },
  [`POST ${PROJECT}/branches/{branch}/edits/preview`]: { ...branch, body: async () => ({ edits: [anEdit()] }) },
  [`POST ${PROJECT}/branches/{branch}/new-event`]: { ...branch, body: { name: "Cart Viewed" } },
  [`GET ${PROJECT}/branches/{branch}/diff`]: branch,
  [`POST ${PROJECT}/branches/{branch}/merge`]: branch,
  [`POST ${PROJECT}/branches/{branch}/close`]: branch,
  [`GET ${PROJECT}/versions`]: {},
  [`POST ${PROJECT}/versions`]: {
    // Something has to have changed since the last version.
    body: async (world) => {
      const project = await asProject(world);
      const { revision } = await loadPlan(project, "main");
      await commitEdits(project, "main", { expectedRevision: revision, edits: [anEdit()] });
      return { notes: "Next" };
    },
  },
  [`GET ${PROJECT}/versions/{version}`]: {
    params: async () => ({ version: "1" }),
    foreign: async () => ({ version: "999" }),
  },
  [`GET ${PROJECT}/schemas`]: { query: "?at=latest&unplanned=ignore" },
  [`GET ${PROJECT}/export`]: { query: "?to=plan-file" },
  [`GET ${PROJECT}/register`]: { query: "?at=latest&language=fr" },
  [`GET ${PROJECT}/register/file`]: { query: "?at=main&format=xlsx" },
  [`GET ${PROJECT}/notice`]: { query: "?at=main" },
  [`GET ${PROJECT}/generate`]: { query: "?as=tgz" },
  [`POST ${PROJECT}/images`]: { body: pngOf(4, 3) },
  [`GET ${PROJECT}/images/{image}`]: {
    params: async (world) => anImage(await asProject(world)),
    foreign: async (world) => anImage(await otherProject(world)),
  },
  [`GET ${PROJECT}/templates`]: {},
  [`GET ${PROJECT}/templates/{template}`]: { params: async () => ({ template: "saas" }), foreign: "any" },
  [`POST ${PROJECT}/templates/{template}`]: {
    params: async () => ({ template: "saas" }),
    foreign: "any",
    body: async () => ({ branch: `saas-${unique()}` }),
  },
  [`POST ${PROJECT}/import`]: { body: async () => ({ plan: referencePlan, branch: `import-${unique()}` }) },
  [`GET ${PROJECT}/import/mapping`]: {
    // Remembered beforehand: whoever asks is told.
    params: async (world) => {
      await keepMapping(await asProject(world), ["Nom", "Genre"], { columns: { Nom: "event" } });
      return {};
    },
    query: "?header=Genre&header=Nom",
  },
  [`PUT ${PROJECT}/import/mapping`]: { body: { headers: ["Nom"], columns: { Nom: "event" } } },
  [`POST ${PROJECT}/import/read`]: {
    query: "?name=plan.csv&language=fr",
    body: new TextEncoder().encode("Événement;Propriété;Type;Obligatoire\nAchat;total;nombre;Oui\n"),
  },
  [`GET ${PROJECT}/events`]: { query: "?limit=3" },
  [`GET ${PROJECT}/health`]: {},
  [`GET ${PROJECT}/people`]: { query: "?search=user&page=1" },
  [`GET ${PROJECT}/people/{person}`]: {
    params: async (world) => ({ person: String((await aPerson(await asProject(world))).person) }),
    foreign: async (world) => ({ person: String((await aPerson(await otherProject(world))).person) }),
  },
  [`GET ${PROJECT}/violations`]: { query: "?state=open,regressed&sort=users" },
  [`GET ${PROJECT}/violations/{fingerprint}`]: {
    absent: true,
    params: async () => ({ fingerprint: FINGERPRINT }),
    foreign: async () => ({ fingerprint: "fedcba9876543210" }),
  },
  [`POST ${PROJECT}/violations/decisions`]: {
    body: { decisions: [{ fingerprint: FINGERPRINT, change: { to: "ignored" } }] },
  },
  [`PUT ${PROJECT}/violations/{fingerprint}/state`]: {
    params: async () => ({ fingerprint: FINGERPRINT }),
    foreign: async () => ({ fingerprint: "not-a-fingerprint" }),
    body: { to: "ignored", until: "2030-01-01T00:00:00Z", note: "Known" },
  },
  [`GET ${PROJECT}/discovery`]: {},
  [`POST ${PROJECT}/discovery/audit`]: { body: new TextEncoder().encode("{}") },
  [`POST ${PROJECT}/discovery/branch`]: {
    body: async () => ({ chosen: [{ callType: "track", name: `Found ${Math.random()}` }] }),
  },
  [`GET ${PROJECT}/discovery/event`]: { query: "?callType=track&name=Found" },
  [`GET ${PROJECT}/discovery/properties`]: {},
  [`POST ${PROJECT}/violations/{fingerprint}/remedy`]: {
    absent: true,
    params: async () => ({ fingerprint: FINGERPRINT }),
    foreign: async () => ({ fingerprint: "fedcba9876543210" }),
    body: {},
  },
  [`GET ${PROJECT}/violations/{fingerprint}/release`]: {
    params: async () => ({ fingerprint: FINGERPRINT }),
    foreign: "any",
    query: "?includeBlocked=true",
  },
  [`POST ${PROJECT}/violations/{fingerprint}/release`]: {
    params: async () => ({ fingerprint: FINGERPRINT }),
    foreign: "any",
    body: {},
  },
  [`GET ${PROJECT}/releases`]: {},
  [`POST ${PROJECT}/releases`]: { body: {} },
  [`POST ${PROJECT}/query`]: { body: ACTIVE },
  [`GET ${PROJECT}/cohorts`]: {},
  [`POST ${PROJECT}/cohorts`]: { body: async () => ({ name: unique(), criterion: EVERYONE }) },
  [`GET ${PROJECT}/cohorts/{cohort}`]: cohort,
  [`PATCH ${PROJECT}/cohorts/{cohort}`]: { ...cohort, body: { expectedRevision: 1, description: "Everyone" } },
  [`DELETE ${PROJECT}/cohorts/{cohort}`]: { ...cohort, query: "?expectedRevision=1" },
  [`GET ${PROJECT}/cohorts/{cohort}/uses`]: cohort,
  [`GET ${PROJECT}/cohorts/{cohort}/members`]: { ...cohort, query: "?as=csv" },
  [`GET ${PROJECT}/cohort-templates`]: {},
  [`GET ${PROJECT}/reports`]: {},
  [`POST ${PROJECT}/reports`]: { body: async () => ({ name: unique(), question: ACTIVE }) },
  [`GET ${PROJECT}/reports/{report}`]: report,
  [`PATCH ${PROJECT}/reports/{report}`]: {
    ...report,
    body: async () => ({ expectedRevision: 1, name: unique() }),
  },
  [`DELETE ${PROJECT}/reports/{report}`]: { ...report, query: "?expectedRevision=1" },
};
