/**
 * Handing a workspace over: an owner offers it to a member, or to somebody who is invited, and says what role they keep and
 * until when. Nothing changes until the new owner accepts; until then it can be taken back.
 */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { OwnershipTransfer } from "../store/prisma-client/client.ts";
import { earlierEnd, instantAs, requireFutureEnd } from "./access-end.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedWorkspace, requireRole } from "./authorized.ts";
import { addInvitation, INVITATION_DAYS } from "./invitation.ts";
import { memberToday } from "./member-today.ts";
import { normalizeEmail } from "./person.ts";
import { limitRate } from "./rate-limit.ts";
import { cancelOffers, endTransfer, type KeptRole, pendingTransfer, settleTransfer } from "./transfer-settle.ts";
import { lockWorkspace } from "./workspace.ts";

const DAY = 86_400_000;

export interface TransferOffer {
  /** Of a member, or of somebody to invite. */
  readonly email: string;
  readonly keepRole: KeptRole;
  /** When the access that is kept ends; null = it does not. */
  readonly keepUntil: Date | null;
  /** The workspace's name, typed by whoever hands it over. */
  readonly confirm: string;
}

export interface PendingTransfer {
  readonly id: string;
  readonly from: { readonly personId: string; readonly name: string };
  /** `personId` is null while the new owner is only invited. */
  readonly to: { readonly personId: string | null; readonly email: string };
  readonly keepRole: KeptRole;
  readonly keepUntil: Date | null;
  readonly expiresAt: Date;
}

function wrong(path: string, en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path, en, fr }] });
}

/** Only in person: what a token did, nobody said. */
function requireOwnerInPerson(workspace: AuthorizedWorkspace): void {
  requireRole(workspace, "owner");
  if (workspace.actor.kind !== "person") throw new UserError("forbidden", { data: { needs: "owner" } });
}

async function requireConfirmed(workspace: AuthorizedWorkspace, typed: string): Promise<void> {
  const { name } = await planDb().workspace.findUniqueOrThrow({ where: { id: workspace.workspaceId } });
  if (typed.trim() === name) return;
  throw wrong(
    "confirm",
    `Type the workspace’s name as it stands: ${name}.`,
    `Tapez le nom de l’espace de travail tel quel : ${name}.`,
  );
}

/** The member with the address who can become the owner; undefined when it is nobody's here. */
async function heirOf(db: PlanDbTransaction, { workspaceId, actor }: AuthorizedWorkspace, email: string, now: number) {
  const member = await db.membership.findFirst({
    where: { workspaceId, person: { email } },
    include: { person: true },
  });
  if (member === null) return undefined;
  if (member.personId === actor.id) throw wrong("email", "You are the owner already.", "Vous êtes déjà propriétaire.");
  if (member.person.disabledAt !== null)
    throw wrong(
      "email",
      "This member is locked out. Let them in first.",
      "Ce membre est bloqué. Réadmettez-le d’abord.",
    );
  if (member.endsAt !== null && member.endsAt.getTime() <= now)
    throw wrong(
      "email",
      "The access of this member has ended. Take the end date away first.",
      "L’accès de ce membre est terminé. Retirez d’abord la date de fin.",
    );
  return member;
}

async function requireNonePending(db: PlanDbTransaction, workspaceId: string, now: number): Promise<void> {
  if ((await pendingTransfer(db, workspaceId, now)) === undefined) return;
  throw new UserError("conflict", {
    fields: [
      {
        path: "",
        en: "The workspace is being handed over already. Take that back first.",
        fr: "L’espace de travail est déjà en cours de transfert. Annulez d’abord ce transfert.",
      },
    ],
  });
}

export interface Offered {
  readonly email: string;
  /** The secret of the invitation's link, where the new owner is no member yet. */
  readonly secret?: string;
}

/** Offers the workspace. Owners, in person; one offer at a time. It stands for a week. */
export async function offerOwnership(
  workspace: AuthorizedWorkspace,
  offer: TransferOffer,
  clock: Clock = systemClock,
): Promise<Offered> {
  requireOwnerInPerson(workspace);
  const now = clock.now();
  requireFutureEnd("keepUntil", offer.keepUntil, now);
  await requireConfirmed(workspace, offer.confirm);
  await limitRate("createInvitation", workspace.workspaceId);
  const email = normalizeEmail(offer.email);
  const { workspaceId, actor } = workspace;
  return planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspaceId);
    await requireNonePending(db, workspaceId, now);
    await cancelOffers(db, workspace, {}, now);
    const own = await memberToday(db, workspaceId, actor.id, now);
    if (own?.role !== "owner") throw new UserError("forbidden", { data: { needs: "owner" } });
    const keepUntil = offer.keepRole === "none" ? null : earlierEnd(offer.keepUntil, own.endsAt);
    const heir = await heirOf(db, workspace, email, now);
    const invitation =
      heir === undefined
        ? await addInvitation(db, workspace, { email, role: "owner", accessEndsAt: null }, now)
        : undefined;
    await db.ownershipTransfer.create({
      data: {
        id: newId("trf"),
        workspaceId,
        fromId: actor.id,
        toId: heir?.personId ?? null,
        toEmail: email,
        invitationId: invitation?.id ?? null,
        keepRole: offer.keepRole,
        keepUntil,
        createdAt: new Date(now),
        expiresAt: new Date(now + INVITATION_DAYS * DAY),
      },
    });
    await recordAudit(
      db,
      { workspaceId, actor },
      { action: "transfer.offer", target: email, detail: { keeps: offer.keepRole, ...instantAs("until", keepUntil) } },
    );
    return { email, ...(invitation === undefined ? {} : { secret: invitation.secret }) };
  });
}

/** The transfer that waits for its new owner, if any. For any member. */
export async function findTransfer(
  workspace: { readonly workspaceId: string },
  clock: Clock = systemClock,
): Promise<PendingTransfer | undefined> {
  const row = await pendingTransfer(planDb(), workspace.workspaceId, clock.now());
  if (row === undefined) return undefined;
  const from = await planDb().person.findUniqueOrThrow({ where: { id: row.fromId } });
  return {
    id: row.id,
    from: { personId: from.id, name: from.name || from.email },
    to: { personId: row.toId, email: row.toEmail },
    keepRole: row.keepRole as KeptRole,
    keepUntil: row.keepUntil,
    expiresAt: row.expiresAt,
  };
}

async function pendingNamed(db: PlanDbTransaction, workspaceId: string, id: string, now: number) {
  await lockWorkspace(db, workspaceId);
  const row = await pendingTransfer(db, workspaceId, now);
  if (row === undefined || row.id !== id) throw new UserError("not_found");
  return row;
}

/** Takes the offer back; an invitation that was made for it stops working. Owners, in person. */
export async function cancelTransfer(
  workspace: AuthorizedWorkspace,
  id: string,
  clock: Clock = systemClock,
): Promise<void> {
  requireOwnerInPerson(workspace);
  await planDb().$transaction(async (db) => {
    const row = await pendingNamed(db, workspace.workspaceId, id, clock.now());
    await endTransfer(db, workspace, row, "cancelled", clock.now());
  });
}

function requireHeir(workspace: AuthorizedWorkspace, row: OwnershipTransfer): void {
  if (workspace.actor.kind === "person" && row.toId === workspace.actor.id) return;
  throw new UserError("forbidden", {
    fields: [
      {
        path: "",
        en: "The workspace is offered to somebody else.",
        fr: "L’espace de travail est proposé à quelqu’un d’autre.",
      },
    ],
  });
}

/** The member it is offered to becomes the owner. */
export async function acceptTransfer(
  workspace: AuthorizedWorkspace,
  id: string,
  clock: Clock = systemClock,
): Promise<void> {
  const { workspaceId, actor } = workspace;
  await planDb().$transaction(async (db) => {
    requireHeir(workspace, await pendingNamed(db, workspaceId, id, clock.now()));
    await settleTransfer(db, { workspaceId, transferId: id }, { personId: actor.id, actor }, clock.now());
  });
}

/** The member it is offered to says no; everything stays as it is. */
export async function declineTransfer(
  workspace: AuthorizedWorkspace,
  id: string,
  clock: Clock = systemClock,
): Promise<void> {
  await planDb().$transaction(async (db) => {
    const row = await pendingNamed(db, workspace.workspaceId, id, clock.now());
    requireHeir(workspace, row);
    await endTransfer(db, workspace, row, "declined", clock.now());
  });
}

/** Whether the actor is who the workspace is offered to, who did it, and until when: said on every page. */
export async function offerTo(
  project: { readonly workspaceId: string; readonly actor: { readonly id: string } },
  clock: Clock = systemClock,
): Promise<PendingTransfer | undefined> {
  const where = { workspaceId: project.workspaceId, toId: project.actor.id, settledAt: null };
  // Nearly always there is none: one look.
  if ((await planDb().ownershipTransfer.count({ where: { ...where, invitationId: null } })) === 0) return undefined;
  const found = await findTransfer(project, clock);
  return found?.to.personId === project.actor.id ? found : undefined;
}
