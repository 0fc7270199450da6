/** The audit log: who changed what, when, and who was refused. Append-only; written in the transaction of the change. */

import { UserError } from "../base/error.ts";
import { type AuditWords, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import type { Actor, AuthorizedProject, AuthorizedWorkspace } from "./authorized.ts";
import { requireRole } from "./authorized.ts";

export type PlanDbTransaction = Prisma.TransactionClient;

export const SYSTEM_ACTOR: Actor = { kind: "system", id: "system", name: "Gabarit" };

/** An entry about a person's own account, in every workspace of the person, so that each one's admins see it. */
export async function recordPersonAudit(
  db: PlanDbTransaction,
  personId: string,
  actor: Actor,
  words: AuditWords,
): Promise<void> {
  const memberships = await db.membership.findMany({ where: { personId }, select: { workspaceId: true } });
  if (memberships.length === 0) return recordAudit(db, { actor }, words);
  for (const { workspaceId } of memberships) await recordAudit(db, { workspaceId, actor }, words);
}

export interface AuditFilter {
  /** Part of the actor's name, the action or the target, whatever the case. */
  readonly search?: string;
  /** Actions whose words contain the search: their entries are found as well. */
  readonly searchActions?: readonly string[];
  /** An action (`plan.publish`) or an area (`plan`). */
  readonly action?: string;
  readonly actorId?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Entries older than this id. */
  readonly before?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly projectId: string | null;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Pass as `before` for the next page; absent on the last. */
  readonly next?: string;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

function conditions(filter: AuditFilter): Prisma.AuditEntryWhereInput[] {
  const all: Prisma.AuditEntryWhereInput[] = [];
  if (filter.search) {
    const contains = { contains: escapeLike(filter.search), mode: "insensitive" as const };
    const said = { action: { in: [...(filter.searchActions ?? [])] } };
    all.push({ OR: [{ actorName: contains }, { action: contains }, { target: contains }, said] });
  }
  if (filter.action)
    all.push({ OR: [{ action: filter.action }, { action: { startsWith: `${escapeLike(filter.action)}.` } }] });
  if (filter.actorId) all.push({ actorId: filter.actorId });
  if (filter.from) all.push({ at: { gte: filter.from } });
  if (filter.to) all.push({ at: { lte: filter.to } });
  if (filter.before !== undefined) {
    if (!/^\d{1,18}$/.test(filter.before)) throw new UserError("bad_request");
    all.push({ id: { lt: BigInt(filter.before) } });
  }
  return all;
}

async function list(reach: Prisma.AuditEntryWhereInput, filter: AuditFilter): Promise<AuditPage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), 200);
  const rows = await planDb().auditEntry.findMany({
    where: { AND: [reach, ...conditions(filter)] },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const entries = rows.slice(0, limit).map((row) => ({
    id: row.id.toString(),
    at: row.at,
    projectId: row.projectId,
    actorId: row.actorId,
    actorName: row.actorName,
    action: row.action,
    target: row.target,
    detail: row.detail,
  }));
  const last = entries.at(-1);
  return rows.length > limit && last ? { entries, next: last.id } : { entries };
}

/** The project's entries and those of its workspace that concern no single project. For admins and owners. */
export function listAudit(project: AuthorizedProject, filter: AuditFilter = {}): Promise<AuditPage> {
  requireRole(project, "admin");
  return list(
    { OR: [{ projectId: project.projectId }, { workspaceId: project.workspaceId, projectId: null }] },
    filter,
  );
}

/** Every entry of the workspace, its projects included. */
export function listWorkspaceAudit(workspace: AuthorizedWorkspace, filter: AuditFilter = {}): Promise<AuditPage> {
  requireRole(workspace, "admin");
  return list({ workspaceId: workspace.workspaceId }, filter);
}
