/** Members of a workspace and their roles. A workspace never loses its last owner. */

import { UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import { revokeTokensOf } from "./api-token.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedWorkspace, mayActAs, type Role, requireRole } from "./authorized.ts";
import { endSessionsOf } from "./session.ts";
import { cancelOffers } from "./transfer-settle.ts";
import { lockWorkspace } from "./workspace.ts";

export interface Member {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly joinedAt: Date;
  /** From then on the member is let in no more; null = never. */
  readonly endsAt: Date | null;
  readonly disabledAt: Date | null;
}

/** Every member, strongest role first. For any member. */
export async function listMembers(workspace: AuthorizedWorkspace): Promise<readonly Member[]> {
  const rows = await planDb().membership.findMany({
    where: { workspaceId: workspace.workspaceId },
    include: { person: true },
  });
  const rank = (role: string) => ["owner", "admin", "editor", "viewer"].indexOf(role);
  return rows
    .map((row) => ({
      personId: row.personId,
      name: row.person.name,
      email: row.person.email,
      role: row.role as Role,
      joinedAt: row.createdAt,
      endsAt: row.endsAt,
      disabledAt: row.person.disabledAt,
    }))
    .sort((a, b) => rank(a.role) - rank(b.role) || a.email.localeCompare(b.email, "en"));
}

/** Throws `forbidden` when the role is above the actor's own. */
export function requireReach(workspace: AuthorizedWorkspace, role: Role): void {
  if (!mayActAs(workspace.role, role)) throw new UserError("forbidden", { data: { needs: role } });
}

/** A member with the person, or `not_found`. */
export async function memberNamed(db: PlanDbTransaction, workspace: AuthorizedWorkspace, personId: string) {
  const member = await db.membership.findUnique({
    where: { workspaceId_personId: { workspaceId: workspace.workspaceId, personId } },
    include: { person: true },
  });
  if (!member) throw new UserError("not_found");
  return member;
}

/** An owner who is disabled, or whose access ends one day, cannot look after things for good: only the others count. */
export async function requireAnotherOwner(db: PlanDbTransaction, workspaceId: string, personId: string): Promise<void> {
  const others = await db.membership.count({
    where: { workspaceId, role: "owner", endsAt: null, personId: { not: personId }, person: { disabledAt: null } },
  });
  if (others > 0) return;
  throw new UserError("conflict", {
    fields: [
      {
        path: "role",
        en: "This is the last owner who stays. Make someone else an owner first.",
        fr: "C’est le dernier propriétaire qui reste. Nommez d’abord quelqu’un d’autre propriétaire.",
      },
    ],
  });
}

/** Takes a member out, with the tokens the member made. Admins and owners, within their reach; anyone may leave. */
export async function removeMember(workspace: AuthorizedWorkspace, personId: string): Promise<void> {
  const leaving = workspace.actor.kind === "person" && workspace.actor.id === personId;
  if (!leaving) requireRole(workspace, "admin");
  await planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspace.workspaceId);
    const member = await memberNamed(db, workspace, personId);
    if (!leaving) requireReach(workspace, member.role as Role);
    if (member.role === "owner") await requireAnotherOwner(db, workspace.workspaceId, personId);
    await db.membership.delete({
      where: { workspaceId_personId: { workspaceId: workspace.workspaceId, personId } },
    });
    await revokeTokensOf(db, workspace.workspaceId, personId, Date.now());
    await recordAudit(db, workspace, {
      action: leaving ? "member.leave" : "member.remove",
      target: member.person.email,
      detail: { role: member.role },
    });
    await cancelOffers(db, workspace, { fromId: personId }, Date.now());
  });
}

/** Owners, and the token of an owner: it acts as an admin, and no farther than here. */
export function requireKeepsAccounts(workspace: AuthorizedWorkspace): void {
  requireRole(workspace, workspace.actor.kind === "token" ? "admin" : "owner");
}

const ELSEWHERE = {
  path: "",
  en: "This person also belongs to a workspace you do not own.",
  fr: "Cette personne appartient aussi à un espace de travail dont vous n’êtes pas propriétaire.",
};

/**
 * An account reaches every workspace of its person. So only a person who owns all of them may touch it: anyone less could
 * take over a workspace of others through it. A token touches members of its one workspace, and never an owner.
 */
export async function requireOwnsAccount(
  db: PlanDbTransaction,
  workspace: AuthorizedWorkspace,
  personId: string,
): Promise<void> {
  requireKeepsAccounts(workspace);
  const { actor, workspaceId } = workspace;
  if (actor.kind === "system") return;
  const theirs = await db.membership.findMany({ where: { personId } });
  for (const { role } of actor.kind === "token" ? theirs : []) requireReach(workspace, role as Role);
  const mine =
    actor.kind === "token"
      ? [{ workspaceId }]
      : await db.membership.findMany({ where: { personId: actor.id, role: "owner", ...inForce() } });
  const owned = new Set(mine.map((membership) => membership.workspaceId));
  if (theirs.every((membership) => owned.has(membership.workspaceId))) return;
  throw new UserError("forbidden", { fields: [ELSEWHERE] });
}

/** An account reaches every workspace of its person: all of them wait, always in the same order. */
async function lockWorkspacesOf(db: PlanDbTransaction, personId: string): Promise<void> {
  const rows = await db.membership.findMany({ where: { personId }, select: { workspaceId: true } });
  for (const id of rows.map(({ workspaceId }) => workspaceId).sort()) await lockWorkspace(db, id);
}

/** Whatever the person owns needs another owner who stays; what the person offered is taken back. */
async function leaveOwned(db: PlanDbTransaction, { actor }: AuthorizedWorkspace, personId: string): Promise<void> {
  const owned = await db.membership.findMany({ where: { personId, role: "owner" }, select: { workspaceId: true } });
  for (const { workspaceId } of owned) {
    await requireAnotherOwner(db, workspaceId, personId);
    await cancelOffers(db, { workspaceId, actor }, { fromId: personId }, Date.now());
  }
}

/** Locks a person out, ending every session, or lets them in again. For whoever keeps the account. */
export async function setMemberDisabled(
  workspace: AuthorizedWorkspace,
  personId: string,
  disabled: boolean,
): Promise<void> {
  requireKeepsAccounts(workspace);
  await planDb().$transaction(async (db) => {
    await lockWorkspacesOf(db, personId);
    const member = await memberNamed(db, workspace, personId);
    await requireOwnsAccount(db, workspace, personId);
    if (disabled) await leaveOwned(db, workspace, personId);
    await db.person.update({ where: { id: personId }, data: { disabledAt: disabled ? new Date() : null } });
    const ended = disabled ? await endSessionsOf(db, personId) : 0;
    if (disabled) await db.passwordReset.deleteMany({ where: { personId } });
    await recordAudit(db, workspace, {
      action: disabled ? "member.disable" : "member.enable",
      target: member.person.email,
      detail: { sessionsEnded: ended },
    });
  });
}
