/** A transfer of ownership that is under way: finding it, and carrying it out once the new owner agrees. */

import { UserError } from "../base/error.ts";
import { inForce } from "../store/membership-in-force.ts";
import type { OwnershipTransfer } from "../store/prisma-client/client.ts";
import { instantAs } from "./access-end.ts";
import { type PlanDbTransaction, recordAudit } from "./audit.ts";
import type { Actor } from "./authorized.ts";
import { lockWorkspace } from "./workspace.ts";

/** What whoever hands over keeps; `none`: the access ends with the transfer. */
export const KEPT_ROLES = ["admin", "editor", "viewer", "none"] as const;
export type KeptRole = (typeof KEPT_ROLES)[number];

/** Of the workspace, not over, not settled; one that waits for an invitation lives as long as it does. */
export async function pendingTransfer(
  db: PlanDbTransaction,
  workspaceId: string,
  now: number,
): Promise<OwnershipTransfer | undefined> {
  const row = await db.ownershipTransfer.findFirst({
    where: { workspaceId, settledAt: null, expiresAt: { gt: new Date(now) } },
    orderBy: { createdAt: "desc" },
  });
  if (row === null) return undefined;
  if (row.invitationId !== null) {
    const invitation = await db.invitation.findUnique({ where: { id: row.invitationId } });
    if (invitation === null || invitation.revokedAt !== null) return undefined;
  }
  return (await isOwner(db, workspaceId, row.fromId, now)) ? row : undefined;
}

async function isOwner(db: PlanDbTransaction, workspaceId: string, personId: string, now: number): Promise<boolean> {
  const where = { workspaceId, personId, role: "owner", person: { disabledAt: null }, ...inForce(new Date(now)) };
  return (await db.membership.count({ where })) > 0;
}

/** What is left of the former owner; tokens go with the access, else they do what their maker may do from now on. */
async function stepDown(db: PlanDbTransaction, transfer: OwnershipTransfer, now: number): Promise<void> {
  const { workspaceId, fromId: personId, keepRole, keepUntil } = transfer;
  const where = { workspaceId_personId: { workspaceId, personId } };
  if (keepRole !== "none") {
    await db.membership.update({ where, data: { role: keepRole, endsAt: keepUntil } });
    return;
  }
  await db.membership.delete({ where });
  await db.apiToken.updateMany({
    where: { createdById: personId, revokedAt: null, project: { workspaceId } },
    data: { revokedAt: new Date(now) },
  });
}

/**
 * Makes the heir the owner, without an end, and leaves the former owner what was agreed. In the caller's transaction; the
 * heir is a member by now. Throws `not_found` when nothing is offered to the heir any more.
 */
export async function settleTransfer(
  db: PlanDbTransaction,
  offered: { readonly workspaceId: string; readonly transferId: string },
  heir: { readonly personId: string; readonly actor: Actor },
  now: number,
): Promise<void> {
  const { workspaceId, transferId } = offered;
  await lockWorkspace(db, workspaceId);
  const transfer = await pendingTransfer(db, workspaceId, now);
  if (transfer?.id !== transferId) throw new UserError("not_found");
  await db.membership.update({
    where: { workspaceId_personId: { workspaceId, personId: heir.personId } },
    data: { role: "owner", endsAt: null },
  });
  await stepDown(db, transfer, now);
  await db.ownershipTransfer.update({
    where: { id: transferId },
    data: { toId: heir.personId, settledAt: new Date(now), outcome: "accepted" },
  });
  const former = await db.person.findUniqueOrThrow({ where: { id: transfer.fromId }, select: { email: true } });
  await recordAudit(db, {
    workspaceId,
    actor: heir.actor,
    action: "transfer.accept",
    target: transfer.toEmail,
    detail: { person: former.email, keeps: transfer.keepRole, ...instantAs("until", transfer.keepUntil) },
  });
}
