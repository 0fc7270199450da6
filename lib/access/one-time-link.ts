/** One-time links for people: to choose a new password, or (the demo) to sign in. */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import type { Language } from "../plan/plan.ts";
import { type AuditAction, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { type PlanDbTransaction, recordPersonAudit, SYSTEM_ACTOR } from "./audit.ts";
import type { AuthorizedWorkspace } from "./authorized.ts";
import { requireKeepsAccounts, requireOwnsAccount } from "./membership.ts";
import { hashPassword, requireGoodPassword } from "./password.ts";
import { normalizeEmail, openSession, type Visitor } from "./person.ts";
import { limitRate } from "./rate-limit.ts";
import { newSecret, secretHash } from "./secret.ts";
import { endSessionsOf, type NewSession, personActor } from "./session.ts";

const HOUR = 3_600_000;
export const RESET_HOURS = 24;

type Purpose = "reset" | "sign_in";

export interface OneTimeLink {
  /** Path below the public address, without a language: `/reset/<secret>`. */
  readonly path: string;
  readonly expiresAt: Date;
}

async function makeLink(
  db: PlanDbTransaction,
  personId: string,
  purpose: Purpose,
  hours: number,
  now: number,
): Promise<OneTimeLink> {
  const secret = newSecret();
  const expiresAt = new Date(now + hours * HOUR);
  await db.passwordReset.deleteMany({ where: { personId, purpose } });
  await db.passwordReset.create({
    data: { id: newId("rst"), tokenHash: secretHash(secret), purpose, personId, expiresAt },
  });
  return { path: `/${purpose === "reset" ? "reset" : "sign-in"}/${secret}`, expiresAt };
}

/** A link with which a member chooses a new password. For whoever keeps the account. */
export async function createResetLink(
  workspace: AuthorizedWorkspace,
  personId: string,
  clock: Clock = systemClock,
): Promise<OneTimeLink & { readonly email: string }> {
  requireKeepsAccounts(workspace);
  await limitRate("createReset", workspace.workspaceId);
  return planDb().$transaction(async (db) => {
    const member = await db.membership.findUnique({
      where: { workspaceId_personId: { workspaceId: workspace.workspaceId, personId } },
      include: { person: true },
    });
    if (!member) throw new UserError("not_found");
    await requireOwnsAccount(db, workspace, personId);
    await recordAudit(db, workspace, { action: "person.create_reset", target: member.person.email });
    const link = await makeLink(db, personId, "reset", RESET_HOURS, clock.now());
    return { ...link, email: member.person.email };
  });
}

async function systemLink(email: string, purpose: Purpose, hours: number, action: AuditAction): Promise<OneTimeLink> {
  const person = await planDb().person.findUnique({ where: { email: normalizeEmail(email) } });
  if (!person)
    throw new UserError("not_found", {
      fields: [{ path: "email", en: "Nobody here has this address.", fr: "Personne ici n’a cette adresse." }],
    });
  return planDb().$transaction(async (db) => {
    await recordPersonAudit(db, person.id, SYSTEM_ACTOR, { action, target: person.email });
    return makeLink(db, person.id, purpose, hours, Date.now());
  });
}

/**
 * A link for whoever said on the sign-in page that the password is forgotten; to be mailed to the account's own address and
 * shown to nobody. None when there is no such account, or it is locked out.
 */
export async function createForgottenLink(
  email: string,
  address: string,
  clock: Clock = systemClock,
): Promise<{ readonly link: OneTimeLink; readonly email: string; readonly language: Language } | undefined> {
  return planDb().$transaction(async (db) => {
    const person = await db.person.findUnique({ where: { email: normalizeEmail(email) } });
    if (!person || person.disabledAt) return undefined;
    await recordPersonAudit(db, person.id, SYSTEM_ACTOR, {
      action: "person.forgot_password",
      target: person.email,
      detail: { address },
    });
    const link = await makeLink(db, person.id, "reset", RESET_HOURS, clock.now());
    return { link, email: person.email, language: person.language === "fr" ? "fr" : "en" };
  });
}

/** For the reset-password command, run by whoever operates the machine: a link to choose a new password. */
export function resetPassword(email: string): Promise<OneTimeLink> {
  return systemLink(email, "reset", RESET_HOURS, "person.create_reset");
}

/** For the demo's start: a link that signs in once, within a day. */
export function createSignInLink(email: string): Promise<OneTimeLink> {
  return systemLink(email, "sign_in", 24, "person.create_sign_in_link");
}

async function openLink(db: PlanDbTransaction, secret: string, purpose: Purpose, now: number) {
  const row = await db.passwordReset.findUnique({
    where: { tokenHash: secretHash(secret) },
    include: { person: true },
  });
  if (row?.purpose !== purpose || row.usedAt || row.expiresAt.getTime() <= now || row.person.disabledAt)
    return undefined;
  return row;
}

async function takeLink(db: PlanDbTransaction, secret: string, purpose: Purpose, now: number) {
  const row = await openLink(db, secret, purpose, now);
  if (!row) throw new UserError("not_found");
  const taken = await db.passwordReset.updateMany({
    where: { id: row.id, usedAt: null },
    data: { usedAt: new Date(now) },
  });
  if (taken.count !== 1) throw new UserError("not_found");
  return row;
}

/** The address a reset link is for, or undefined when it is used, over or never was. */
export async function findReset(secret: string, clock: Clock = systemClock): Promise<string | undefined> {
  return (await openLink(planDb(), secret, "reset", clock.now()))?.person.email;
}

/** Sets the new password, ends every session of the person and signs this browser in. */
export async function completeReset(
  secret: string,
  password: string,
  visitor: Visitor,
  clock: Clock = systemClock,
): Promise<NewSession> {
  await limitRate("resetAddress", visitor.address);
  const email = await findReset(secret, clock);
  if (!email) throw new UserError("not_found");
  requireGoodPassword(password, email);
  const passwordHash = await hashPassword(password);
  return planDb().$transaction(async (db) => {
    const { person } = await takeLink(db, secret, "reset", clock.now());
    const ended = await endSessionsOf(db, person.id);
    await db.person.update({ where: { id: person.id }, data: { passwordHash } });
    await recordPersonAudit(
      db,
      person.id,
      personActor({ personId: person.id, name: person.name, email: person.email }),
      { action: "person.reset_password", target: person.email, detail: { sessionsEnded: ended } },
    );
    return openSession(db, person, visitor);
  });
}

/** Signs in with a one-time sign-in link. */
export async function signInWithLink(
  secret: string,
  visitor: Visitor,
  clock: Clock = systemClock,
): Promise<NewSession> {
  await limitRate("resetAddress", visitor.address);
  return planDb().$transaction(async (db) => {
    const { person } = await takeLink(db, secret, "sign_in", clock.now());
    return openSession(db, person, visitor);
  });
}
