/** Invitations: a link that makes one person a member, once, within a week. */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Invitation } from "../store/prisma-client/client.ts";
import { earlierEnd, instantAs, requireFutureEnd } from "./access-end.ts";
import { tokenToday, workspaceRoleOfToken } from "./api-token.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedWorkspace, mayActAs, type Role, requireRole } from "./authorized.ts";
import { memberToday, type Standing } from "./member-today.ts";
import { requireReach } from "./membership.ts";
import { normalizeEmail, openSession, preparePerson, type Visitor } from "./person.ts";
import { limitRate } from "./rate-limit.ts";
import { newSecret, secretHash } from "./secret.ts";
import { type NewSession, personActor, type SessionPerson } from "./session.ts";
import { cancelOffers, settleTransfer } from "./transfer-settle.ts";
import { addMember, lockWorkspace } from "./workspace.ts";

export const INVITATION_DAYS = 7;
const DAY = 86_400_000;

export type InvitationState = "pending" | "accepted" | "revoked" | "expired";

export interface InvitationSummary {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When the access that it gives ends; null = it does not. */
  readonly accessEndsAt: Date | null;
  readonly state: InvitationState;
}

export interface MadeInvitation {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: Date;
}

/**
 * Invites an address in a role no stronger than the actor's, until `accessEndsAt` where it is given. An earlier pending
 * invitation of it is revoked.
 */
export async function createInvitation(
  workspace: AuthorizedWorkspace,
  input: { readonly email: string; readonly role: Role; readonly accessEndsAt?: Date | null | undefined },
  clock: Clock = systemClock,
): Promise<MadeInvitation> {
  requireRole(workspace, "admin");
  requireReach(workspace, input.role);
  const accessEndsAt = input.accessEndsAt ?? null;
  requireFutureEnd("accessEndsAt", accessEndsAt, clock.now());
  await limitRate("createInvitation", workspace.workspaceId);
  const invited = { email: normalizeEmail(input.email), role: input.role, accessEndsAt };
  return planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspace.workspaceId);
    return addInvitation(db, workspace, invited, clock.now());
  });
}

/** An invitation within the caller's transaction, which holds the workspace; the caller has proved that the actor may. */
export async function addInvitation(
  db: PlanDbTransaction,
  workspace: AuthorizedWorkspace,
  { email, role, accessEndsAt }: { readonly email: string; readonly role: Role; readonly accessEndsAt: Date | null },
  now: number,
): Promise<MadeInvitation> {
  const { workspaceId, actor } = workspace;
  const secret = newSecret();
  const expiresAt = new Date(now + INVITATION_DAYS * DAY);
  const id = newId("inv");
  await requireNoMember(db, workspaceId, email);
  await replaceEarlier(db, workspace, email, now);
  await db.invitation.create({
    data: {
      id,
      workspaceId,
      tokenHash: secretHash(secret),
      email,
      role,
      invitedById: actor.id,
      createdAt: new Date(now),
      expiresAt,
      accessEndsAt,
    },
  });
  await recordAudit(
    db,
    { workspaceId, actor },
    { action: "invitation.create", target: email, detail: { id, role, ...instantAs("until", accessEndsAt) } },
  );
  return { id, secret, expiresAt };
}

/** What was sent to the address before stops working, unless the actor could not have sent it. */
async function replaceEarlier(
  db: PlanDbTransaction,
  workspace: AuthorizedWorkspace,
  email: string,
  now: number,
): Promise<void> {
  const { workspaceId } = workspace;
  const at = new Date(now);
  const earlier = await db.invitation.findMany({
    where: { workspaceId, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: at } },
    select: { id: true, role: true },
  });
  for (const { role } of earlier) requireReach(workspace, role as Role);
  const ids = { in: earlier.map(({ id }) => id) };
  await cancelOffers(db, workspace, { invitationId: ids }, now);
  await db.invitation.updateMany({ where: { id: ids }, data: { revokedAt: at } });
}

async function requireNoMember(db: PlanDbTransaction, workspaceId: string, email: string): Promise<void> {
  if ((await db.membership.count({ where: { workspaceId, person: { email } } })) === 0) return;
  throw new UserError("conflict", {
    fields: [{ path: "email", en: "This person is already a member.", fr: "Cette personne est déjà membre." }],
  });
}

function stateOf(
  row: { readonly acceptedAt: Date | null; readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: number,
): InvitationState {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt.getTime() <= now ? "expired" : "pending";
}

/** The latest 200 invitations. Admins and owners. */
export async function listInvitations(
  workspace: AuthorizedWorkspace,
  clock: Clock = systemClock,
): Promise<readonly InvitationSummary[]> {
  requireRole(workspace, "admin");
  const rows = await planDb().invitation.findMany({
    where: { workspaceId: workspace.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 200,
  });
  return Promise.all(
    rows.map(async (row) => {
      const standing = await standingInvitation(planDb(), row, clock.now());
      const state = stateOf(row, clock.now());
      return {
        id: row.id,
        email: row.email,
        role: row.role as Role,
        createdAt: row.createdAt,
        expiresAt: row.expiresAt,
        accessEndsAt: standing === undefined ? row.accessEndsAt : standing.accessEndsAt,
        state: state === "pending" && standing === undefined ? "revoked" : state,
      };
    }),
  );
}

/** What whoever invited may do in the workspace today; undefined when nothing. */
async function inviterToday(
  db: PlanDbTransaction,
  { workspaceId, invitedById }: Pick<Invitation, "workspaceId" | "invitedById">,
  now: number,
): Promise<Standing | undefined> {
  const token = await db.apiToken.findFirst({ where: { id: invitedById, project: { workspaceId } } });
  if (token === null) return memberToday(db, workspaceId, invitedById, now);
  const standing = await tokenToday(db, token, workspaceId, now);
  return standing && { ...standing, role: workspaceRoleOfToken(standing.role) };
}

/**
 * An invitation that can be accepted: whoever made it could still make it, and what it gives ends no later than the access of
 * whoever made it.
 */
async function standingInvitation<Row extends Invitation>(
  db: PlanDbTransaction,
  row: Row,
  now: number,
): Promise<Row | undefined> {
  if (stateOf(row, now) !== "pending") return undefined;
  const inviter = await inviterToday(db, row, now);
  if (inviter === undefined || !mayActAs(inviter.role, "admin") || !mayActAs(inviter.role, row.role as Role))
    return undefined;
  return { ...row, accessEndsAt: earlierEnd(row.accessEndsAt, inviter.endsAt) };
}

/** The link stops working. Revoking what is no longer pending changes nothing. */
export async function revokeInvitation(workspace: AuthorizedWorkspace, id: string): Promise<void> {
  requireRole(workspace, "admin");
  await planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspace.workspaceId);
    const row = await db.invitation.findFirst({ where: { id, workspaceId: workspace.workspaceId } });
    if (!row) throw new UserError("not_found");
    requireReach(workspace, row.role as Role);
    const changed = await db.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (changed.count === 0) return;
    await cancelOffers(db, workspace, { invitationId: id }, Date.now());
    await recordAudit(db, workspace, { action: "invitation.revoke", target: row.email, detail: { id } });
  });
}

export interface OpenInvitation {
  readonly workspaceName: string;
  readonly email: string;
  readonly role: Role;
  readonly accessEndsAt: Date | null;
  /** Who hands the workspace over with it, and what they keep, where it does that. */
  readonly transfer?: { readonly from: string; readonly keepRole: string; readonly keepUntil: Date | null };
  /** The address has an account already: its owner signs in instead of choosing a password. */
  readonly hasAccount: boolean;
}

async function pendingInvitation(db: PlanDbTransaction, secret: string, now: number) {
  const row = await db.invitation.findUnique({
    where: { tokenHash: secretHash(secret) },
    include: { workspace: true },
  });
  return row === null ? undefined : standingInvitation(db, row, now);
}

/** What the page behind the link shows, or undefined when the link is used, revoked, over or never was. */
export async function findInvitation(secret: string, clock: Clock = systemClock): Promise<OpenInvitation | undefined> {
  const row = await pendingInvitation(planDb(), secret, clock.now());
  if (!row) return undefined;
  const hasAccount = (await planDb().person.count({ where: { email: row.email } })) > 0;
  const transfer = await planDb().ownershipTransfer.findUnique({ where: { invitationId: row.id } });
  const from = transfer && (await planDb().person.findUnique({ where: { id: transfer.fromId } }));
  return {
    workspaceName: row.workspace.name,
    email: row.email,
    role: row.role as Role,
    // Whoever becomes the owner stays.
    accessEndsAt: transfer ? null : row.accessEndsAt,
    ...(transfer && from
      ? {
          transfer: {
            from: from.name || from.email,
            keepRole: transfer.keepRole,
            keepUntil: transfer.keepUntil,
          },
        }
      : {}),
    hasAccount,
  };
}

/** Marks the invitation used; of two that try at once, one wins. */
async function takeInvitation(db: PlanDbTransaction, secret: string, now: number) {
  const found = await db.invitation.findUnique({ where: { tokenHash: secretHash(secret) } });
  if (found === null) throw new UserError("not_found");
  // Before the invitation itself: whoever hands a workspace over takes the two in this order.
  await lockWorkspace(db, found.workspaceId);
  const row = await pendingInvitation(db, secret, now);
  if (!row) throw new UserError("not_found");
  const taken = await db.invitation.updateMany({
    where: { id: row.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } },
    data: { acceptedAt: new Date(now) },
  });
  if (taken.count !== 1) throw new UserError("not_found");
  return row;
}

async function joined(
  db: PlanDbTransaction,
  row: {
    readonly id: string;
    readonly workspaceId: string;
    readonly email: string;
    readonly role: string;
    readonly accessEndsAt: Date | null;
  },
  person: { readonly id: string; readonly name: string },
  now: number,
): Promise<void> {
  const { workspaceId } = row;
  const actor = personActor({ personId: person.id, name: person.name, email: row.email });
  await addMember(db, workspaceId, person.id, row.role as Role, row.accessEndsAt);
  await recordAudit(
    db,
    { workspaceId, actor },
    { action: "invitation.accept", target: row.email, detail: { id: row.id, role: row.role } },
  );
  const transfer = await db.ownershipTransfer.findUnique({ where: { invitationId: row.id } });
  if (transfer === null) return;
  await settleTransfer(db, { workspaceId, transferId: transfer.id }, { personId: person.id, actor }, now);
}

/** A signed-in person accepts; the invitation must be for this person's address. */
export async function acceptInvitation(
  secret: string,
  person: SessionPerson,
  clock: Clock = systemClock,
): Promise<void> {
  await limitRate("acceptInvitation", person.personId);
  await planDb().$transaction(async (db) => {
    const row = await takeInvitation(db, secret, clock.now());
    if (row.email !== person.email)
      throw new UserError("conflict", {
        fields: [
          {
            path: "",
            en: "This invitation is for another address than yours.",
            fr: "Cette invitation est destinée à une autre adresse que la vôtre.",
          },
        ],
      });
    await joined(db, row, { id: person.personId, name: person.name }, clock.now());
  });
}

/** Someone without an account accepts by making one, and is signed in. */
export async function acceptInvitationAsNew(
  secret: string,
  input: { readonly name: string; readonly password: string; readonly language: "en" | "fr" },
  visitor: Visitor,
  clock: Clock = systemClock,
): Promise<NewSession> {
  await limitRate("acceptInvitation", visitor.address);
  const open = await findInvitation(secret, clock);
  if (!open) throw new UserError("not_found");
  if (open.hasAccount) throw new UserError("conflict");
  const prepared = await preparePerson({ ...input, email: open.email });
  return planDb().$transaction(async (db) => {
    const row = await takeInvitation(db, secret, clock.now());
    const person = await db.person.create({ data: prepared });
    await joined(db, row, person, clock.now());
    return openSession(db, person, visitor);
  });
}
