/** Saved reports: a metric, funnel, retention or active-users question under a name, answered anew whenever it is opened. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Report } from "../store/prisma-client/client.ts";
import { bindQuestion } from "./bind/bind.ts";
import { listKnownCohorts } from "./ground.ts";
import type { CohortQuestion, Question } from "./question.ts";
import { questionSchema } from "./question-schema.ts";
import {
  changedIdentity,
  checkedIdentity,
  makerOf,
  planForDefinitions,
  requireRevision,
  requireWritten,
  type SavedIdentity,
  saveNamed,
} from "./saved.ts";

/** Cohorts are saved as cohorts. */
export type ReportQuestion = Exclude<Question, CohortQuestion>;

export interface SavedReport {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly question: ReportQuestion;
  /** Opened beside its complement: the same question about everyone else. Only where a cohort restricts it. */
  readonly compared: boolean;
  /** Give it back with the next change. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewReport extends SavedIdentity {
  readonly question: Question;
  readonly compared?: boolean;
}

export interface ReportChange {
  readonly expectedRevision: number;
  readonly name?: string;
  readonly description?: string;
  readonly question?: Question;
  readonly compared?: boolean;
}

function savedReport(row: Report): SavedReport {
  const { id, name, description, compared, revision, createdAt, updatedAt } = row;
  const question = questionSchema.parse(row.question) as ReportQuestion;
  return { id, name, description, question, compared, revision, createdAt, updatedAt };
}

/** By name. */
export async function listReports(project: AuthorizedProject): Promise<SavedReport[]> {
  const rows = await planDb().report.findMany({ where: { projectId: project.projectId }, orderBy: { name: "asc" } });
  return rows.map(savedReport);
}

async function rowOf(project: AuthorizedProject, id: string): Promise<Report> {
  const row = await planDb().report.findFirst({ where: { projectId: project.projectId, id } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** One report of the project, or `not_found`. */
export async function getReport(project: AuthorizedProject, id: string): Promise<SavedReport> {
  return savedReport(await rowOf(project, id));
}

async function boundQuestion(project: AuthorizedProject, question: Question): Promise<Question> {
  if (question.kind === "cohort")
    throw new UserError("invalid_input", {
      fields: [
        { path: "/question/kind", en: "Save a cohort as a cohort.", fr: "Enregistrez une cohorte comme cohorte." },
      ],
    });
  const [plan, cohorts] = await Promise.all([planForDefinitions(project), listKnownCohorts(project.projectId)]);
  const bound = bindQuestion(plan, question, { cohorts });
  if (!bound.ok) throw new UserError("definition_refused", { fields: bound.errors });
  return bound.question;
}

/** Editors and above. Throws `definition_refused`, `invalid_input`, `conflict` for a taken name. */
export async function createReport(project: AuthorizedProject, given: NewReport): Promise<SavedReport> {
  requireRole(project, "editor");
  const identity = checkedIdentity(given);
  const question = await boundQuestion(project, given.question);
  const row = await saveNamed(project, { action: "report.create", target: identity.name }, (db) =>
    db.report.create({
      data: {
        id: newId("rep"),
        projectId: project.projectId,
        ...identity,
        question: question as unknown as Prisma.InputJsonValue,
        compared: given.compared === true && question.cohort !== undefined,
        createdById: makerOf(project),
      },
    }),
  );
  return savedReport(row);
}

/** Editors and above. Throws `stale_revision` when someone else saved meanwhile. */
export async function updateReport(project: AuthorizedProject, id: string, change: ReportChange): Promise<SavedReport> {
  requireRole(project, "editor");
  const current = await rowOf(project, id);
  const identity = changedIdentity(current, change);
  const question = change.question === undefined ? undefined : await boundQuestion(project, change.question);
  const updated = await saveNamed(project, { action: "report.update", target: identity.name }, async (db) => {
    const written = await db.report.updateMany({
      where: { id, projectId: project.projectId, revision: change.expectedRevision },
      data: {
        ...identity,
        ...(question === undefined ? {} : { question: question as unknown as Prisma.InputJsonValue }),
        compared:
          (change.compared ?? current.compared) && (question ?? savedReport(current).question).cohort !== undefined,
        revision: { increment: 1 },
      },
    });
    requireWritten(written);
    return db.report.findUniqueOrThrow({ where: { id } });
  });
  return savedReport(updated);
}

/** Editors and above. */
export async function deleteReport(project: AuthorizedProject, id: string, expectedRevision: number): Promise<void> {
  requireRole(project, "editor");
  const current = await rowOf(project, id);
  requireRevision(current.revision, expectedRevision);
  const audit = { action: "report.delete", target: current.name } as const;
  await saveNamed(project, audit, async (db) => {
    const where = { id, projectId: project.projectId, revision: expectedRevision };
    requireWritten(await db.report.deleteMany({ where }));
  });
}
