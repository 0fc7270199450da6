/** Invitations: a link that makes one person a member, once, within a week. */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type PlanDbTransaction, recordAudit } from "./audit.ts";
import { type AuthorizedWorkspace, mayActAs, type Role, requireRole } from "./authorized.ts";
import { normalizeEmail, openSession, preparePerson, type Visitor } from "./person.ts";
import { limitRate } from "./rate-limit.ts";
import { newSecret, secretHash } from "./secret.ts";
import { type NewSession, personActor, type SessionPerson } from "./session.ts";
import { addMember } from "./workspace.ts";

export const INVITATION_DAYS = 7;
const DAY = 86_400_000;

export type InvitationState = "pending" | "accepted" | "revoked" | "expired";

export interface InvitationSummary {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
}

/** Invites an address in a role no stronger than the actor's. An earlier pending invitation of it is revoked. */
export async function createInvitation(
  workspace: AuthorizedWorkspace,
  input: { readonly email: string; readonly role: Role },
  clock: Clock = systemClock,
): Promise<{ readonly id: string; readonly secret: string; readonly expiresAt: Date }> {
  requireRole(workspace, "admin");
  if (!mayActAs(workspace.role, input.role)) throw new UserError("forbidden", { data: { needs: input.role } });
  await limitRate("createInvitation", workspace.workspaceId);
  const email = normalizeEmail(input.email);
  const secret = newSecret();
  const expiresAt = new Date(clock.now() + INVITATION_DAYS * DAY);
  const id = newId("inv");
  await planDb().$transaction(async (db) => {
    await requireNoMember(db, workspace.workspaceId, email);
    await db.invitation.updateMany({
      where: { workspaceId: workspace.workspaceId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date(clock.now()) },
    });
    await db.invitation.create({
      data: {
        id,
        workspaceId: workspace.workspaceId,
        tokenHash: secretHash(secret),
        email,
        role: input.role,
        invitedById: workspace.actor.id,
        createdAt: new Date(clock.now()),
        expiresAt,
      },
    });
    await recordAudit(db, {
      workspaceId: workspace.workspaceId,
      actor: workspace.actor,
      action: "invitation.create",
      target: email,
      detail: { id, role: input.role },
    });
  });
  return { id, secret, expiresAt };
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
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role as Role,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    state: stateOf(row, clock.now()),
  }));
}

/** The link stops working. Revoking what is no longer pending changes nothing. */
export async function revokeInvitation(workspace: AuthorizedWorkspace, id: string): Promise<void> {
  requireRole(workspace, "admin");
  await planDb().$transaction(async (db) => {
    const row = await db.invitation.findFirst({ where: { id, workspaceId: workspace.workspaceId } });
    if (!row) throw new UserError("not_found");
    const changed = await db.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (changed.count === 0) return;
    await recordAudit(db, {
      workspaceId: workspace.workspaceId,
      actor: workspace.actor,
      action: "invitation.revoke",
      target: row.email,
      detail: { id },
    });
  });
}

export interface OpenInvitation {
  readonly workspaceName: string;
  readonly email: string;
  readonly role: Role;
  /** The address has an account already: its owner signs in instead of choosing a password. */
  readonly hasAccount: boolean;
}

async function pendingInvitation(db: PlanDbTransaction, secret: string, now: number) {
  const row = await db.invitation.findUnique({
    where: { tokenHash: secretHash(secret) },
    include: { workspace: true },
  });
  return row && stateOf(row, now) === "pending" ? row : undefined;
}

/** What the page behind the link shows, or undefined when the link is used, revoked, over or never was. */
export async function findInvitation(secret: string, clock: Clock = systemClock): Promise<OpenInvitation | undefined> {
  const row = await pendingInvitation(planDb(), secret, clock.now());
  if (!row) return undefined;
  const hasAccount = (await planDb().person.count({ where: { email: row.email } })) > 0;
  return { workspaceName: row.workspace.name, email: row.email, role: row.role as Role, hasAccount };
}

/** Marks the invitation used; of two that try at once, one wins. */
async function takeInvitation(db: PlanDbTransaction, secret: string, now: number) {
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
  row: { readonly id: string; readonly workspaceId: string; readonly email: string; readonly role: string },
  person: { readonly id: string; readonly name: string },
): Promise<void> {
  await addMember(db, row.workspaceId, person.id, row.role as Role);
  await recordAudit(db, {
    workspaceId: row.workspaceId,
    actor: personActor({ personId: person.id, name: person.name, email: row.email }),
    action: "invitation.accept",
    target: row.email,
    detail: { id: row.id, role: row.role },
  });
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
    await joined(db, row, { id: person.personId, name: person.name });
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
    await joined(db, row, person);
    return openSession(db, person, visitor);
  });
}
