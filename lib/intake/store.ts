/**
 * The mappings of a project: saved, approved by somebody else or by an admin, and in force as they were approved last. A
 * later document changes nothing until it is approved.
 */

import { type Actor, type AuthorizedProject, mayActAs, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { latestVersion } from "../plan/store-version.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { RowMapping as MappingRow } from "../store/prisma-client/client.ts";
import { type Mapping, mappingSchema } from "./mapping.ts";
import { mappingProblemText } from "./problem-text.ts";
import { rowReader } from "./row-call.ts";

export const MAPPINGS_MAX = 200;

export interface KeptMapping {
  readonly name: string;
  /** approved: the latest document is in force. waiting: it is not approved, whatever is in force. */
  readonly state: "waiting" | "approved";
  /** Of the latest document; counts from 1. */
  readonly revision: number;
  readonly mapping: Mapping;
  readonly savedBy: string;
  readonly savedAt: Date;
  /** In force; null before the first approval. */
  readonly approved: Mapping | null;
  readonly approvedBy: string;
  readonly approvedAt: Date | null;
}

function keptOf(row: MappingRow): KeptMapping {
  return {
    name: row.name,
    state: row.approvedRevision === row.revision ? "approved" : "waiting",
    revision: row.revision,
    mapping: mappingSchema.parse(row.document),
    savedBy: row.savedByName,
    savedAt: row.savedAt,
    approved: row.approved === null ? null : mappingSchema.parse(row.approved),
    approvedBy: row.approvedByName,
    approvedAt: row.approvedAt,
  };
}

function keyOf({ projectId }: AuthorizedProject, name: string) {
  return { projectId_name: { projectId, name } };
}

function refused(...fields: readonly FieldError[]): UserError {
  return new UserError("invalid_input", { fields: [...fields] });
}

function personId({ kind, id }: Actor): string | null {
  return kind === "person" ? id : null;
}

/** Whether an actor saved what is there; tokens are told apart by their names. */
function isOwn({ savedById, savedByName }: MappingRow, actor: Actor): boolean {
  return savedById === personId(actor) && (savedById !== null || savedByName === actor.name);
}

/** By name. */
export async function listMappings({ projectId }: AuthorizedProject): Promise<KeptMapping[]> {
  const rows = await planDb().rowMapping.findMany({ where: { projectId }, orderBy: { name: "asc" } });
  return rows.map(keptOf);
}

/** Throws `not_found`. */
export async function getMapping(project: AuthorizedProject, name: string): Promise<KeptMapping> {
  const row = await planDb().rowMapping.findUnique({ where: keyOf(project, name) });
  if (row === null) throw new UserError("not_found");
  return keptOf(row);
}

/**
 * Saves a document under its name. `revision`: of the document that it was begun on, 0 for a new one. Editors.
 * @throws UserError `stale_revision` where somebody saved another one meanwhile; `invalid_input`
 */
export async function saveMapping(
  project: AuthorizedProject,
  mapping: Mapping,
  revision: number,
): Promise<KeptMapping> {
  requireRole(project, "editor");
  const { projectId, actor } = project;
  const { name } = mapping;
  return planDb().$transaction(async (db) => {
    const saved = { document: mapping, savedById: personId(actor), savedByName: actor.name, savedAt: new Date() };
    // Others who save wait here.
    await db.$queryRaw`select 1 from "Project" where "id" = ${projectId} for update`;
    const before = await db.rowMapping.findUnique({ where: keyOf(project, name) });
    if ((before?.revision ?? 0) !== revision)
      throw new UserError("stale_revision", { data: { revision: before?.revision ?? 0 } });
    if (before === null && (await db.rowMapping.count({ where: { projectId } })) >= MAPPINGS_MAX)
      throw refused({
        path: "name",
        en: `A project has at most ${MAPPINGS_MAX} mappings.`,
        fr: `Un projet compte au plus ${MAPPINGS_MAX} correspondances.`,
      });
    const row = await db.rowMapping.upsert({
      where: keyOf(project, name),
      create: { projectId, name, ...saved },
      update: { ...saved, revision: revision + 1 },
    });
    await recordAudit(db, project, { action: "mapping.save", target: name, detail: { revision: row.revision } });
    return keptOf(row);
  });
}

/** Throws `invalid_input` with what the latest published plan does not have, or a mapping cannot do without. */
async function checkAgainstPlan({ projectId }: AuthorizedProject, mapping: Mapping): Promise<void> {
  const published = await latestVersion(projectId);
  if (published === undefined)
    throw refused({ path: "", en: "No version is published yet.", fr: "Aucune version n’est encore publiée." });
  const reader = rowReader(published.plan, mapping, "");
  if (!reader.ok) throw refused(...reader.problems.map((problem) => ({ path: "", ...mappingProblemText(problem) })));
}

/**
 * Puts the latest document in force. Editors, what somebody else saved; admins also what they saved themselves.
 * @throws UserError `stale_revision` where it is another one by now; `invalid_input` where it does not fit the latest
 *   published plan
 */
export async function approveMapping(project: AuthorizedProject, name: string, revision: number): Promise<KeptMapping> {
  requireRole(project, "editor");
  const { actor } = project;
  const kept = await getMapping(project, name);
  await checkAgainstPlan(project, kept.mapping);
  return planDb().$transaction(async (db) => {
    await db.$queryRaw`select 1 from "Project" where "id" = ${project.projectId} for update`;
    const before = await db.rowMapping.findUnique({ where: keyOf(project, name) });
    if (before === null) throw new UserError("not_found");
    if (before.revision !== revision) throw new UserError("stale_revision", { data: { revision: before.revision } });
    if (isOwn(before, actor) && !mayActAs(project.role, "admin"))
      throw new UserError("forbidden", { data: { needs: "admin" } });
    if (before.approvedRevision === revision) return keptOf(before);
    const row = await db.rowMapping.update({
      where: keyOf(project, name),
      data: {
        approved: mappingSchema.parse(before.document),
        ...{ approvedRevision: revision, approvedByName: actor.name, approvedAt: new Date() },
      },
    });
    await recordAudit(db, project, { action: "mapping.approve", target: name, detail: { revision } });
    return keptOf(row);
  });
}

/** What it loaded stays. Admins. Throws `not_found`. */
export async function deleteMapping(project: AuthorizedProject, name: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const { count } = await db.rowMapping.deleteMany({ where: { projectId: project.projectId, name } });
    if (count === 0) throw new UserError("not_found");
    await recordAudit(db, project, { action: "mapping.delete", target: name });
  });
}
