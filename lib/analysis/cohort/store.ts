/** Saved cohorts: definitions that are computed anew at every use. */

import { type AuthorizedProject, requireRole } from "../../access/authorized.ts";
import { UserError } from "../../base/error.ts";
import { newId } from "../../base/id.ts";
import { notify } from "../../base/notify.ts";
import type { Language } from "../../plan/plan.ts";
import { planDb } from "../../store/plan-db.ts";
import type { Cohort, Prisma } from "../../store/prisma-client/client.ts";
import { bindCriterion } from "../bind/bind.ts";
import { listKnownCohorts } from "../ground.ts";
import type { Criterion } from "../question.ts";
import { criterionSchema } from "../question-schema.ts";
import {
  changedIdentity,
  checkedIdentity,
  makerOf,
  planForDefinitions,
  requireRevision,
  requireWritten,
  type SavedIdentity,
  saveNamed,
} from "../saved.ts";
import { usesOfCohort } from "../saved-use.ts";
import { cohortName } from "./cohort-name.ts";

export interface SavedCohort {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly criterion: Criterion;
  /** The template it was made from. */
  readonly template: string | null;
  /** Give it back with the next change. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewCohort extends SavedIdentity {
  readonly criterion: Criterion;
  readonly template?: string;
}

export interface CohortChange {
  readonly expectedRevision: number;
  readonly name?: string;
  readonly description?: string;
  readonly criterion?: Criterion;
}

function savedCohort(row: Cohort): SavedCohort {
  const { id, name, description, template, revision, createdAt, updatedAt } = row;
  const criterion = criterionSchema.parse(row.criterion);
  return { id, name, description, criterion, template, revision, createdAt, updatedAt };
}

/** By name. */
export async function listCohorts(project: AuthorizedProject): Promise<SavedCohort[]> {
  const rows = await planDb().cohort.findMany({ where: { projectId: project.projectId }, orderBy: { name: "asc" } });
  return rows.map(savedCohort);
}

async function rowOf(project: AuthorizedProject, id: string): Promise<Cohort> {
  const row = await planDb().cohort.findFirst({ where: { projectId: project.projectId, id } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** One cohort of the project, or `not_found`. */
export async function getCohort(project: AuthorizedProject, id: string): Promise<SavedCohort> {
  return savedCohort(await rowOf(project, id));
}

/** With ids instead of names, or `definition_refused`. */
async function boundCriterion(project: AuthorizedProject, criterion: Criterion, self?: string): Promise<Criterion> {
  const [plan, cohorts] = await Promise.all([planForDefinitions(project), listKnownCohorts(project.projectId)]);
  const bound = bindCriterion(plan, criterion, { cohorts, ...(self === undefined ? {} : { self }) });
  if (!bound.ok) throw new UserError("definition_refused", { fields: bound.errors });
  return bound.question;
}

/** Editors and above. Throws `definition_refused`, `invalid_input`, `conflict` for a taken name. */
export async function createCohort(project: AuthorizedProject, given: NewCohort): Promise<SavedCohort> {
  requireRole(project, "editor");
  const identity = checkedIdentity(given);
  const criterion = await boundCriterion(project, given.criterion);
  const row = await saveNamed(project, { action: "cohort.create", target: identity.name }, (db) =>
    db.cohort.create({
      data: {
        id: newId("coh"),
        projectId: project.projectId,
        ...identity,
        criterion: criterion as unknown as Prisma.InputJsonValue,
        template: given.template ?? null,
        createdById: makerOf(project),
      },
    }),
  );
  notify("cohortsChanged", { projectId: project.projectId });
  return savedCohort(row);
}

/** Editors and above. Throws `stale_revision` when someone else saved meanwhile. */
export async function updateCohort(project: AuthorizedProject, id: string, change: CohortChange): Promise<SavedCohort> {
  requireRole(project, "editor");
  const current = await rowOf(project, id);
  const identity = changedIdentity(current, change);
  const criterion = change.criterion === undefined ? undefined : await boundCriterion(project, change.criterion, id);
  const updated = await saveNamed(project, { action: "cohort.update", target: identity.name }, async (db) => {
    const written = await db.cohort.updateMany({
      where: { id, projectId: project.projectId, revision: change.expectedRevision },
      data: {
        ...identity,
        ...(criterion === undefined ? {} : { criterion: criterion as unknown as Prisma.InputJsonValue }),
        revision: { increment: 1 },
      },
    });
    requireWritten(written);
    return db.cohort.findUniqueOrThrow({ where: { id } });
  });
  notify("cohortsChanged", { projectId: project.projectId });
  return savedCohort(updated);
}

/** Editors and above. Refused with `conflict` while another cohort or a report rests on it; `data.uses` names them. */
export async function deleteCohort(project: AuthorizedProject, id: string, expectedRevision: number): Promise<void> {
  requireRole(project, "editor");
  const current = await rowOf(project, id);
  requireRevision(current.revision, expectedRevision);
  const uses = await usesOfCohort(project, id);
  if (uses.length > 0) {
    const cohorts = await listCohorts(project);
    const names = (language: Language): string =>
      uses.map((use) => cohortName(cohorts.find((one) => one.id === use.id) ?? use, language)).join(", ");
    throw new UserError("conflict", {
      fields: [{ path: "", en: `It is used by: ${names("en")}.`, fr: `Elle est utilisée par\u00a0: ${names("fr")}.` }],
      data: { uses },
    });
  }
  const audit = { action: "cohort.delete", target: current.name } as const;
  await saveNamed(project, audit, async (db) => {
    const where = { id, projectId: project.projectId, revision: expectedRevision };
    requireWritten(await db.cohort.deleteMany({ where }));
  });
  notify("cohortsChanged", { projectId: project.projectId });
}
