/** Workspaces: what holds people and projects. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Workspace } from "../store/prisma-client/client.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type Actor, type AuthorizedWorkspace, type Role, requireRole } from "./authorized.ts";
import { freeSlug, lockSlugs, slugOf } from "./slug.ts";

/** A workspace with a free slug, within the caller's transaction. */
export async function addWorkspace(db: PlanDbTransaction, name: string, actor: Actor): Promise<Workspace> {
  await lockSlugs(db, "workspace");
  const slug = await freeSlug(
    slugOf(name, "workspace"),
    async (candidate) => (await db.workspace.count({ where: { slug: candidate } })) > 0,
  );
  const workspace = await db.workspace.create({ data: { id: newId("wsp"), slug, name: name.trim() } });
  await recordAudit(db, { workspaceId: workspace.id, actor }, { action: "workspace.create", target: workspace.name });
  return workspace;
}

/** Makes a person a member, until `endsAt`, within the caller's transaction. An existing membership keeps its role and end. */
export async function addMember(
  db: PlanDbTransaction,
  workspaceId: string,
  personId: string,
  role: Role,
  endsAt: Date | null = null,
): Promise<void> {
  await db.membership.upsert({
    where: { workspaceId_personId: { workspaceId, personId } },
    create: { workspaceId, personId, role, endsAt },
    update: {},
  });
}

/** Gives the workspace another name; its slug stays, since addresses and scripts rely on it. Admins and owners. */
export async function renameWorkspace(workspace: AuthorizedWorkspace, name: string): Promise<void> {
  requireRole(workspace, "admin");
  const trimmed = name.trim();
  if (!trimmed)
    throw new UserError("invalid_input", {
      fields: [{ path: "name", en: "Give the workspace a name.", fr: "Donnez un nom à l’espace de travail." }],
    });
  await planDb().$transaction(async (db) => {
    await db.workspace.update({ where: { id: workspace.workspaceId }, data: { name: trimmed } });
    await recordAudit(db, workspace, { action: "workspace.rename", target: trimmed, detail: { from: workspace.name } });
  });
}

/** Everything that changes who is an owner waits here, so that two of them cannot remove each other at once. */
export async function lockWorkspace(db: PlanDbTransaction, workspaceId: string): Promise<void> {
  await db.$queryRaw`select 1 from "Workspace" where id = ${workspaceId} for update`;
}
