/** Changing what a member may do, and until when: all of it or nothing. */

import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { instantAs, requireFutureEnd, requireNotOwn } from "./access-end.ts";
import { type AuthorizedWorkspace, type Role, requireRole } from "./authorized.ts";
import { memberNamed, requireAnotherOwner, requireReach } from "./membership.ts";
import { cancelOffers } from "./transfer-settle.ts";
import { lockWorkspace } from "./workspace.ts";

export interface MemberChange {
  readonly role?: Role | undefined;
  /** When the access ends; null takes the end away. */
  readonly endsAt?: Date | null | undefined;
}

/** What can be refused without a look at the member. */
async function requireAllowed(
  workspace: AuthorizedWorkspace,
  personId: string,
  { role, endsAt }: MemberChange,
): Promise<void> {
  requireRole(workspace, "admin");
  if (role !== undefined) requireReach(workspace, role);
  if (endsAt === undefined) return;
  requireFutureEnd("endsAt", endsAt, Date.now());
  await requireNotOwn(workspace, personId);
}

/**
 * Gives a member another role, another end of access, or both. Admins and owners, within their reach: neither above the
 * actor's own role nor to someone above the actor; nobody's own end. An owner without an end always stays.
 */
export async function changeMember(
  workspace: AuthorizedWorkspace,
  personId: string,
  change: MemberChange,
): Promise<void> {
  await requireAllowed(workspace, personId, change);
  const { workspaceId } = workspace;
  await planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspaceId);
    const member = await memberNamed(db, workspace, personId);
    requireReach(workspace, member.role as Role);
    const { role = member.role, endsAt = member.endsAt } = change;
    const newRole = role !== member.role;
    const newEnd = endsAt?.getTime() !== member.endsAt?.getTime();
    if (member.role === "owner" && (newRole || (newEnd && endsAt !== null)))
      await requireAnotherOwner(db, workspaceId, personId);
    await db.membership.update({ where: { workspaceId_personId: { workspaceId, personId } }, data: { role, endsAt } });
    const target = member.person.email;
    if (newRole)
      await recordAudit(db, workspace, {
        action: "member.change_role",
        target,
        detail: { from: member.role, to: role },
      });
    if (newEnd)
      await recordAudit(db, workspace, {
        action: "member.set_end",
        target,
        detail: { ...instantAs("was", member.endsAt), ...instantAs("until", endsAt) },
      });
    if (newRole && member.role === "owner") await cancelOffers(db, workspace, { fromId: personId }, Date.now());
  });
}
