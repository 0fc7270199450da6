/** Projects: one plan each, with its sources, its events, a time zone, a week start and a currency. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { notify } from "../base/notify.ts";
import { createPlan } from "../plan/store.ts";
import { auditChanges, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Project } from "../store/prisma-client/client.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type Actor, type AuthorizedProject, type AuthorizedWorkspace, requireRole } from "./authorized.ts";
import { freeSlug, isProjectSlug, lockSlugs, slugOf } from "./slug.ts";
import { fieldsToWrite, type Values } from "./stale-value.ts";

export interface ProjectSettings {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO weekday: 1 = Monday ... 7 = Sunday. */
  readonly weekStart: number;
  /** ISO 4217. */
  readonly currency: string;
}

const SETTINGS = ["name", "timeZone", "weekStart", "currency"] as const;

export interface NewProject extends Partial<ProjectSettings> {
  readonly name: string;
  /** Also the plan's slug; made from the name when absent. */
  readonly slug?: string | undefined;
  /** Languages the plan is written in; English and French when absent. */
  readonly languages?: readonly ("en" | "fr")[] | undefined;
}

export interface ProjectSummary extends ProjectSettings {
  readonly slug: string;
  readonly createdAt: Date;
}

/** Whether the runtime knows the time zone under exactly this name: the event store tells upper from lower case. */
export function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    if (timeZone.toLowerCase() === name.toLowerCase()) return timeZone === name;
    // Another name of the same zone: written as all of them are.
    return /^[A-Z][a-z]+(\/[A-Z][A-Za-z0-9_+-]*[a-z0-9])+$/.test(name);
  } catch {
    return false;
  }
}

/** Whether the runtime knows the currency. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf("currency").includes(code);
}

function requireValid(settings: Partial<ProjectSettings>): void {
  const fields = [];
  if (settings.name !== undefined && settings.name.trim() === "")
    fields.push({ path: "name", en: "Give the project a name.", fr: "Donnez un nom au projet." });
  if (settings.timeZone !== undefined && !isTimeZone(settings.timeZone))
    fields.push({
      path: "timeZone",
      en: "This is no known time zone, such as Europe/Paris.",
      fr: "Ce n’est pas un fuseau horaire connu, comme Europe/Paris.",
    });
  if (
    settings.weekStart !== undefined &&
    !(Number.isInteger(settings.weekStart) && settings.weekStart >= 1 && settings.weekStart <= 7)
  )
    fields.push({
      path: "weekStart",
      en: "A week starts on day 1 (Monday) to 7 (Sunday).",
      fr: "Une semaine commence du jour 1 (lundi) au jour 7 (dimanche).",
    });
  if (settings.currency !== undefined && !isCurrency(settings.currency))
    fields.push({
      path: "currency",
      en: "This is no known currency code, such as EUR.",
      fr: "Ce n’est pas un code de devise connu, comme EUR.",
    });
  if (fields.length > 0) throw new UserError("invalid_input", { fields });
}

async function slugForNew(db: PlanDbTransaction, input: NewProject): Promise<string> {
  await lockSlugs(db, "project");
  const taken = async (slug: string) => !isProjectSlug(slug) || (await db.project.count({ where: { slug } })) > 0;
  if (input.slug === undefined) return freeSlug(slugOf(input.name, "project"), taken);
  if (!isProjectSlug(input.slug))
    throw new UserError("invalid_input", {
      fields: [
        {
          path: "slug",
          en: "Use lower-case letters, digits and hyphens; a few words such as “docs” are taken.",
          fr: "Utilisez des minuscules, des chiffres et des traits d’union ; quelques mots comme « docs » sont réservés.",
        },
      ],
    });
  if (await taken(input.slug))
    throw new UserError("conflict", {
      fields: [
        { path: "slug", en: "Another project has this slug.", fr: "Un autre projet porte déjà cet identifiant." },
      ],
    });
  return input.slug;
}

/** A project with its empty plan, within the caller's transaction. */
export async function addProject(
  db: PlanDbTransaction,
  workspaceId: string,
  input: NewProject,
  actor: Actor,
): Promise<Project> {
  requireValid(input);
  const project = await db.project.create({
    data: {
      id: newId("prj"),
      workspaceId,
      slug: await slugForNew(db, input),
      name: input.name.trim(),
      timeZone: input.timeZone ?? "UTC",
      weekStart: input.weekStart ?? 1,
      currency: input.currency ?? "EUR",
    },
  });
  await createPlan(db, {
    projectId: project.id,
    slug: project.slug,
    name: project.name,
    languages: input.languages ?? ["en", "fr"],
    actor,
  });
  await recordAudit(
    db,
    { workspaceId, projectId: project.id, actor },
    { action: "project.create", target: project.slug },
  );
  return project;
}

/** A new project of the workspace. Admins and owners. */
export async function createProject(workspace: AuthorizedWorkspace, input: NewProject): Promise<ProjectSummary> {
  requireRole(workspace, "admin");
  const project = await planDb().$transaction((db) => addProject(db, workspace.workspaceId, input, workspace.actor));
  notify("sourcesChanged", { projectId: project.id });
  return summary(project);
}

function summary(project: Project): ProjectSummary {
  return {
    slug: project.slug,
    name: project.name,
    timeZone: project.timeZone,
    weekStart: project.weekStart,
    currency: project.currency,
    createdAt: project.createdAt,
  };
}

/** The project as it is stored now. */
export async function getProject(project: AuthorizedProject): Promise<ProjectSummary> {
  return summary(await planDb().project.findUniqueOrThrow({ where: { id: project.projectId } }));
}

/** Projects of the workspace by name. */
export async function listProjects(workspace: AuthorizedWorkspace): Promise<readonly ProjectSummary[]> {
  const rows = await planDb().project.findMany({
    where: { workspaceId: workspace.workspaceId },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
  });
  return rows.map(summary);
}

/**
 * Changes what is given; the slug stays, since the plan, addresses and generated code carry it. With the values the change
 * was begun on, what somebody else set meanwhile is kept or named, never replaced unseen: `stale_revision`. Admins and owners.
 */
export async function updateProject(
  project: AuthorizedProject,
  change: Partial<ProjectSettings>,
  begun?: Values<keyof ProjectSettings>,
): Promise<ProjectSummary> {
  requireRole(project, "admin");
  requireValid(change);
  const id = project.projectId;
  const changed = await planDb().$transaction(async (db) => {
    await db.$queryRaw`select 1 from "Project" where id = ${id} for update`;
    const before = summary(await db.project.findUniqueOrThrow({ where: { id } }));
    const fields = fieldsToWrite(SETTINGS, before, change, begun);
    if (fields.length === 0) return false;
    const data = Object.fromEntries(fields.map((field) => [field, change[field]]));
    await db.project.update({ where: { id }, data });
    await recordAudit(db, project, {
      action: "project.update",
      target: project.slug,
      detail: auditChanges(fields, before, change),
    });
    return true;
  });
  if (changed) notify("sourcesChanged", { projectId: id });
  return getProject(project);
}
