/** Saved views of the event grid: filters, order and columns under a name, one's own or shared with the project. */

import { z } from "zod";
import { type AuthorizedProject, mayActAs, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, SavedView as ViewRow } from "../store/prisma-client/client.ts";

const word = z.string().max(1_000);
const words = z.array(word).max(500);
const columnKey = z.string().max(40);

/** What a view shows. What is absent is as in a grid that nobody has touched. */
export const savedViewStateSchema = z.strictObject({
  filter: z.strictObject({
    q: z.string().max(500).optional(),
    category: words.optional(),
    status: words.optional(),
    owner: words.optional(),
    tag: words.optional(),
    source: words.optional(),
    call: words.optional(),
    critical: z.boolean().optional(),
    findings: z.boolean().optional(),
  }),
  sort: columnKey.optional(),
  down: z.boolean().optional(),
  columns: z.array(columnKey).max(100).optional(),
});
export type SavedViewState = z.infer<typeof savedViewStateSchema>;

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly ownerName: string;
  /** True for whoever asks. */
  readonly own: boolean;
  /** True when whoever asks may change and delete it. */
  readonly editable: boolean;
  readonly view: SavedViewState;
  /** Give it back with the next change. */
  readonly revision: number;
}

export interface ViewInput {
  readonly name: string;
  readonly shared: boolean;
  readonly view: SavedViewState;
}

const NAME_MAX = 120;
const VIEWS_MAX = 500;

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== "" && trimmed.length <= NAME_MAX && !trimmed.includes("\u0000")) return trimmed;
  const en = `A name has 1 to ${NAME_MAX} characters.`;
  throw new UserError("invalid_input", {
    fields: [{ path: "/name", en, fr: `Un nom compte de 1 à ${NAME_MAX} caractères.` }],
  });
}

function nameTaken(name: string): UserError {
  const en = `You have a view called “${name}” already.`;
  return new UserError("conflict", {
    fields: [{ path: "/name", en, fr: `Vous avez déjà une vue nommée « ${name} ».` }],
  });
}

/** One's own; a shared one is an admin's too. */
function mayChange(project: AuthorizedProject, row: ViewRow): boolean {
  return row.ownerId === project.actor.id || (row.shared && mayActAs(project.role, "admin"));
}

function savedView(project: AuthorizedProject, row: ViewRow): SavedView {
  const { id, name, shared, ownerName, revision } = row;
  const view = savedViewStateSchema.parse(row.view);
  const own = row.ownerId === project.actor.id;
  return { id, name, shared, ownerName, own, editable: mayChange(project, row), view, revision };
}

function visible(project: AuthorizedProject) {
  return { projectId: project.projectId, OR: [{ shared: true }, { ownerId: project.actor.id }] };
}

/** One's own views and those that are shared, by name. */
export async function listViews(project: AuthorizedProject): Promise<SavedView[]> {
  const rows = await planDb().savedView.findMany({
    where: visible(project),
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => savedView(project, row));
}

async function changeableRow(project: AuthorizedProject, id: string, expectedRevision: number): Promise<ViewRow> {
  const row = await planDb().savedView.findFirst({ where: { ...visible(project), id } });
  if (row === null) throw new UserError("not_found");
  if (!mayChange(project, row)) throw new UserError("forbidden", { data: { needs: "admin" } });
  if (row.revision !== expectedRevision) throw new UserError("stale_revision", { data: { revision: row.revision } });
  return row;
}

/** A view that others see is an editor's to make. */
function requireMaySave(project: AuthorizedProject, shared: boolean): void {
  requireRole(project, shared ? "editor" : "viewer");
}

function orTaken(name: string): (error: unknown) => never {
  return (error) => {
    throw (error as { code?: unknown }).code === "P2002" ? nameTaken(name) : error;
  };
}

/** Anybody may keep a view for themselves; editors share one. Throws `conflict` for a name one has already. */
export async function createView(project: AuthorizedProject, input: ViewInput): Promise<SavedView> {
  requireMaySave(project, input.shared);
  const name = checkedName(input.name);
  const { projectId, actor } = project;
  if ((await planDb().savedView.count({ where: { projectId, ownerId: actor.id } })) >= VIEWS_MAX)
    throw new UserError("conflict", {
      fields: [{ path: "", en: `You have ${VIEWS_MAX} views already.`, fr: `Vous avez déjà ${VIEWS_MAX} vues.` }],
    });
  const row = await planDb()
    .$transaction(async (db) => {
      await recordAudit(db, project, { action: "view.create", target: name });
      return db.savedView.create({
        data: {
          id: newId("viw"),
          projectId,
          ownerId: actor.id,
          ownerName: actor.name,
          name,
          shared: input.shared,
          view: input.view as unknown as Prisma.InputJsonValue,
        },
      });
    })
    .catch(orTaken(name));
  return savedView(project, row);
}

/** Changes a view of one's own, or as an admin a shared one. Throws `stale_revision` when somebody did so meanwhile. */
export async function updateView(
  project: AuthorizedProject,
  id: string,
  expectedRevision: number,
  change: Partial<ViewInput>,
): Promise<SavedView> {
  const row = await changeableRow(project, id, expectedRevision);
  const shared = change.shared ?? row.shared;
  requireMaySave(project, shared);
  const name = checkedName(change.name ?? row.name);
  const updated = await planDb()
    .$transaction(async (db) => {
      const { count } = await db.savedView.updateMany({
        where: { id, projectId: project.projectId, revision: expectedRevision },
        data: {
          name,
          shared,
          ...(change.view ? { view: change.view as unknown as Prisma.InputJsonValue } : {}),
          revision: { increment: 1 },
        },
      });
      if (count === 0) throw new UserError("stale_revision");
      await recordAudit(db, project, { action: "view.update", target: name });
      return db.savedView.findUniqueOrThrow({ where: { id } });
    })
    .catch(orTaken(name));
  return savedView(project, updated);
}

/** Deletes a view of one's own, or as an admin a shared one; answers what it was, so that it can be made again. */
export async function deleteView(project: AuthorizedProject, id: string, expectedRevision: number): Promise<SavedView> {
  const row = await changeableRow(project, id, expectedRevision);
  await planDb().$transaction(async (db) => {
    const { count } = await db.savedView.deleteMany({
      where: { id, projectId: project.projectId, revision: expectedRevision },
    });
    if (count === 0) throw new UserError("stale_revision");
    await recordAudit(db, project, { action: "view.delete", target: row.name });
  });
  return savedView(project, row);
}
