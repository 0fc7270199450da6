/** A transfer of ownership that is under way: finding it, and carrying it out once the new owner agrees. */

import { UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { inForce } from "../store/membership-in-force.ts";
import type { OwnershipTransfer, Prisma } from "../store/prisma-client/client.ts";
import { earlierEnd, instantAs } from "./access-end.ts";
import { revokeTokensOf } from "./api-token.ts";
import type { PlanDbTransaction } from "./audit.ts";
import type { Actor, AuthorizedWorkspace } from "./authorized.ts";
import { memberToday } from "./member-today.ts";
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
  return (await memberToday(db, workspaceId, row.fromId, now))?.role === "owner" ? row : undefined;
}

type Place = Pick<AuthorizedWorkspace, "workspaceId" | "actor">;

/** Ends an offer without a new owner; an invitation that was made for it stops working. */
export async function endTransfer(
  db: PlanDbTransaction,
  { workspaceId, actor }: Place,
  row: OwnershipTransfer,
  outcome: "declined" | "cancelled",
  now: number,
): Promise<void> {
  const at = new Date(now);
  await db.ownershipTransfer.update({ where: { id: row.id }, data: { settledAt: at, outcome } });
  if (row.invitationId !== null)
    await db.invitation.updateMany({
      where: { id: row.invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: at },
    });
  await recordAudit(
    db,
    { workspaceId, actor },
    { action: outcome === "declined" ? "transfer.decline" : "transfer.cancel", target: row.toEmail },
  );
}

/** Ends the offers that can come to nothing any more, so that none of them comes back to life later. */
export async function cancelOffers(
  db: PlanDbTransaction,
  place: Place,
  which: Pick<Prisma.OwnershipTransferWhereInput, "fromId" | "invitationId">,
  now: number,
): Promise<void> {
  const where = { ...which, workspaceId: place.workspaceId, settledAt: null, expiresAt: { gt: new Date(now) } };
  for (const row of await db.ownershipTransfer.findMany({ where })) await endTransfer(db, place, row, "cancelled", now);
}

/**
 * What is left of the former owner, no longer than the owner's own access was to last: answers until when. Tokens go with
 * the access, else they do what their maker may do from now on.
 */
async function stepDown(db: PlanDbTransaction, transfer: OwnershipTransfer, now: number): Promise<Date | null> {
  const { workspaceId, fromId: personId, keepRole, keepUntil } = transfer;
  const where = { workspaceId_personId: { workspaceId, personId } };
  if (keepRole === "none") {
    await db.membership.delete({ where });
    await revokeTokensOf(db, workspaceId, personId, now);
    return null;
  }
  const own = await db.membership.findUniqueOrThrow({ where, select: { endsAt: true } });
  const endsAt = earlierEnd(keepUntil, own.endsAt);
  await db.membership.update({ where, data: { role: keepRole, endsAt } });
  return endsAt;
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
  // Whoever was taken out meanwhile is nobody's heir.
  const { count } = await db.membership.updateMany({
    where: { workspaceId, personId: heir.personId, person: { disabledAt: null }, ...inForce(new Date(now)) },
    data: { role: "owner", endsAt: null },
  });
  if (count === 0) throw new UserError("not_found");
  const until = await stepDown(db, transfer, now);
  await db.ownershipTransfer.update({
    where: { id: transferId },
    data: { toId: heir.personId, settledAt: new Date(now), outcome: "accepted" },
  });
  const former = await db.person.findUniqueOrThrow({ where: { id: transfer.fromId }, select: { email: true } });
  await recordAudit(
    db,
    { workspaceId, actor: heir.actor },
    {
      action: "transfer.accept",
      target: transfer.toEmail,
      detail: { person: former.email, keeps: transfer.keepRole, ...instantAs("until", until) },
    },
  );
}
